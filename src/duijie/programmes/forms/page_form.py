"""A form definition as a form of Django: text of a page to answers. What is right, ``check_answers`` says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.tree import comparisons_in
from duijie.programmes.faults import Fault
from duijie.programmes.forms.answers import LONGEST_NAME, Checked, check_answers, is_shown
from duijie.programmes.forms.definition import FormDefinition, FormField, Section
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.forms.papers import Paper, check_paper
from duijie.programmes.forms.table_field import TableField
from duijie.registry.interfaces.record_forms import OrganisationField
from duijie.registry.models import Person

YES_NO = (("", _("– not said –")), ("yes", _("yes")), ("no", _("no")))
REFRESH = "refresh"
"""The name that a request of a changed field carries: nothing is to be saved, only what is asked may be another."""


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nothing said yet: a box that is not ticked would say no for whoever did not read it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("widget", None)
        super().__init__(choices=YES_NO, coerce=lambda text: text == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class NamedField(OrganisationField):
    """A person or an organisation by name; as an answer with its number in the register, where the name is one's."""

    def __init__(self, *, noun: str, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)
        self.noun = noun
        if noun == "person":
            for name in ("list", "data-suggest"):
                self.widget.attrs.pop(name, None)

    def prepare_value(self, value: Any) -> Any:
        return value.get("name", "") if isinstance(value, Mapping) else value

    def named(self, text: str) -> dict[str, Any] | None:
        if not text:
            return None
        if self.noun == "person":
            rows = Person.objects.visible_to(self.by).filter(archived_at=None, name=text).order_by("pk")[:2]
            found = list(rows.values_list("pk", flat=True))
            return {"name": text, "number": found[0] if len(found) == 1 else None}
        unit = self.find(text)
        return {"name": unit.name if unit else text, "number": unit.pk if unit else None}


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as it is asked now."""

    section: Section
    fields: tuple[BoundField, ...]


class AnswersForm(forms.Form):
    """``answers`` are those kept so far, or what the register knows; ``known`` the fields that the register filled.

    A draft needs nothing filled in; what is missing before it can be handed in stands in ``checked.missing``. With
    ``refresh``, the address of the page, a field on which others depend asks anew what is to be shown: the page then
    answers a request with ``REFRESH`` without saving, and the element ``#answers`` is replaced.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        definition: FormDefinition,
        by: Any,
        answers: Mapping[str, Any] | None = None,
        known: frozenset[str] = frozenset(),
        refresh: str = "",
    ) -> None:
        self.definition, self.kept = definition, dict(answers or {})
        super().__init__(data, files, initial=dict(self.kept))
        self.papers: dict[str, Paper] = {}
        deciding = {name for one in definition.fields() if one.shown_if for name in _asked_in(one)}
        for one in definition.fields():
            made = self.fields[one.key] = field_of(one, by)
            if one.key in known:
                made.help_text = _("From the register; correct it where it is wrong.")
            if refresh and one.key in deciding:
                made.widget.attrs |= {
                    "hx-post": refresh, "hx-trigger": "change", "hx-target": "#answers", "hx-select": "#answers",
                    "hx-swap": "outerHTML", "hx-include": "closest form", "hx-vals": f'{{"{REFRESH}": "1"}}',
                }  # fmt: skip

    def _clean_fields(self) -> None:
        """Stars mark what has to be filled in before the form is handed in; a draft may lack it."""
        needed = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super()._clean_fields()  # type: ignore[misc]
        for name, is_needed in needed.items():
            self.fields[name].required = is_needed

    def clean(self) -> dict[str, Any]:
        checked = self.checked
        for fault in checked.faults:
            self._blame(fault)
        return self.cleaned_data

    @cached_property
    def checked(self) -> Checked:
        """What was typed, checked; only once the form was cleaned."""
        said = {one.key: self._answer(one) for one in self.definition.fields()}
        given = {key: value for key, value in said.items() if value not in (None, "", [])}
        for one in self.definition.fields():
            upload = self.cleaned_data.get(one.key) if one.kind is FieldKind.FILE else None
            if upload and not isinstance(upload, Mapping):  # a file that was kept is told as its answer
                try:
                    self.papers[one.key] = check_paper(one, upload.name, upload.chunks())
                except ValidationError as error:
                    self.add_error(one.key, error)
                else:
                    given[one.key] = self.papers[one.key].answer
        return check_answers(self.definition, given)

    def shown_sections(self) -> Iterator[ShownSection]:
        """What is asked, given what was said above; sections of which nothing is asked are left out."""
        said = self._said()
        for section in self.definition.sections:
            bound = tuple(self[one.key] for one in section.fields if is_shown(one, said))
            if bound:
                yield ShownSection(section, bound)

    def _said(self) -> Mapping[str, Any]:
        return self.checked.answers if self.is_bound and self.is_valid() is not None else self.kept

    def _answer(self, one: FormField) -> Any:
        value = self.cleaned_data.get(one.key)
        if one.kind is FieldKind.FILE:
            return self.kept.get(one.key)
        if one.kind is FieldKind.TABLE:
            columns = {column.key: column for column in one.columns}
            field = self.fields[one.key]
            return [
                {key: _plain(columns[key], cell, field.columns[key]) for key, cell in row.items()}  # type: ignore[attr-defined]
                for row in value or ()
            ]
        return _plain(one, value, self.fields[one.key])

    def _blame(self, fault: Fault) -> None:
        place = fault.place.split(".") if fault.place else [fault.field]
        if place[0] not in self.fields:
            self.add_error(None, ValidationError(str(fault), code=fault.code))
        elif len(place) > 1:
            columns = self.fields[place[0]].columns  # type: ignore[attr-defined]
            label = columns[fault.field].label if fault.field in columns else fault.field
            where = _("Row %(number)d, %(column)s") % {"number": int(place[1]) + 1, "column": label}
            self.add_error(place[0], ValidationError(f"{where}: {fault.message}", code=fault.code))
        else:
            self.add_error(place[0], ValidationError(fault.message, code=fault.code))


def field_of(one: FormField, by: Any) -> forms.Field:
    """The field of a page for a field of a definition."""
    common: dict[str, Any] = {"label": str(one.label), "required": one.required, "help_text": str(one.help)}
    kind = one.kind
    if kind is FieldKind.LONG:
        return forms.CharField(max_length=one.longest, widget=forms.Textarea(attrs={"rows": 5}), **common)
    if kind in (FieldKind.NUMBER, FieldKind.MONEY):
        unit = _("10,000 yuan") if kind is FieldKind.MONEY else one.unit
        common["label"] = f"{one.label} ({unit})" if unit else common["label"]
        step = "any" if kind is FieldKind.MONEY else str(Decimal(1).scaleb(-one.decimals))
        widget = forms.NumberInput(attrs={"step": step, "inputmode": "decimal"})
        return forms.DecimalField(max_digits=24, widget=widget, **common)
    if kind is FieldKind.DATE:
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common)
    if kind is FieldKind.YESNO:
        return YesNoField(**common)
    if kind is FieldKind.CHOICE:
        return forms.ChoiceField(choices=[("", _("– not said –")), *_labelled(one)], **common)
    if kind is FieldKind.SEVERAL:
        return forms.MultipleChoiceField(choices=_labelled(one), widget=forms.CheckboxSelectMultiple, **common)
    if kind is FieldKind.TABLE:
        columns = {column.key: field_of(column, by) for column in one.columns}
        return TableField(columns, most=one.most_rows, **common)
    if kind is FieldKind.FILE:
        return forms.FileField(widget=forms.FileInput(attrs={"accept": ",".join(one.suffixes)}), **common)
    if kind in (FieldKind.PERSON, FieldKind.ORGANISATION):
        if not common["help_text"]:
            common.pop("help_text")
        named = NamedField(noun=str(kind), **common)
        named.by = by
        return named
    return forms.CharField(max_length=one.longest, **common)


def _plain(one: FormField, value: Any, field: forms.Field) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(field, NamedField):
        return field.named(value or "")
    return value


def _labelled(one: FormField) -> list[tuple[str, str]]:
    return [(key, str(label)) for key, label in one.choices]


def _asked_in(one: FormField) -> Iterator[str]:
    assert one.shown_if is not None
    for comparison in comparisons_in(one.shown_if):
        yield comparison.fact.name.removeprefix("form.")
