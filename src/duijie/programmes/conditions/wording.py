"""Conditions and what came of them as sentences, in the language of whoever reads."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from duijie.programmes.conditions.answers import Answer
from duijie.programmes.conditions.batch import DAYS, Day
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.evaluation import Finding
from duijie.programmes.conditions.facts import NOTES, WHY, Fact, FactKind
from duijie.programmes.conditions.tree import Comparing, Condition, Joined


def sentence(condition: Condition) -> str:
    """What the condition demands; the words of the notice where staff has written them."""
    return str(condition.words) if condition.words else spelled(condition)


def spelled(condition: Condition) -> str:
    """What the condition demands, from its parts."""
    if isinstance(condition, Comparing):
        return _comparison(condition)
    parts = [_part(part) for part in condition.parts]
    if condition.join == "not":
        return _("not: %(part)s") % {"part": parts[0]}
    if condition.join == "at_least":
        listed = pgettext("between conditions", "; ").join(parts)
        return _("at least %(count)d of: %(parts)s") % {"count": condition.least, "parts": listed}
    between = pgettext("between conditions", " and ") if condition.join == "all" else pgettext("conditions", " or ")
    return between.join(parts)


def reason(finding: Finding) -> str:
    """Why the answer to a comparison is what it is, and what proof would settle what cannot be told."""
    condition = finding.condition
    if isinstance(condition, Joined):
        return _joined_reason(finding)
    if finding.by_hand:
        return _("Settled by an examiner with proof: %(answer)s.") % {"answer": finding.answer.label}
    if finding.answer is Answer.CANNOT_TELL:
        why = str(WHY.get(finding.why, finding.why))
        return _("%(why)s It is settled by: %(proof)s.") % {"why": why, "proof": condition.fact.proof}
    found = shown_value(condition.fact, finding.value)
    if finding.note:
        note = str(NOTES.get(finding.note, finding.note))
        return _("Found: %(value)s (register: %(note)s).") % {"value": found, "note": note}
    return _("Found: %(value)s (%(source)s).") % {"value": found, "source": condition.fact.source.label}


def shown_value(fact: Fact, value: Any) -> str:
    """A value of ``fact`` for people, with its unit; typed or as kept in JSON."""
    if fact.kind is FactKind.YESNO:
        return _("yes") if value else _("no")
    if fact.kind is FactKind.CHOICE:
        return fact.label_of(value)
    if fact.kind is FactKind.SEVERAL:
        return pgettext("between choices", ", ").join(fact.label_of(one) for one in sorted(value))
    if fact.kind is FactKind.DATE:
        return value.isoformat() if isinstance(value, date) else str(value)
    number = f"{Decimal(str(value)).normalize():f}"
    return (
        pgettext("number and unit", "%(number)s %(unit)s") % {"number": number, "unit": fact.unit}
        if fact.unit
        else number
    )


def shown_day(name: str) -> str:
    """A day that a condition names."""
    return str(DAYS[Day(name)]) if name in DAYS else name


def _comparison(condition: Comparing) -> str:
    fact = condition.fact
    if fact.kind is FactKind.YESNO:
        text = str(fact.label) if condition.typed else _("not: %(part)s") % {"part": fact.label}
    else:
        filled = {
            "fact": fact.label,
            "is": comparisons_of(fact)[condition.comparison].label,
            "value": _demanded(condition),
        }
        text = pgettext("comparison", "%(fact)s %(is)s %(value)s") % filled
    if fact.dated:
        return pgettext("comparison and day", "%(text)s (%(day)s)") % {"text": text, "day": shown_day(condition.on)}
    return text


def _demanded(condition: Comparing) -> str:
    value = condition.typed
    if isinstance(value, tuple):
        low, high = (shown_value(condition.fact, one) for one in value)
        return _("%(low)s and %(high)s") % {"low": low, "high": high}
    if isinstance(value, frozenset):
        order = [key for key, _label in condition.fact.choices]
        labels = (condition.fact.label_of(one) for one in sorted(value, key=order.index))
        return pgettext("between choices", ", ").join(labels)
    return shown_value(condition.fact, value)


def _joined_reason(finding: Finding) -> str:
    met = sum(part.answer is Answer.YES for part in finding.parts)
    open_ = sum(part.answer is Answer.CANNOT_TELL for part in finding.parts)
    filled = {"met": met, "all": len(finding.parts), "open": open_}
    if open_:
        return _("%(met)d of %(all)d are met, %(open)d cannot be told.") % filled
    return _("%(met)d of %(all)d are met.") % filled


def _part(part: Condition) -> str:
    """A part of a sentence; in brackets where it is joined itself."""
    if isinstance(part, Joined) and not part.words and len(part.parts) > 1:
        return pgettext("brackets", "(%(part)s)") % {"part": sentence(part)}
    return sentence(part)
