"""On the sample lists: what is named as shared is made of words."""

import re

import pytest
import rjieba

from duijie_match.analysis.languages import detect_language
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.results import Match
from duijie_match.samples import records
from duijie_match.testing.hashing import HashingEmbedder

UNTOLD = {"银的", "吨水", "低于", "小于", "高于", "keeps", "units", "感器", "断开", "个县", "分后", "3", "10"}


def documents(name: str, kind: Kind) -> dict[str, Document]:
    return {one["id"]: Document(one["id"], kind, title=one["title"], body=one["body"]) for one in records(name)}


DEMANDS, SUPPLY = documents("demands", Kind.DEMAND), documents("supply", Kind.ACHIEVEMENT)


@pytest.fixture(scope="module")
def matches() -> list[Match]:
    matcher = Matcher.build(list(DEMANDS.values()), list(SUPPLY.values()), embedder=HashingEmbedder())
    return list(matcher.match(top=10))


def is_made_of_words(term: str, document: Document) -> bool:
    """Whether ``term`` stands in a text as whole words of the segmenter."""
    for run in re.findall("[\u4e00-\u9fff]+", f"{document.title}\n{document.body}"):
        edges = [0]
        for word in rjieba.cut(run, True):
            edges.append(edges[-1] + len(word))
        for place in range(len(run)):
            if run.startswith(term, place) and place in edges and place + len(term) in edges:
                return True
    return False


def test_what_is_named_is_made_of_words(matches: list[Match]) -> None:
    named = [(match, term) for match in matches for term in match.reasons.terms]
    assert len(named) > 300
    assert not UNTOLD & {term for _match, term in named}
    chinese = [(match, term) for match, term in named if re.fullmatch("[\u4e00-\u9fff]+", term)]
    for match, term in chinese:
        sides = DEMANDS[match.demand_id], SUPPLY[match.supply_id]
        if detect_language(sides[1].body) == "en":
            continue  # named by the dictionary
        assert any(is_made_of_words(term, side) for side in sides), (match.demand_id, match.supply_id, term)


def test_what_shares_more_than_a_little_has_a_name(matches: list[Match]) -> None:
    shared = [m for m in matches if sum(c.value for c in m.reasons.contributions if c.name == "words") > 0.25]
    assert len(shared) > 30
    assert all(match.reasons.terms for match in shared)
