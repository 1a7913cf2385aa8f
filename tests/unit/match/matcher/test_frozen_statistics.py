"""Lists that are scored by the statistics of another matcher."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.factories.generated_lists import all_pairs, sample_lists

from duijie_match.analysis.lexicon import lexicon_of
from duijie_match.documents import Document
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

EMBEDDER = HashingEmbedder()
DEMANDS, SUPPLY = (documents[:24] for documents in sample_lists())
# Some of the supply in English, some with works: everything that a list can say as a whole.
SUPPLY = [
    *SUPPLY,
    Document("en1", SUPPLY[0].kind, title="A hard sealing coating for ball valves in hot steam at 540 ℃"),
    Document("en2", SUPPLY[0].kind, title="Low-temperature electrolyte for lithium batteries"),
]


def raws(matcher: Matcher, demands: list[Document], supply: list[Document]) -> np.ndarray:
    return np.array([match.raw for match in matcher.score(all_pairs(demands, supply), marks=False)])


@pytest.fixture(scope="module")
def whole() -> Matcher:
    """Demands lean towards their nearest Chinese supply, as in a long list."""
    return Matcher.build(DEMANDS, SUPPLY, embedder=EMBEDDER, settings=MatchSettings(feedback_from=10, feedback_depth=5))


def renamed(documents: list[Document]) -> list[Document]:
    return [replace(document, id=f"new-{document.id}") for document in documents]


@pytest.mark.parametrize("name", [list, renamed], ids=["known", "new"])
def test_a_part_of_the_lists_scores_as_in_the_whole(whole: Matcher, name: object) -> None:
    """Whether documents are known to the statistics or met for the first time."""
    demands, supply = DEMANDS[3:6], [*SUPPLY[5:9], SUPPLY[-1]]
    part = Matcher.build(name(demands), name(supply), embedder=EMBEDDER, statistics=whole)  # type: ignore[operator]
    own = Matcher.build(demands, supply, embedder=EMBEDDER)
    wanted = raws(whole, demands, supply)
    assert np.allclose(raws(part, name(demands), name(supply)), wanted, atol=2e-5)  # type: ignore[operator]
    assert not np.allclose(raws(own, demands, supply), wanted, atol=0.01)


def test_statistics_and_what_was_made_with_them_survive_saving(whole: Matcher, tmp_path: Path) -> None:
    demands, supply = renamed(DEMANDS[:3]), renamed(SUPPLY[:6])
    wanted = raws(whole, DEMANDS[:3], SUPPLY[:6])
    whole.save(tmp_path / "whole")
    part = Matcher.build(demands, supply, embedder=EMBEDDER, statistics=Matcher.load(tmp_path / "whole"))
    assert np.allclose(raws(part, demands, supply), wanted, atol=2e-5)
    part.save(tmp_path / "part")
    assert np.array_equal(raws(Matcher.load(tmp_path / "part"), demands, supply), raws(part, demands, supply))


def test_statistics_of_a_matcher_that_has_those_of_another_are_the_same() -> None:
    """Also of a short list in which everything has something in common."""
    demands, supply = DEMANDS[:6], SUPPLY[:6]
    settings = MatchSettings(hub_common=-1.0)
    whole = Matcher.build(demands, supply, embedder=EMBEDDER, settings=settings)
    again = Matcher.build(demands, supply, embedder=EMBEDDER, statistics=whole)
    new = renamed(supply[:3])
    first, second = (Matcher.build(demands, new, embedder=EMBEDDER, statistics=one) for one in (whole, again))
    assert np.allclose(raws(first, demands, new), raws(second, demands, new), atol=2e-5)


def test_a_matcher_that_was_saved_without_means_is_told_apart(whole: Matcher, tmp_path: Path) -> None:
    whole.save(tmp_path / "old")
    (tmp_path / "old" / "means.npy").unlink()
    old = Matcher.load(tmp_path / "old")
    assert raws(old, DEMANDS[:2], SUPPLY[:2]).tolist() == raws(whole, DEMANDS[:2], SUPPLY[:2]).tolist()
    with pytest.raises(ValueError, match="without its means"):
        Matcher.build(DEMANDS, SUPPLY, embedder=EMBEDDER, statistics=old)


def test_settings_and_lexicon_are_those_of_the_statistics(whole: Matcher) -> None:
    for other in ({"settings": MatchSettings(hub_weight=0)}, {"lexicon": lexicon_of({"球阀": "球阀"})}):
        with pytest.raises(ValueError, match="those of the statistics"):
            Matcher.build(DEMANDS, SUPPLY, embedder=EMBEDDER, statistics=whole, **other)  # type: ignore[arg-type]
