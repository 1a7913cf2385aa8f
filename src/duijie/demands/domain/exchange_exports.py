"""Handing demands over to an external platform, in a job. It can be killed at any moment and goes on where it was.

The rows are looked at some hundred at a time and written down; then the file is made of them, whole or not at all; then
the references of the demands are marked, each row with its mark in one transaction; then the run is closed.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock, site
from duijie.common.domain import audit
from duijie.common.domain.jobs import retry_job, start_job
from duijie.common.jobs import JobContext
from duijie.common.models import JobState
from duijie.common.transactions import hold, in_transaction, with_retry
from duijie.demands.domain.common_problems import area_of
from duijie.demands.domain.exchange_cells import columns_of, fill_row
from duijie.demands.domain.exchange_systems import refuse_archived
from duijie.demands.models import (
    Demand,
    ExchangeFormat,
    ExchangeRow,
    ExchangeRun,
    ExternalReference,
    ExternalSystem,
    ResultState,
    RowOutcome,
)
from duijie.registry.models import Area
from duijie_match.lists.writing import replacing, write_table
from duijie_match.progress import Cancelled

EXPORT = "exchange.export"
CHUNK = 300
MOST = 20_000
KEPT = ("handed_at", "digest", "state", "version")


@in_transaction
def start_export(
    *, system: ExternalSystem, demands: Any, by: Any, file_format: str = ExchangeFormat.XLSX, only_changed: bool = True
) -> ExchangeRun:
    """Hand over ``demands``, a query through a door. The job of the run makes the file.

    Raises ``PermissionDenied``; ``ValidationError`` for none or more than ``MOST`` demands, a template without columns,
    or an archived platform.
    """
    require(by, Permission.EXCHANGE_EXPORT)
    refuse_archived(system)
    if file_format not in ExchangeFormat.values:
        raise ValidationError({"file_format": [ValidationError(_("Choose one of the kinds of file."), code="choice")]})
    columns = columns_of(system)
    if not columns:
        raise ValidationError(_("The template of this platform has no columns yet. Write it first."), code="template")
    permitted = Demand.objects.reached_by(by, Permission.EXCHANGE_EXPORT).order_by().values("pk")
    numbers = list(demands.filter(pk__in=permitted).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if not numbers:
        raise ValidationError(_("None of these demands is yours to hand over. Choose others."), code="none")
    if len(numbers) > MOST:
        words = _("At most %(limit)d demands at once. Narrow the filters.")
        raise ValidationError(words, code="many", params={"limit": MOST})
    run = ExchangeRun.objects.create(
        system=system, area=_area(numbers), by=by, format=file_format, only_changed=only_changed, columns=columns,
        created_at=clock.now(),
    )  # fmt: skip
    ExchangeRow.objects.bulk_create((ExchangeRow(run=run, demand_id=one) for one in numbers), batch_size=500)
    run.job = start_job(kind=EXPORT, params={"run": run.pk}, by=by)
    run.save(update_fields=["job"])
    audit.record(
        by=by, verb="exchange.start", target=run, place=run.place, detail={"system": system.code, "rows": len(numbers)}
    )
    return run


def _area(numbers: list[int]) -> Any:
    """The smallest area with all of them: of each place one stands for the others."""
    places = set(Demand.objects.filter(pk__in=numbers).order_by().values_list("area", "zone").distinct())
    areas = Area.objects.in_bulk({one for place in places for one in place if one is not None})
    return area_of([Demand(area=areas[area], zone=areas.get(zone)) for area, zone in sorted(places, key=str)])


@in_transaction
def go_on(*, run: ExchangeRun, by: Any) -> ExchangeRun:
    """The job of a run that was stopped or failed, once more."""
    current = _take(run, by=by)
    job = current.job
    if current.finished_at is not None or job is None or job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise ValidationError(_("There is nothing to go on with."), code="state")
    if job.by_id == by.pk:
        retry_job(job=job, by=by)
    else:
        current.job = start_job(kind=EXPORT, params={"run": current.pk}, by=by)
        current.save(update_fields=["job"])
    return current


@in_transaction
def revert_export(*, run: ExchangeRun, by: Any) -> ExchangeRun:
    """As if nothing had been handed over: the next file has these demands again. References changed since stay."""
    current = _take(run, by=by)
    if current.finished_at is None or current.reverted_at is not None:
        raise ValidationError(_("Only what was handed over can be taken back, and only once."), code="state")
    rows = {one.demand_id: one for one in ExchangeRow.objects.filter(run=current, is_marked=True)}
    kept = 0
    changed, gone = [], []
    for reference in _references(current.system, rows):
        row = rows[reference.demand_id]
        before: dict[str, Any] = row.before or {}
        if reference.handed_at is None or reference.digest != row.digest or reference.version != before["now"]:
            kept += 1
        elif before["is_new"] and not reference.number:
            gone.append(reference.pk)
        else:
            _put_back(reference, before)
            changed.append(reference)
    ExternalReference.objects.bulk_update(changed, KEPT, batch_size=CHUNK)
    ExternalReference.objects.filter(pk__in=gone).delete()
    current.reverted_at = clock.now()
    current.counts = {**current.counts, "kept": kept}
    current.save(update_fields=["reverted_at", "counts"])
    detail = {"references": len(changed) + len(gone), "kept": kept}
    audit.record(by=by, verb="exchange.revert", target=current, place=current.place, detail=detail)
    return current


def _put_back(reference: ExternalReference, before: dict[str, Any]) -> None:
    handed = before["handed_at"]
    reference.handed_at = datetime.fromisoformat(handed) if handed else None
    reference.digest, reference.state = before["digest"], before["state"]
    reference.version += 1


def run_export(context: JobContext) -> dict[str, Any]:
    """What the job does. See the module."""
    run = ExchangeRun.objects.select_related("system", "area").get(pk=context.params["run"])
    if run.finished_at is not None:
        return dict(run.counts)
    total = ExchangeRow.objects.filter(run=run).count()
    while looked := _look(run):
        context.progress("checking", total - looked[1], total)
    path = file_of(run)
    context.progress("writing", 0, 1)
    sha256 = _write(run, path)
    while marked := _mark(run):
        context.progress("storing", total - marked[1], total)
    return _close(run, sha256, context.by)


@with_retry
def _look(run: ExchangeRun) -> tuple[int, int] | None:
    """Fill some hundred rows in; how many, and how many wait. None at the end."""
    with transaction.atomic():
        _fence(run)
        waiting = ExchangeRow.objects.filter(run=run, outcome=RowOutcome.CHOSEN).order_by("pk")
        rows = list(waiting.select_related("demand__area", "demand__zone", "demand__organisation")[:CHUNK])
        if not rows:
            return None
        known = {one.demand_id: one for one in _references(run.system, [row.demand_id for row in rows])}
        for row in rows:
            reference = known.get(row.demand_id)
            filled = fill_row(row.demand, run.columns, number_there=reference.number if reference else "")
            row.outcome, row.cells = filled.outcome, filled.cells
            row.findings, row.digest = filled.findings, filled.digest
            same = reference is not None and reference.digest == filled.digest
            if same and run.only_changed and filled.outcome == RowOutcome.READY:
                row.outcome = RowOutcome.UNCHANGED
            if row.outcome != RowOutcome.READY:
                row.cells = []
        ExchangeRow.objects.bulk_update(rows, ["outcome", "cells", "findings", "digest"])
        return len(rows), waiting.count()


def _write(run: ExchangeRun, path: Path) -> str:
    """The file, whole or not at all; its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = [column["heading"] for column in run.columns]
    if run.format == ExchangeFormat.JSON:
        with replacing(path) as part, part.open("w", encoding="utf-8") as stream:
            json.dump([dict(zip(header, cells, strict=True)) for cells in _cells(run)], stream, ensure_ascii=False)
    else:
        write_table(path, header, _cells(run), sheet=run.system.name[:31], author=site.current().name)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cells(run: ExchangeRun) -> Iterator[list[str]]:
    rows = ExchangeRow.objects.filter(run=run, outcome=RowOutcome.READY).order_by("pk")
    return rows.values_list("cells", flat=True).iterator(chunk_size=1000)


@with_retry
def _mark(run: ExchangeRun) -> tuple[int, int] | None:
    """Note on the references of some hundred rows that they were handed over, each once."""
    with transaction.atomic():
        _fence(run)
        waiting = ExchangeRow.objects.filter(run=run, outcome=RowOutcome.READY, is_marked=False).order_by("pk")
        rows = list(waiting[:CHUNK])
        if not rows:
            return None
        numbers = [row.demand_id for row in rows]
        hold(Demand, *numbers)
        known = {one.demand_id: one for one in _references(run.system, numbers)}
        made: list[ExternalReference] = []
        changed: list[ExternalReference] = []
        for row in rows:
            reference = known.get(row.demand_id)
            is_new = reference is None
            if reference is None:
                reference = ExternalReference(
                    system=run.system, demand_id=row.demand_id, created_at=clock.now(), version=0
                )
            row.before = {
                "is_new": is_new, "handed_at": reference.handed_at.isoformat() if reference.handed_at else None,
                "digest": reference.digest, "state": reference.state, "now": reference.version + 1,
            }  # fmt: skip
            row.is_marked = True
            reference.handed_at, reference.digest = clock.now(), row.digest
            if reference.state == ResultState.RETURNED:
                reference.state = ResultState.SENT
            reference.version += 1
            (made if is_new else changed).append(reference)
        ExternalReference.objects.bulk_create(made)
        ExternalReference.objects.bulk_update(changed, KEPT)
        ExchangeRow.objects.bulk_update(rows, ["before", "is_marked"])
        return len(rows), waiting.count()


@with_retry
def _close(run: ExchangeRun, sha256: str, by: Any) -> dict[str, Any]:
    with transaction.atomic():
        _fence(run)
        outcomes = ExchangeRow.objects.filter(run=run).values_list("outcome", flat=True)
        counts = dict(Counter(outcomes.iterator()))
        ExchangeRun.objects.filter(pk=run.pk).update(finished_at=clock.now(), counts=counts, sha256=sha256)
        detail = {"system": run.system.code, "rows": counts, "sha256": sha256}
        audit.record(by=by, verb="exchange.export", target=run, place=run.place, detail=detail)
        return counts


def _fence(run: ExchangeRun) -> None:
    """Stop when somebody else has closed the run."""
    hold(ExchangeRun, run.pk)
    if not ExchangeRun.objects.filter(pk=run.pk, finished_at=None).exists():
        raise Cancelled


def _references(system: ExternalSystem, numbers: Iterable[int]) -> Iterator[ExternalReference]:
    """The references of these demands, locked where the database can."""
    rows = ExternalReference.objects.filter(system=system, demand__in=list(numbers)).order_by("pk")
    yield from rows.select_for_update()


def _take(run: ExchangeRun, *, by: Any) -> ExchangeRun:
    hold(ExchangeRun, run.pk)
    current: ExchangeRun = ExchangeRun.objects.select_related("system", "area", "job").get(pk=run.pk)
    require(by, Permission.EXCHANGE_EXPORT, current.place)
    return current


def file_of(run: ExchangeRun) -> Path:
    """Where the file of a run lies; below no address."""
    return Path(settings.MEDIA_ROOT) / "exchange" / f"{run.pk}.{run.format}"
