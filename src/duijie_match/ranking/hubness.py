"""Texts that are near to everything say little about a pair; both sides' own nearness is taken off (CSLS, Conneau
et al. 2018).

``raw = similarity - ½ (mean of the demand's nearest supply) - ½ (mean of the supply's nearest demands)``. On small
lists those means are
mostly the pair itself, so they are drawn towards a typical value.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.words import WeightedTerms

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


def nearest_mean(base: Floats, settings: MatchSettings) -> Floats:
    """Per demand, the mean over its nearest supply: 50 of 5,000, in proportion below."""
    count = base.shape[1]
    if count == 0:
        return np.full(len(base), settings.hub_typical_demand, np.float32)
    nearest = max(1, min(settings.hub_nearest_supply, round(count * settings.hub_nearest_supply / 5000)))
    top = -np.partition(-base, nearest - 1, axis=1)[:, :nearest]
    return drawn(top.mean(axis=1), count, settings.hub_typical_demand, settings.hub_prior)


def estimate_supply_hubs(
    similarities: Callable[[Rows], Floats],
    demand: WeightedTerms,
    demands: int,
    settings: MatchSettings,
    sample: Rows | None = None,
) -> Hubness:
    """Per language of the demands, each supply item's mean over its nearest demands in a sample."""
    rows = np.arange(demands) if sample is None else sample
    means: list[Floats] = []
    for code in (0, 1):
        chosen = rows[demand.languages[rows] == code]
        count = len(chosen)
        if count == 0:
            means.append(np.zeros(0, np.float32))
            continue
        nearest = max(
            1, min(settings.hub_nearest_demands, round(count * settings.hub_nearest_demands / settings.hub_sample))
        )
        best: Floats | None = None
        for start in range(0, count, 64):
            base = similarities(chosen[start : start + 64])
            stacked = base if best is None else np.concatenate((best, base))
            kept = min(nearest, len(stacked))
            best = -np.partition(-stacked, kept - 1, axis=0)[:kept]
        assert best is not None
        means.append(drawn(best.mean(axis=0), count, settings.hub_typical_supply, settings.hub_prior))
    width = max(len(mean) for mean in means) if means else 0
    typical = np.full(width, settings.hub_typical_supply, np.float32)
    return Hubness(np.stack([mean if len(mean) else typical for mean in means]))
