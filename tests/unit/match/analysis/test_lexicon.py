"""The operator's term lexicon."""

import time

from duijie_match.analysis.lexicon import EMPTY, build_lexicon


def test_spellings_of_a_row_are_one_concept() -> None:
    lexicon = build_lexicon([["球阀", "Ball Valve"]])
    assert list(lexicon.find("a ball valve and 球阀")) == [("球阀", 2, 12), ("球阀", 17, 19)]


def test_the_longest_spelling_wins() -> None:
    lexicon = build_lexicon([["球阀", "ball"], ["高温球阀", "hot ball"], ["铜", "copper"], ["铜箔", "copper foil"]])
    assert [concept for concept, _, _ in lexicon.find("高温球阀")] == ["高温球阀"]
    assert [concept for concept, _, _ in lexicon.find("铜箔与铜, copper foil, copper")] == ["铜箔", "铜", "铜箔", "铜"]


def test_plurals_are_found_and_parts_of_words_are_not() -> None:
    lexicon = build_lexicon([["球阀", "ball valve"], ["发光二极管", "LED"]])
    found = [(start, end) for _, start, end in lexicon.find("ball valves; football valve; led led5 leds sled")]
    assert found == [(0, 11), (29, 32), (38, 42)]


def test_rows_with_one_spelling_say_nothing() -> None:
    assert build_lexicon([["球阀"], []]) == EMPTY


def test_many_spellings_take_no_more_time_than_few() -> None:
    text = "高温球阀的密封 ball valve sealing " * 500
    many = build_lexicon([[f"术语{n}", f"term {n}"] for n in range(30_000)] + [["球阀", "ball valve"]])
    began = time.process_time()
    assert len(list(many.find(text))) == 1000
    assert time.process_time() - began < 1
