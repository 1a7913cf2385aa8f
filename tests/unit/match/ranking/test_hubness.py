"""How near surroundings are, against sums written out by hand; and that they are right after a list has changed."""

import math
import statistics
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.generated_lists import all_pairs, sample_lists

from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.documents import Document
from duijie_match.embedding.base import Vectors
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.matcher import Matcher
from duijie_match.progress import Progress, silent
from duijie_match.ranking.background_texts import TEXTS
from duijie_match.ranking.build import language_means
from duijie_match.ranking.hubness import (
    common_likeness,
    drawn,
    estimate_supply_hubs,
    middle_of,
    nearest_mean,
    sample_rows,
)
from duijie_match.ranking.settings import MatchSettings
from duijie_match.testing.hashing import HashingEmbedder


def common_by_hand(values: list[float], count: int, share: float, usual: float, most: float, prior: float) -> float:
    """How much nearer than ``usual`` those at ``share`` from below are; the place between two is in proportion."""
    if not 0 < count <= 2000:
        return 0.0
    rising, place = sorted(values), share * (len(values) - 1)
    low, high = rising[math.floor(place)], rising[math.ceil(place)]
    near = low + (high - low) * (place - math.floor(place))
    return min(max(near - usual, 0.0), most) * count / (count + prior)


def by_hand(values: list[float], nearest: int, count: int, typical: float, prior: float) -> float:
    """The mean of the largest, drawn towards what is typical."""
    mean = sum(sorted(values, reverse=True)[:nearest]) / min(nearest, len(values))
    return (count * mean + prior * typical) / (count + prior)


@given(st.floats(-1, 1), st.integers(0, 10_000), st.floats(-1, 1), st.integers(0, 500))
def test_a_mean_is_drawn_in_proportion(mean: float, count: int, typical: float, prior: int) -> None:
    (found,) = drawn(np.array([mean], np.float32), count, typical, prior)
    wanted = typical if count + prior == 0 else (count * mean + prior * typical) / (count + prior)
    assert found == pytest.approx(wanted, abs=1e-6)
    assert min(mean, typical) - 1e-6 <= found <= max(mean, typical) + 1e-6


@given(st.integers(1, 6), st.integers(1, 240), st.integers(0, 20_000), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_surroundings_of_demands(rows: int, columns: int, more: int, seed: int) -> None:
    """Of ``columns`` items that are known to hold the nearest of all ``columns + more``."""
    base = np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)
    chosen, count = MatchSettings(hub_typical_demand=0.3, hub_prior=70), columns + more
    nearest = min(50, max(1, round(count * 50 / 5000)))
    common = [0.1 * row for row in range(rows)]
    wanted = [by_hand(row, nearest, count, 0.3 + more, 70) for row, more in zip(base.tolist(), common, strict=True)]
    assert np.allclose(nearest_mean(base, count, chosen, np.array(common, np.float32)), wanted, atol=1e-5)


@given(st.integers(1, 9), st.sampled_from([1999, 2000, 2001]), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_what_a_short_list_has_in_common_is_typical_of_it(columns: int, most: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = int(rng.choice([columns, most]))
    base = rng.normal(0.2, 0.3, size=(3, columns)).astype(np.float32)
    chosen = MatchSettings(
        hub_typical_demand=0.3, hub_prior=70,
        hub_common_share=0.4, hub_common=0.05, hub_common_most=0.2, hub_common_prior=7,
    )  # fmt: skip
    common = [common_by_hand(row, columns, 0.4, 0.05, 0.2, 7) for row in base.tolist()]
    assert np.allclose(common_likeness(base, columns, chosen), common, atol=1e-6)
    nearest = min(50, max(1, round(columns * 50 / 5000)))
    wanted = [by_hand(row, nearest, columns, 0.3 + more, 70) for row, more in zip(base.tolist(), common, strict=True)]
    assert np.allclose(nearest_mean(base, columns, chosen), wanted, atol=1e-5)


def test_without_items_surroundings_are_typical() -> None:
    assert nearest_mean(np.zeros((2, 0), np.float32), 0, MatchSettings()).tolist() == pytest.approx([0.45, 0.45])


@given(st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_surroundings_of_items(data: st.DataObject) -> None:
    """Per language of the demands, of all or of a sample, however many are compared at a time; three times as far from
    the middle, those with several passages twice as far.
    """
    demands, items = data.draw(st.sampled_from([1, 2, 19, 61, 130, 450])), data.draw(st.integers(1, 7))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    near = rng.normal(size=(demands, items)).astype(np.float32)
    languages = (rng.random(demands) < data.draw(st.sampled_from([0, 0.3, 1]))).astype(np.int8)
    size = data.draw(st.integers(1, demands))
    sample = data.draw(st.sampled_from([None, np.sort(rng.permutation(demands)[:size])]))
    cells, at_once = data.draw(st.sampled_from([1, 40, 10**6])), data.draw(st.sampled_from([None, 1, 7]))
    chosen = MatchSettings(
        hub_typical_supply=0.2, hub_prior=30, hub_stretch=3, works_hub_stretch=2, block_cells=cells, hub_common_prior=3
    )  # fmt: skip
    several = rng.random(items) < data.draw(st.sampled_from([0, 0.5]))
    middle = data.draw(st.sampled_from([None, np.array([0.1, -2], np.float32)]))
    found = estimate_supply_hubs(lambda rows: near[rows], languages, items, chosen, sample, at_once, several, middle)
    rows = np.arange(demands) if sample is None else sample
    for code in (0, 1):
        here = near[rows[languages[rows] == code]]
        nearest = max(1, min(10, round(len(here) / 40)))
        shared = [common_by_hand(row, items, 0.25, 0.1, 0.5, 3) for row in here.tolist()]
        usual = 0.2 + (statistics.fmean(shared) if shared else 0.0)
        assert found.common[code] == pytest.approx(usual - 0.2, abs=1e-6)
        plain = [by_hand(column, nearest, len(here), usual, 30) if column else usual for column in here.T.tolist()]
        about = statistics.median(plain) if middle is None else middle[code]
        assert np.allclose(
            found.supply[code],
            [about + (2 if more else 3) * (one - about) for one, more in zip(plain, several, strict=True)],
            atol=1e-5,
        )
        assert middle_of(found.supply)[code] == pytest.approx(statistics.median(found.supply[code].tolist()), abs=1e-6)


def test_a_sample_goes_by_content_and_not_by_order() -> None:
    texts = [f"需求 {number}" for number in range(50)]
    chosen = {texts[row] for row in sample_rows(texts, 20)}
    turned = texts[::-1]
    assert {turned[row] for row in sample_rows(turned, 20)} == chosen
    assert len(chosen) == 20
    assert sample_rows(texts, 50).tolist() == list(range(50))


class Counting:
    """An embedder that notes whether the background was asked for."""

    name, dimensions, fingerprint = "counting", 128, "counting/1"

    def __init__(self) -> None:
        self.background = 0

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        self.background += texts[0] in {TEXTS["zh"][0], TEXTS["en"][0]}
        return HashingEmbedder().embed(texts, progress=progress)


@pytest.mark.parametrize("count", [1, 59, 299, 300, 1000])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_mean_of_a_language_leans_on_the_background_while_texts_are_few(language: str, count: int) -> None:
    code, embedder, prior = ("zh", "en").index(language), Counting(), 60
    texts = [f"{number} 号球阀" if language == "zh" else f"valve number {number}" for number in range(count)]
    vectors = HashingEmbedder().embed(texts)
    ours, theirs = vectors[: count // 3], vectors[count // 3 :]
    codes = [np.full(len(side), code, np.int8) for side in (ours, theirs)]
    found = language_means(ours, theirs, *codes, embedder, MatchSettings(centre_prior=prior))
    assert set(found) == {code}
    background = HashingEmbedder().embed(TEXTS[language]).mean(axis=0, dtype=np.float64)
    total = vectors.sum(axis=0, dtype=np.float64)
    wanted = (total + prior * background) / (count + prior) if count < 300 else total / (count + 1)
    assert np.allclose(found[code], wanted, atol=1e-6)
    assert embedder.background == (count < 300)


def test_blank_texts_have_no_share_in_a_mean() -> None:
    vectors = np.concatenate([HashingEmbedder().embed(["球阀"]), np.zeros((5, 128), np.float32)])
    codes = np.zeros(len(vectors), np.int8)
    means = [
        language_means(rows, rows[:0], codes[: len(rows)], codes[:0], HashingEmbedder(), MatchSettings())[0]
        for rows in (vectors, vectors[:1])
    ]
    assert np.allclose(*means)


def raws(matcher: Matcher, pairs: list[tuple[str, str]]) -> list[float]:
    return [match.raw for match in matcher.score(pairs, marks=False)]


def test_after_a_list_has_changed_surroundings_are_those_of_a_fresh_build(tmp_path: Path) -> None:
    """Saved, items added, changed and removed on both sides, built again from what was kept."""
    demands, supply = sample_lists()
    steps: list[tuple[list[Document], list[Document]]] = [
        (demands[:12], supply[:30]),
        (demands[:20], supply[:40]),
        (demands[5:20], supply[8:44]),
        (demands[:12], supply[:30]),
    ]
    used = CachedEmbedder(HashingEmbedder(), tmp_path / "vectors")
    kept = KeptAnalyses(tmp_path / "analyses")
    first: list[float] = []
    for number, (ours, theirs) in enumerate(steps):
        pairs = all_pairs(ours, theirs)
        again = Matcher.build(ours, theirs, embedder=used, kept=kept)
        fresh = Matcher.build(
            ours, theirs, embedder=CachedEmbedder(HashingEmbedder(), tmp_path / f"fresh-{number}"),
        )  # fmt: skip
        assert raws(again, pairs) == raws(fresh, pairs)
        assert np.array_equal(again.scorer.hubness.supply, fresh.scorer.hubness.supply)
        again.save(tmp_path / "saved")
        assert raws(Matcher.load(tmp_path / "saved"), pairs) == raws(again, pairs)
        first = first or raws(again, pairs)
        if number == 3:
            assert raws(again, pairs) == first
