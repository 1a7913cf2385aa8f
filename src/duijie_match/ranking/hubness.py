"""Texts that are near to everything say little about a pair; both sides' own nearness is taken off (CSLS, Conneau
et al. 2018).

``raw = similarity - ½ (mean of the demand's nearest supply) - ½ (mean of the supply's nearest demands)``. On small
lists those means are
mostly the pair itself, so they are drawn towards a typical value.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.ranking.settings import MatchSettings

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(slots=True)
class Hubness:
    """``supply[code, item]``: how near demands of a language usually come to an item."""

    supply: Floats


def drawn(mean: Floats, count: int, typical: float, prior: float) -> Floats:
    """``mean`` over ``count`` texts, drawn towards ``typical`` when they are few."""
    share = count / (count + prior) if count + prior > 0 else 0.0
    return (share * mean + (1 - share) * typical).astype(np.float32)


def nearest_mean(base: Floats, count: int, settings: MatchSettings) -> Floats:
    """Per demand, the mean over its nearest supply: 50 of 5,000, in proportion below.

    ``base`` holds the similarities with all ``count`` items, or with those among which the nearest surely are.
    """
    if base.shape[1] == 0:
        return np.full(len(base), settings.hub_typical_demand, np.float32)
    nearest = max(1, min(settings.hub_nearest_supply, round(count * settings.hub_nearest_supply / 5000)))
    nearest = min(nearest, base.shape[1])
    top = -np.partition(-base, nearest - 1, axis=1)[:, :nearest]
    return drawn(top.mean(axis=1), count, settings.hub_typical_demand, settings.hub_prior)


def estimate_supply_hubs(
    similarities: Callable[[Rows], Floats],
    languages: NDArray[np.int8],
    items: int,
    settings: MatchSettings,
    sample: Rows | None = None,
) -> Hubness:
    """Per language of the demands, each item's mean over its nearest demands: of all, or of a ``sample`` of rows."""
    rows = np.arange(len(languages)) if sample is None else sample
    chunk = max(1, min(64, settings.block_cells // max(1, items)))
    wide = chunk * max(1, settings.rows_at_once(items) // chunk)
    means: list[Floats] = []
    for code in (0, 1):
        chosen = rows[languages[rows] == code]
        count = len(chosen)
        nearest = max(1, min(settings.hub_nearest_demands, round(count / 40)))
        best = np.zeros((0, items), np.float32)
        for start in range(0, count, wide):
            near = similarities(chosen[start : start + wide])
            for first in range(0, len(near), chunk):
                stacked = np.concatenate((best, near[first : first + chunk]))
                kept = min(nearest, len(stacked))
                best = -np.partition(-stacked, kept - 1, axis=0)[:kept]
        typical = np.full(items, settings.hub_typical_supply, np.float32)
        means.append(
            drawn(best.mean(axis=0), count, settings.hub_typical_supply, settings.hub_prior) if count else typical
        )
    return Hubness(np.stack(means))


def sample_rows(texts: Sequence[str], size: int) -> Rows:
    """``size`` rows chosen by the content of their texts, not by their order: the same texts, the same sample."""
    if len(texts) <= size:
        return np.arange(len(texts))
    keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
    order = sorted(range(len(texts)), key=lambda row: (keys[row], row))
    return np.array(sorted(order[:size]), dtype=np.intp)
