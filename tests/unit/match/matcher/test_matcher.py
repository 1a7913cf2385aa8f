"""The door of the core, with an embedder that needs no model."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.errors import DuijieError, Unknown
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.progress import Cancelled
from duijie_match.results import Level
from duijie_match.testing.hashing import HashingEmbedder

VALVE = Document(
    "d1",
    Kind.DEMAND,
    title="高温球阀密封",
    body="球阀在500℃下密封面磨损，寻求硬密封技术。",
    facets={"field": ("先进制造",)},
    budget=MoneyRange(Decimal(300_000), Decimal(300_000)),
    trl=7,
)
MUSHROOM = Document("d2", Kind.DEMAND, title="香菇菌渣利用", body="废弃菌棒加工成有机肥。")
BLANK = Document("d3", Kind.DEMAND, title=" ")
HARD_SEAL = Document(
    "s1",
    Kind.ACHIEVEMENT,
    title="金属硬密封球阀",
    body="适用于500℃介质，密封面耐磨损。",
    facets={"field": ("先进制造",)},
    budget=MoneyRange(Decimal(500_000), Decimal(500_000)),
    trl=5,
)
FERTILISER = Document("s2", Kind.ACHIEVEMENT, title="废弃菌棒制有机肥", body="香菇废弃菌棒发酵。")
SILENT = Document("s3", Kind.SERVICE)
EXPERT = Document("s4", Kind.EXPERT, works=(Work("阀门密封面堆焊", "激光", 2020), Work("水稻育种"), Work("离心泵磨损")))
DEMANDS = [VALVE, MUSHROOM, BLANK]
SUPPLY = [HARD_SEAL, FERTILISER, SILENT, EXPERT]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder())


def test_match_gives_each_demand_its_best_first(matcher: Matcher) -> None:
    found = [(m.demand_id, m.supply_id, m.rank) for m in matcher.match(top=2)]
    assert found == [("d1", "s1", 1), ("d1", "s4", 2), ("d2", "s2", 1), ("d2", found[3][1], 2)]


def test_match_supply_turns_the_lists_round(matcher: Matcher) -> None:
    found = [(m.supply_id, m.demand_id, m.rank) for m in matcher.match_supply(top=1)]
    assert found == [("s1", "d1", 1), ("s2", "d2", 1), ("s4", "d1", 1)]


def test_both_directions_give_a_pair_the_same_scores(matcher: Matcher) -> None:
    forward = {(m.demand_id, m.supply_id): m for m in matcher.match(top=10)}
    for turned in matcher.match_supply(top=10):
        assert turned.raw == forward[turned.demand_id, turned.supply_id].raw


def test_both_ways_at_once_are_the_pairs_of_each_way(matcher: Matcher) -> None:
    forward, turned = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder()).nearest(top=2, top_turned=1)
    assert forward == [(m.demand_id, m.supply_id) for m in matcher.match(top=2)]
    assert turned == [(m.demand_id, m.supply_id) for m in matcher.match_supply(top=1)]


def test_remembered_pairs_are_told_as_if_scored_anew(matcher: Matcher) -> None:
    other = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder())
    forward, _turned = other.nearest(top=3, top_turned=2)
    assert list(other.score(forward)) == list(matcher.score(forward))


def test_turned_round_only_the_nearest_of_all_are_kept(matcher: Matcher) -> None:
    _forward, turned = matcher.nearest(top=1, top_turned=2, most_turned=2)
    assert turned == [("d1", "s1"), ("d2", "s2")]


def test_without_explaining_scores_are_the_same_and_reasons_short(matcher: Matcher) -> None:
    full = list(matcher.match(top=3))
    short = list(matcher.match(top=3, explain=False))
    assert [m.raw for m in short] == [m.raw for m in full]
    assert [(m.score, m.level, m.forward, m.backward) for m in short] == [
        (m.score, m.level, m.forward, m.backward) for m in full
    ]
    assert str(short[0].reasons.headline) == "Strong match."
    assert {(m.reasons.contributions, m.reasons.terms) for m in short} == {((), ())}


def test_score_answers_in_the_order_asked(matcher: Matcher) -> None:
    found = [(m.demand_id, m.supply_id, m.rank) for m in matcher.score([("d2", "s1"), ("d1", "s3")])]
    assert found == [("d2", "s1", 0), ("d1", "s3", 0)]


@pytest.mark.parametrize("pair, code", [(("no", "s1"), "unknown-demand"), (("d1", "no"), "unknown-supply")])
def test_score_of_an_unknown_id_says_which(matcher: Matcher, pair: tuple[str, str], code: str) -> None:
    with pytest.raises(Unknown) as error:
        list(matcher.score([pair]))
    assert error.value.code == code


def test_a_pair_with_a_missing_text_is_at_level_none_and_says_so(matcher: Matcher) -> None:
    first, second = matcher.score([("d1", "s3"), ("d3", "s1")])
    assert (first.level, second.level) == (Level.NONE, Level.NONE)
    assert str(first.reasons.headline) == "This entry has no text to match by."
    assert str(second.reasons.headline) == "The demand has no text to match by."


def test_reasons_name_terms_and_mark_them_in_both_texts(matcher: Matcher) -> None:
    best = next(matcher.match())
    assert "硬密封" in best.reasons.terms
    demand_marks = {str(getattr(VALVE, mark.field))[mark.start : mark.end] for mark in best.reasons.demand_marks}
    assert set(best.reasons.terms) <= demand_marks
    groups = {mark.group for mark in best.reasons.demand_marks}
    assert {mark.group for mark in best.reasons.supply_marks} == groups


def test_notes_tell_facets_maturity_money_and_quantities(matcher: Matcher) -> None:
    notes = [str(note) for note in next(matcher.match()).reasons.notes]
    assert notes == [
        "Same technology field: 先进制造.",
        "Less mature than wanted: TRL 5 instead of 7.",
        "Dearer than the budget: CNY 500,000 against CNY 300,000.",
        "Both state 500℃.",
    ]


def test_reasons_are_chinese_for_chinese_readers(matcher: Matcher) -> None:
    best = next(matcher.match())
    terms = best.reasons.terms[:4]
    assert len(terms) > 1
    assert best.reasons.headline.render("zh-hans") == f"强匹配：双方都涉及{'、'.join(terms)}。"
    assert best.reasons.headline.render("en") == f"Strong match: both speak of {', '.join(terms)}."
    assert best.reasons.notes[0].render("zh-hans") == "技术领域一致：先进制造。"


def test_an_expert_counts_by_the_best_of_the_works(matcher: Matcher) -> None:
    (pair,) = matcher.score([("d1", "s4")])
    fields = {mark.field.rsplit(".", 1)[0] for mark in pair.reasons.supply_marks}
    assert fields == {"works.0", "works.2"}


def test_why_not_of_a_shown_one_says_its_rank(matcher: Matcher) -> None:
    answer = matcher.why_not("d1", "s1")
    assert (answer.shown, answer.match.rank, answer.of, answer.gap, answer.rule) == (True, 1, 3, 0.0, None)


def test_why_not_of_another_says_what_it_lacks(matcher: Matcher) -> None:
    answer = matcher.why_not("d1", "s2", top=1)
    assert (answer.shown, answer.match.rank, answer.of) == (False, 3, 3)
    best = next(matcher.match())
    assert answer.gap == pytest.approx(best.raw - answer.match.raw)
    assert sum(part.value for part in answer.shortfalls) == pytest.approx(answer.gap)
    assert str(answer.sentence).startswith("Rank 3 of 3; against the last one shown (rank 1) it lacks most in ")


def test_why_not_of_one_without_text_names_the_rule(matcher: Matcher) -> None:
    answer = matcher.why_not("d1", "s3")
    assert str(answer.rule) == "This entry has no text to match by."
    assert answer.sentence == answer.rule
    assert not answer.shown


def test_unmatched_names_those_without_text(matcher: Matcher) -> None:
    assert [(demand, str(why)) for demand, why in matcher.unmatched()] == [
        ("d3", "The demand has no text to match by.")
    ]


def test_unmatched_names_those_with_nothing_near() -> None:
    matcher = Matcher.build([MUSHROOM], [HARD_SEAL], embedder=HashingEmbedder())
    ((demand, why),) = matcher.unmatched()
    assert demand == "d2"
    title = HARD_SEAL.title
    assert title
    assert str(why) == f"Nothing near: even the nearest, “{title}” (s1), shares no terms."
    assert why.render("zh-hans") == f"没有合适的候选：最接近的“{title}”（s1）也没有共同用语。"
    untitled, long = replace(HARD_SEAL, title="", body=title), replace(HARD_SEAL, title=title * 60)
    for supply, named in ((untitled, "s1"), (long, f"“{(title * 60)[:60]}…” (s1)")):
        ((_, why),) = Matcher.build([MUSHROOM], [supply], embedder=HashingEmbedder()).unmatched()
        assert f"the nearest, {named}, shares" in str(why)


def test_no_supply_at_all() -> None:
    matcher = Matcher.build([VALVE], [], embedder=HashingEmbedder())
    assert list(matcher.match()) == []
    assert [str(why) for _, why in matcher.unmatched()] == ["The supply list has no entry with text."]


def test_no_demands_at_all() -> None:
    matcher = Matcher.build([], [HARD_SEAL], embedder=HashingEmbedder())
    assert list(matcher.match()) == []
    assert list(matcher.match_supply()) == []


def test_saved_matcher_answers_the_same_without_an_embedder(matcher: Matcher, tmp_path: Path) -> None:
    matcher.save(tmp_path / "saved")
    matcher.save(tmp_path / "saved")  # a second time replaces it
    loaded = Matcher.load(tmp_path / "saved")
    assert list(loaded.match()) == list(matcher.match())
    assert loaded.why_not("d1", "s2", top=1) == matcher.why_not("d1", "s2", top=1)
    assert [path.name for path in tmp_path.iterdir()] == ["saved"]


def test_saved_matcher_holds_no_pickle(matcher: Matcher, tmp_path: Path) -> None:
    matcher.save(tmp_path / "saved")
    assert {path.suffix for path in (tmp_path / "saved").iterdir()} == {".npy", ".json", ".jsonl"}


def test_loading_something_else_says_so(tmp_path: Path) -> None:
    with pytest.raises(DuijieError) as error:
        Matcher.load(tmp_path)
    assert error.value.code == "matcher-unreadable"


def test_ids_must_be_unique() -> None:
    with pytest.raises(ValueError, match="unique"):
        Matcher.build([VALVE, VALVE], [HARD_SEAL], embedder=HashingEmbedder())


def test_progress_can_stop_the_work() -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "indexing":
            raise Cancelled

    with pytest.raises(Cancelled):
        Matcher.build([VALVE], [HARD_SEAL], embedder=HashingEmbedder(), progress=stop)


def test_strange_characters_do_not_break_anything(tmp_path: Path) -> None:
    strange = Document("d", Kind.DEMAND, body="球阀\ud800\x00{密封}%s 😀", extra={"备注": "\udfff"})
    matcher = Matcher.build([strange], [HARD_SEAL], embedder=HashingEmbedder())
    (found,) = matcher.match()
    assert found.reasons.headline.render("zh") != ""
    matcher.save(tmp_path / "saved")
    assert list(Matcher.load(tmp_path / "saved").match()) == [found]


def test_candidates_from_the_indexes_lose_nothing_here(matcher: Matcher) -> None:
    settings = MatchSettings(exhaustive_cells=0, candidates=3)
    narrowed = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder(), settings=settings)
    expected = [(m.demand_id, m.supply_id, m.rank, round(m.raw, 5)) for m in matcher.match(top=2)]
    assert [(m.demand_id, m.supply_id, m.rank, round(m.raw, 5)) for m in narrowed.match(top=2)] == expected
    turned = [(m.supply_id, m.demand_id) for m in narrowed.match_supply(top=1)]
    assert turned == [(m.supply_id, m.demand_id) for m in matcher.match_supply(top=1)]


def test_why_not_ranks_even_what_is_no_candidate(matcher: Matcher) -> None:
    settings = MatchSettings(exhaustive_cells=0, candidates=1)
    narrowed = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder(), settings=settings)
    answer = narrowed.why_not("d1", "s2", top=1)
    assert answer.match.rank == matcher.why_not("d1", "s2", top=1).match.rank
    assert answer.match.raw == pytest.approx(sum(part.value for part in answer.match.reasons.contributions))
