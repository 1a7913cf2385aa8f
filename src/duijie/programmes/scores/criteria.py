"""What reviewers mark, and what their marks come to. Exact fractions; nothing is rounded before it is shown.

A reviewer's score is Σ weight × mark ÷ greatest mark: 0 to 100. An application's score is the trimmed mean of its
reviewers' scores: with ``Trimming.from_scores`` scores or more, the ``each_side`` highest and lowest are left out.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.faults import Fault, Faults, Notes, gathered
from duijie.programmes.words import Words, read_words

MOST_CRITERIA = 20
LARGEST_MARK = 100
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Criterion:
    """``weight`` in percent; marks are whole numbers from 0 to ``most``."""

    key: str
    label: Words
    weight: int
    most: int


@dataclass(frozen=True, slots=True)
class Trimming:
    """How many scores are left out at each end, and from how many scores on. Fewer scores are all counted."""

    each_side: int = 1
    from_scores: int = 5

    def __post_init__(self) -> None:
        if self.each_side < 0 or self.from_scores <= 2 * self.each_side:
            raise ValueError("more scores than are left out")


@dataclass(frozen=True, slots=True)
class Placed:
    """``score`` is the trimmed mean; ``place`` is shared by those that nothing tells apart."""

    key: Hashable
    score: Fraction
    place: int


def criteria_in(rules: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """The criteria of a programme's rules; one without weight is for the comment alone and is not marked."""
    rows = [one for one in rules.get("criteria", ()) if one.get("weight")]
    return tuple(
        Criterion(one["key"], Words(**one["words"]), one["weight"], int(one.get("most", LARGEST_MARK))) for one in rows
    )


def read_criteria(data: Any) -> tuple[Criterion, ...]:
    """Criteria from ``[{"key", "label", "weight", "most"}]``. Raises ``Faults``: weights sum up to 100."""
    with gathered() as notes:
        if not isinstance(data, list) or not 1 <= len(data) <= MOST_CRITERIA:
            raise Faults([Fault("", "", "wrong-type", _("1 to %(most)d criteria.") % {"most": MOST_CRITERIA})])
        made = tuple(one for at, item in enumerate(data) if (one := _criterion(item, str(at), notes)) is not None)
        if not notes.found and len({one.key for one in made}) < len(made):
            notes.add("", "key", "twice", _("Two criteria have one key."))
        if not notes.found and (total := sum(one.weight for one in made)) != WHOLE:
            notes.add(
                "", "weight", "sum", _("The weights sum up to %(total)d; they must sum up to 100.") % {"total": total}
            )
    return made


def _criterion(item: Any, place: str, notes: Notes) -> Criterion | None:
    if not isinstance(item, Mapping) or set(item) != {"key", "label", "weight", "most"}:
        notes.add(place, "", "wrong-type", _("A criterion has key, label, weight and most."))
        return None
    if not isinstance(item["key"], str) or not item["key"].isidentifier() or not item["key"].isascii():
        notes.add(place, "key", "wrong-type", _("A key has 1 to 40 of the characters a–z, 0–9 and _."))
    for name, top in (("weight", WHOLE), ("most", LARGEST_MARK)):
        value = item[name]
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= top:
            notes.add(place, name, "wrong-type", _("A whole number from 1 to %(most)d.") % {"most": top})
    label = read_words(item["label"], place=place, field="label", notes=notes, longest=120, needed=True)
    return None if notes.found else Criterion(item["key"], label, item["weight"], item["most"])


def score_of(criteria: Sequence[Criterion], marks: Mapping[str, Any]) -> Fraction:
    """A reviewer's score, 0 to 100. Raises ``Faults`` for marks that are missing, unknown or out of range."""
    with gathered() as notes:
        for key in sorted(set(marks) - {one.key for one in criteria}, key=str):
            notes.add("", str(key)[:60], "unknown-field", _("There is no such criterion."))
        for one in criteria:
            mark = marks.get(one.key)
            if isinstance(mark, bool) or not isinstance(mark, int) or not 0 <= mark <= one.most:
                message = _("A whole number from 0 to %(most)d.") % {"most": one.most}
                notes.add("", one.key, "wrong-value", message)
    return sum((Fraction(one.weight * marks[one.key], one.most) for one in criteria), Fraction())


def trimmed_mean(scores: Sequence[Fraction], trimming: Trimming) -> Fraction:
    """The mean of what is left of ``scores`` (one at least) after trimming."""
    if not scores:
        raise ValueError("no scores")
    kept = sorted(scores)
    if len(kept) >= trimming.from_scores and trimming.each_side:
        kept = kept[trimming.each_side : -trimming.each_side]
    return sum(kept, Fraction()) / len(kept)


def place_all(
    criteria: Sequence[Criterion], marks: Mapping[Hashable, Sequence[Mapping[str, int]]], trimming: Trimming
) -> list[Placed]:
    """The applications by score, best first. Equal scores are told apart by the trimmed mean of the weightiest
    criterion, then the next (criteria of one weight in their order); what is still equal shares a place, and the places
    behind it are left out (1, 2, 2, 4)."""
    order = sorted(criteria, key=lambda one: -one.weight)

    def key_of(given: Sequence[Mapping[str, int]]) -> tuple[Fraction, ...]:
        whole = trimmed_mean([score_of(criteria, one) for one in given], trimming)
        parts = (trimmed_mean([Fraction(one[c.key], c.most) for one in given], trimming) for c in order)
        return (whole, *parts)

    keys = {key: key_of(given) for key, given in marks.items()}
    ranked = sorted(keys, key=lambda key: keys[key], reverse=True)
    placed: list[Placed] = []
    for number, key in enumerate(ranked, start=1):
        same = placed and keys[placed[-1].key] == keys[key]
        placed.append(Placed(key, keys[key][0], placed[-1].place if same else number))
    return placed


def shown_score(score: Fraction) -> Decimal:
    """With two decimals, half up, as score sheets show it."""
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
