"""Levels in lists of a few texts that are all alike, as a first try often is."""

from dataclasses import replace

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.results import Level
from duijie_match.testing.hashing import HashingEmbedder

ALIKE = "The offeror shall develop and demonstrate a prototype of the system in the first phase."
SUBJECTS = [
    "sealing of ball valves at high temperature by ceramic seats and graphite rings",
    "grinding of bearing rings without burns by wheels of cubic boron nitride",
    "decolouring of dyeing wastewater by ozone and catalysts on porous carbon",
    "vaccine storage below freezing in boxes with phase change material",
]
DEMANDS = [
    Document(f"d{row}", Kind.DEMAND, body=f"{ALIKE} The need is {subject}.") for row, subject in enumerate(SUBJECTS[:2])
]
SUPPLY = [
    Document(f"s{row}", Kind.ACHIEVEMENT, body=f"We propose {subject}. {ALIKE}") for row, subject in enumerate(SUBJECTS)
]


def levels(settings: MatchSettings) -> list[tuple[bool, Level]]:
    """Whether a pair is of one subject, and its level."""
    matcher = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder(), settings=settings)
    return [(one.demand_id[1:] == one.supply_id[1:], one.level) for one in matcher.match(top=4, explain=False)]


def test_what_all_texts_of_a_short_list_say_makes_no_pair_strong() -> None:
    found = levels(MatchSettings())
    assert {level for is_one, level in found if is_one} == {Level.STRONG}
    assert Level.STRONG not in {level for is_one, level in found if not is_one}
    before = levels(replace(MatchSettings(), hub_common_most=0.0))
    assert Level.STRONG in {level for is_one, level in before if not is_one}


def test_a_list_in_which_everything_fits_stays_strong() -> None:
    supply = [Document(f"s{row}", Kind.ACHIEVEMENT, body=f"We offer {SUBJECTS[0]}, no. {row}.") for row in range(6)]
    for count in (1, 3, 6):
        matcher = Matcher.build(DEMANDS[:1], supply[:count], embedder=HashingEmbedder())
        assert {one.level for one in matcher.match(top=6, explain=False)} == {Level.STRONG}
