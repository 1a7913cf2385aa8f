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
from duijie_match.vectors.blocks import in_blocks

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

SHORT = 2000
"""Items of a list up to which what is typical still counts for something."""
SORTED = 2_000_000
"""Scores that are sorted at a time."""


@dataclass(slots=True)
class Hubness:
    """``supply[code, item]``: how near demands of a language usually come to an item. ``common[code]``: what they have
    in common with all items, ``common_likeness``.
    """

    supply: Floats
    common: tuple[float, float] = (0.0, 0.0)


def drawn(mean: Floats, count: int, typical: float | Floats, prior: float) -> Floats:
    """``mean`` over ``count`` texts, drawn towards ``typical`` when they are few."""
    share = count / (count + prior) if count + prior > 0 else 0.0
    return (share * mean + (1 - share) * typical).astype(np.float32)


def nearest_mean(base: Floats, count: int, settings: MatchSettings, common: Floats | None = None) -> Floats:
    """Per demand, the mean over its nearest supply: 50 of 5,000, in proportion below.

    ``base`` holds the similarities with all ``count`` items, or with those among which the nearest surely are;
    ``common`` is then the ``common_likeness`` with all.
    """
    if base.size == 0:
        return np.full(len(base), settings.hub_typical_demand, np.float32)
    nearest = max(1, min(settings.hub_nearest_supply, round(count * settings.hub_nearest_supply / 5000)))
    nearest = min(nearest, base.shape[1])
    typical = settings.hub_typical_demand + (common_likeness(base, count, settings) if common is None else common)
    # Some rows at a time: sorting makes copies, and of a long list all rows are large.
    step = max(1, SORTED // base.shape[1])
    parts = [base[start : start + step] for start in range(0, len(base), step)]
    means = [(-np.partition(-part, nearest - 1, axis=1)[:, :nearest]).mean(axis=1) for part in parts]
    return drawn(np.concatenate(means), count, typical, settings.hub_prior)


def common_likeness(base: Floats, count: int, settings: MatchSettings) -> Floats:
    """Per demand, how much nearer than usual even the farther ones of ``count`` items are; 0 in a long list, which says
    itself what is typical of it.
    """
    if not 0 < count <= SHORT:
        return np.zeros(len(base), np.float32)
    near = np.quantile(base, settings.hub_common_share, axis=1)
    above = np.clip(near - settings.hub_common, 0, settings.hub_common_most)
    common: Floats = (above * count / (count + settings.hub_common_prior)).astype(np.float32)
    return common


def estimate_supply_hubs(
    similarities: Callable[[Rows], Floats],
    languages: NDArray[np.int8],
    items: int,
    settings: MatchSettings,
    sample: Rows | None = None,
    at_once: int | None = None,
    several: Flags | None = None,
    middle: Floats | None = None,
    common: tuple[float, float] | None = None,
) -> Hubness:
    """Per language of the demands, each item's mean over its nearest demands: of all, or of a ``sample`` of rows;
    ``stretched`` about the ``middle`` of each language, those with ``several`` passages by another factor. ``common``
    says what the demands have in common with all items where these are only some of them.

    ``similarities`` are asked for ``at_once`` rows at a time, or as many as suit the number of items.
    """
    rows = np.arange(len(languages)) if sample is None else sample
    chunk = max(1, min(64, settings.block_cells // max(1, items)))
    wide = at_once or settings.rows_at_once(items)
    counts = [int(np.count_nonzero(languages[rows] == code)) for code in (0, 1)]
    nearest = [max(1, min(settings.hub_nearest_demands, round(count / 40))) for count in counts]
    best = [np.zeros((0, items), np.float32) for _code in counts]
    shared: list[list[Floats]] = [[np.zeros(0, np.float32)] for _code in counts]
    for start in range(0, len(rows), wide):
        part = rows[start : start + wide]
        near = similarities(part)
        for code in np.unique(languages[part]).tolist():
            places = np.flatnonzero(languages[part] == code)
            if common is None:
                shared[code].append(common_likeness(near[places], items, settings))
            for first in range(0, len(places), chunk):
                best[code] = _best_rows(best[code], near[places[first : first + chunk]], nearest[code])
    if common is None:
        left, right = (np.sort(np.concatenate(parts)) for parts in shared)  # so that no order of the list changes a sum
        common = float(left.mean()) if len(left) else 0.0, float(right.mean()) if len(right) else 0.0
    typical = [settings.hub_typical_supply + more for more in common]
    hubs = np.stack([
        drawn(found.mean(axis=0), count, usual, settings.hub_prior) if count else np.full(items, usual, np.float32)
        for found, count, usual in zip(best, counts, typical, strict=True)
    ])  # fmt: skip
    several = np.zeros(items, np.bool_) if several is None else several
    factors = np.where(several, settings.works_hub_stretch, settings.hub_stretch)
    return Hubness(stretched(hubs, factors, middle), common)


def stretched(hubs: Floats, factors: NDArray[np.float64], middle: Floats | None = None) -> Floats:
    """``hubs[code, item]`` put ``factors[item]`` times as far from the ``middle`` of each language (of these items
    unless told): what an item has beyond others counts more than what all have, which orders nothing and lowers every
    level.
    """
    if not hubs.size:
        return hubs
    about = (middle_of(hubs) if middle is None else middle)[:, None]
    return (about + factors.astype(np.float32) * (hubs - about)).astype(np.float32)


def middle_of(hubs: Floats) -> Floats:
    """Of each language the middle item; stretching does not move it."""
    return np.median(hubs, axis=1).astype(np.float32)


def _best_rows(best: Floats, more: Floats, most: int) -> Floats:
    """Of each column the ``most`` largest of both, in no certain order. Some columns at a time, turned so that each
    lies in one piece: from far apart a column takes longer to fetch than to sort.
    """
    kept = min(most, len(best) + len(more))
    found = np.empty((kept, more.shape[1]), np.float32)

    def choose(here: slice) -> None:
        columns = np.ascontiguousarray(np.concatenate((best[:, here], more[:, here])).T)
        np.negative(columns, out=columns)
        columns.partition(kept - 1, axis=1)
        found[:, here] = -columns[:, :kept].T

    in_blocks(more.shape[1], choose)
    return found


def sample_rows(texts: Sequence[str], size: int) -> Rows:
    """``size`` rows chosen by the content of their texts, not by their order: the same texts, the same sample."""
    if len(texts) <= size:
        return np.arange(len(texts))
    keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
    order = sorted(range(len(texts)), key=lambda row: (keys[row], row))
    return np.array(sorted(order[:size]), dtype=np.intp)
