"""The hash chain over the audit: sealed by one job, off the write path, so that writing an entry stays one insert.

A seal's digest is SHA-256 over the seal before it and the canonical form of every entry in its range. Removing,
changing or inserting an entry, or taking out a seal, breaks every seal from there on. Whoever wants a witness outside
the database prints the last seal (``duijie verifyaudit`` does).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.models import AuditEvent, AuditPurge, AuditSeal
from duijie.common.transactions import in_transaction

START = "0" * 64  # what the first seal has before it
MOST = 10_000  # entries in one seal
LEAST_DAYS = 184  # six months, for which the law wants entries kept


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken`` names the first seal that does not fit, and why; ``unsealed`` entries wait for the next seal."""

    seals: int
    entries: int
    unsealed: int
    last: str
    broken: str = ""


def seal_audit() -> int:
    """Seal every entry that is committed, and say how many. Of two at once, one finds nothing or fails."""
    sealed = 0
    last_id = _last_committed()
    while count := _seal_next(last_id):
        sealed += count
    return sealed


def verify_chain() -> Verdict:
    """Compute the whole chain again and compare. Reads everything: minutes for millions of entries."""
    previous, last, seals, entries = _beginning()
    early = _removed_early()
    if early:
        return Verdict(seals, entries, _unsealed(last), previous, early)
    for seal in AuditSeal.objects.filter(first__gt=last).order_by("pk").iterator():
        reason = ""
        if seal.previous != previous:
            reason = _("a seal before it is missing or was changed")
        else:
            count, digest = _digest(previous, _between(last, seal.last))
            if count != seal.count:
                reason = _("%(sealed)d entries were sealed and %(there)d are there") % {
                    "sealed": seal.count,
                    "there": count,
                }
            elif digest != seal.digest:
                reason = _("an entry was changed")
        if reason:
            return Verdict(seals, entries, _unsealed(last), previous, f"{seal.first}–{seal.last}: {reason}")
        previous, last, seals, entries = seal.digest, seal.last, seals + 1, entries + seal.count
    return Verdict(seals, entries, _unsealed(last), previous)


@in_transaction
def remove_old_entries() -> int:
    """Remove whole sealed ranges older than the retention time; that they were removed stays recorded."""
    limit = clock.now() - timedelta(days=settings.DUIJIE_AUDIT_KEEP_DAYS)
    young = AuditEvent.objects.filter(at__gte=limit).order_by("pk").values_list("pk", flat=True).first()
    seals = AuditSeal.objects.all() if young is None else AuditSeal.objects.filter(last__lt=young)
    done = _beginning()[1]
    seal = seals.filter(last__gt=done, sealed_at__lt=limit).order_by("-last").first()
    if seal is None:
        return 0
    # The triggers let go of what a purge row names, and of nothing else.
    AuditPurge.objects.create(last=seal.last, digest=seal.digest)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_auditevent WHERE id <= %s", [seal.last])
        removed: int = cursor.rowcount
        return removed


def _beginning() -> tuple[str, int, int, int]:
    """Where the chain begins: at the start, or after what retention has removed."""
    purge = AuditPurge.objects.order_by("-last").first()
    return (purge.digest, purge.last, 0, 0) if purge is not None else (START, 0, 0, 0)


def _removed_early() -> str:
    """Which removal was none of retention: not up to a seal, or before the time the law sets; empty when all were."""
    sealed_at = dict(AuditSeal.objects.values_list("digest", "sealed_at"))
    ends = dict(AuditSeal.objects.values_list("digest", "last"))
    for purge in AuditPurge.objects.order_by("last"):
        old = purge.digest in sealed_at and purge.at - sealed_at[purge.digest] >= timedelta(days=LEAST_DAYS)
        if not old or ends[purge.digest] != purge.last or purge.at > clock.now():
            return f"1–{purge.last}: " + _("entries were removed before their time")
    return ""


def _last_committed() -> int:
    """The highest number below which no entry can appear any more.

    PostgreSQL gives numbers before commit, so a lock waits for those who are writing; SQLite has one writer at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE common_auditevent IN SHARE MODE")
        return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0


@in_transaction
def _seal_next(last_id: int) -> int:
    seal = AuditSeal.objects.order_by("-last").first()
    previous, last = (seal.digest, seal.last) if seal is not None else (START, 0)
    rows = list(_between(last, last_id)[:MOST])
    if not rows:
        return 0
    count, digest = _digest(previous, rows)
    # Two that seal at once want the same `previous`, which is unique: one of them fails and seals nothing.
    AuditSeal.objects.create(first=rows[0].pk, last=rows[-1].pk, count=count, previous=previous, digest=digest)
    return count


def _between(last: int, until: int) -> Any:
    return AuditEvent.objects.filter(pk__gt=last, pk__lte=until).order_by("pk")


def _unsealed(last: int) -> int:
    return AuditEvent.objects.filter(pk__gt=last).count()


def _digest(previous: str, events: Iterable[AuditEvent]) -> tuple[int, str]:
    digest = hashlib.sha256(previous.encode())
    count = 0
    for line in _canonical(events):
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def _canonical(events: Iterable[AuditEvent]) -> Iterator[bytes]:
    """Each entry as one line of JSON: all fields by name, sorted, the time in UTC with microseconds."""
    for event in events.iterator() if hasattr(events, "iterator") else events:
        fields: dict[str, Any] = {field.attname: getattr(event, field.attname) for field in AuditEvent._meta.fields}
        fields["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
        yield json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str).encode() + b"\n"
