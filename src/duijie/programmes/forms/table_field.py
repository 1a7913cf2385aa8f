"""A table within a form: rows of inputs, a few empty ones at the end, so that it works without any script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.programmes.forms.kinds import MOST_ROWS

SPARE = 2
"""Empty rows below those that are filled."""


class TableInput(forms.Widget):
    """Inputs named ``<name>-<row>-<column>``; ``columns`` are form fields by key."""

    template_name = "programmes/table_input.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], *, most: int, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.columns, self.most = columns, most

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [row for row in value or () if isinstance(row, Mapping)]
        shown = rows + [{}] * min(SPARE, max(0, self.most - len(rows)))
        context["columns"] = [(field.label, field.required) for field in self.columns.values()]
        context["rows"] = [self._row(name, number, row) for number, row in enumerate(shown)]
        return context

    def _row(self, name: str, number: int, row: Mapping[str, Any]) -> list[str]:
        cells = []
        for key, field in self.columns.items():
            label = _("%(column)s, row %(number)d") % {"column": field.label, "number": number + 1}
            attrs = {"id": f"id_{name}-{number}-{key}", "aria-label": label, "class": _class_of(field.widget)}
            cells.append(field.widget.render(f"{name}-{number}-{key}", field.prepare_value(row.get(key)), attrs))
        return cells

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for number in range(MOST_ROWS + SPARE):
            at = {key: f"{name}-{number}-{key}" for key in self.columns}
            if not any(one in data for one in at.values()):
                break
            rows.append(
                {key: self.columns[key].widget.value_from_datadict(data, files, one) for key, one in at.items()}
            )
        return [row for row in rows if any(value not in (None, "", []) for value in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        return ""


class TableField(forms.Field):
    """Gives a list of rows, each with the values of its columns that are not empty."""

    def __init__(self, columns: Mapping[str, forms.Field], *, most: int, **kwargs: Any) -> None:
        self.columns = columns
        super().__init__(widget=TableInput(columns, most=most), **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows, errors = [], []
        for number, row in enumerate(value or (), start=1):
            kept: dict[str, Any] = {}
            for key, field in self.columns.items():
                try:
                    cleaned = field.to_python(row.get(key))
                    field.run_validators(cleaned)
                except ValidationError as error:
                    where = _("Row %(number)d, %(column)s") % {"number": number, "column": field.label}
                    errors += [ValidationError(f"{where}: {text}", code="cell") for text in error.messages]
                else:
                    if cleaned not in (None, "", []):
                        kept[key] = cleaned
            rows.append(kept)
        if errors:
            raise ValidationError(errors)
        return rows


def _class_of(widget: forms.Widget) -> str:
    return "form-select form-select-sm" if isinstance(widget, forms.Select) else "form-control form-control-sm"
