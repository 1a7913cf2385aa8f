"""What a register holds that is nearly a row of a list. Read once for the whole list, in one query."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.common.importing.nouns import Finding
from duijie.registry.domain.organisation_lists import finding
from duijie.registry.domain.queries.duplicates import compare
from duijie.registry.domain.queries.merges import merged_numbers
from duijie.registry.likeness import KINDS, SHORTEST_NEAR, Print, print_of
from duijie.registry.models import Area, Why
from duijie.registry.models.area import lies_in
from duijie.registry.names import name_key
from duijie.registry.register import Register, home_of

MOST = 3
LEAST = 0.7


class NearRecords:
    """Records within ``area`` that ``by`` may see: those outside are not named to others who read the result."""

    def __init__(self, register: Register, *, area: Area, by: Any) -> None:
        self._home = home_of(register)
        self._kind = KINDS[self._home.key]
        rows = self._home.model._default_manager.visible_to(by).order_by("pk").exclude(pk__in=merged_numbers(register))
        inside = lies_in(area.path, "area", "zone")
        self._rows = rows.filter(inside, archived_at=None)
        self._names: list[str] = []
        self._prints: list[Print] = []
        self._met: dict[tuple[Why, str], list[int]] = {}
        self._found: dict[str, list[int]] = {}
        self._index: Any = None

    def _read(self) -> None:
        from duijie.registry.near import NameIndex  # noqa: PLC0415 – scipy is loaded where a list is checked, not by every page

        long = set(self._kind.texts) - {self._home.title}
        columns = [name for name in self._kind.columns if name not in long]
        for row in self._rows.values("pk", *columns).iterator(chunk_size=2000):
            self._prints.append(print_of(self._home.key, row["pk"], row))
            self._names.append(row[self._home.title])
        self._index = NameIndex([one.key if len(one.key) >= SHORTEST_NEAR else "" for one in self._prints])
        for place, one in enumerate(self._prints):
            for met in one.keys:
                self._met.setdefault(met, []).append(place)

    def look(self, drafts: Sequence[Mapping[str, Any]]) -> None:
        """Find the neighbours of some hundred rows at once."""
        if self._index is None:
            self._read()
        keys = sorted({name_key(draft.get(self._home.title) or "") for draft in drafts} - {""})
        long = [key for key in keys if len(key) >= SHORTEST_NEAR]
        self._found = dict(zip(long, self._index.near(long), strict=True)) if self._prints else {}

    def of(self, whole: Mapping[str, Any]) -> list[tuple[str, Why]]:
        """Names of the records that are nearly this row, the likeliest first, and why."""
        row = {name: whole.get(name) or ("" if name != "area_id" else None) for name in self._kind.columns}
        mine = print_of(self._home.key, 0, row)
        places = {place for met in mine.keys for place in self._met.get(met, ())[:100]}
        places |= set(self._found.get(mine.key, ())[:300])
        judged = []
        for place in places:
            best = compare(self._home.key, mine, self._prints[place])
            if best is not None and best[1] >= LEAST:
                judged.append((-best[1], place, best[0]))
        return [(self._names[place], why) for _likeness, place, why in sorted(judged)[:MOST]]

    def questions(self, whole: Mapping[str, Any]) -> list[Finding]:
        """Questions about the records that are nearly this row."""
        words = _("It may be “%(name)s” (%(why)s), which is registered already. Import it only if it is another one.")
        return [
            finding("similar", words, field=self._home.title, name=name, why=why.label) for name, why in self.of(whole)
        ]
