"""The rules of a programme as data: what is in them, read with every mistake named at its place.

``{"subject", "form", "papers", "conditions", "returns", "term_months", "notice_days", "review", "criteria", "grades",
"units", "quota", "number"}``; texts are ``{"zh": …, "en": …}``. A round that was opened keeps a copy of them with its
fingerprint: SHA-256 of the JSON with sorted keys.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from duijie.programmes.faults import Faults
from duijie.programmes.forms.kinds import FieldKind
from duijie.programmes.forms.reading import read_form
from duijie.programmes.numbers.certificates import read_pattern

SHIPPED = Path(__file__).parent / "shipped"
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
MOST = {"papers": 30, "conditions": 40, "criteria": 20, "grades": 8}
LONGEST_WORDS = 300
SUBJECTS = {
    "person": pgettext_lazy("subject of a programme", "person"),
    "team": pgettext_lazy("subject of a programme", "team"),
    "institution": pgettext_lazy("subject of a programme", "institution"),
    "station": pgettext_lazy("subject of a programme", "workstation"),
}
UNIT_KINDS = {
    "county": pgettext_lazy("recommending unit", "counties"),
    "zone": pgettext_lazy("recommending unit", "development zones"),
    "organisation": pgettext_lazy("recommending unit", "organisations"),
}
NUMBERS: dict[str, tuple[Any, int, int]] = {
    "returns": (gettext_lazy("returns without a further reason"), 1, 9),
    "term_months": (gettext_lazy("term of office (months)"), 1, 120),
    "notice_days": (gettext_lazy("public notice (working days; 0: none)"), 0, 60),
}
_ENTRIES = frozenset(
    {"subject", "form", "papers", "conditions", "criteria", "grades", "review", "units", "quota", "number", *NUMBERS}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    words: Mapping[str, str]
    required: bool

    def __str__(self) -> str:
        return said(self.words)


def said(words: Mapping[str, str]) -> str:
    """A text in the reader's language, or in the one that there is."""
    first, second = ("zh", "en") if (get_language() or "en").startswith("zh") else ("en", "zh")
    return words.get(first) or words.get(second) or ""


def papers_of(rules: Mapping[str, Any]) -> tuple[Paper, ...]:
    return tuple(Paper(one["key"], one["words"], bool(one.get("required"))) for one in rules.get("papers", ()))


def fingerprint_of(data: Any) -> str:
    """SHA-256 of the JSON, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SHIPPED.glob("*.json"))}


def shipped_templates() -> dict[str, dict[str, Any]]:
    """The templates by key: ``name``, ``about`` and ``rules``. A copy, which may be changed."""
    copied: dict[str, dict[str, Any]] = json.loads(json.dumps(_shipped()))
    return copied


def check_rules(rules: Any) -> None:
    """Raise ``ValidationError`` with everything that is wrong with ``rules``, each with its place."""
    found = list(_faults(rules))
    if found:
        raise ValidationError({"rules": [ValidationError(text, code="rules") for text in found[:50]]})


def _faults(rules: Any) -> Iterator[str]:
    if not isinstance(rules, dict):
        yield _("The rules are no set of entries.")
        return
    for name in sorted(set(rules) - _ENTRIES):
        yield _("“%(place)s”: there is no such entry.") % {"place": name}
    for name in sorted(_ENTRIES - set(rules)):
        yield _("“%(place)s” is missing.") % {"place": name}
    if set(rules) != _ENTRIES:
        return
    if rules["subject"] not in SUBJECTS:
        yield _("“%(place)s”: choose one of %(choices)s.") % {"place": "subject", "choices": ", ".join(SUBJECTS)}
    for name, (label, least, most) in NUMBERS.items():
        if isinstance(rules[name], bool) or not isinstance(rules[name], int) or not least <= rules[name] <= most:
            yield _("%(label)s: a whole number from %(least)d to %(most)d.") % {
                "label": label, "least": least, "most": most,
            }  # fmt: skip
    if not isinstance(rules["review"], bool):
        yield _("“%(place)s”: yes or no.") % {"place": "review"}
    quota = rules["quota"]
    if quota is not None and (isinstance(quota, bool) or not isinstance(quota, int) or not 0 <= quota <= 100_000):
        yield _("“%(place)s”: a whole number, or empty for no limit.") % {"place": "quota"}
    units = rules["units"]
    if not isinstance(units, list) or not units or not all(isinstance(one, str) and one in UNIT_KINDS for one in units):
        yield _("“%(place)s”: choose at least one of %(choices)s.") % {
            "place": "units", "choices": ", ".join(UNIT_KINDS),
        }  # fmt: skip
    yield from _faults_of(read_pattern, rules["number"], "number")
    for name in ("papers", "criteria", "grades", "conditions"):
        yield from _list_faults(name, rules[name])
    yield from _faults_of(read_form, rules["form"], "form")
    yield from _twice_asked(rules)


def _twice_asked(rules: dict[str, Any]) -> Iterator[str]:
    """A paper and a field that takes a file are kept by their keys, so they must differ."""
    rows = rules["papers"] if isinstance(rules["papers"], list) else ()
    papers = {one.get("key") for one in rows if isinstance(one, dict)}
    try:
        fields = list(read_form(rules["form"]).fields())
    except Faults:
        return
    for one in fields:
        if one.kind is FieldKind.FILE and one.key in papers:
            yield _("“%(key)s” is asked for twice: as a paper and in the form.") % {"key": one.key}


def _faults_of(read: Callable[[Any], Any], data: Any, place: str) -> Iterator[str]:
    """What one of the readers finds wrong."""
    try:
        read(data if place != "number" or isinstance(data, str) else "")
    except Faults as faults:
        yield from (f"{place}: {one}" for one in faults.found)


def _list_faults(name: str, rows: Any) -> Iterator[str]:
    if not isinstance(rows, list) or len(rows) > MOST[name]:
        yield _("“%(place)s”: a list of at most %(most)d.") % {"place": name, "most": MOST[name]}
        return
    if name == "conditions":
        return  # ``conditions.tree`` reads them
    keys = set()
    for number, row in enumerate(rows, start=1):
        place = f"{name} {number}"
        if not isinstance(row, dict) or not isinstance(row.get("key"), str) or not KEY.fullmatch(row["key"]):
            yield _("“%(place)s”: a key of small letters, digits and _ is needed.") % {"place": place}
            continue
        if row["key"] in keys:
            yield _("“%(place)s”: the key “%(key)s” stands there twice.") % {"place": place, "key": row["key"]}
        keys.add(row["key"])
        if not _is_words(row.get("words")):
            yield _("“%(place)s”: a name is needed, of at most %(most)d characters.") % {
                "place": place, "most": LONGEST_WORDS,
            }  # fmt: skip
        weight = row.get("weight", 0)
        if isinstance(weight, bool) or not isinstance(weight, int) or not 0 <= weight <= 100:
            yield _("“%(place)s”: the weight is a whole number from 0 to 100.") % {"place": place}
    if name == "criteria" and rows and sum(one.get("weight", 0) for one in rows if isinstance(one, dict)) != 100:
        yield _("The weights of the criteria add up to 100.")


def _is_words(words: Any) -> bool:
    return (
        isinstance(words, dict)
        and bool(words)
        and set(words) <= {"zh", "en"}
        and all(isinstance(one, str) and len(one) <= LONGEST_WORDS for one in words.values())
        and any(one.strip() for one in words.values())
    )
