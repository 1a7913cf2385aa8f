"""The inputs for the value of a comparison, by its shape; and what was typed into them, as JSON."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from duijie.programmes.conditions.comparisons import Comparison
from duijie.programmes.conditions.facts import Fact

_SELECT, _CONTROL = "form-select form-select-sm", "form-control form-control-sm"


def value_input(fact: Fact, comparison: Comparison, value: Any, name: str) -> SafeString:
    """The inputs, filled with ``value`` where it fits."""
    return _INPUTS[comparison.shape.key](fact, value, name)


def read_value(fact: Fact, comparison: Comparison, data: Any, name: str, before: Any) -> Any:
    """What was typed, as the JSON of a value; what is no number stays a text, which is then refused at its place.
    Inputs that were not on the page leave ``before``."""
    if name not in data:
        return [] if comparison.shape.key == "keys" else before
    given = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
    return _READ[comparison.shape.key](given)


def _attributes(name: str, label: str, css: str) -> dict[str, str]:
    return {"id": f"id_{name}", "aria-label": label, "class": css}


def _flag(_fact: Fact, value: Any, name: str) -> SafeString:
    widget = forms.Select(choices=[("true", _("yes")), ("false", _("no"))])
    shown = "false" if value is False else "true"
    return widget.render(name, shown, _attributes(name, _("Value"), _SELECT))


def _number(_fact: Fact, value: Any, name: str, label: str = "") -> SafeString:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    shown = value if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    return widget.render(name, shown, _attributes(name, label or _("Value"), _CONTROL))


def _day(_fact: Fact, value: Any, name: str, label: str = "") -> SafeString:
    widget = forms.DateInput(attrs={"type": "date"})
    return widget.render(
        name, value if isinstance(value, str) else "", _attributes(name, label or _("Value"), _CONTROL)
    )


def _pair(one: Callable[..., SafeString]) -> Callable[[Fact, Any, str], SafeString]:
    def render(fact: Fact, value: Any, name: str) -> SafeString:
        low, high = value if isinstance(value, list) and len(value) == 2 else ("", "")
        second = one(fact, high, name, _("Value, to")).replace(f'id="id_{name}"', f'id="id_{name}-to"')
        return format_html("{} – {}", one(fact, low, name, _("Value, from")), SafeString(second))

    return render


def _key(fact: Fact, value: Any, name: str) -> SafeString:
    widget = forms.Select(choices=[("", "–"), *((key, str(label)) for key, label in fact.choices)])
    shown = value if isinstance(value, str) else ""
    return widget.render(name, shown, _attributes(name, _("Value"), _SELECT))


def _keys(fact: Fact, value: Any, name: str) -> SafeString:
    chosen = value if isinstance(value, list) else [value] if isinstance(value, str) and value else []
    widget = forms.SelectMultiple(choices=[(key, str(label)) for key, label in fact.choices])
    attributes = {**_attributes(name, _("Values"), _SELECT), "size": str(min(6, max(2, len(fact.choices))))}
    return widget.render(name, chosen, attributes)


def _as_number(text: str) -> Any:
    """A whole number as such, so that it is shown again as it was typed."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


_INPUTS: dict[str, Callable[[Fact, Any, str], SafeString]] = {
    "flag": _flag, "number": _number, "numbers": _pair(_number), "day": _day, "days": _pair(_day), "key": _key,
    "keys": _keys,
}  # fmt: skip
_READ: dict[str, Callable[[list[str]], Any]] = {
    "flag": lambda given: given[0] == "true",
    "number": lambda given: _as_number(given[0]),
    "numbers": lambda given: [_as_number(one) for one in given[:2]],
    "day": lambda given: given[0],
    "days": lambda given: given[:2],
    "key": lambda given: given[0],
    "keys": lambda given: [one for one in given if one],
}
