"""The form of a record, made from the register's table. It turns text into values; what is right, the checks say."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import Department
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, zones_near
from duijie.registry.merge_columns import from_json, row_of
from duijie.registry.models import Area, AreaKind, Organisation
from duijie.registry.record_checks import LONG_TEXT
from duijie.registry.register import FieldKind, Part, RecordField, Register, kind_of, model_field


class OrganisationField(forms.CharField):
    """An organisation by its name or code. One that is not registered stays as written: ``clean`` gives its name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 120)
        options.setdefault("help_text", _("Name or code as registered; others are kept as written."))
        super().__init__(**options)
        self.widget.attrs["list"] = "organisations"
        self.widget.attrs["data-suggest"] = "organisations"
        self.by: Any = None

    def find(self, text: str) -> Organisation | None:
        """The one registered organisation that ``text`` names."""
        return find_named(text=text, by=self.by)


def form_field(model: Any, one: RecordField) -> forms.Field:
    """The field of a form for a field of a record or a part."""
    kind, column = kind_of(model, one), model_field(model, one.name)
    common: dict[str, Any] = {
        "label": column.verbose_name, "required": one.needed, "help_text": one.help or column.help_text,
    }  # fmt: skip
    if kind in (FieldKind.AREA, FieldKind.ZONE):
        return AreaField(queryset=Area.objects.none(), **common)
    if kind is FieldKind.ORGANISATION:
        return OrganisationField(**{name: value for name, value in common.items() if value or name != "help_text"})
    if kind is FieldKind.DEPARTMENT:
        return forms.ModelChoiceField(queryset=Department.objects.none(), **common)
    if kind is FieldKind.CHOICE:
        blank = [] if one.needed or not column.blank else [("", _("– not said –"))]
        return forms.ChoiceField(choices=[*blank, *column.choices], **common)
    if kind is FieldKind.SEVERAL and one.several is not None:
        return forms.MultipleChoiceField(choices=one.several.choices, widget=forms.CheckboxSelectMultiple, **common)
    if kind is FieldKind.YESNO:
        return forms.BooleanField(**{**common, "required": False})
    if kind is FieldKind.DATE:
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common)
    if kind is FieldKind.INTEGER:
        return forms.IntegerField(min_value=0, **common)
    if kind is FieldKind.DECIMAL:
        return forms.DecimalField(max_digits=column.max_digits, decimal_places=column.decimal_places, **common)
    if kind is FieldKind.LONG:
        return forms.CharField(max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": 5}), **common)
    if kind is FieldKind.KEYWORDS:
        common["help_text"] = one.help or _("Separated by ； or commas.")
    return forms.CharField(max_length=column.max_length, **common)


def default_of(model: Any, one: RecordField) -> Any:
    """What a new row has: the table's default, else the model's. Else a list would begin with whatever stands first."""
    column = model_field(model, one.name)
    return one.default if one.default is not None else column.get_default() if column.has_default() else None


class TableForm(forms.Form):
    """A form of the fields of a table."""

    model: Any = None
    table: tuple[RecordField, ...] = ()

    def __init__(self, *args: Any, by: Any, row: Any = None, **kwargs: Any) -> None:
        self.by, self.row = by, row
        if row is not None:
            kwargs.setdefault("initial", initial_of(self.model, self.table, row))
        else:
            preset = {one.name: default_of(self.model, one) for one in self.table}
            kwargs["initial"] = {**preset, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for one in self.table:
            self.fields[one.name] = form_field(self.model, one)
            if one.only_for is not None:
                self.fields[one.name].widget.attrs["data-only-for"] = "=".join(one.only_for)
            if isinstance(self.fields[one.name], OrganisationField):
                self.fields[one.name].by = by  # type: ignore[attr-defined]
            if kind_of(self.model, one) is FieldKind.DEPARTMENT:
                self.fields[one.name].queryset = Department.objects.visible_to(by).in_use()  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values by field of the record; ``organisation`` together with how it was written."""
        values = {one.name: self.cleaned_data[one.name] for one in self.table if one.name in self.cleaned_data}
        if "organisation" in values:
            text = values["organisation"]
            field = self.fields["organisation"]
            values["organisation"] = field.find(text) if isinstance(field, OrganisationField) else None
            values["organisation_name"] = text
        return values


class RecordForm(TableForm):
    """The form of a record: its fields, and for one that is there the version and the reason of the change."""

    def __init__(self, *args: Any, by: Any, register: Register, row: Any = None, **kwargs: Any) -> None:
        self.register = register
        self.model, self.table = register.model, register.fields
        super().__init__(*args, by=by, row=row, **kwargs)
        permission = register.permission("edit" if row is not None else "add")
        lies_in, run_by = (row.area_id, row.zone_id) if row is not None else (None, None)
        if "area" in self.fields:
            counted = areas_within_reach(by, permission, besides=lies_in)
            area = self.fields["area"]
            area.queryset = counted.exclude(kind__in=[AreaKind.ZONE, AreaKind.NATION])  # type: ignore[attr-defined]
            area.required = False
            area.help_text = _("Left empty, it is where the organisation is registered.")
        if "zone" in self.fields:
            self.fields["zone"].queryset = zones_near(by, permission, besides=run_by)  # type: ignore[attr-defined]
        if row is not None:
            self.fields["reason"] = forms.CharField(
                label=_("Reason of the change"), max_length=200, required=False, help_text=_("Shown in the history.")
            )
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
            self.initial["version"] = row.version
        elif self.data.get(self.add_prefix("another")):
            self.ask_whether_another()

    def ask_whether_another(self) -> None:
        """Show the box by which a person says that this is none of those that are there already."""
        self.fields["another"] = forms.BooleanField(label=_("It is another one: add it all the same"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        if values.get("area") is None:  # then the owner's, or what it was
            values.pop("area", None)
        return values


class PartForm(TableForm):
    """The form of a row of a part."""

    def __init__(self, *args: Any, by: Any, part: Part, version: int, row: Any = None, **kwargs: Any) -> None:
        self.model, self.table = part.model, part.fields
        super().__init__(*args, by=by, row=row, **kwargs)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
        self.initial["version"] = version
        if row is not None:
            self.fields["began"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial["began"] = json.dumps(self._columns(row), ensure_ascii=False)

    @property
    def began(self) -> Any:
        """The row as it was when the form was opened: it has no history. None where that cannot be told."""
        try:
            told = json.loads(self.cleaned_data["began"])
            return self.model(**from_json(self.model, {name: told[name] for name in self._columns(self.row)}))
        except (ValueError, TypeError, LookupError, ValidationError):
            return None

    def _columns(self, row: Any) -> dict[str, Any]:
        names = {one.name for one in self.table} | {"organisation_name"}
        columns = {one.attname for one in self.model._meta.concrete_fields if one.name in names}
        return {name: value for name, value in row_of(row).items() if name in columns}


def initial_of(model: Any, table: Iterable[RecordField], row: Any) -> dict[str, Any]:
    """The row as its form shows it."""
    values: dict[str, Any] = {}
    for one in table:
        kind, value = kind_of(model, one), getattr(row, one.name)
        if kind in (FieldKind.AREA, FieldKind.ZONE):
            value = value.code if value else None
        elif kind is FieldKind.ORGANISATION:
            value = row.organisation_name
        elif kind is FieldKind.SEVERAL:
            value = [part for part in value.split(",") if part]
        values[one.name] = value
    return values


def show_errors(form: forms.Form, error: ValidationError) -> None:
    """Put what the domain refused on the fields."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
