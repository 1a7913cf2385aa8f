"""What is measured of a pair, column by column, against doing it by hand; and that a portrait knows no list."""

from decimal import Decimal

import numpy as np
import pytest

from duijie_match.analysis.base import TermKind
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.learning.features import NAMES, measure_pairs
from duijie_match.learning.portraits import MOST_CHARACTERS, TITLE, WHOLE, develop, make_lens, sketch, text_of
from duijie_match.matcher import Matcher
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.words import LANGUAGES
from duijie_match.testing.hashing import HashingEmbedder

EMBEDDER = HashingEmbedder()
DEMANDS = [
    Document("pump", Kind.DEMAND, title="高温球阀密封面涂层",
             body="介质温度540℃，压力32MPa，寿命8000h，密封面磨损后泄漏",
             facets={"industry": ("C3443",), "mode": ("委托开发",), "area": ("甲县",)}, trl=7,
             budget=MoneyRange(Decimal(100_000), Decimal(500_000))),
    Document("rice", Kind.DEMAND, title="耐盐水稻品种", body="盐分0.3%的滩涂上亩产400kg",
             facets={"industry": ("A0111",), "area": ("乙县",)}, trl=4, budget=MoneyRange(high=Decimal(80_000))),
    Document("plain", Kind.DEMAND, title="Ball valve coating", body="A sealing coating for steam at 540 ℃"),
]  # fmt: skip
SUPPLY = [
    Document("coating", Kind.ACHIEVEMENT, title="球阀密封面涂层", body="在540℃、32MPa下试验8000h，密封面无磨损",
             facets={"industry": ("3443 阀门",), "mode": ("转让",), "area": ("甲县",)}, trl=5,
             budget=MoneyRange(Decimal(600_000), Decimal(900_000))),
    Document("breeder", Kind.EXPERT, title="水稻育种", facets={"industry": ("A0111", "A0112"), "area": ("甲县",)},
             works=(Work("耐盐水稻品种选育", "盐分0.3%"), Work("Salt tolerance of rice", year=2021))),
    Document("testing", Kind.SERVICE, title="阀门检测", trl=9, budget=MoneyRange(Decimal(500_000), Decimal(500_000))),
    Document("house", Kind.CARRIER, title="中试基地", body="阀门与涂层"),
]  # fmt: skip
PAIRS = [(demand, item) for demand in range(len(DEMANDS)) for item in range(len(SUPPLY))][::-1]
SKETCHES = (sketch(DEMANDS, EMBEDDER), sketch(SUPPLY, EMBEDDER))
LENS = make_lens(SKETCHES, EMBEDDER, MatchSettings())
MATCHER = Matcher.build(DEMANDS, SUPPLY, embedder=EMBEDDER)


@pytest.fixture(scope="module")
def columns() -> dict[str, list[float]]:
    rows = tuple(np.array(side, np.intp) for side in zip(*PAIRS, strict=True))
    portraits, outlines = [develop(one, LENS) for one in SKETCHES], [one.outline for one in SKETCHES]
    found = measure_pairs(MATCHER.scorer, (DEMANDS, SUPPLY), tuple(outlines), tuple(portraits), rows)  # type: ignore[arg-type]
    assert found.shape == (len(PAIRS), len(NAMES))
    return dict(zip(NAMES, found.T.tolist(), strict=True))


def by_pair(values: list[float]) -> dict[tuple[str, str], float]:
    return {(DEMANDS[pair[0]].id, SUPPLY[pair[1]].id): value for pair, value in zip(PAIRS, values, strict=True)}


def test_columns_of_a_list_agree_clash_or_say_nothing(columns: dict[str, list[float]]) -> None:
    told = {
        name: {pair: value for pair, value in by_pair(columns[name]).items() if value}
        for name in ("facet.industry", "facet.mode", "facet.area", "facet.field", "maturity", "money")
    }
    assert told == {
        "facet.industry": {("pump", "coating"): 1, ("pump", "breeder"): -1,
                           ("rice", "coating"): -1, ("rice", "breeder"): 1},
        "facet.mode": {("pump", "coating"): -1},
        "facet.area": {("pump", "coating"): 1, ("pump", "breeder"): 1,
                       ("rice", "coating"): -1, ("rice", "breeder"): -1},
        "facet.field": {},
        "maturity": {("pump", "coating"): 2},
        "money": {("pump", "coating"): 1, ("pump", "testing"): -1, ("rice", "coating"): 1, ("rice", "testing"): 1},
    }  # fmt: skip


def test_kinds_works_and_lengths(columns: dict[str, list[float]]) -> None:
    for name, kind in (("kind.expert", "breeder"), ("kind.service", "testing"), ("kind.carrier", "house")):
        assert by_pair(columns[name]) == {pair: float(pair[1] == kind) for pair in by_pair(columns[name])}
    assert by_pair(columns["works"])["rice", "breeder"] == pytest.approx(np.log(3))
    assert by_pair(columns["works"])["rice", "coating"] == 0
    for side, documents in enumerate((DEMANDS, SUPPLY)):
        for view in (TITLE, WHOLE):
            wanted = [np.log1p(len(text_of(documents[pair[side]], view))) for pair in PAIRS]
            assert columns[f"length.{('demand', 'supply')[side]}.{view}"] == pytest.approx(wanted)


def test_languages_and_shared_numbers(columns: dict[str, list[float]]) -> None:
    english = {"plain"}
    same = {pair: float((pair[0] in english) == (pair[1] in english)) for pair in by_pair(columns["same.language"])}
    assert by_pair(columns["same.language"]) == same
    texts = [[text_of(document, WHOLE) for document in side] for side in (DEMANDS, SUPPLY)]
    numbers = [
        [{term for term in FastAnalyser().analyse(text).terms if term[0] == TermKind.NUMBER} for text in side]
        for side in texts
    ]
    shared = [len(numbers[0][demand] & numbers[1][item]) for demand, item in PAIRS]
    assert max(shared) >= 3
    assert columns["numbers.shared"] == pytest.approx(np.log1p(shared))


def test_likeness_by_field_and_what_is_covered(columns: dict[str, list[float]]) -> None:
    ours, theirs = (develop(one, LENS) for one in SKETCHES)
    dense = [{view: terms.toarray() for view, terms in side.terms.items()} for side in (ours, theirs)]
    for mine in (TITLE, WHOLE):
        for other in (TITLE, WHOLE):
            vectors, terms = ours.vectors[mine] @ theirs.vectors[other].T, dense[0][mine] @ dense[1][other].T
            assert columns[f"vectors.{mine}.{other}"] == pytest.approx([vectors[pair] for pair in PAIRS], abs=1e-6)
            assert columns[f"terms.{mine}.{other}"] == pytest.approx([terms[pair] for pair in PAIRS], abs=1e-6)
    demand, title, supply = dense[0][WHOLE], dense[0][TITLE], dense[1][WHOLE]
    for name, left, right in (("demand", demand, supply), ("title", title, supply)):
        wanted = [(left[one] ** 2)[right[other] > 0].sum() for one, other in PAIRS]
        assert columns[f"covered.{name}"] == pytest.approx(wanted, abs=1e-6)
    wanted = [(supply[other] ** 2)[demand[one] > 0].sum() for one, other in PAIRS]
    assert columns["covered.supply"] == pytest.approx(wanted, abs=1e-6)


def test_the_recipe_is_that_of_the_match(columns: dict[str, list[float]]) -> None:
    pairs = [(DEMANDS[demand].id, SUPPLY[item].id) for demand, item in PAIRS]
    matches = list(MATCHER.score(pairs))
    raw = by_pair([match.raw for match in matches])
    assert columns["raw"] == pytest.approx([match.raw for match in matches], abs=1e-6)
    for name in ("meaning", "words", "numbers", "hubness"):
        parts = [{one.name: one.value for one in match.reasons.contributions}.get(name, 0.0) for match in matches]
        assert columns[name] == pytest.approx(parts, abs=1e-6)
    both = np.mean([columns["forward"], columns["backward"]], axis=0)
    assert both == pytest.approx(columns["raw"], abs=1e-6)
    better = [sum(raw[demand, other.id] > raw[demand, item] for other in SUPPLY) for demand, item in pairs]
    assert columns["standing"] == pytest.approx(np.log1p(better))


def test_a_language_that_is_told_is_believed_in_whatever_region_it_is_spoken() -> None:
    told = [
        ("EN-gb", "阀门涂层"),
        ("zh-TW", "Valve coating for steam"),
        ("", "阀门涂层"),
        ("fr", "Valve coating for steam"),
    ]
    documents = [Document(str(n), Kind.DEMAND, title=text, language=code) for n, (code, text) in enumerate(told)]
    places = sketch(documents, EMBEDDER).outline.languages.tolist()
    assert [LANGUAGES[place] for place in places] == ["en", "zh", "zh", "en"]


def test_a_portrait_knows_nothing_of_the_list() -> None:
    whole = develop(SKETCHES[1], LENS)
    for row, document in enumerate(SUPPLY):
        alone = develop(sketch([document], EMBEDDER), LENS)
        for view in (TITLE, WHOLE):
            assert np.array_equal(alone.vectors[view][0], whole.vectors[view][row])
            assert np.allclose(alone.terms[view].toarray()[0], whole.terms[view].toarray()[row])


def test_a_lens_takes_from_each_vector_the_mean_of_its_language() -> None:
    portraits = develop(SKETCHES[0], LENS)
    raw = SKETCHES[0].vectors[WHOLE] - LENS.means[SKETCHES[0].outline.languages]
    assert np.allclose(portraits.vectors[WHOLE], raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-6)
    assert set(SKETCHES[0].outline.languages.tolist()) == {0, 1}
    assert not np.allclose(LENS.means[0], LENS.means[1])


def test_the_whole_text_goes_on_with_the_works_and_ends_somewhere() -> None:
    breeder = SUPPLY[1]
    assert text_of(breeder, WHOLE) == "水稻育种\n耐盐水稻品种选育\n盐分0.3%\nSalt tolerance of rice"
    assert text_of(breeder, TITLE) == "水稻育种"
    long = Document("long", Kind.ACHIEVEMENT, title="长" * 30_000, body="文" * 30_000)
    assert [len(text_of(long, view)) for view in (TITLE, WHOLE)] == [MOST_CHARACTERS] * 2
