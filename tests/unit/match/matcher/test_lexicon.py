"""Terms of the operator's lexicon count as shared, however they are spelled."""

from pathlib import Path

import pytest

from duijie_match.analysis.lexicon import EMPTY, Lexicon, build_lexicon
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.results import Match
from duijie_match.testing.hashing import HashingEmbedder

OTHER = Document("o", Kind.ACHIEVEMENT, body="香菇菌渣制有机肥")
TERMS = build_lexicon([["特氟龙", "聚四氟乙烯", "PTFE"], ["菲汀阀", "zeta flap"]])


def build(demand: str, supply: str, lexicon: Lexicon) -> Matcher:
    return Matcher.build(
        [Document("d", Kind.DEMAND, body=demand)],
        [Document("s", Kind.ACHIEVEMENT, body=supply), OTHER],
        embedder=HashingEmbedder(),
        lexicon=lexicon,
    )


def score(matcher: Matcher) -> Match:
    (match,) = matcher.score([("d", "s")])
    return match


@pytest.mark.parametrize(
    ("demand", "supply", "spellings"),
    [
        ("寻求特氟龙涂层", "一种聚四氟乙烯薄膜", ("特氟龙", "聚四氟乙烯")),
        ("寻求菲汀阀", "A zeta flap for steam", ("菲汀阀", "zeta flap")),
    ],
)
def test_a_term_is_shared_under_another_name(demand: str, supply: str, spellings: tuple[str, str]) -> None:
    without, match = (score(build(demand, supply, lexicon)) for lexicon in (EMPTY, TERMS))
    assert match.raw > without.raw
    assert spellings[0] in match.reasons.terms  # as the demand writes it, and as nothing else
    assert spellings[1] not in match.reasons.terms
    marked = {demand[mark.start : mark.end] for mark in match.reasons.demand_marks}
    assert spellings[0] in marked
    assert spellings[1] in {supply[mark.start : mark.end] for mark in match.reasons.supply_marks}


def test_a_kept_matcher_knows_its_terms(tmp_path: Path) -> None:
    matcher = build("寻求菲汀阀", "A zeta flap for steam", TERMS)
    matcher.save(tmp_path / "kept")
    assert score(Matcher.load(tmp_path / "kept")) == score(matcher)
