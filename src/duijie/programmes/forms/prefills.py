"""What the register knows and a form need not ask: the table of prefills, each with the kinds of fields it fits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.models import Posting
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.registry.models import Organisation, Person

TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG})


@dataclass(frozen=True, slots=True)
class Prefill:
    """``read`` gets the person and the unit of an application, either of which may be missing."""

    label: Any
    kinds: frozenset[FieldKind]
    read: Callable[[Person | None, Organisation | None], Any]


def _person(column: str) -> Callable[[Person | None, Organisation | None], Any]:
    return lambda person, _unit: getattr(person, column) if person is not None else None


def _unit(column: str) -> Callable[[Person | None, Organisation | None], Any]:
    return lambda _person, unit: getattr(unit, column) if unit is not None else None


def _named(thing: Any) -> dict[str, Any] | None:
    return None if thing is None else {"name": thing.name, "number": thing.pk}


def _served(person: Person | None) -> dict[str, Any] | None:
    """The one host unit where the person is posted. By its name alone: who applies may not see it in the register."""
    if person is None:
        return None
    rows = Posting.objects.filter(person=person, state__in=LIVING_POSTING).order_by()
    names = list(rows.values_list("host__name", flat=True).distinct()[:2])
    return {"name": names[0], "number": None} if len(names) == 1 else None


PREFILLS: dict[str, Prefill] = {
    "person": Prefill(_("the person"), frozenset({FieldKind.PERSON}), lambda person, _unit: _named(person)),
    "person.name": Prefill(_("name of the person"), TEXTS, _person("name")),
    "person.title": Prefill(_("professional title"), TEXTS, _person("title")),
    "person.rank": Prefill(_("rank of the professional title"), frozenset({FieldKind.CHOICE}), _person("rank")),
    "person.post": Prefill(_("post"), TEXTS, _person("post")),
    "person.research": Prefill(_("research interests"), TEXTS, _person("research")),
    "person.profile": Prefill(_("profile"), frozenset({FieldKind.LONG}), _person("profile")),
    "person.discipline": Prefill(_("discipline"), TEXTS, _person("discipline")),
    "person.mobile": Prefill(_("mobile number"), TEXTS, _person("mobile")),
    "person.email": Prefill(_("e-mail"), TEXTS, _person("email")),
    "person.host": Prefill(
        _("host unit where the person is posted"), frozenset({FieldKind.ORGANISATION}),
        lambda person, _unit: _served(person),
    ),
    "unit": Prefill(_("the unit"), frozenset({FieldKind.ORGANISATION}), lambda _person, unit: _named(unit)),
    "unit.name": Prefill(_("name of the unit"), TEXTS, _unit("name")),
    "unit.uscc": Prefill(_("unified social credit code of the unit"), TEXTS, _unit("uscc")),
    "unit.kind": Prefill(_("kind of the unit"), frozenset({FieldKind.CHOICE}), _unit("kind")),
    "unit.address": Prefill(_("address of the unit"), TEXTS, _unit("address")),
    "unit.industry": Prefill(_("industry of the unit"), TEXTS, _unit("industry")),
    "unit.founded": Prefill(_("day on which the unit was founded"), frozenset({FieldKind.DATE}), _unit("founded")),
    "unit.staff": Prefill(_("staff of the unit"), frozenset({FieldKind.NUMBER}), _unit("staff")),
    "unit.contact_name": Prefill(_("contact person of the unit"), TEXTS, _unit("contact_name")),
    "unit.contact_phone": Prefill(_("contact phone of the unit"), TEXTS, _unit("contact_phone")),
}  # fmt: skip


def prefilled(form: FormDefinition, person: Person | None, unit: Organisation | None) -> dict[str, Any]:
    """Answers that the register has, by field. One that the field would not take is left out, so that it is asked."""
    found = {one.key: _fitting(one, PREFILLS[one.prefill].read(person, unit)) for one in form.fields() if one.prefill}
    return {key: value for key, value in found.items() if value not in (None, "")}


def _fitting(field: FormField, value: Any) -> Any:
    if field.kind is FieldKind.CHOICE and value not in dict(field.choices):
        return None
    if field.kind is FieldKind.DATE and value is not None:
        return value.isoformat()
    return value[: field.longest] if isinstance(value, str) and field.kind in TEXTS else value
