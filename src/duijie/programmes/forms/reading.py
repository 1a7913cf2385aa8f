"""Reads the definition of a form from JSON: all that is wrong with it, at its place, at once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.facts import Fact, table
from duijie.programmes.conditions.tree import read_condition
from duijie.programmes.faults import Faults, Notes, read_json
from duijie.programmes.forms.answer_facts import fact_of
from duijie.programmes.forms.definition import FormDefinition, FormField, Section
from duijie.programmes.forms.kinds import KINDS, MOST_MEGABYTES, SUFFIXES, FieldKind
from duijie.programmes.forms.prefills import PREFILLS
from duijie.programmes.words import Words, read_words

LARGEST = 500_000  # characters of JSON
MOST_SECTIONS, MOST_FIELDS, MOST_COLUMNS, MOST_CHOICES = 30, 200, 12, 100
LONGEST_LABEL, LONGEST_HELP = 120, 600
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_ENTRIES = frozenset({"key", "kind", "label", "help", "required", "prefill", "states", "shown_if"})


def read_form(data: Any) -> FormDefinition:
    """The form of ``data``, JSON as text or parsed. Raises ``Faults``; places are ``section.field`` by number."""
    if isinstance(data, str):
        data = read_json(data, most=LARGEST)
    notes = Notes()
    form = _Reader(notes).read(data)
    notes.refuse()
    return form


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._facts: dict[str, Fact] = {}
        self._stated: set[str] = set()
        self._count = 0

    def read(self, data: Any) -> FormDefinition:
        sections = data.get("sections") if isinstance(data, Mapping) and set(data) == {"sections"} else None
        if not isinstance(sections, list):
            self._add("", "sections", "wrong-type", _("A form has the entry “sections”, a list, and nothing else."))
            return FormDefinition(())
        if not 0 < len(sections) <= MOST_SECTIONS:
            self._add("", "sections", "too-many", _("A form has 1 to %(most)d sections.") % {"most": MOST_SECTIONS})
            return FormDefinition(())
        return FormDefinition(tuple(self._section(one, str(at)) for at, one in enumerate(sections)))

    def _section(self, data: Any, place: str) -> Section:
        if not self._is_object(data, place, {"title", "help", "fields"}):
            return Section(Words(), ())
        title = self._words(data, "title", place, LONGEST_LABEL, needed=True)
        text = self._words(data, "help", place, LONGEST_HELP)
        given = data.get("fields")
        if not isinstance(given, list) or not given:
            self._add(place, "fields", "empty", _("A section has at least one field."))
            return Section(title, (), text)
        self._count += len(given)
        if self._count > MOST_FIELDS:
            self._add(place, "fields", "too-many", _("A form has at most %(most)d fields.") % {"most": MOST_FIELDS})
            return Section(title, (), text)
        read = [self._field(one, f"{place}.{at}") for at, one in enumerate(given)]
        return Section(title, tuple(one for one in read if one is not None), text)

    def _field(self, data: Any, place: str) -> FormField | None:
        made = self._plain(data, place, in_table=False)
        if made is None:
            return None
        if made.kind is FieldKind.TABLE:
            made = replace(made, columns=self._columns(data.get("columns"), place))
        made = replace(
            made, prefill=self._prefill(data, made, place), states=self._states(data, made, place),
            shown_if=self._shown_if(data, place),
        )  # fmt: skip
        fact = fact_of(made)
        if fact.name in self._facts:
            self._add(place, "key", "twice", _("Another field has this key."))
        self._facts[fact.name] = fact
        return made

    def _plain(self, data: Any, place: str, *, in_table: bool) -> FormField | None:
        """A field by itself, without what ties it to others."""
        kind = data.get("kind") if isinstance(data, Mapping) else None
        offered = [str(one) for one in KINDS if KINDS[one].in_tables or not in_table]
        if not isinstance(kind, str) or kind not in offered:
            words = _("Expected: %(offered)s.") % {"offered": ", ".join(offered)}
            self._add(place, "kind", "unknown-kind", words)
            return None
        limits = KINDS[FieldKind(kind)].limits
        entries = {"key", "kind", "label", "help", "required"} if in_table else _ENTRIES
        if not self._is_object(data, place, {*entries, *limits}):
            return None
        key, required = data.get("key"), data.get("required", False)
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            self._add(place, "key", "wrong-type", _("A key has 1 to 40 of the characters a–z, 0–9 and _."))
            return None
        if not isinstance(required, bool):
            self._add(place, "required", "wrong-type", _("Expected: %(expected)s.") % {"expected": _("true or false")})
        field = FormField(
            key, FieldKind(kind), self._words(data, "label", place, LONGEST_LABEL, needed=True),
            self._words(data, "help", place, LONGEST_HELP), required is True,
        )  # fmt: skip
        return self._limited(field, data, place)

    def _limited(self, field: FormField, data: Mapping[str, Any], place: str) -> FormField:
        whole = field.kind not in (FieldKind.NUMBER, FieldKind.MONEY)
        least, most = (self._bound(data, name, place, whole=whole) for name in ("least", "most"))
        decimals = self._bound(data, "decimals", place, whole=True, top=6) or 0
        from_on, to_on = (self._day(data, name, place) for name in ("from", "to"))
        if (least is not None and most is not None and least > most) or (from_on and to_on and from_on > to_on):
            self._add(place, "least", "out-of-order", _("The smaller or earlier bound comes first."))
        return replace(
            field, least=least, most=most, decimals=int(decimals), from_on=from_on, to_on=to_on,
            unit=self._words(data, "unit", place, 20), choices=self._choices(field, data, place),
            suffixes=self._suffixes(field, most, data, place),
        )  # fmt: skip

    def _bound(self, data: Mapping[str, Any], name: str, place: str, *, whole: bool, top: float = 1e12) -> Any:
        value = data.get(name)
        if value is None or (name in ("decimals",) and value == 0):
            return None
        kinds = int if whole else int | float
        if isinstance(value, bool) or not isinstance(value, kinds) or not abs(value) <= top or (whole and value < 0):
            expected = _("a whole number") if whole else _("a number")
            self._add(place, name, "wrong-type", _("Expected: %(expected)s.") % {"expected": expected})
            return None
        return value

    def _day(self, data: Mapping[str, Any], name: str, place: str) -> date | None:
        value = data.get(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            expected = _("a day such as 2026-03-05")
            self._add(place, name, "wrong-type", _("Expected: %(expected)s.") % {"expected": expected})
            return None

    def _choices(self, field: FormField, data: Mapping[str, Any], place: str) -> tuple[tuple[str, Words], ...]:
        if "choices" not in KINDS[field.kind].limits:
            return ()
        given = data.get("choices")
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_CHOICES:
            self._add(place, "choices", "wrong-type", _("1 to %(most)d choices.") % {"most": MOST_CHOICES})
            return ()
        found: dict[str, Words] = {}
        for number, one in enumerate(given, start=1):
            at = f"choices {number}"
            if not isinstance(one, Mapping) or set(one) != {"key", "label"} or not _is_key(one["key"]):
                self._add(place, at, "wrong-type", _("A choice has a key (a–z, 0–9, _) and a label."))
            elif one["key"] in found:
                self._add(place, at, "twice", _("Another choice has this key."))
            else:
                label = one["label"]
                found[one["key"]] = read_words(
                    label, place=place, field=at, notes=self._notes, longest=LONGEST_LABEL, needed=True
                )
        return tuple(found.items())

    def _suffixes(self, field: FormField, most: Any, data: Mapping[str, Any], place: str) -> tuple[str, ...]:
        if field.kind is not FieldKind.FILE:
            return ()
        if most is not None and not 1 <= most <= MOST_MEGABYTES:
            self._add(place, "most", "wrong-type", _("1 to %(most)d megabytes.") % {"most": MOST_MEGABYTES})
        given = data.get("suffixes", [".pdf"])
        if not isinstance(given, list) or not given or not all(isinstance(s, str) and s in SUFFIXES for s in given):
            words = _("Expected: %(offered)s.") % {"offered": ", ".join(sorted(SUFFIXES))}
            self._add(place, "suffixes", "wrong-type", words)
            return ()
        return tuple(dict.fromkeys(given))

    def _columns(self, given: Any, place: str) -> tuple[FormField, ...]:
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_COLUMNS:
            self._add(place, "columns", "wrong-type", _("A table has 1 to %(most)d columns.") % {"most": MOST_COLUMNS})
            return ()
        read = [self._plain(one, f"{place}.{at}", in_table=True) for at, one in enumerate(given)]
        keys = [one.key for one in read if one is not None]
        if len(set(keys)) < len(keys):
            self._add(place, "columns", "twice", _("Another field has this key."))
        return tuple(one for one in read if one is not None)

    def _prefill(self, data: Mapping[str, Any], field: FormField, place: str) -> str:
        name = data.get("prefill", "")
        known = PREFILLS.get(name) if isinstance(name, str) else None
        if name and (known is None or field.kind not in known.kinds):
            self._add(
                place, "prefill", "unknown-prefill", _("The register does not know this, or not as such a field.")
            )
            return ""
        return str(name)

    def _states(self, data: Mapping[str, Any], field: FormField, place: str) -> str:
        """A fact of the table that the form states: of the same type, stated once."""
        name = data.get("states", "")
        fact = table().get(name) if isinstance(name, str) else None
        fits = fact is not None and fact.kind is KINDS[field.kind].fact and _says_it(field, fact)
        if name and (not fits or name in self._stated):
            words = _("There is no such fact for a field of this kind, or another field states it.")
            self._add(place, "states", "unknown-fact", words)
            return ""
        self._stated.add(str(name))
        return str(name)

    def _shown_if(self, data: Mapping[str, Any], place: str) -> Any:
        """Over fields above this one only, so that nothing waits for itself."""
        if data.get("shown_if") is None:
            return None
        try:
            return read_condition(data["shown_if"], self._facts)
        except Faults as faults:
            for one in faults.found:
                self._add(place, f"shown_if {one.place} {one.field}".replace("  ", " "), one.code, one.message)
            return None

    def _words(self, data: Mapping[str, Any], name: str, place: str, longest: int, *, needed: bool = False) -> Words:
        return read_words(data.get(name), place=place, field=name, notes=self._notes, longest=longest, needed=needed)

    def _is_object(self, data: Any, place: str, known: set[str]) -> bool:
        if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
            self._add(place, "", "wrong-type", _("It is an object with entries."))
            return False
        unknown = sorted(set(data) - known)
        if unknown:
            words = _("Nothing of this name belongs here: %(names)s.") % {"names": ", ".join(unknown)[:100]}
            self._add(place, unknown[0][:60], "unknown-entry", words)
        return not unknown

    def _add(self, place: str, field: str, code: str, message: Any) -> None:
        self._notes.add(place, field, code, message)


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def _says_it(field: FormField, fact: Fact) -> bool:
    """Whether the answers are values of ``fact``: a filled text is no yes, and choices have the same keys."""
    if field.kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
        return {key for key, _label in field.choices} <= {key for key, _label in fact.choices}
    return field.kind in (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.DATE, FieldKind.YESNO)
