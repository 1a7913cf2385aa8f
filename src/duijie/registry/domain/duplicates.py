"""Deciding about pairs of duplicates, and looking for them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, require
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.common.transactions import in_transaction
from duijie.registry.domain.records import links_of
from duijie.registry.models import DuplicatePair, PairState, Why
from duijie.registry.register import Register, home_of, home_registers, register_of

FIND = "registry.find_duplicates"


def start_search(*, by: Any, keys: list[str] | None = None, key: str | None = None) -> Job:
    """A job that looks through the registers ``keys``, or all. One that waits or runs already is given back."""
    if by is not None and not any(can(by, one.permission("archive")) for one in home_registers()):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    return _start(by=by, keys=keys, key=key)


@in_transaction
def _start(*, by: Any, keys: list[str] | None, key: str | None) -> Job:
    running: Job | None = Job.objects.filter(kind=FIND, state__in=OPEN, by=by).order_by("created_at").first()
    return running or start_job(kind=FIND, params={"registers": keys or []}, by=by, key=key)


def changed_since(moment: datetime | None) -> bool:
    """Whether there is anything to look at that a search begun at ``moment`` has not seen."""
    for one in home_registers():
        rows = one.model._default_manager.order_by()
        if (rows if moment is None else rows.filter(updated_at__gte=moment)).exists():
            return True
    return False


@in_transaction
def declare_different(*, pair: DuplicatePair, by: Any) -> DuplicatePair:
    """These two are not one; no search brings the pair up again. Raises ``ValidationError`` once they are merged."""
    return _decide(pair, PairState.OPEN, PairState.DIFFERENT, "duplicate.different", by=by)


@in_transaction
def reopen_pair(*, pair: DuplicatePair, by: Any) -> DuplicatePair:
    """Take back that two records are different."""
    return _decide(pair, PairState.DIFFERENT, PairState.OPEN, "duplicate.reopen", by=by)


def _decide(pair: DuplicatePair, old: PairState, new: PairState, verb: str, *, by: Any) -> DuplicatePair:
    current: DuplicatePair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    register = register_of(current.register)
    rows = register.model._default_manager.select_related(*links_of(register.model))
    records = list(rows.filter(pk__in=[current.first, current.second]))
    for record in records:
        require(by, register.permission("edit"), record.place)
    if current.state == new:
        return current
    if current.state != old:
        raise ValidationError(_("Somebody decided about these two just now. Look at the list again."), code="state")
    decided = {"decided_at": clock.now(), "decided_by": by} if new is PairState.DIFFERENT else {}
    current.state, current.decided_at, current.decided_by = new, decided.get("decided_at"), decided.get("decided_by")
    if not DuplicatePair.objects.filter(pk=current.pk, state=old).update(
        state=new, decided_at=current.decided_at, decided_by=current.decided_by
    ):
        raise ValidationError(_("Somebody decided about these two just now. Look at the list again."), code="state")
    place = records[0].place if records else None
    detail = {"register": current.register, "records": [current.first, current.second]}
    audit.record(by=by, verb=verb, target=current, place=place, detail=detail)
    return current


@in_transaction
def name_pair(*, register: Register, one: Any, other: Any, by: Any) -> DuplicatePair:
    """Two records that a person holds to be one, whatever the search says; a pair that is there is given back."""
    home = home_of(register)
    for record in (one, other):
        require(by, home.permission("edit"), record.place)
    if one.pk == other.pk:
        raise ValidationError(_("These are one and the same record."), code="same")
    first, second = sorted((one.pk, other.pk))
    made: DuplicatePair = DuplicatePair.objects.get_or_create(
        register=home.key, first=first, second=second,
        defaults={"why": Why.HAND, "likeness": 1.0, "found_at": clock.now()},
    )[0]  # fmt: skip
    return made
