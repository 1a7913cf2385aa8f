"""Taking over an official list of administrative divisions, again and again, with a report of what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from duijie.accounts.access import Place, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.registry.area_codes import PLACEHOLDER_NAMES, kind_of, parent_codes, tidy_code
from duijie.registry.domain.areas import path_below
from duijie.registry.models import Area
from duijie.registry.names import initials_of, tidy_name
from duijie.search.domain.changes import note_changed_areas

CHUNK = 500


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """A line of the list: a code of 2 to 12 digits and a name; ``row`` is where it stands (0: unknown)."""

    code: str
    name: str
    row: int = 0


@dataclass(slots=True)
class AreaReport:
    """What differs. Pairs are code and words; ``gone`` stand in the register and no longer in the list (and stay)."""

    added: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    restored: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    villages: int = 0
    unchanged: int = 0

    @property
    def changes(self) -> int:
        """How many areas would be, or were, written."""
        return len(self.added) + len(self.renamed) + len(self.moved) + len(self.restored)

    @property
    def counts(self) -> dict[str, int]:
        """The lengths, for the audit."""
        return {
            "added": len(self.added),
            "renamed": len(self.renamed),
            "moved": len(self.moved),
            "restored": len(self.restored),
            "gone": len(self.gone),
            "refused": len(self.refused),
            "villages": self.villages,
            "unchanged": self.unchanged,
        }


@in_transaction
def import_areas(*, entries: Iterable[AreaEntry], by: Any, write: bool = True, is_demo: bool = False) -> AreaReport:
    """Add what is new, rename and move what changed, in one transaction; with ``write`` false only say what would be.

    Parents follow from the codes. Nothing is archived: what the list no longer has is reported as gone. Zones are no
    part of such lists and stay as they are. Villages (12 digits) are counted and left out.
    """
    require(by, Permission.AREA_EDIT, Place(paths=("",)))
    report = AreaReport()
    wanted = _tidy(entries, report)
    known = {area.code: area for area in Area.objects.select_for_update().filter(is_management=False)}
    written: list[Area] = []
    for code in sorted(wanted, key=lambda one: (len(one), one)):
        _place(code, wanted[code], wanted, known, report, written, write=write, is_demo=is_demo)
    tops = {code[:2] for code in wanted}
    report.gone = [
        (code, area.name)
        for code, area in sorted(known.items())
        if code not in wanted and code[:2] in tops and area.archived_at is None and len(code) <= _depth(wanted)
    ]
    if write and report.changes:
        _save(written, known)
        note_changed_areas(known[code].path for code, _old, _new in (*report.moved, *report.renamed))
        audit.record(by=by, verb="area.import", target=None, detail=report.counts)
    return report


def _depth(wanted: Mapping[str, str]) -> int:
    return max((len(code) for code in wanted), default=0)


def _tidy(entries: Iterable[AreaEntry], report: AreaReport) -> dict[str, str]:
    """Code → name of what is to be in the register, without placeholders and villages."""
    wanted: dict[str, str] = {}
    for entry in entries:
        code, name = tidy_code(entry.code), tidy_name(entry.name)
        if code.isdigit() and len(code) == 12:
            report.villages += 1
        elif kind_of(code) is None or not name or len(name) > 60:
            report.refused.append((entry.row, entry.code[:40], entry.name[:60]))
        elif not (name in PLACEHOLDER_NAMES and len(code) == 4):
            wanted.setdefault(code, name)
    return wanted


def _place(
    code: str, name: str, wanted: Mapping[str, str], known: dict[str, Area], report: AreaReport, written: list[Area],
    *, write: bool, is_demo: bool,
) -> None:  # fmt: skip
    above = next((one for one in parent_codes(code) if one in wanted or one in known), None)
    parent = known.get(above) if above else None
    kind = str(kind_of(code))
    area = known.get(code)
    path = path_below(parent, code)
    if area is None:
        area = Area(code=code, name=name, kind=kind, parent=parent, path=path, is_demo=is_demo)
        known[code] = area
        report.added.append((code, name))
    else:
        changed = False
        if area.name != name:
            report.renamed.append((code, area.name, name))
            changed = True
        if area.path != path:
            report.moved.append((code, area.path, path))
            changed = True
        if area.archived_at is not None:
            report.restored.append((code, name))
            changed = True
        if not changed:
            report.unchanged += 1
            return
        area.name, area.parent, area.path, area.archived_at = name, parent, path, None
    if write:
        area.initials = initials_of(name)
        written.append(area)


def _save(written: list[Area], known: Mapping[str, Area]) -> None:
    """Write level by level, so that a parent has its number before its children need it."""
    new = [area for area in written if area.pk is None]
    old = [area for area in written if area.pk is not None]
    for length in sorted({len(area.code) for area in new}):
        level = [area for area in new if len(area.code) == length]
        for area in level:
            area.parent = area.parent if area.parent is None else known[area.parent.code]
        Area.objects.bulk_create(level, batch_size=CHUNK)
    moved = {area.pk: area for area in old}
    paths = dict(Area.objects.filter(pk__in=moved).values_list("pk", "path"))
    for area in old:
        if paths[area.pk] != area.path:
            _move_rest(paths[area.pk], area.path, besides=set(moved))
    Area.objects.bulk_update(old, ["name", "parent", "path", "archived_at", "initials"], batch_size=CHUNK)


def _move_rest(old: str, new: str, *, besides: set[int]) -> None:
    """What lies below a moved area and is not in the list – zones above all – goes with it."""
    for area in Area.objects.filter(path__startswith=old):
        if area.pk not in besides:
            area.path = new + area.path.removeprefix(old)
            area.save(update_fields=["path"])
