"""The two large parts of every list, put together here: the rows of its table and the fields of its filter.

Hundreds of cells and some twenty fields are alike but for their values, and a template reads the same attributes, the
same heading and a dozen conditions for each of them anew: most of the time that a list took.
"""

from collections.abc import Iterator
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.template.base import render_value_in_context
from django.template.defaultfilters import capfirst
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SPECIAL = (forms.CheckboxInput, forms.FileInput, forms.HiddenInput)
"""Inputs that are no box to type into."""


@register.simple_tag(takes_context=True)
def table_rows(context: template.Context, table: Any) -> SafeString:
    """The rows of a ``django_tables2`` table. ``data-label`` names a cell where columns stand under each other."""
    return mark_safe("\n".join(_rows(context, table)))  # noqa: S308 – every part is escaped below


def _rows(context: template.Context, table: Any) -> Iterator[str]:
    openings: dict[str, str] = {}
    for row in table.paginated_rows:
        cells = []
        for column, cell in row.items():
            opening = openings.get(column.name)
            if opening is None:
                opening = _opening(column)
                if not _depends_on_the_row(column.column.attrs):
                    openings[column.name] = opening
            text = conditional_escape(cell) if isinstance(cell, str) else render_value_in_context(cell, context)
            cells.append(f"{opening}{text}</td>")
        yield f"<tr {row.attrs.as_html()}>{''.join(cells)}</tr>"


def _opening(column: Any) -> str:
    return format_html('<td {} data-label="{}">', column.attrs["td"].as_html(), capfirst(column.header))


def _depends_on_the_row(attrs: Any) -> bool:
    if isinstance(attrs, dict):
        return any(_depends_on_the_row(one) for one in attrs.values())
    return callable(attrs)


@register.simple_tag
def filter_field(field: Any) -> SafeString:
    """A field of a filter with its label, as ``as_crispy_field`` draws it; a box or a choice without errors and help,
    which most are, at a third of the work."""
    widget = field.field.widget
    is_choice = isinstance(widget, forms.Select)
    is_box = isinstance(widget, forms.widgets.Input) and not isinstance(widget, SPECIAL)
    if not (is_choice or is_box) or field.errors or field.help_text or field.field.required or field.css_classes():
        drawn: SafeString = as_crispy_field(field)
        return drawn
    own, kind = widget.attrs.get("class", ""), type(widget).__name__.lower()
    classes = [*own.split(), *([] if kind in own else [kind])]
    standard = "form-select" if is_choice else "form-control"
    classes += [] if standard in classes else [standard]
    label = field.id_for_label
    return format_html(
        '<div id="div_{}" class="mb-3"><label{} class="form-label">{}</label>{}</div>',
        field.auto_id,
        format_html(' for="{}"', label) if label else "",
        field.label,
        field.as_widget(attrs={"class": " ".join(classes)}),
    )
