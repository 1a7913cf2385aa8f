"""The raw score of every pair, a block of demands at a time, and its summands for the pairs that are shown."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.subjects import Subjects
from duijie_match.ranking.bridge import BridgePlaces, BridgeReader
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.hubness import SHORT, Hubness, common_likeness, estimate_supply_hubs, nearest_mean
from duijie_match.ranking.kept_rows import KeptRows
from duijie_match.ranking.quantities import languages_meet
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.similarity import Similarities
from duijie_match.ranking.summands import PairParts, Summands

if TYPE_CHECKING:
    from duijie_match.ranking.candidates import Candidates

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Block:
    """Demands ``start`` onwards with all supply items: ``raw`` and, per demand, how near its surroundings are."""

    start: int
    raw: Floats
    surroundings: Floats


class Scorer:
    """Scores pairs of ``evidence``. Rows are demands, columns supply items."""

    def __init__(
        self,
        evidence: Evidence,
        facets: Facets,
        settings: MatchSettings,
        hubness: Hubness | None = None,
        sample: Rows | None = None,
        lexicon: Lexicon = EMPTY,
        scratch: Path | None = None,
        surroundings: Floats | None = None,
        languages_meet_elsewhere: bool = False,
    ) -> None:
        """``scratch`` is a folder in which a long list may keep what is needed twice. ``surroundings``, how near they
        are to each demand, and whether languages meet may come from elsewhere; else this list says it.
        """
        self.evidence = evidence
        self.settings = settings
        self._facets = facets
        self._near = Similarities(evidence, settings)
        self.demands = len(evidence.demand_vectors)
        self.summands = Summands(evidence, self._near)
        self.items = self.summands.items
        every_pair = self.demands * len(evidence.items) <= settings.exhaustive_cells
        self.candidates = None if every_pair else _find_candidates(evidence, settings)
        self.block_rows = settings.rows_at_once(len(evidence.items)) if every_pair else 1
        self._facet_rows: tuple[int, Floats, Floats] | None = None
        self._cache: OrderedDict[int, Block] = OrderedDict()
        self._lock = threading.Lock()
        self.frozen_around = surroundings
        self._around = np.full(self.demands, np.nan, np.float32)
        self._known: dict[tuple[int, int], float] = {}
        self._languages_meet = languages_meet_elsewhere or languages_meet(
            evidence.demand.languages, evidence.supply.languages
        )
        self.lexicon = lexicon
        self._bridge_reader = BridgeReader(lexicon)
        self.bridge_places = BridgePlaces(evidence.across_terms, self._bridge_reader)
        # What the estimate looks at in passing are the blocks that are scored, if it looks at all demands.
        is_whole = every_pair and (sample is None or len(sample) == self.demands) and hubness is None
        self._kept = KeptRows(self.demands, self.items, scratch if is_whole else None)
        self.hubness = hubness or estimate_supply_hubs(
            self._similarities_kept, evidence.demand.languages, self.items, settings, sample,
            self.block_rows if every_pair else None, self._near.have_several,
        )  # fmt: skip
        if self._kept.is_whole:  # nothing is compared a second time
            self._near.forget()

    def similarities(self, rows: Rows) -> Floats:
        """Meaning and words before any correction; shape (rows, items)."""
        return self._near.of_items(rows)

    def _similarities_kept(self, rows: Rows) -> Floats:
        found = self.similarities(rows)
        if len(rows):
            self._kept.write(int(rows[0]), found)
        return found

    def block(self, demand: int) -> Block:
        """The block that holds ``demand``. Always the same rows together, so that a score never depends on who asks."""
        start = demand // self.block_rows * self.block_rows
        with self._lock:  # pages of several readers share one loaded matcher
            if start not in self._cache:
                self._cache[start] = self._compute(start)
                # A few blocks stay: turning a result round or asking "why not" comes back to them.
                while len(self._cache) > max(1, 24_000_000 // max(1, self._cache[start].raw.size)):
                    self._cache.popitem(last=False)
            self._cache.move_to_end(start)
            return self._cache[start]

    def _compute(self, start: int) -> Block:
        rows = np.arange(start, min(start + self.block_rows, self.demands))
        if self.candidates is None:
            kept = self._kept.read(start, len(rows))
            base = self.similarities(rows) if kept is None else kept
            surroundings = self._surroundings_of(rows, base)
            self._around[rows] = surroundings
            return Block(start, self._corrected(rows, base, surroundings), surroundings)
        items = self.candidates.items(start)
        near = self._near.of_some(start, items)[None, :]
        common = common_likeness(self.similarities(rows) if self.items <= SHORT else near, self.items, self.settings)
        surroundings = self._surroundings_of(rows, near, common)
        self._around[rows] = surroundings
        raw = np.full((1, self.items), -np.inf, np.float32)
        raw[:, items] = self._corrected(rows, near, surroundings, items)
        return Block(start, raw, surroundings)

    def _surroundings_of(self, rows: Rows, near: Floats, common: Floats | None = None) -> Floats:
        if self.frozen_around is not None:
            return self.frozen_around[rows]
        return nearest_mean(near, self.items, self.settings, common)

    def _corrected(self, rows: Rows, base: Floats, surroundings: Floats, items: Rows | slice = ALL) -> Floats:
        """Raw scores from similarities of ``rows`` with ``items``; they take the place of ``base``."""
        raw = base
        for place, code in enumerate(self.evidence.demand.languages[rows].tolist()):
            raw[place] -= np.float32(self.settings.hub_weight) * (
                surroundings[place] + self.hubness.supply[code, items]
            )
        if not self._facets.silent:
            mutual, demanded = self._facets.of_kinds(rows)
            kinds = self._facets.kinds[items]
            for row, said in zip(raw, mutual + demanded, strict=True):
                row += said[kinds]
        counts = self.evidence.quantities
        if not counts.silent and isinstance(items, slice):  # few pairs have any
            _add(raw, counts.met[rows], self.settings.quantity_met)
            _add(raw, counts.missed[rows], -self.settings.quantity_missed)
        elif not counts.silent:
            raw += np.float32(self.settings.quantity_met) * counts.met[rows].toarray()[:, items]
            raw -= np.float32(self.settings.quantity_missed) * counts.missed[rows].toarray()[:, items]
        return raw.astype(np.float32, copy=False)

    def raw_row(self, demand: int) -> Floats:
        """The raw scores of one demand with every item; minus infinity for those that are no candidates."""
        block = self.block(demand)
        row: Floats = block.raw[demand - block.start]
        return row

    def raw(self, demand: int, item: int) -> float:
        """The raw score of one pair, be it a candidate or not."""
        known = self._known.get((demand, item))
        if known is not None:
            return known
        block = self.block(demand)
        value = float(block.raw[demand - block.start, item])
        return value if np.isfinite(value) else float(self._exact(demand, np.array([item]))[0])

    def remember(self, demands: NDArray[np.integer[Any]], items: NDArray[np.integer[Any]], scores: Floats) -> None:
        """Keep the raw scores of pairs that will be asked for, so that their blocks need not be made again."""
        self._known.update(zip(zip(demands.tolist(), items.tolist(), strict=True), scores.tolist(), strict=True))

    def exact_row(self, demand: int) -> Floats:
        """The raw scores of one demand with every item, candidate or not."""
        return self.raw_row(demand) if self.candidates is None else self._exact(demand, np.arange(self.items))

    def _exact(self, demand: int, items: Rows) -> Floats:
        rows = np.array([demand])
        near = self._near.of_some(demand, items)[None, :]
        row: Floats = self._corrected(rows, near, self.block(demand).surroundings[:1], items)[0]
        return row

    def parts(self, demand: int, item: int) -> PairParts:
        """The summands of one pair, each reckoned by itself; they add up to its raw score but for the rounding of
        single precision.
        """
        settings = self.settings
        rows = self.summands.of_passages(demand, item)
        meaning, words, numbers = (sum(part[place] for part in rows) / len(rows) for place in (0, 1, 2))
        recency = sum(float(self.evidence.recency[part[3]]) for part in rows) / len(rows)
        numbers += sum(self.quantity_parts(demand, item))
        mutual, demanded = self._facet_parts(demand, item)
        hubness = -settings.hub_weight * sum(self._surroundings(demand, item))
        facets = mutual + demanded
        return PairParts(
            meaning=meaning,
            words=words,
            numbers=numbers,
            facets=facets,
            recency=recency,
            hubness=hubness,
            passages=tuple(sorted(part[3] for part in rows)),
        )

    def counted_passages(self, demand: int, item: int) -> tuple[int, ...]:
        """The passages of an item by which it counts for a demand."""
        first, end = self.summands.passages_of(item)
        if end - first == 1:
            return (first,)
        return tuple(sorted(part[3] for part in self.summands.of_passages(demand, item)))

    def quantity_parts(self, demand: int, item: int) -> tuple[float, float]:
        """What requirements in figures that are met add, and what clearly missed ones take away."""
        met, missed = self.evidence.quantities.of(demand, item)
        return self.settings.quantity_met * met, -self.settings.quantity_missed * missed

    @cached_property
    def subjects(self) -> Subjects:
        """What figures speak of, as ``evidence.quantities`` was made with it."""
        return Subjects(self._bridge_reader.dictionary if self._languages_meet else None)

    def told_of_all(self) -> dict[str, Any]:
        """What only all of the list can say, as JSON."""
        for demand in np.flatnonzero(np.isnan(self._around)).tolist():
            self.block(demand)
        return {"surroundings": self._around.tolist(), "languages_meet": self._languages_meet}

    def learn_of_all(self, *, surroundings: list[float], languages_meet: bool) -> None:
        """Take what the whole list has told to this part of it."""
        self._around[:] = surroundings
        self._languages_meet = languages_meet

    def _facet_parts(self, demand: int, item: int) -> tuple[float, float]:
        """What the columns beside the text add: for both sides alike, and for the demand only."""
        if self._facets.silent:
            return 0.0, 0.0
        known = self._facet_rows  # several items of one demand are asked for one after another
        if known is None or known[0] != demand:
            rows = np.array([demand])
            mutual, demanded = self._facets.of_kinds(rows)
            known = self._facet_rows = (demand, mutual[0], demanded[0])
        kind = self._facets.kinds[item]
        return float(known[1][kind]), float(known[2][kind])

    def _surroundings(self, demand: int, item: int) -> tuple[float, float]:
        """How near the nearest are to the demand, and to the item."""
        if np.isnan(self._around[demand]):
            self.block(demand)
        code = int(self.evidence.demand.languages[demand])
        return float(self._around[demand]), float(self.hubness.supply[code, item])

    def directions(self, demand: int, item: int) -> tuple[float, float]:
        """How well the item serves the demand, and how well the demand suits the item; their mean is the raw score.

        Forward takes the demand's surroundings off (does this item stand out among all supply?) and minds what the
        demand minds; backward takes the item's surroundings off (does this demand stand out among all demands?).
        """
        around_demand, around_supply = self._surroundings(demand, item)
        turn = self.settings.hub_weight * (around_supply - around_demand)
        turn += self._facet_parts(demand, item)[1] + self.quantity_parts(demand, item)[1]
        raw = self.raw(demand, item)
        return raw + turn, raw - turn


def _add(to: Floats, some: sparse.csr_matrix, weight: float) -> None:
    """Add ``weight`` times what is in ``some``, which has no place twice."""
    rows = np.repeat(np.arange(some.shape[0]), np.diff(some.indptr))
    to[rows, some.indices] += np.float32(weight) * some.data


def _find_candidates(evidence: Evidence, settings: MatchSettings) -> "Candidates":
    # faiss and tantivy take half a second to load, and only very long lists need them.
    from duijie_match.ranking.candidates import Candidates  # noqa: PLC0415 – see above

    return Candidates(evidence, settings)
