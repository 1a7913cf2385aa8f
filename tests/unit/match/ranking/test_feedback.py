"""Chinese demands lean towards their nearest supply, in long lists only: a few neighbours are drawn to themselves."""

from dataclasses import replace

import numpy as np
import pytest
from tests.factories.generated_lists import sample_lists

from duijie_match.analysis.languages import detect_language
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

EMBEDDER = HashingEmbedder()
DEMANDS, ACHIEVEMENTS = (
    [one for one in documents if detect_language(f"{one.title} {one.body}") == "zh"] for documents in sample_lists()
)
ASKED = [*DEMANDS, Document("en", Kind.DEMAND, title="Seals of ball valves that last in hot steam")]
SUPPLY = [
    *ACHIEVEMENTS,
    Document("s-en", Kind.ACHIEVEMENT, title="A hard sealing coating for ball valves in hot steam at 540 ℃"),
]
USED = replace(MatchSettings(), feedback_from=20, feedback_depth=4)


def meaning(settings: MatchSettings) -> np.ndarray:
    """What meaning adds to the score of each pair; shape (demands, supply)."""
    matcher = Matcher.build(ASKED, SUPPLY, embedder=EMBEDDER, settings=settings)
    found = matcher.score([(demand.id, one.id) for demand in ASKED for one in SUPPLY], marks=False)
    values = [{part.name: part.value for part in match.reasons.contributions}.get("meaning", 0.0) for match in found]
    return np.array(values).reshape(len(ASKED), len(SUPPLY))


@pytest.fixture(scope="module")
def plain() -> np.ndarray:
    return meaning(replace(MatchSettings(), feedback_weight=0.0))


def test_a_list_that_offices_send_has_none(plain: np.ndarray) -> None:
    assert len(SUPPLY) < 1000 <= MatchSettings().feedback_from
    assert np.array_equal(meaning(MatchSettings()), plain)


def test_in_a_long_list_chinese_demands_lean_against_texts_of_both_languages(plain: np.ndarray) -> None:
    leaned = meaning(USED)
    nearest = plain[:-1, :-1].argmax(axis=1)
    rows = np.arange(len(nearest))
    assert (leaned[rows, nearest] > plain[rows, nearest]).all()  # their neighbours are nearer than before
    assert (leaned[:-1, -1] != plain[:-1, -1]).any()  # the English text, too
    assert np.array_equal(leaned[-1], plain[-1])  # the English demand as before


def test_one_text_fewer_and_there_is_none(plain: np.ndarray) -> None:
    chinese = len(ACHIEVEMENTS)
    assert not np.array_equal(meaning(replace(USED, feedback_from=chinese)), plain)
    assert np.array_equal(meaning(replace(USED, feedback_from=chinese + 1)), plain)
