"""Facts that the form of an application states, and how answers become values. The register keeps of them only who owns
firms, as far as offices noted it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.programmes.conditions.batch import Batch, Subject
from duijie.programmes.conditions.facts import Fact, FactKind, Known, Source, Unknown, Value, Values, add_fact

ACADEMICIAN = (
    ("none", _("no academician")),
    ("retired", _("retired academician")),
    ("serving", _("serving academician")),
)


def value_of(kind: FactKind, answer: Any) -> Value:
    """A cleaned answer of a form as the value of a fact; nothing said is unknown."""
    if answer is None or answer == "" or answer == []:
        return Unknown("not-said")
    if kind is FactKind.DATE:
        return Known(answer if isinstance(answer, date) else date.fromisoformat(answer))
    if kind is FactKind.NUMBER:
        return Known(Decimal(str(answer)))
    if kind is FactKind.SEVERAL:
        return Known(frozenset(answer))
    return Known(answer)


def stated(name: str, kind: FactKind) -> Callable[[Batch, Any], Values]:
    """Reads the field by which the form states the fact ``name``."""

    def read(batch: Batch, day: date) -> Values:
        field = batch.stated.get(name)
        return {one.key: _answer(one, field, kind) for one in batch.subjects}

    return read


def _answer(subject: Subject, field: str | None, kind: FactKind) -> Value:
    return Unknown("not-asked") if field is None else value_of(kind, subject.answers.get(field))


def _read_owns(batch: Batch, day: date) -> Values:
    """What offices noted of the owners of the host counts first; then what the form says."""
    said = stated("person.owns_host", FactKind.YESNO)(batch, day)
    return {one.key: _owned(batch, one) or said[one.key] for one in batch.subjects}


def _owned(batch: Batch, subject: Subject) -> Known | None:
    if subject.host is None:
        return None
    if subject.home == subject.host:
        return Known(value=True, note="home-is-host")
    people = {subject.person, *subject.members} - {None}
    for one in batch.owners.get(subject.host, ()):
        if one.person in people or (one.unit is not None and one.unit == subject.home):
            return Known(value=True, note=one.source)
    return None


def _add(name: str, kind: FactKind, label: Any, proof: Any, **more: Any) -> None:
    read = more.pop("read", None) or stated(name, kind)
    add_fact(Fact(name, kind, label, Source.FORM, read, proof, **more))


_add("person.birth_date", FactKind.DATE, _("birth date of the person"), _("identity card"))
_add(
    "person.academician", FactKind.CHOICE, _("academician"), _("letter of the academy"),
    choices=ACADEMICIAN, ordered=True,
)  # fmt: skip
_add(
    "person.owns_host", FactKind.YESNO, _("the person or the home unit founded the host unit or owns part of it"),
    _("extract of the business register with all shareholders"), read=_read_owns,
)  # fmt: skip
_add(
    "person.civil_servant", FactKind.YESNO, _("civil servant, or staff under the Civil Servant Law"),
    _("certificate of the home unit"),
)  # fmt: skip
_add(
    "person.contract_years", FactKind.NUMBER, _("years of the contract with the home unit"), _("employment contract"),
    unit=_("years"),
)  # fmt: skip
_add("host.spends_on_research", FactKind.YESNO, _("the host unit spends on research and development"),
     _("special audit or tax return of the year"))  # fmt: skip
_add("both_sides_agreed", FactKind.YESNO, _("person and host unit have agreed"), _("letter of intent of both sides"))


def age_on(birth: date, day: date) -> int:
    """Full years; whoever was born on 29 February is a year older on 1 March of other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _read_age(batch: Batch, day: date) -> Values:
    births = stated("person.birth_date", FactKind.DATE)(batch, day)
    return {key: Known(age_on(one.value, day)) if isinstance(one, Known) else one for key, one in births.items()}


add_fact(
    Fact(
        "person.age", FactKind.NUMBER, _("age of the person"), Source.FORM, _read_age, _("identity card"),
        unit=pgettext_lazy("age", "years"), dated=True,
    )
)  # fmt: skip
