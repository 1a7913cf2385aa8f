"""Office pairs: a shared term that is said in another word, or a requirement that is met no longer, lowers the score.

Said in another word, not left out: what remains of a shorter text weighs more, and once in a while that is the greater.
"""

from dataclasses import replace
from itertools import groupby

import pytest
from tests.factories.held_meaning import HeldMeaning
from tests.spec.match.test_office_levels import DEMANDS, SUPPLY

from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.matcher import Matcher
from duijie_match.results import Match

FACETS = {"field": ("先进制造",), "area": ("丽水",), "mode": ("转让",)}
ITEMS = {document.id: document for document, _level in SUPPLY.values()}
PAIRS = [(name.rsplit("-", 1)[0], name) for name in ITEMS]


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return CachedEmbedder(create_embedder(), tmp_path_factory.mktemp("vectors"))


@pytest.fixture(scope="module")
def office(embedder: Embedder) -> Matcher:
    return Matcher.build(DEMANDS, list(ITEMS.values()), embedder=embedder)


def without(item: Document, match: Match, group: str) -> Document:
    """The item with a word of its language that no other text has where the marks of ``group`` are."""
    other, fitted = ("zugzwang quokka", False) if item.text.isascii() else ("雀替藻井檐廊", True)
    marks = sorted((mark for mark in match.reasons.supply_marks if mark.group == group), reverse=True)
    for field, found in groupby(marks, key=lambda mark: mark.field):
        text = str(getattr(item, field))
        for mark in found:
            instead = other[: mark.end - mark.start] if fitted else other
            text = text[: mark.start] + instead + text[mark.end :]
        item = replace(item, **{field: text})
    return item


def test_each_marked_term_and_figure_counts(office: Matcher, embedder: Embedder) -> None:
    """With the meaning held it always lowers the score; with the model's opinion on the odd text, mostly."""
    changed: list[tuple[Match, Document]] = []
    for match in office.score(PAIRS):
        for group in sorted({mark.group for mark in match.reasons.supply_marks}):
            item = without(ITEMS[match.supply_id], match, group)
            changed.append((match, item))
    assert len(changed) > 100
    demands = {demand.id: demand for demand in DEMANDS}
    lower = 0
    for match, item in changed:
        held = HeldMeaning(embedder, {item.text: ITEMS[item.id].text})
        for reader in (held, embedder):
            demand = demands[match.demand_id]
            (after,) = Matcher.build([demand], [item], embedder=reader, statistics=office).score([(demand.id, item.id)])
            if reader is held:
                assert after.raw < match.raw, (match.demand_id, item)
                assert after.score < match.score
            else:
                lower += after.raw < match.raw
    print(f"\n{len(changed)} terms and figures of {len(PAIRS)} pairs, the model asked anew: {lower} lower")
    assert lower >= 0.95 * len(changed)


def test_each_facet_counts(embedder: Embedder) -> None:
    demands = [replace(demand, facets=FACETS, trl=6) for demand in DEMANDS]
    supply = [replace(item, facets=FACETS, trl=6) for item in ITEMS.values()]
    office = Matcher.build(demands, supply, embedder=embedder)
    before = {match.supply_id: match for match in office.score(PAIRS)}
    for name in FACETS:
        changed = [replace(item, facets={**FACETS, name: ()}) for item in supply]
        for after in Matcher.build(demands, changed, embedder=embedder, statistics=office).score(PAIRS):
            assert after.raw < before[after.supply_id].raw
            assert after.score < before[after.supply_id].score
