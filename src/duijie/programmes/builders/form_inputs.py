"""What is typed into the builder of forms, as entries of the definition; and the entries as texts of inputs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.builders.form_deeds import of_kind
from duijie.programmes.forms.kinds import KINDS, FieldKind
from duijie.programmes.words import LANGUAGES

LIMIT_LABELS: dict[str, Any] = {
    "least": _("At least"), "most": _("At most"), "decimals": _("Decimals"), "from": _("Not before"),
    "to": _("Not after"),
}  # fmt: skip
_MOST_OF = {
    FieldKind.TEXT: _("Characters, at most"), FieldKind.LONG: _("Characters, at most"),
    FieldKind.FILE: _("Megabytes, at most"), FieldKind.TABLE: _("Rows, at most"),
    FieldKind.SEVERAL: _("Choices, at most"),
}  # fmt: skip
_LEAST_OF = {FieldKind.TABLE: _("Rows, at least"), FieldKind.SEVERAL: _("Choices, at least")}


def limit_label(kind: FieldKind, name: str) -> Any:
    """How a limit is called for a field of this kind."""
    found = {"most": _MOST_OF, "least": _LEAST_OF}.get(name, {}).get(kind)
    return found or LIMIT_LABELS[name]


def words_typed(before: Any, data: Any, prefix: str) -> dict[str, str]:
    """Texts of both languages; ``before`` where they were not on the page."""
    if f"{prefix}-zh" not in data:
        return before if isinstance(before, dict) else {}
    return {key: text for key in LANGUAGES if (text := data.get(f"{prefix}-{key}", "").strip())}


def field_typed(field: dict[str, Any], data: Any, prefix: str) -> dict[str, Any]:
    """A field with what was typed into its inputs; its kind last, since that takes off what does not fit."""
    if f"{prefix}-kind" not in data:
        return field
    made = dict(field)
    made["key"] = data.get(f"{prefix}-key", str(field.get("key", ""))).strip()
    made["label"] = words_typed(field.get("label"), data, f"{prefix}-label")
    _put(made, "help", words_typed(field.get("help"), data, f"{prefix}-help"))
    _put(made, "required", f"{prefix}-required" in data)
    kind = field.get("kind")
    limits = KINDS[FieldKind(kind)].limits if kind in list(KINDS) else frozenset()
    for name in limits & set(LIMIT_LABELS):
        if f"{prefix}-{name}" in data:
            text = data[f"{prefix}-{name}"].strip()
            _put(made, name, text if name in ("from", "to") else _number(text))
    if "unit" in limits:
        _put(made, "unit", words_typed(field.get("unit"), data, f"{prefix}-unit"))
    if "choices" in limits and f"{prefix}-choices" in data:
        made["choices"] = choices_typed(data[f"{prefix}-choices"])
    if "suffixes" in limits:
        _put(made, "suffixes", data.getlist(f"{prefix}-suffixes") if hasattr(data, "getlist") else [])
    for name in ("prefill", "states"):
        if f"{prefix}-{name}" in data:
            _put(made, name, data[f"{prefix}-{name}"])
    return of_kind(made, data[f"{prefix}-kind"])


def choices_typed(text: str) -> list[dict[str, Any]]:
    """One choice a line: ``key | Chinese | English``; without bars it is the Chinese, and gets a number as its key."""
    found = []
    for number, line in enumerate((one for one in text.splitlines() if one.strip()), start=1):
        parts = [part.strip() for part in line.replace("｜", "|").split("|")]
        key, zh, en = (*parts[:3], "", "")[:3] if len(parts) > 1 else (f"c{number}", parts[0], "")
        label = {name: words for name, words in (("zh", zh), ("en", en)) if words}
        found.append({"key": key or f"c{number}", "label": label})
    return found


def choices_text(choices: Any) -> str:
    """The lines that ``choices_typed`` reads as the same choices."""
    rows = [one for one in choices if isinstance(one, Mapping)] if isinstance(choices, list) else []
    lines = []
    for one in rows:
        told = one.get("label")
        label: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        lines.append(" | ".join([str(one.get("key", "")), str(label.get("zh", "")), str(label.get("en", ""))]))
    return "\n".join(lines)


def _put(made: dict[str, Any], name: str, value: Any) -> None:
    """Set an entry, or take off an empty one."""
    if value is None or value is False or value in ("", [], {}):
        made.pop(name, None)
    else:
        made[name] = value


def _number(text: str) -> Any:
    """A number; what is none stays a text, which is then refused at its place."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
