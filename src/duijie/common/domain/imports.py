"""The steps of an import that a person takes. Long work is a job; its handlers are in ``common.importing.work``."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from duijie.common.domain import audit
from duijie.common.domain.jobs import retry_job, start_job
from duijie.common.importing import files
from duijie.common.importing.corrections import columns_of, still_right
from duijie.common.importing.nouns import Spot, noun_of
from duijie.common.importing.reading import LIMITS, understand
from duijie.common.models import (
    Decision,
    Existing,
    ImportBatch,
    ImportRow,
    ImportState,
    Job,
    JobState,
    RowOutcome,
)
from duijie.common.transactions import hold, in_transaction

PREVIEW, APPLY, REVERT = "import.preview", "import.apply", "import.revert"
PASTED = _("pasted rows")


def add_import(*, noun: str, area: Any, name: str, chunks: Iterable[bytes], by: Any) -> ImportBatch:
    """Keep an uploaded list and say how it is understood. ``area`` bounds what the list may touch.

    Raises ``PermissionDenied``, ``DuijieError`` (no list, too large, broken …) and keeps nothing then.
    """
    known = noun_of(noun)
    _require(by, known.permission, Spot((area.path,)))
    batch_id = uuid.uuid4()
    name = files.tidy_file_name(name)
    path, size, sha256 = files.store(batch_id, name, chunks)
    try:
        sheets, notes = understand(path, known.vocabulary, {}, known.needed, name)
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                id=batch_id, noun=noun, area=area, by=by, name=name, stored=path.name, size=size, sha256=sha256,
                sheets=sheets, notes=notes,
            )  # fmt: skip
            audit.record(
                by=by, verb="import.upload", target=batch, place=batch.place, detail={"sha256": sha256, "noun": noun}
            )
    except BaseException:
        files.forget(batch_id)
        raise
    return batch


def add_pasted_import(*, noun: str, area: Any, text: str, by: Any) -> ImportBatch:
    """The same for cells copied out of a spreadsheet (lines, with tabs between cells)."""
    if not text.strip():
        raise ValidationError({"text": [ValidationError(_("Paste the rows with their header."), code="required")]})
    return add_import(noun=noun, area=area, name=f"{PASTED}.tsv", chunks=[text.encode("utf-8", "replace")], by=by)


def map_import(*, batch: ImportBatch, mapping: Mapping[str, Any], existing: str, by: Any) -> ImportBatch:
    """Take a person's word for which sheets, header rows and columns mean what, and what to do with known records.

    ``mapping``: sheet name → ``{"use": bool, "header_row": int, "fields": {column number: field or None}}``.
    """
    noun = noun_of(batch.noun)
    path = files.folder_of(batch.pk) / batch.stored
    sheets, notes = understand(path, noun.vocabulary, mapping, noun.needed, batch.name)
    _refuse_bad_mapping(noun, sheets)
    _refuse_columns_for_one_field(noun, sheets, mapping)
    with transaction.atomic():
        current = _lock(batch, by=by, states=(ImportState.UPLOADED, ImportState.PREVIEWED))
        current.mapping, current.sheets, current.notes = _tidy_mapping(noun, mapping, sheets, current), sheets, notes
        current.existing = Existing(existing)
        current.state = ImportState.UPLOADED
        current.save(update_fields=["mapping", "sheets", "notes", "existing", "state"])
    return current


def _tidy_mapping(
    noun: Any, mapping: Mapping[str, Any], sheets: list[dict[str, Any]], batch: ImportBatch
) -> dict[str, Any]:
    """Of ``mapping`` what speaks of sheets and fields that there are; the rest is whatever somebody sent. Corrected
    cells stay corrected, unless their columns mean something else now.
    """
    fields = dict(noun.fields)
    before = {sheet["name"]: sheet for sheet in batch.sheets}
    return {
        name: {
            **mapping[name],
            "fields": {at: field if field in fields else None for at, field in mapping[name].get("fields", {}).items()},
            "cells": still_right(batch.mapping.get(name, {}).get("cells", {}), before.get(name, sheet), sheet),
        }
        for name, sheet in ((sheet["name"], sheet) for sheet in sheets)
        if name in mapping
    }


def _refuse_bad_mapping(noun: Any, sheets: list[dict[str, Any]]) -> None:
    used = [sheet for sheet in sheets if sheet["use"]]
    labels = dict(noun.fields)
    if not used:
        raise ValidationError(_("No sheet is in use. Choose at least one."), code="no-sheet")
    for sheet in used:
        taken = [column["field"] for column in sheet["columns"] if column["field"]]
        for field in noun.needed:
            if field not in taken:
                text = _("Sheet “%(sheet)s”: no column means “%(field)s”. Choose it, or leave the sheet out.")
                raise ValidationError(text % {"sheet": sheet["name"] or "1", "field": labels[field]}, code="needed")


def _refuse_columns_for_one_field(noun: Any, sheets: list[dict[str, Any]], mapping: Mapping[str, Any]) -> None:
    """Refuse a column for a field that another one has, unless both can be read together."""
    labels = dict(noun.fields)
    for sheet in (sheet for sheet in sheets if sheet["use"]):
        wanted = mapping.get(sheet["name"], {}).get("fields", {})
        for at, column in enumerate(sheet["columns"]):
            field = wanted.get(str(at))
            if field in labels and column["field"] != field:
                text = _("Sheet “%(sheet)s”: two columns mean “%(field)s”. Choose one.")
                raise ValidationError(text % {"sheet": sheet["name"] or "1", "field": labels[field]}, code="twice")


@in_transaction
def preview_import(*, batch: ImportBatch, by: Any) -> Job:
    """Read and check every row as a job. May be repeated, until rows were taken over."""
    current = _lock(batch, by=by, states=(ImportState.UPLOADED, ImportState.PREVIEWED))
    _refuse_bad_mapping(noun_of(current.noun), current.sheets)
    current.run += 1
    return _start(current, PREVIEW, ImportState.READING, by=by)


@in_transaction
def correct_row(*, batch: ImportBatch, number: int, run: int, texts: Mapping[str, str], by: Any) -> Job:
    """Write other words into cells of a row (field → text) and check the list again, in a job.

    ``run`` is the reading in which the person saw the row; the file stays as it is. Raises ``ValidationError`` for a
    row that was read anew meanwhile, for unknown fields, and where nothing would change.
    """
    current = _lock(batch, by=by, states=(ImportState.PREVIEWED,))
    row = ImportRow.objects.filter(batch=current, run=current.run, number=number).first()
    if current.run != run or row is None:
        raise ValidationError(_("The rows were read anew meanwhile. Look at the row once more."), code="stale")
    sheet = next(sheet for sheet in current.sheets if sheet["name"][:200] == row.sheet)
    columns = columns_of(sheet, row.cells, noun_of(current.noun).vocabulary)
    headings = {field: sheet["columns"][places[0]]["header"] or field for field, places in columns.items()}
    unknown = [field for field in texts if field not in columns]
    if unknown:
        raise ValidationError({unknown[0]: [ValidationError(_("The list has no such column."), code="unknown")]})
    changed = {field: text for field, text in texts.items() if text.strip() != row.cells.get(headings[field], "")}
    if not changed:
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    mapping = {**current.mapping, sheet["name"]: {**current.mapping.get(sheet["name"], {})}}
    cells = {**mapping[sheet["name"]].get("cells", {})}
    cells[str(row.row)] = {
        **cells.get(str(row.row), {}),
        **{  # what further columns say of the field is part of the text that the person saw
            str(at): text.strip()[: LIMITS.cell] if place == 0 else ""
            for field, text in changed.items()
            for place, at in enumerate(columns[field])
        },
    }
    mapping[sheet["name"]]["cells"] = cells
    current.mapping, current.run = mapping, current.run + 1
    current.save(update_fields=["mapping"])
    audit.record(
        by=by, verb="import.correct", target=current, place=current.place,
        detail={"row": number, "fields": sorted(changed)},
    )  # fmt: skip
    return _start(current, PREVIEW, ImportState.READING, by=by, keep=True)


@in_transaction
def decide_rows(
    *, batch: ImportBatch, decision: str, by: Any, numbers: Iterable[int] | None = None, asked: bool = False
) -> int:
    """Take or leave out the rows with these numbers; with ``asked``, all that have questions. Says how many."""
    current = _lock(batch, by=by, states=(ImportState.PREVIEWED,))
    rows = ImportRow.objects.filter(batch=current, run=current.run).exclude(outcome=RowOutcome.ERROR)
    rows = rows.filter(asks=True) if asked else rows.filter(number__in=list(numbers or ()))
    return rows.update(decision=Decision(decision))


@in_transaction
def choose_existing(*, batch: ImportBatch, existing: str, by: Any) -> ImportBatch:
    """Whether the list's values are written over records that are there already."""
    current = _lock(batch, by=by, states=(ImportState.UPLOADED, ImportState.PREVIEWED))
    current.existing = Existing(existing)
    current.save(update_fields=["existing"])
    return current


@in_transaction
def apply_import(*, batch: ImportBatch, by: Any) -> Job:
    """Take the rows over as a job. After a stop or a failure it goes on where it was; a row is never taken twice."""
    current = _lock(batch, by=by, states=(ImportState.PREVIEWED, ImportState.APPLYING))
    if current.state == ImportState.APPLYING:
        return _go_on(current, by=by)
    return _start(current, APPLY, ImportState.APPLYING, by=by)


@in_transaction
def revert_import(*, batch: ImportBatch, by: Any) -> Job:
    """Take back what was written: new records go, changed ones become what they were; later edits stay."""
    states = (ImportState.APPLIED, ImportState.APPLYING, ImportState.REVERTING)
    current = _lock(batch, by=by, states=states)
    if current.state == ImportState.REVERTING:
        return _go_on(current, by=by)
    if current.state == ImportState.APPLYING:
        _refuse_running(current)
    return _start(current, REVERT, ImportState.REVERTING, by=by)


def remove_import(*, batch: ImportBatch, by: Any) -> None:
    """Forget a list of which nothing was taken over."""
    with transaction.atomic():
        current = _lock(batch, by=by, states=(ImportState.UPLOADED, ImportState.READING, ImportState.PREVIEWED))
        _refuse_running(current)
        audit.record(by=by, verb="import.remove", target=current, place=current.place)
        current.delete()
        transaction.on_commit(lambda: files.forget(batch.pk))


def _start(batch: ImportBatch, kind: str, state: ImportState, *, by: Any, keep: bool = False) -> Job:
    """``keep``: a reading after a row was corrected, which keeps the decisions on the others."""
    batch.state = state
    params = {"batch": str(batch.pk), "run": batch.run, **({"keep": True} if keep else {})}
    batch.job = start_job(kind=kind, params=params, by=by)
    batch.save(update_fields=["state", "job", "run"])
    return batch.job


def _go_on(batch: ImportBatch, *, by: Any) -> Job:
    """The job of this step once more, if it ended early; the running one as it is."""
    job = batch.job
    if job is not None and job.state in (JobState.FAILED, JobState.CANCELLED):
        kind = APPLY if batch.state == ImportState.APPLYING else REVERT
        if job.by_id == by.pk and job.kind == kind:
            return retry_job(job=job, by=by)
        return _start(batch, kind, ImportState(batch.state), by=by)
    if job is None:
        return _start(batch, APPLY if batch.state == ImportState.APPLYING else REVERT, ImportState(batch.state), by=by)
    return job


def _refuse_running(batch: ImportBatch) -> None:
    if batch.job is not None and batch.job.is_open:
        raise ValidationError(_("The work is still going on. Stop it first, or wait."), code="running")


def _lock(batch: ImportBatch, *, by: Any, states: tuple[ImportState, ...]) -> ImportBatch:
    hold(ImportBatch, batch.pk)
    current: ImportBatch = ImportBatch.objects.select_related("area", "job", "by").get(pk=batch.pk)
    _require(by, noun_of(current.noun).permission, current.place)
    # A reading that failed or was stopped leaves nothing behind; the list can be mapped and read again.
    idle = current.job is None or not current.job.is_open
    if current.state == ImportState.READING and ImportState.UPLOADED in states and idle:
        current.state = ImportState.UPLOADED
    if current.state not in states:
        raise ValidationError(
            _("This import is in the state “%(state)s”; this cannot be done now.")
            % {"state": current.get_state_display()},
            code="state",
        )
    return current


def _require(by: Any, permission: str, place: Spot) -> None:
    if not by.has_perm(permission, place):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
