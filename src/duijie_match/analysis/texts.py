"""All that is read out of texts before they are matched: how often which terms stand in them, and what they state in
figures. A few arrays for many texts, so that they can be sent and kept.
"""

import io
import json
import mmap
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.counting import BATCH, MOST_REMEMBERED, Keys, TermCounter, hash_of
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normal_text
from duijie_match.analysis.quantities import LONGEST_TEXT, has_figures, statements
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.units import BASES
from duijie_match.progress import Progress, silent

SUBJECT_BITS = 55
"""Of the hash of a word beside a figure; with the unit behind it, it fills an integer."""
UNIT_NUMBERS = {unit: number for number, unit in enumerate(BASES)}
HEAD = 128
"""Bytes of the line before the columns, as they are written."""
_TYPES = ("<i4", "<i8", "<i4", "<u2", "u1", "u1", "<f8", "<f8", "<u2", "<i8")


@dataclass(frozen=True, slots=True)
class TextAnalyses:
    """Of each text in turn: the next ``sizes`` of ``terms``, rising, are its terms, as places in ``vocabulary``, rising
    keys (``TermCounter``) of which some may stand in no text; they stand ``times`` in it. Many texts have few different
    terms: what is done with each is done once, not wherever it stands. The next ``figures`` of ``units`` (by
    ``UNIT_NUMBERS``), ``lows`` and ``highs`` are its quantities in reading order, and of each of those the next
    ``widths`` of ``subjects`` say of what it is: hashes of ``SUBJECT_BITS``.
    """

    sizes: NDArray[np.int32]
    vocabulary: Keys
    terms: NDArray[np.int32]
    times: NDArray[np.uint16]
    figures: NDArray[np.uint8]
    units: NDArray[np.uint8]
    lows: NDArray[np.float64]
    highs: NDArray[np.float64]
    widths: NDArray[np.uint16]
    subjects: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def keys(self) -> Keys:
        """The key of each of ``terms``."""
        return self.vocabulary[self.terms]

    def arrays(self) -> list[NDArray[Any]]:
        """The columns in their order."""
        return [getattr(self, field.name) for field in fields(self)]

    def chosen(self, rows: NDArray[np.intp]) -> "TextAnalyses":
        """Those of some texts, in the order of ``rows``; of all of them in their order, these themselves."""
        if len(rows) == len(self) and (rows == np.arange(len(rows))).all():
            return self
        terms = _spread(rows, self.sizes)
        figures = _spread(rows, self.figures)
        subjects = _spread(figures, self.widths)
        return TextAnalyses(
            self.sizes[rows], self.vocabulary, self.terms[terms], self.times[terms], self.figures[rows],
            self.units[figures], self.lows[figures], self.highs[figures], self.widths[figures],
            self.subjects[subjects],
        )  # fmt: skip

    def write(self, file: IO[bytes]) -> None:
        """As a line of JSON with the lengths, and the columns as they are; all of them begin at multiples of 8."""
        file.write(json.dumps([len(column) for column in self.arrays()]).encode().ljust(HEAD - 1) + b"\n")
        for column in self.arrays():
            file.write(column.tobytes())
            file.write(bytes(-column.nbytes % 8))

    def to_bytes(self) -> bytes:
        """What ``write`` writes."""
        file = io.BytesIO()
        self.write(file)
        return file.getvalue()


def read_analyses(written: bytes | mmap.mmap, start: int = 0) -> TextAnalyses:
    """What ``TextAnalyses.write`` wrote, from ``start`` on; the columns stay where they are. Raises ``ValueError`` when
    it is cut off or no such thing.
    """
    lengths = json.loads(written[start : start + HEAD])
    place, columns = start + HEAD, []
    for kind, length in zip(_TYPES, lengths, strict=True):
        columns.append(np.frombuffer(written, kind, length, place) if length else np.zeros(0, kind))
        place += columns[-1].nbytes + -columns[-1].nbytes % 8
    return TextAnalyses(*columns)


def gathered(parts: Sequence[TextAnalyses]) -> TextAnalyses:
    """All ``parts`` as one, in their order."""
    if len(parts) == 1:
        return parts[0]
    vocabulary = np.unique(np.concatenate([np.zeros(0, np.int64), *(part.vocabulary for part in parts)]))
    shared = [replace(part, vocabulary=vocabulary[:0], terms=_renumbered(part, vocabulary)) for part in parts]
    empty = [np.zeros(0, kind) for kind in _TYPES]
    every = [empty, *(part.arrays() for part in shared)]
    found = TextAnalyses(*(np.concatenate(columns) for columns in zip(*every, strict=True)))
    return replace(found, vocabulary=vocabulary)


def _renumbered(part: TextAnalyses, vocabulary: Keys) -> NDArray[np.int32]:
    """The terms of ``part`` as places in a ``vocabulary`` that holds all of its own."""
    places: NDArray[np.int32] = np.searchsorted(vocabulary, part.vocabulary).astype(np.int32)[part.terms]
    return places


def _spread(rows: NDArray[np.intp], sizes: NDArray[Any]) -> NDArray[np.intp]:
    """The places of all that belongs to ``rows``, of which row ``r`` has the next ``sizes[r]``."""
    lengths = sizes[rows].astype(np.intp)
    ends = np.cumsum(sizes, dtype=np.intp)
    firsts = ends[rows] - lengths
    before = np.cumsum(lengths) - lengths
    found: NDArray[np.intp] = np.repeat(firsts - before, lengths) + np.arange(int(lengths.sum()))
    return found


class _Hashes(dict[str, int]):
    def __missing__(self, term: str) -> int:
        if len(self) == MOST_REMEMBERED:
            self.clear()
        value = self[term] = hash_of(term) >> (64 - SUBJECT_BITS)
        return value


class TextReader:
    """Analyses texts. The same text gives the same, whatever stands beside it."""

    def __init__(self, lexicon: Lexicon = EMPTY, subjects: Subjects | None = None) -> None:
        self._counter = TermCounter(FastAnalyser(lexicon))
        self._subjects = subjects or Subjects()
        self._hashes = _Hashes()

    def read(self, texts: Sequence[str], progress: Progress = silent) -> TextAnalyses:
        """The analyses of ``texts`` in their order."""
        parts = []
        for start in range(0, len(texts), BATCH):
            progress("indexing", start, len(texts))
            parts.append(self._read_batch(texts[start : start + BATCH]))
        return gathered(parts)

    def _read_batch(self, texts: Sequence[str]) -> TextAnalyses:
        normals = [normal_text(text) for text in texts]
        counts = self._counter.count_normal(normals)
        figures: list[int] = []
        units: list[int] = []
        lows: list[float] = []
        highs: list[float] = []
        widths: list[int] = []
        subjects: list[int] = []
        for text, normal in zip(texts, normals, strict=True):
            before = len(units)
            cut = text[:LONGEST_TEXT]
            if has_figures(cut):
                for one in statements(normal if len(cut) == len(text) else normal_text(cut)):
                    units.append(UNIT_NUMBERS[one.unit])
                    lows.append(one.low)
                    highs.append(one.high)
                    about = self._subjects.read(one)
                    widths.append(len(about))
                    subjects += sorted(map(self._hashes.__getitem__, about))
            figures.append(len(units) - before)
        vocabulary, terms = np.unique(counts.keys, return_inverse=True)
        columns = (counts.sizes, vocabulary, terms, counts.times, figures, units, lows, highs, widths, subjects)
        return TextAnalyses(*(np.array(column, kind) for column, kind in zip(columns, _TYPES, strict=True)))
