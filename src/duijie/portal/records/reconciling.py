"""The second of two people who edit one record decides, field by field or for all, what is kept: nothing is overwritten
unseen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from duijie.common.editing import StaleError
from duijie.registry.domain.queries.differences import TOGETHER, Difference, differences_of
from duijie.registry.domain.queries.records import Entry, History
from duijie.registry.register import Register

MINE, THEIRS = "mine", "theirs"
Compare = Callable[[Any, int, Mapping[str, Any]], list[Difference]]


@dataclass(frozen=True, slots=True)
class Row:
    """A field that somebody else changed, and whose value is kept; empty while nobody has said so."""

    difference: Difference
    kept: str


class Reconciling:
    """What ``portal/records/differences.html`` draws inside a form.

    The form comes back with the version that it was compared with (``version``) and the one with which its writer began
    (``based``). When somebody saves yet again, it is compared anew. ``compare`` gives the differences, of the record
    unless said otherwise.
    """

    def __init__(
        self, request: HttpRequest, register: Register, record: Any, form: forms.Form, compare: Compare | None = None
    ) -> None:
        self._request, self._register, self._record, self._form = request, register, record, form
        self._compare = compare or self._compare_records
        text = request.POST.get("based", "")
        self.based = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        self.rows: list[Row] = []
        self.entry: Entry | None = None

    def values(self) -> Mapping[str, Any]:
        """What is to be written. Raises ``ValidationError`` while something is left to decide."""
        values: dict[str, Any] = self._form.values  # type: ignore[attr-defined]
        if not self.based or self._form.cleaned_data["version"] != self._record.version:
            return values
        self._show(values, decided=self._request.POST)
        if not all(row.kept for row in self.rows):
            raise ValidationError(_("Not saved yet: say which value is kept where you both changed something."))
        left = {name for row in self.rows if row.kept == THEIRS for name in _together(row.difference.name)}
        return {name: value for name, value in values.items() if name not in left}

    def begin(self, stale: StaleError) -> None:
        """Show what was saved meanwhile beside what was typed, and compare with that version from now on."""
        self.based = self.based or max(stale.version, 1)
        self._record = stale.current
        self._show(self._form.values, decided={})  # type: ignore[attr-defined]
        typed = self._request.POST.copy()
        typed["version"] = str(stale.version_now)
        self._form.data = typed

    def _show(self, values: Mapping[str, Any], *, decided: Mapping[str, Any]) -> None:
        found = self._compare(self._record, self.based, values)
        self.entry = next(iter(History(self._register, self._record)[:1]), None)
        self.rows = [
            Row(one, _decision(one, decided)) for one in found if one.mine is not None and one.mine != one.theirs
        ]

    def _compare_records(self, current: Any, version: int, values: Mapping[str, Any]) -> list[Difference]:
        return differences_of(self._register, current, version=version, values=values)


def _decision(difference: Difference, decided: Mapping[str, Any]) -> str:
    """What a person said, for all or for this field; else what only the other one changed stays changed."""
    said = [decided.get("keep", ""), decided.get(f"keep-{difference.name}", "")]
    usual = "" if difference.is_contested else THEIRS
    return next((one for one in said if one in (MINE, THEIRS)), usual)


def _together(name: str) -> tuple[str, ...]:
    return TOGETHER.get(name, (name,))
