"""Members of a team as records: read from the table of members in the form, linked to the register where they can be.

The table is the one of a form with the key ``members`` that has a column for a person; its columns for an organisation
and for a text are the member's unit and title.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.programmes.domain.queries.applications import form_of
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.models import Application, ApplicationMember
from duijie.registry.models import Organisation, Person

KEY = "members"


def table_of_members(form: FormDefinition) -> FormField | None:
    """The field of the form that lists them, if any."""
    field = form.by_key().get(KEY)
    has_person = field is not None and any(one.kind is FieldKind.PERSON for one in field.columns)
    return field if has_person else None


def require_known_persons(application: Application, answers: Mapping[str, Any], *, by: Any) -> None:
    """A number of the register that an answer names is one that ``by`` may see: nobody finds out whose it is by
    answering. What was answered before stays."""
    wrong: dict[str, list[ValidationError]] = {}
    for noun, model in ((FieldKind.PERSON, Person), (FieldKind.ORGANISATION, Organisation)):
        given = _numbers(form_of(application.round), answers, noun)
        kept = {number for _key, number in _numbers(form_of(application.round), application.answers, noun)}
        asked = {number for _key, number in given} - kept
        if not asked:
            continue
        rows: Any = model.objects
        known = set(rows.visible_to(by).filter(pk__in=asked).values_list("pk", flat=True))
        for key, number in given:
            if number in asked - known:
                words = _("The register has no such record: write the name alone.")
                wrong.setdefault(key, []).append(ValidationError(words, code="unknown"))
    if wrong:
        raise ValidationError(wrong)


def keep_members(application: Application) -> None:
    """The records as the answers say, in the caller's transaction."""
    field = table_of_members(form_of(application.round))
    if field is None:
        return
    rows = application.answers.get(KEY) or []
    person, unit, title = (
        next((one.key for one in field.columns if one.kind is kind), "")
        for kind in (FieldKind.PERSON, FieldKind.ORGANISATION, FieldKind.TEXT)
    )
    application.members.all().delete()
    made = []
    for place, row in enumerate(rows, start=1):
        who, where = row.get(person) or {}, row.get(unit) or {}
        if not who.get("name"):
            continue
        made.append(
            ApplicationMember(
                application=application, place=place, name=who["name"], person_id=who.get("number"),
                organisation_id=where.get("number"), organisation_name=where.get("name", ""),
                title=str(row.get(title) or "")[:60],
            )
        )  # fmt: skip
    ApplicationMember.objects.bulk_create(made)


def _numbers(form: FormDefinition, answers: Mapping[str, Any], noun: FieldKind) -> list[tuple[str, int]]:
    """The numbers of the register in ``answers``, each with the field that it stands in."""
    found: list[tuple[str, int]] = []
    for field in form.fields():
        value = answers.get(field.key)
        if field.kind is noun and isinstance(value, Mapping) and value.get("number"):
            found.append((field.key, value["number"]))
        elif field.kind is FieldKind.TABLE:
            for row in value or ():
                found += [
                    (field.key, row[one.key]["number"])
                    for one in field.columns
                    if one.kind is noun and row.get(one.key) and row[one.key].get("number")
                ]
    return found
