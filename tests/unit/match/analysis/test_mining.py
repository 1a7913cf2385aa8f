"""Term pairs from keywords in two languages."""

from duijie_match.analysis.mining import mine_terms

PAPERS = [
    (["球阀", "密封"], ["Ball valve", "sealing"]),
    (["密封", "球阀"], ["sealing", "ball valve"]),
    (["球阀", "磨损"], ["wear", "ball valve"]),  # in another order
    (["磨损", "涂层"], ["wear", "coating"]),
    (["磨损"], ["wear"]),
    (["水稻", "育种"], ["rice"]),  # of another number: no place says anything
]


def test_what_papers_agree_on_is_a_term() -> None:
    assert mine_terms(PAPERS) == [("密封", "sealing"), ("球阀", "ball valve"), ("磨损", "wear")]


def test_one_paper_is_not_enough() -> None:
    assert mine_terms(PAPERS[:1]) == []
    assert mine_terms(PAPERS[:1], least_papers=1) == [("密封", "sealing"), ("球阀", "ball valve")]


def test_nothing_gives_nothing() -> None:
    assert mine_terms([]) == []
    assert mine_terms([([], []), ([" "], ["x"])]) == []
