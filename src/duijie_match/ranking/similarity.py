"""How near texts are, before surroundings are taken off: meaning and words, by passage and by item."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.words import CHINESE, WordProducts
from duijie_match.vectors.blocks import in_blocks

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


class Similarities:
    """Of demands (rows) with supply passages and items (columns) of ``evidence``."""

    def __init__(self, evidence: Evidence, settings: MatchSettings) -> None:
        self._evidence = evidence
        self._settings = settings
        self._products = WordProducts(evidence.demand, evidence.supply, settings.dense_terms)
        self._supply_rows = [np.flatnonzero(evidence.supply.languages == code) for code in (0, 1)]
        self.pointers = (
            np.concatenate(([0], np.cumsum(np.bincount(evidence.items)))) if len(evidence.items) else np.zeros(1, int)
        )
        """The passages of item ``i`` are ``pointers[i]`` up to ``pointers[i + 1]``."""
        self._dated = bool(evidence.recency.any())
        counts = np.diff(self.pointers)
        self._several = {int(count): np.flatnonzero(counts == count) for count in np.unique(counts[counts > 1])}

    @property
    def have_several(self) -> NDArray[np.bool_]:
        """Which items have several passages."""
        several: NDArray[np.bool_] = np.diff(self.pointers) > 1
        return several

    def forget(self) -> None:
        """See ``WordProducts.forget``."""
        self._products.forget()

    def of_passages(self, rows: Rows) -> Floats:
        """Meaning, words and recency before any correction; shape (rows, passages)."""
        evidence = self._evidence
        result = np.empty((len(rows), len(evidence.items)), np.float32)
        codes = evidence.demand.languages[rows]
        for code in (0, 1):
            here = np.flatnonzero(codes == code)
            if not len(here):
                continue
            for supply_code, columns in enumerate(self._supply_rows):
                if not len(columns):
                    continue
                part = self._products.cosines(rows[here], code, supply_code)
                part *= self.factor(code, supply_code)
                self._add_meaning(part, rows[here], (code, supply_code), columns)
                if len(here) == len(rows) and len(columns) == len(evidence.items):
                    return part
                result[np.ix_(here, columns)] = part
        return result

    def _add_meaning(self, part: Floats, rows: Rows, codes: tuple[int, int], columns: Rows) -> None:
        """Add how near demands ``rows`` and supply passages ``columns`` of such languages are by meaning, and what the
        passages are worth by their age. So many at a time as stay in the processor's cache; no second copy of a long
        list's vectors is kept.
        """
        every = len(columns) == len(self._evidence.items)
        near = self._meaning_of(rows, *codes)

        def add(here: slice) -> None:
            chosen = here if every else columns[here]
            part[:, here] += near(self._evidence.supply_vectors[chosen])
            if self._dated:
                part[:, here] += self._evidence.recency[chosen]

        in_blocks(len(columns), add)

    def of_items(self, rows: Rows) -> Floats:
        """The same per item: an item with several passages counts by the mean over its best: see ``counted``."""
        passages = self.of_passages(rows)
        if not len(self._several):
            return passages
        means: dict[int, Floats] = {}
        for count, items in self._several.items():
            part = passages[:, self.pointers[items][:, None] + np.arange(count)]
            best = self.counted(count)
            means[count] = -np.partition(-part, best - 1, axis=2)[:, :, :best].mean(axis=2)
        # Items move to where their passages stood: a second field of a long list would be as large.
        firsts = self.pointers[:-1]
        for row in passages:
            row[: len(firsts)] = row[firsts]
        result: Floats = passages[:, : len(firsts)]
        for count, items in self._several.items():
            result[:, items] = means[count]
        return result

    def of_some(self, demand: int, items: Rows) -> Floats:
        """One demand with some items: what ``of_items`` gives, without looking at the others."""
        evidence = self._evidence
        places = [np.arange(self.pointers[item], self.pointers[item + 1]) for item in items]
        chosen = np.concatenate(places) if places else np.zeros(0, np.intp)
        code = int(evidence.demand.languages[demand])
        scores = np.zeros(len(chosen), np.float32)
        for supply_code in (0, 1):
            here = evidence.supply.languages[chosen] == supply_code
            passages = chosen[here]
            if not len(passages):
                continue
            left, right = (
                (evidence.demand.same, evidence.supply.same)
                if code == supply_code
                else (evidence.demand.across, evidence.supply.across)
            )
            meaning = self._meaning_of(np.array([demand]), code, supply_code)(evidence.supply_vectors[passages])[0]
            words = right[passages] @ left[demand].toarray()[0]
            scores[here] = meaning + self.factor(code, supply_code) * words + evidence.recency[passages]
        ends = np.cumsum([len(place) for place in places])
        best = [
            -np.sort(-part)[: self.counted(len(part))].mean() if len(part) else 0.0
            for part in np.split(scores, ends[:-1])
        ]
        return np.array(best if len(places) else [], np.float32)

    def counted(self, works: int) -> int:
        """By how many of so many passages an item counts."""
        return max(1, round(float(works**self._settings.works_power)))

    def factor(self, code: int, supply_code: int) -> np.float32:
        """What a cosine of words counts, of a demand and a passage of these languages."""
        words = self._settings.words_same if code == supply_code else self._settings.words_across
        return np.float32(words * self._across(code, supply_code))

    def _across(self, code: int, supply_code: int) -> float:
        """What nearness of texts of these languages counts."""
        if code == supply_code:
            return 1.0
        settings = self._settings
        return settings.across_from_chinese if code == CHINESE else settings.across_from_english

    def meaning(self, demand: int, passage: int) -> float:
        """How near a demand and a passage are by meaning: what their vectors add to the raw score."""
        evidence = self._evidence
        codes = int(evidence.demand.languages[demand]), int(evidence.supply.languages[passage])
        return float(self._meaning_of(np.array([demand]), *codes)(evidence.supply_vectors[passage : passage + 1])[0, 0])

    def _meaning_of(self, rows: Rows, code: int, supply_code: int) -> Callable[[Vectors], Floats]:
        """What gives the nearness of demands ``rows``, all of language ``code``, to vectors of supply of language
        ``supply_code``: the cosine, across languages more of it (``_across``); of a long demand in part the best
        cosine of its pieces, of which each may be a wish of its own.
        """
        evidence, share = self._evidence, np.float32(self._settings.piece_share)
        counts = np.float32(self._across(code, supply_code))
        vectors = evidence.demand_vectors[rows]  # a copy
        if counts != 1:
            vectors *= counts
        firsts, ends = evidence.piece_pointers[rows], evidence.piece_pointers[rows + 1]
        long = np.flatnonzero(ends > firsts)
        if not len(long) or not share:
            return lambda supply: vectors @ supply.T
        pieces = counts * np.concatenate([evidence.demand_pieces[firsts[row] : ends[row]] for row in long])
        starts = np.concatenate(([0], np.cumsum(ends[long] - firsts[long])[:-1]))

        def near(supply: Vectors) -> Floats:
            found: Floats = vectors @ supply.T
            best = np.maximum.reduceat(pieces @ supply.T, starts, axis=0)
            found[long] += share * (best - found[long])
            return found

        return near
