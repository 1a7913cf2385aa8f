"""Asking a condition of many applications at once."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duijie.programmes.conditions.answers import Answer, at_least, of, opposite
from duijie.programmes.conditions.batch import Batch
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.facts import WHY, Known, Values
from duijie.programmes.conditions.tree import Comparing, Condition, Joined, comparisons_in

Settled = Mapping[str, bool]
"""What an examiner has settled with proof, by the place of a comparison."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one condition for one application.

    ``value`` is what was found for a comparison, ``why`` (a key of ``WHY``) why nothing was; ``note`` by what it
    is known, where the fact says so; ``by_hand``: the register
    cannot tell, and an examiner settled it. ``parts`` are those of a joined condition.
    """

    condition: Condition
    answer: Answer
    value: Any = None
    why: str = ""
    note: str = ""
    by_hand: bool = False
    parts: "tuple[Finding, ...]" = ()

    def comparisons(self) -> Iterator["Finding"]:
        """All comparisons, in the order in which they stand."""
        if isinstance(self.condition, Comparing):
            yield self
        for part in self.parts:
            yield from part.comparisons()

    def open_questions(self) -> Iterator["Finding"]:
        """The comparisons that cannot be told and on which the answer hangs: what is to be settled with proof."""
        if self.answer is Answer.CANNOT_TELL:
            if isinstance(self.condition, Comparing):
                yield self
            for part in self.parts:
                yield from part.open_questions()

    def as_json(self) -> list[dict[str, Any]]:
        """The findings of the comparisons, to be kept; ``recall`` reads them again."""
        return [
            {
                "place": one.condition.place,
                "answer": str(one.answer),
                **({"value": _plain(one.value)} if one.value is not None else {}),
                **({"why": one.why} if one.why else {}),
                **({"note": one.note} if one.note else {}),
                **({"by_hand": True} if one.by_hand else {}),
            }
            for one in self.comparisons()
        ]


def evaluate(
    condition: Condition, batch: Batch, settled: Mapping[Hashable, Settled] | None = None
) -> dict[Hashable, Finding]:
    """The finding for each subject of ``batch``, by its key.

    What an examiner ``settled`` counts only where nothing can be told: it never turns another answer round. Each fact
    is read once a day that conditions name, for all subjects together. Raises ``KeyError`` for a day of the round
    that ``batch`` does not have.
    """
    read: dict[tuple[str, date], Values] = {}
    found: dict[str, Values] = {}
    for one in comparisons_in(condition):
        at = (one.fact.name, batch.day(one.on))
        if at not in read:
            read[at] = one.fact.read(batch, at[1])
        found[one.place] = read[at]
    by_hand = settled or {}
    return {one.key: _finding(condition, one.key, found, by_hand.get(one.key, {})) for one in batch.subjects}


def recall(condition: Condition, kept: Sequence[Mapping[str, Any]], settled: Settled | None = None) -> Finding:
    """The finding that ``Finding.as_json`` kept, with what was settled since. A comparison that is not among ``kept``
    was never asked and cannot be told."""
    return _recalled(condition, {one["place"]: one for one in kept}, settled or {})


def _finding(condition: Condition, key: Hashable, found: Mapping[str, Values], settled: Settled) -> Finding:
    if isinstance(condition, Comparing):
        value = found[condition.place][key]
        if isinstance(value, Known):
            comparison = comparisons_of(condition.fact)[condition.comparison]
            answer = of(comparison.holds(condition.fact, value.value, condition.typed))
            return Finding(condition, answer, value.value, note=value.note)
        return _settle(condition, settled, value.why)
    return _joined(condition, tuple(_finding(part, key, found, settled) for part in condition.parts))


def _joined(condition: Joined, parts: tuple[Finding, ...]) -> Finding:
    answer = at_least(condition.least, (part.answer for part in parts))
    return Finding(condition, opposite(answer) if condition.join == "not" else answer, parts=parts)


def _settle(condition: Comparing, settled: Settled, why: str) -> Finding:
    given = settled.get(condition.place)
    return Finding(condition, of(given), why=why, by_hand=given is not None)


def _recalled(condition: Condition, kept: Mapping[str, Mapping[str, Any]], settled: Settled) -> Finding:
    if isinstance(condition, Joined):
        return _joined(condition, tuple(_recalled(part, kept, settled) for part in condition.parts))
    one = kept.get(condition.place, {})
    answer = Answer(one.get("answer", Answer.CANNOT_TELL))
    if "value" in one and answer is not Answer.CANNOT_TELL:
        return Finding(condition, answer, one["value"], note=str(one.get("note", "")))
    why = str(one.get("why", "")) if one.get("why") in WHY else "not-registered"
    before = {condition.place: answer is Answer.YES} if answer is not Answer.CANNOT_TELL else {}
    return _settle(condition, {**before, **settled}, why)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
