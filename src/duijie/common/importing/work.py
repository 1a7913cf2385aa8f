"""The jobs of an import: check, take over, take back. Each can be killed at any moment and started again.

Rows go in transactions of ``CHUNK``, each written as a set; a row's own state and the audit row of the set stand in the
same transaction as the records, so a row is done or not done, and a second run finds out by looking.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from duijie.common import clock, facts
from duijie.common.domain import audit
from duijie.common.domain.queries.imports import rows_to_take
from duijie.common.importing import files
from duijie.common.importing.nouns import (
    CheckedRow,
    RowToRevert,
    RowToWrite,
    SourceRow,
    WrittenRow,
    noun_of,
)
from duijie.common.importing.reading import read_rows
from duijie.common.importing.sets import carry_out
from duijie.common.importing.stored_rows import add_rows, note_rows
from duijie.common.jobs import JobContext
from duijie.common.models import Decision, ImportBatch, ImportRow, ImportState, RowState
from duijie.common.transactions import with_retry
from duijie_match.lists.form_source import FILE_COLUMN
from duijie_match.progress import Cancelled

CHUNK = 300
READ_CHUNK = 500
MOST_ITEMS = 9
"""As many records may stand in one row of a file."""
NOT_DONE = {RowState.WRITTEN: RowState.FAILED, RowState.REVERTED: RowState.KEPT}
T = TypeVar("T")


def preview(context: JobContext) -> dict[str, Any]:
    """Read the whole list and write down what would become of each row."""
    batch = _batch(context)
    run = int(context.params["run"])
    noun = noun_of(batch.noun)
    if _is_done(batch, context, ImportState.PREVIEWED) and batch.run == run:
        return {"rows": batch.rows.filter(run=run).count()}
    _clear(batch, run, keep=bool(context.params.get("keep")))
    checker = noun.checker(area=batch.area, by=context.by)
    notes: list[dict[str, Any]] = []
    stored = files.folder_of(batch.pk) / batch.stored
    source = read_rows(stored, noun.vocabulary, batch.mapping, notes, noun.needed, batch.name)
    done = 0
    for chunk in _chunks(source, READ_CHUNK):
        _keep(batch, run, chunk, checker.check(chunk))
        done += len(chunk)
        context.progress("checking", done, 0)
    _finish(batch, run, ImportState.READING, ImportState.PREVIEWED, notes=notes)
    return {"rows": done}


@with_retry
def _clear(batch: ImportBatch, run: int, *, keep: bool) -> None:
    """Remove the rows of earlier readings – with ``keep`` only of this one, for the decisions on the others."""
    with transaction.atomic():
        _fence(batch, run, ImportState.READING)
        rows = ImportRow.objects.filter(batch=batch)
        (rows.filter(run=run) if keep else rows).delete()


@with_retry
def _keep(batch: ImportBatch, run: int, rows: list[SourceRow], checked: list[CheckedRow]) -> None:
    with transaction.atomic():
        _fence(batch, run, ImportState.READING)
        made = [_row(batch, run, row, one) for row, one in zip(rows, checked, strict=True)]
        _decide_as_before(batch, run, made)
        add_rows(made)  # a worker that was thought dead may have written the same ones


def _decide_as_before(batch: ImportBatch, run: int, rows: list[ImportRow]) -> None:
    """Put the decisions of the reading before on rows that say the same, and of which the same is said. Their numbers
    may be others: a row of the file that was corrected may be none, or fewer, since.
    """
    near = (rows[0].number - MOST_ITEMS, rows[-1].number + MOST_ITEMS)
    decided: dict[tuple[str, int], list[ImportRow]] = {}
    before = ImportRow.objects.filter(batch=batch, run__lt=run, number__range=near).exclude(decision=Decision.OPEN)
    for old in before.order_by("-run"):
        decided.setdefault((old.sheet, old.row), []).append(old)
    for row in rows:
        said = (row.cells, row.outcome, row.questions, row.changes)
        for old in decided.get((row.sheet, row.row), ()):
            if (old.cells, old.outcome, old.questions, old.changes) == said:
                row.decision = old.decision
                break


def _row(batch: ImportBatch, run: int, row: SourceRow, one: CheckedRow) -> ImportRow:
    return ImportRow(
        batch=batch,
        run=run,
        number=row.number,
        sheet=row.sheet[:200],
        row=row.row,
        cells={
            **({FILE_COLUMN: row.part} if row.part else {}),
            **{row.headers[field] or field: text for field, text in row.cells.items()},
        },
        values=one.values,
        changes=one.changes,
        outcome=one.outcome,
        errors=[finding.as_json() for finding in one.errors],
        questions=[finding.as_json() for finding in one.questions],
        asks=bool(one.questions),
        against=one.against,
        against_version=one.against_version,
    )


def apply(context: JobContext) -> dict[str, Any]:
    """Take over every row that was decided to be taken and is not yet."""
    batch = _batch(context)
    if _is_done(batch, context, ImportState.APPLIED):
        return _digest(batch)[0]
    waiting = rows_to_take(batch)
    total = waiting.count()
    done = waiting.exclude(state=RowState.WAITING).count()
    last = 0
    while rows := _apply_set(batch, last, context.by):
        last, done = max(rows), done + len(rows)
        context.progress("importing", done, total)
    return _close_apply(batch, context.by)


@with_retry
def _apply_set(batch: ImportBatch, last: int, by: Any) -> dict[int, ImportRow]:
    """Take over some hundred rows behind the one with the number ``last``; those that are done by now, by number."""
    noun = noun_of(batch.noun)
    with transaction.atomic(), facts.acting(surface="import"):
        _fence(batch, batch.run, ImportState.APPLYING)
        waiting = rows_to_take(batch).filter(state=RowState.WAITING, number__gt=last).select_for_update()
        waiting = waiting.defer("cells", "changes", "questions").order_by("number")
        rows = {row.number: row for row in waiting[:CHUNK]}
        orders = [
            RowToWrite(row.number, row.values, row.against, row.against_version, row.decision == Decision.TAKE)
            for row in rows.values()
        ]
        write = partial(noun.write, area=batch.area, by=by, reason=_reason(batch))
        _note(batch, rows, carry_out(write, orders), by=by, verb="import.write", good=RowState.WRITTEN)
    return rows


@with_retry
def _close_apply(batch: ImportBatch, by: Any) -> dict[str, Any]:
    with transaction.atomic(), facts.acting(surface="import"):
        _fence(batch, batch.run, ImportState.APPLYING)
        counts, digest = _digest(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.APPLIED, applied_at=clock.now(), digest=digest)
        audit.record(
            by=by, verb="import.apply", target=batch, place=batch.place,
            detail={"rows": counts, "digest": digest, "file": batch.sha256},
        )  # fmt: skip
    return counts


def revert(context: JobContext) -> dict[str, Any]:
    """Put back what was before each written row, the last first."""
    batch = _batch(context)
    if _is_done(batch, context, ImportState.REVERTED):
        return _digest(batch)[0]
    rows = ImportRow.objects.filter(batch=batch, run=batch.run)
    total = rows.filter(state__in=[RowState.WRITTEN, RowState.REVERTED, RowState.KEPT]).count()
    done = rows.filter(state__in=[RowState.REVERTED, RowState.KEPT]).count()
    last = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    while put_back := _revert_set(batch, last, context.by):
        last, done = min(put_back), done + len(put_back)
        context.progress("reverting", done, total)
    return _close_revert(batch, context.by)


@with_retry
def _revert_set(batch: ImportBatch, last: int, by: Any) -> dict[int, ImportRow]:
    """Put back some hundred rows before the one with the number ``last``; those that are done by now, by number."""
    noun = noun_of(batch.noun)
    with transaction.atomic(), facts.acting(surface="import"):
        _fence(batch, batch.run, ImportState.REVERTING)
        written = ImportRow.objects.filter(batch=batch, run=batch.run, state=RowState.WRITTEN, number__lt=last)
        written = written.defer("cells", "values", "changes", "questions").order_by("-number")
        rows = {row.number: row for row in written.select_for_update()[:CHUNK]}
        orders = [
            RowToRevert(row.number, row.record, row.record_version, row.before)
            for row in rows.values()
            if row.record is not None and row.record_version is not None
        ]
        put_back = partial(noun.revert, area=batch.area, by=by, reason=_reason(batch))
        _note(batch, rows, carry_out(put_back, orders), by=by, verb="import.put_back", good=RowState.REVERTED)
    return rows


@with_retry
def _close_revert(batch: ImportBatch, by: Any) -> dict[str, Any]:
    with transaction.atomic(), facts.acting(surface="import"):
        _fence(batch, batch.run, ImportState.REVERTING)
        counts, digest = _digest(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.REVERTED, reverted_at=clock.now())
        audit.record(
            by=by, verb="import.revert", target=batch, place=batch.place,
            detail={"rows": counts, "digest": digest},
        )  # fmt: skip
    return counts


def _note(
    batch: ImportBatch, rows: dict[int, ImportRow], results: list[WrittenRow], *, by: Any, verb: str, good: RowState
) -> None:
    """Write on each row what became of it, and one audit row for all of them."""
    if not rows:
        return
    for one in results:
        row = rows[one.number]
        row.state = NOT_DONE[good] if one.error else good
        if one.error:
            row.errors = [*row.errors, one.error.as_json()]
        elif good == RowState.WRITTEN:
            row.record, row.record_version = one.record, one.version
            row.before = dict(one.before) if one.before is not None else None
    note_rows(rows.values(), ["state", "errors", "record", "record_version", "before"])
    digest = hashlib.sha256()
    counts: Counter[str] = Counter()
    for number in sorted(rows):
        row = rows[number]
        counts[row.state] += 1
        digest.update(_mark(number, row.state, row.record, row.record_version))
    audit.record(
        by=by, verb=verb, target=batch, place=batch.place,
        detail={"from": min(rows), "to": max(rows), "rows": dict(counts), "digest": digest.hexdigest()},
    )  # fmt: skip


def _digest(batch: ImportBatch) -> tuple[dict[str, int], str]:
    """How many rows are in which state, and a SHA-256 over number, state, record and version of each."""
    counts: dict[str, int] = {}
    digest = hashlib.sha256(batch.sha256.encode())
    rows = ImportRow.objects.filter(batch=batch, run=batch.run).order_by("number")
    for number, state, record, version in rows.values_list("number", "state", "record", "record_version").iterator():
        digest.update(_mark(number, state, record, version))
        counts[state or "left_out"] = counts.get(state or "left_out", 0) + 1
    return counts, digest.hexdigest()


def _mark(number: int, state: str, record: int | None, version: int | None) -> bytes:
    """A row as the digests take it."""
    return f"{number}:{state}:{record}:{version};".encode()


def _batch(context: JobContext) -> ImportBatch:
    batch: ImportBatch = ImportBatch.objects.select_related("area").get(pk=context.params["batch"])
    return batch


def _is_done(batch: ImportBatch, context: JobContext, end: ImportState) -> bool:
    """Whether a worker came to the end of this very job, and died before it could say so."""
    return batch.state == end and batch.job_id == context.job_id


def _fence(batch: ImportBatch, run: int, state: ImportState) -> None:
    """Stop when the batch is no longer where this job thinks it is: somebody else goes on with it."""
    rows = ImportBatch.objects.select_for_update().filter(pk=batch.pk, run=run, state=state)
    if not rows.exists():
        raise Cancelled


@with_retry
def _finish(batch: ImportBatch, run: int, old: ImportState, new: ImportState, *, notes: list[dict[str, Any]]) -> None:
    if not ImportBatch.objects.filter(pk=batch.pk, run=run, state=old).update(state=new, notes=notes):
        raise Cancelled
    ImportRow.objects.filter(batch=batch).exclude(run=run).delete()


def _reason(batch: ImportBatch) -> str:
    return f"{batch.name} ({str(batch.pk)[:8]})"


def _chunks(source: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(source, size)):
        yield chunk
