"""The shelf in memory, for a reader: which entries a selection leaves, and where their vectors are.

Entries with the same marks share a profile, so a selection is decided once per profile and not once per entry.
"""

from array import array
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from duijie.search.engine.marks import Selection, organisation_mark
from duijie.search.engine.shelf import Shelf

Numbers = NDArray[np.int64]
GONE = -1


class Table:
    """Not safe between threads: its owner holds a lock."""

    def __init__(self) -> None:
        self.turn = 0
        self.slot = np.full(1024, -1, np.int32)
        self.profile = np.full(1024, GONE, np.int32)
        self.source = np.full(1024, GONE, np.int16)
        self.identity = np.zeros(1024, np.int64)
        self.updated = np.zeros(1024, np.float64)
        self.slots = 0  # rows of the vector file that are in use
        self._sources: dict[str, int] = {}
        self._profiles: dict[str, int] = {}
        self._marks: list[frozenset[str]] = []
        self._carrying: dict[str, array[int]] = {}  # the profiles with a mark
        self._numbers: dict[int, Numbers] = {}
        self._places: dict[str, dict[int, int]] = {}
        self._of_organisation: dict[str, set[int]] = {}
        self._organisations: dict[int, tuple[str, ...]] = {}

    def refresh(self, shelf: Shelf) -> None:
        """Take what is new."""
        turn, rows = shelf.since(self.turn)
        if rows:
            self._numbers.clear()
            self._grow(max(row[0] for row in rows) + 1)
        for number, source, identity, _language, marks, organisations, updated, slot, gone in rows:
            code = self._sources.setdefault(source, len(self._sources))
            self._places.setdefault(source, {})[identity] = number
            self.source[number] = code
            self.identity[number] = identity
            self.updated[number] = updated
            self.slot[number] = -1 if slot is None else slot
            self.slots = max(self.slots, int(self.slot[number]) + 1)
            self.profile[number] = GONE if gone else self._profile(marks)
            self._belong(number, tuple(organisation_mark(int(one)) for one in organisations.split()))
        self.turn = turn

    def select(self, selection: Selection) -> Numbers:
        """The numbers of the entries in ``selection``."""
        code = self._sources.get(selection.source)
        if code is None:
            return np.zeros(0, np.int64)
        numbers = self._living(code)
        for clause in selection.clauses:
            fits = np.zeros(len(self._marks), bool)
            for mark in clause:
                if carrying := self._carrying.get(mark):
                    fits[np.frombuffer(carrying, np.int64)] = True
            here = fits[self.profile[numbers]]
            own = [number for mark in clause for number in self._of_organisation.get(mark, ())]
            if own:
                here |= np.isin(numbers, own)
            numbers = numbers[here]
        return numbers

    def _living(self, code: int) -> Numbers:
        """The numbers of all entries of a source, kept until the next change."""
        if code not in self._numbers:
            self._numbers[code] = np.flatnonzero((self.source == code) & (self.profile != GONE))
        return self._numbers[code]

    def numbers(self, source: str, identities: Numbers) -> Numbers:
        """The numbers of entries; -1 for one that is not here (yet)."""
        places = self._places.get(source, {})
        return np.array([places.get(identity, -1) for identity in identities.tolist()], np.int64)

    def count_facets(self, numbers: Numbers) -> Counter[str]:
        """How many of these entries carry each facet mark; -1 is none."""
        found: Counter[str] = Counter()
        profiles = self.profile[numbers[numbers >= 0]]
        for profile, times in zip(*np.unique(profiles, return_counts=True), strict=True):
            if profile != GONE:
                found.update({mark: int(times) for mark in self._marks[profile] if mark.startswith("f:")})
        return found

    def _grow(self, size: int) -> None:
        if size <= len(self.slot):
            return
        size = max(size, 2 * len(self.slot))
        for name, empty in (("slot", -1), ("profile", GONE), ("source", GONE), ("identity", 0), ("updated", 0)):
            old = getattr(self, name)
            new = np.full(size, empty, old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)

    def _profile(self, marks: str) -> int:
        known = self._profiles.get(marks)
        if known is None:
            known = self._profiles[marks] = len(self._marks)
            self._marks.append(frozenset(marks.split("\n")) if marks else frozenset())
            for mark in self._marks[known]:
                self._carrying.setdefault(mark, array("q")).append(known)
        return known

    def _belong(self, number: int, marks: tuple[str, ...]) -> None:
        for mark in self._organisations.pop(number, ()):
            self._of_organisation[mark].discard(number)
        if marks:
            self._organisations[number] = marks
        for mark in marks:
            self._of_organisation.setdefault(mark, set()).add(number)
