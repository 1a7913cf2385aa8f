"""The term lexicon of the platform: a concept is added, changed, removed; a list of them is brought in."""

import itertools
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.matching.models import LexiconEntry, LexiconImport, LexiconSpelling
from duijie.matching.validators import check_list_file
from duijie_match.lists.lexicon_list import COLUMNS, LONGEST, TermRow, can_be_found, read_terms, spellings_of
from duijie_match.lists.problems import Problem, Severity
from duijie_match.wording import Message, msg

Columns = Mapping[str, Mapping[str, str]]
"""By column the spellings in normal form, each with how it is written."""
JOINT = "；"
MOST_ROWS = 20_000
BATCH = 500
SAME_MOMENT = _("Somebody has just added one of these spellings. Look again.")


@in_transaction
def add_entry(*, values: Mapping[str, str], by: Any) -> LexiconEntry:
    """A concept with the columns of ``values``. The next match finds by it. Raises ``ValidationError``."""
    require(by, Permission.LEXICON_EDIT)
    columns = _checked(values)
    _refuse_taken(columns)
    entry = LexiconEntry(version=0)
    _write(entry, columns, by)
    audit.record(by=by, verb="lexicon.add", target=entry, detail={"new": _texts(columns)})
    return entry


@in_transaction
def edit_entry(*, entry: LexiconEntry, version: int, values: Mapping[str, str], by: Any) -> LexiconEntry:
    """Raises ``StaleError`` where somebody changed it since ``version``, ``ValidationError``."""
    current = _held(entry, version, values, by)
    columns = _checked(values)
    _refuse_taken(columns, besides=current)
    old = _texts(current.columns)
    if _texts(columns) != old:
        _write(current, columns, by)
        audit.record(by=by, verb="lexicon.edit", target=current, detail={"old": old, "new": _texts(columns)})
    return current


@in_transaction
def remove_entry(*, entry: LexiconEntry, version: int, by: Any) -> None:
    """Matches that were made stay as they are; the next one does without it."""
    current = _held(entry, version, {}, by)
    audit.record(by=by, verb="lexicon.remove", target=current, detail={"old": _texts(current.columns)})
    current.delete()


@dataclass(slots=True)
class Taken:
    """What a list changes or has changed; ``problems`` are those of its rows, ``batch`` is what can be taken back."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    only_checked: bool = False
    batch: LexiconImport | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_without_effect(self) -> bool:
        """Whether nothing was there to be added or changed."""
        return not self.added and not self.changed

    @property
    def is_empty(self) -> bool:
        """Whether the list has no row at all."""
        return self.is_without_effect and not self.unchanged and not self.problems

    @property
    def refused(self) -> int:
        """How many rows are left out; one may have several problems."""
        return len({(one.sheet, one.row) for one in self.problems if one.severity is Severity.ERROR})


def import_entries(*, name: str, content: "File[Any]", only_check: bool = False, by: Any) -> Taken:
    """Take over a list of concepts: a row that shares a spelling with one concept takes its place, one that shares
    none is added. Rows that cannot be understood, or would join two concepts, are told and left out.

    Raises ``ValidationError``, ``DuijieError`` for a file that cannot be read as a whole.
    """
    require(by, Permission.LEXICON_EDIT)
    check_list_file(name, content, field="file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{one_line(Path(name).stem, 60)}{Path(name).suffix.lower()}"  # problems tell its name
        with path.open("wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
        found = read_terms(path)
    if len(found.terms) > MOST_ROWS:
        words = _("The list has more than %(most)d rows. Bring it in parts.")
        raise ValidationError({"file": ValidationError(words, code="too-many", params={"most": MOST_ROWS})})
    try:
        return _take_over(found.terms, found.problems, name=name, only_check=only_check, by=by)
    except IntegrityError as error:
        raise ValidationError({"file": SAME_MOMENT}) from error


@in_transaction
def _take_over(rows: Iterable[TermRow], problems: Iterable[Problem], *, name: str, only_check: bool, by: Any) -> Taken:
    taken = Taken(only_checked=only_check, problems=list(problems))
    if not only_check:  # whoever edits a concept meanwhile waits, and is told
        list(LexiconEntry.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    owners = dict(LexiconSpelling.objects.values_list("spelling", "entry"))
    entries = LexiconEntry.objects.in_bulk()
    fresh: list[Columns] = []
    before: dict[int, dict[str, str]] = {}
    for row in rows:
        known = sorted({owners[one] for one in _spellings(row.columns) if one in owners})
        entry = entries[known[0]] if len(known) == 1 else None
        if entry is not None and _texts(entry.columns) == _texts(row.columns):
            taken.unchanged += 1
            continue
        wrong = _what_is_wrong(row, [str(entries[pk]) for pk in known])
        if wrong is not None:
            code, message, field_name = wrong
            taken.problems.append(Problem(name, code, message, sheet=row.sheet, row=row.number, field=field_name))
        elif entry is None:
            taken.added += 1
            fresh.append(row.columns)
        else:
            taken.changed += 1
            for spelling in _spellings(entry.columns):  # what it had is free for later rows
                owners.pop(spelling, None)
            if not only_check:
                before[entry.pk] = _texts(entry.columns)
                _write(entry, row.columns, by)
    if not only_check:
        changes: list[Any] = [[pk, entries[pk].version, columns] for pk, columns in before.items()]
        changes += [[entry.pk, entry.version, None] for entry in _write_all(fresh, by)]
        if changes:
            taken.batch = LexiconImport.objects.create(
                name=one_line(name, 200), by=by, at=clock.now(), added=taken.added, changed=taken.changed,
                changes=changes,
            )  # fmt: skip
        detail = {"name": name, "added": taken.added, "changed": taken.changed, "refused": taken.refused}
        audit.record(by=by, verb="lexicon.import", target=taken.batch, detail=detail)
    return taken


def _write_all(fresh: list[Columns], by: Any) -> list[LexiconEntry]:
    now = clock.now()
    made = LexiconEntry.objects.bulk_create(
        (LexiconEntry(**_texts(columns), updated_at=now, updated_by=by) for columns in fresh), batch_size=BATCH
    )
    spellings = (
        LexiconSpelling(entry=entry, spelling=one)
        for entry, columns in zip(made, fresh, strict=True)
        for one in _spellings(columns)
    )
    LexiconSpelling.objects.bulk_create(spellings, batch_size=BATCH)
    return made


def _held(entry: LexiconEntry, version: int, values: Mapping[str, str], by: Any) -> LexiconEntry:
    require(by, Permission.LEXICON_EDIT)
    hold(LexiconEntry, entry.pk)
    current: LexiconEntry = LexiconEntry.objects.get(pk=entry.pk)
    refuse_stale(current, version, values)
    return current


def _checked(values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The columns; a spelling that stands twice counts where it stands first. Raises ``ValidationError``."""
    columns: dict[str, dict[str, str]] = {}
    seen: set[str] = set()
    for name in COLUMNS:
        columns[name] = {}
        for spelling, written in spellings_of(values.get(name, "")).items():
            if not can_be_found(spelling):
                words = _(
                    "“%(value)s” cannot be looked for: a term has 2 to %(most)d characters, or one Chinese character."
                )
                params = {"value": written[:LONGEST], "most": LONGEST}
                raise ValidationError({name: ValidationError(words, code="bad-term", params=params)})
            if spelling not in seen:
                columns[name][spelling] = written
                seen.add(spelling)
        if len(_texts(columns)[name]) > _most(name):
            raise ValidationError({name: ValidationError(_("This is too long."), code="long")})
    if len(seen) < 2:
        raise ValidationError(_("Fill in two spellings or more that mean the same."), code="one-term")
    return columns


def _refuse_taken(columns: Columns, besides: LexiconEntry | None = None) -> None:
    rows = LexiconSpelling.objects.filter(spelling__in=_spellings(columns)).select_related("entry")
    for row in rows.exclude(entry=besides) if besides else rows:
        name = next(one for one in COLUMNS if row.spelling in columns[one])
        words = _("“%(value)s” stands in “%(entry)s” already. Put both together.")
        params = {"value": row.spelling, "entry": row.entry}
        raise ValidationError({name: ValidationError(words, code="same-term", params=params)})


def _write(entry: LexiconEntry, columns: Columns, by: Any) -> None:
    for name, text in _texts(columns).items():
        setattr(entry, name, text)
    entry.version += 1
    entry.updated_at, entry.updated_by = clock.now(), by
    try:
        with transaction.atomic():
            entry.save()
            entry.spellings.all().delete()
            LexiconSpelling.objects.bulk_create(
                LexiconSpelling(entry=entry, spelling=one) for one in _spellings(columns)
            )
    except IntegrityError as error:  # somebody wrote the same spelling at the same moment
        raise ValidationError(SAME_MOMENT, code="same") from error


def _spellings(columns: Columns) -> list[str]:
    return list(itertools.chain.from_iterable(columns.get(name, {}) for name in COLUMNS))


def _texts(columns: Columns) -> dict[str, str]:
    return {name: JOINT.join(columns.get(name, {}).values()) for name in COLUMNS}


def _most(column: str) -> int:
    return int(getattr(LexiconEntry._meta.get_field(column), "max_length", 0))


def _what_is_wrong(row: TermRow, known: list[str]) -> tuple[str, Message, str] | None:
    """Code, message and column of what keeps a row out that shares spellings with the concepts ``known``."""
    texts = _texts(row.columns)
    long = next((column for column in COLUMNS if len(texts[column]) > _most(column)), "")
    if long:
        words = msg("A cell has more than {most} characters. Shorten it, or split the row.", most=_most(long))
        return "long", words, long
    if len(known) > 1:
        words = msg("The row would join {entries}. Put them together on the page, or delete the row.",
                    entries=" · ".join(known))  # fmt: skip
        return "joins", words, ""
    if known and row.shares_with:
        words = msg(
            "The row has a spelling of row {row} and one of “{entry}”, and would join them. Put the rows together, or "
            "delete this one.", row=row.shares_with, entry=known[0],
        )  # fmt: skip
        return "joins", words, ""
    return None
