"""Dense evidence: where the sentences that the reasons name as near in meaning are taken out of the supply, the score
falls in at least 95 % of a fixed sample – office pairs of all levels, and pairs of the sample lists judged 3 or 4.
"""

from dataclasses import replace
from itertools import groupby

import pytest
from tests.factories.generated_lists import sample_lists
from tests.spec.match.test_office_levels import DEMANDS, SUPPLY
from tests.spec.match.test_orders_across_languages import ENGLISH, NEEDS, OFFERS

from duijie_match.documents import Document, Kind, Work
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.matcher import Matcher
from duijie_match.results import Mark, Match
from duijie_match.samples import records

OFFICE = [document for document, _level in SUPPLY.values()]
LEAST = 0.95


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return CachedEmbedder(create_embedder(), tmp_path_factory.mktemp("vectors"))


def blanked(item: Document, marks: list[Mark]) -> Document:
    """The item without the marked sentences."""
    marks = sorted(marks, reverse=True)
    for field, found in groupby(marks, key=lambda mark: mark.field):
        for mark in found:
            text = value(item, field)
            item = changed(item, field, text[: mark.start] + text[mark.end :])
    return item


def value(item: Document, field: str) -> str:
    if not field.startswith("works."):
        return str(getattr(item, field))
    _works, place, name = field.split(".")
    return str(getattr(item.works[int(place)], name))


def changed(item: Document, field: str, text: str) -> Document:
    if not field.startswith("works."):
        return replace(item, **{field: text})
    _works, place, name = field.split(".")
    works: list[Work] = list(item.works)
    works[int(place)] = replace(works[int(place)], **{name: text})
    return replace(item, works=tuple(works))


def share_lower(
    whole: Matcher, sides: tuple[list[Document], list[Document]], pairs: list[tuple[str, str]], embedder: Embedder
) -> tuple[int, int]:
    """Of pairs with sentences how many score lower without these, and how many there are."""
    demands, supply = ({one.id: one for one in side} for side in sides)
    told = [match for match in whole.with_sentences(whole.score(pairs), embedder) if match.reasons.sentences]
    lower = 0
    for match in told:
        item = blanked(supply[match.supply_id], [pair.supply for pair in match.reasons.sentences])
        after = Matcher.build([demands[match.demand_id]], [item], embedder=embedder, statistics=whole)
        lower += next(after.score([(match.demand_id, match.supply_id)])).raw < match.raw
    return lower, len(told)


Sample = tuple[tuple[list[Document], list[Document]], list[tuple[str, str]]]


def office_sample() -> Sample:
    return (DEMANDS, OFFICE), [(item.id.rsplit("-", 1)[0], item.id) for item in OFFICE]


def judged_sample() -> Sample:
    demands, supply = sample_lists()
    judged = [(row["demand_id"], row["supply_id"]) for row in records("expected") if row["level"] >= 3][:60]
    named = [{pair[place] for pair in judged} for place in (0, 1)]
    sides = [one for one in demands if one.id in named[0]], [one for one in supply if one.id in named[1]]
    return sides, judged


def sample_in_two_languages() -> Sample:
    demands = [Document(f"{code}{n}", Kind.DEMAND, body=t) for code in NEEDS for n, t in enumerate(NEEDS[code])]
    supply = [Document(f"{code}{n}", Kind.SERVICE, body=t) for code in OFFERS for n, t in enumerate(OFFERS[code])]
    asked = (("zh", "en"), ("en", "zh"), ("en", "en"))
    places = [(topic, 3 * topic + grade) for topic in range(len(ENGLISH)) for grade in range(3)]
    return (demands, supply), [(f"{a}{need}", f"{b}{offer}") for a, b in asked for need, offer in places]


def test_without_the_sentences_that_are_named_pairs_score_lower(embedder: Embedder) -> None:
    lower = told = 0
    for sample in (office_sample, judged_sample, sample_in_two_languages):
        sides, pairs = sample()
        found = share_lower(Matcher.build(*sides, embedder=embedder), sides, pairs, embedder)
        print(f"\n{sample.__name__}: {found[1]} of {len(pairs)} with sentences, {found[0]} lower without them", end="")
        lower, told = lower + found[0], told + found[1]
    print(f"\nall: {lower} of {told}, {lower / told:.1%}")
    assert told >= 70
    assert lower >= LEAST * told


def test_few_pairs_of_other_subjects_have_sentences(embedder: Embedder) -> None:
    whole = Matcher.build(DEMANDS, OFFICE, embedder=embedder)
    pairs = [(demand.id, item.id) for demand in DEMANDS for item in OFFICE if item.id.rsplit("-", 1)[0] != demand.id]
    found: list[Match] = list(whole.with_sentences(whole.score(pairs), embedder))
    told = sum(bool(match.reasons.sentences) for match in found)
    print(f"\nother subjects: {told} of {len(found)} with sentences")
    assert told <= 0.05 * len(found)
