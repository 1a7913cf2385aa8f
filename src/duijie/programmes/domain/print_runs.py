"""Bulk printing of certificates and appointment letters: a job that goes on where it was stopped.

The list is frozen when it is started. Each part is written under a name of its own and recorded once; a worker that
died leaves parts that are recorded and whole, and at most one file that is written anew under the same name.
"""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.transactions import in_transaction, with_retry
from duijie.programmes.interfaces.printing import print_certificates, print_letters
from duijie.programmes.models import Certificate, PrintedKind, PrintPart, PrintRun
from duijie.programmes.states import CertificateState
from duijie.registry.domain.annexes import new_file
from duijie_match.progress import Progress

JOB = "programmes.print"
FOLDER = "prints"
MOST = 20_000
IN_A_PART = 50
KEEP = timedelta(days=30)
ENDED = (CertificateState.REVOKED, CertificateState.LEFT)
"""Whose certificates and letters are not printed in bulk any more."""


@in_transaction
def start_run(*, kind: str, rows: QuerySet[Any], language: str, base: str, by: Any) -> PrintRun:
    """Print what of ``rows`` – certificates that ``by`` may see – is neither revoked nor of somebody who left.
    ``base`` is the address of the platform, to which the QR codes lead. Codes ``empty``, ``many``."""
    numbers = rows.exclude(state__in=ENDED).order_by("programme", "year", "serial")
    listed = list(numbers.values_list("pk", flat=True)[: MOST + 1])
    if not listed:
        raise ValidationError(
            _("There is nothing to print: certificates that were revoked or have ended by an exit are left out."),
            code="empty",
        )
    if len(listed) > MOST:
        words = _("At most %(most)d are printed at once. Narrow the list by its filters.")
        raise ValidationError(words, code="many", params={"most": MOST})
    made: PrintRun = PrintRun.objects.create(
        kind=PrintedKind(kind), language=language, listed=listed, base=base[:200], by=by, at=clock.now()
    )
    made.job = start_job(kind=JOB, params={"run": made.pk}, by=by, key=f"{JOB}-{made.pk}")
    made.save(update_fields=["job"])
    audit.record(by=by, verb="certificate.print_all", target=made, detail={"kind": made.kind, "count": len(listed)})
    return made


def print_run(*, run_id: int, progress: Progress) -> dict[str, Any]:
    """Every part that is not there yet, then all of them as one file. Done again it prints nothing twice."""
    run = PrintRun.objects.get(pk=run_id)
    total = len(run.listed)
    with translation.override(run.language):
        for start in range(0, total, IN_A_PART):
            progress("printing_certificates", start, total)
            _print_part(run, start)
        progress("packing_files", total, total)
        _pack(run)
    return {"printed": total, "parts": run.parts.count()}


def path_of(stored: str) -> Path:
    """Where a file of a run lies."""
    return new_file(FOLDER, stored.rpartition("/")[2])


def forget_old_prints() -> int:
    """Remove what was printed a month ago: it can be printed again, and it is full of names."""
    old = list(PrintRun.objects.filter(at__lt=clock.now() - KEEP).exclude(job__state__in=["queued", "running"])[:100])
    for run in old:
        for name in (run.stored, *run.parts.values_list("stored", flat=True)):
            if name:
                path_of(name).unlink(missing_ok=True)
        run.delete()
    return len(old)


def _print_part(run: PrintRun, start: int) -> None:
    known = PrintPart.objects.filter(run=run, start=start).first()
    if known is not None and path_of(known.stored).is_file():
        return
    numbers = run.listed[start : start + IN_A_PART]
    rows = {one.pk: one for one in _certificates().filter(pk__in=numbers)}
    certificates = [rows[pk] for pk in numbers]

    def address(one: Certificate) -> str:
        return f"{run.base}/certificates/check/{one.code}/"

    printed = print_letters if run.kind == PrintedKind.LETTER else print_certificates
    content = printed(certificates, address)
    name = f"{run.pk}-{start:06}.pdf"
    _write(path_of(name), content)
    _record(
        run, start,
        {
            "count": len(certificates), "first": certificates[0].number, "last": certificates[-1].number,
            "stored": f"{FOLDER}/{name}", "sha256": hashlib.sha256(content).hexdigest(), "at": clock.now(),
        },
    )  # fmt: skip


@with_retry
def _record(run: PrintRun, start: int, values: dict[str, Any]) -> None:
    PrintPart.objects.update_or_create(run=run, start=start, defaults=values)


def _pack(run: PrintRun) -> None:
    """One part is the file itself; several are packed, with a list of what lies in which."""
    parts = list(run.parts.order_by("start"))
    if sum(one.count for one in parts) != len(run.listed):
        raise RuntimeError("parts are missing")
    if len(parts) == 1:
        stored = parts[0].stored
    else:
        stored = f"{FOLDER}/{run.pk}.zip"
        target = path_of(stored)
        half = target.with_suffix(".half")
        told = io.StringIO()
        lines = csv.writer(told)
        lines.writerow(["file", "count", "first", "last", "sha256"])
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as package:
            for number, one in enumerate(parts, start=1):
                name = f"{number:03}.pdf"
                package.write(path_of(one.stored), name)
                lines.writerow([name, one.count, one.first, one.last, one.sha256])
            package.writestr("list.csv", "\ufeff" + told.getvalue())
        half.rename(target)
    _complete(run, stored, path_of(stored).stat().st_size)


@with_retry
def _complete(run: PrintRun, stored: str, size: int) -> None:
    PrintRun.objects.filter(pk=run.pk).update(stored=stored, size=size)


def _write(path: Path, content: bytes) -> None:
    """Whole, or not at all."""
    half = path.with_suffix(".half")
    half.write_bytes(content)
    half.rename(path)


def _certificates() -> QuerySet[Any]:
    return Certificate.objects.select_related("application__round__programme", "recognition", "programme")
