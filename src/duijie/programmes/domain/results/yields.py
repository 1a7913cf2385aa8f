"""Yields: entered once for each thing, shared, proven, verified, merged where two turn out to be one."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import Demand
from duijie.demands.states import DemandState
from duijie.programmes.domain.results.counted_once import refuse_twice
from duijie.programmes.domain.results.yield_rows import (
    lock_yield,
    move_yield,
    refuse_partial,
    save_yield,
)
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import Posting, Yield, YieldEvidence, YieldShare
from duijie.programmes.service_states import LIVING_YIELD, YIELD_STEPS, YieldState
from duijie.programmes.states import Step
from duijie.programmes.yield_kinds import YIELD_KINDS, key_of, squeezed
from duijie.registry.domain.annexes import new_file, store_checked
from duijie.registry.record_checks import is_text

FOLDER = "yields"
FIELDS = {"kind", "title", "number", "happened_on", "persons", "hours", "demand"}
MOST_PEOPLE = 100_000


@in_transaction
def add_yield(*, posting: Posting, values: Mapping[str, Any], by: Any, is_demo: bool = False) -> Yield:
    """What came of a posting, at its host; by whoever is posted, or an office. The posting has the whole of it.

    ``values``: ``kind``, ``title``, ``number``, ``happened_on``, ``persons``, ``hours``, ``demand``. Raises
    ``ValidationError`` by field; code ``twice`` where the thing is entered already, by whomever – then share it.
    """
    current = Posting.objects.select_related("host__area", "host__zone", "home", "person").get(pk=posting.pk)
    if not may_enter(current, by=by):
        raise PermissionDenied
    made = Yield(firm=current.host, by=by, created_at=clock.now(), is_demo=is_demo)
    _fill(made, values, current)
    save_yield(made)
    YieldShare.objects.create(service_yield=made, posting=current, percent=100)
    audit.record(by=by, verb="yield.add", target=made, place=made.place, detail={"posting": current.pk})
    return made


@in_transaction
def edit_yield(*, service_yield: Yield, values: Mapping[str, Any], version: int, by: Any) -> Yield:
    """Other values, while it is not verified."""
    current = lock_yield(service_yield, version=version)
    if current.state != YieldState.ENTERED:
        raise ValidationError(_("It is decided on already, and not changed any more."), code="locked")
    shares = list(current.shares.select_related("posting__host__area", "posting__host__zone", "posting__person"))
    if not any(may_enter(one.posting, by=by) for one in shares):
        raise PermissionDenied
    _fill(current, values, shares[0].posting)
    save_yield(current)
    audit.record(by=by, verb="yield.edit", target=current, place=current.place)
    return current


@in_transaction
def set_shares(*, service_yield: Yield, shares: Mapping[int, int], version: int, by: Any) -> Yield:
    """Who has which share, in hundredths by posting: 100 altogether. It stays one thing and counts once.

    By an office at the firm's place, or at that of one of the postings. Raises ``ValidationError`` (``sum``,
    ``posting``).
    """
    current = lock_yield(service_yield, version=version)
    if current.state not in LIVING_YIELD:
        raise ValidationError(_("It is decided on already, and not changed any more."), code="locked")
    given = {number: percent for number, percent in shares.items() if percent}
    if sum(given.values()) != 100 or any(not 1 <= percent <= 100 for percent in given.values()):
        raise ValidationError({"shares": [ValidationError(_("Shares are 1 to 100, together 100."), code="sum")]})
    postings = list(Posting.objects.filter(pk__in=given).select_related("host__area", "host__zone"))
    if len(postings) != len(given):
        raise ValidationError({"shares": [ValidationError(_("There is no such posting."), code="posting")]})
    places = [current.place, *(one.host.place for one in postings)]
    if not any(can(by, Permission.YIELD_VERIFY, place) for place in places):
        raise PermissionDenied
    before = dict(current.shares.values_list("posting", "percent"))
    current.shares.all().delete()
    YieldShare.objects.bulk_create(
        YieldShare(service_yield=current, posting_id=number, percent=percent) for number, percent in given.items()
    )
    save_yield(current)
    detail = {"shares": [sorted(before.items()), sorted(given.items())]}
    audit.record(by=by, verb="yield.share", target=current, place=current.place, detail=detail)
    return current


def add_evidence(
    *, service_yield: Yield, kind: str, name: str, chunks: Iterable[bytes], by: Any
) -> YieldEvidence:  # fmt: skip
    """A paper that proves it. Raises ``ValidationError`` for ``file`` and ``kind``."""
    if kind not in EvidenceKind.values:
        raise ValidationError({"kind": [ValidationError(_("Choose one of the kinds."), code="kind")]})
    path = new_file(FOLDER, f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}")
    size, digest = store_checked(path, chunks)
    try:
        return _keep(service_yield, kind, name, f"{FOLDER}/{path.name}", size, digest, by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def take_yield_step(*, service_yield: Yield, verb: str, version: int, by: Any, reason: str = "") -> Yield:
    """``verify`` (only with evidence), ``refuse``, ``reopen``, ``withdraw``. ``KeyError`` for another verb. Nobody
    verifies what is theirs or their unit's: refused and audited."""
    step = YIELD_STEPS[verb]
    if step.particular:
        raise KeyError(verb)
    if step.permission is Permission.YIELD_VERIFY:
        refuse_partial(service_yield, by=by)
    return _step(service_yield, step, version, reason, by=by)


def merge_yields(*, service_yield: Yield, into: Yield, reason: str, by: Any) -> Yield:
    """Two entries of one thing become one: evidence goes over, shares are dealt over both equally, the thing counts
    once.

    Raises ``ValidationError`` (``kind``, ``self``, ``state``, ``reason``).
    """
    refuse_partial(service_yield, by=by)
    refuse_partial(into, by=by)
    return _merge(service_yield, into, reason, by=by)


def may_enter(posting: Posting, *, by: Any) -> bool:
    """Whoever is posted, and offices at the host's place."""
    if not can(by, Permission.YIELD_ADD):
        return False
    return is_posted(posting, by) or can(by, Permission.YIELD_VERIFY, posting.host.place)


@in_transaction
def _step(service_yield: Yield, step: Step, version: int, reason: str, *, by: Any) -> Yield:
    current = lock_yield(service_yield, version=version)
    if step.permission is Permission.YIELD_ADD:
        require(by, Permission.YIELD_ADD)
        rows = current.shares.select_related("posting__host__area", "posting__host__zone", "posting__person")
        if not any(may_enter(one.posting, by=by) for one in rows):
            raise PermissionDenied
    require_source(step, current.state, current.get_state_display())
    if step.verb == "verify" and not current.evidence.exists():
        raise ValidationError(_("There is no evidence yet."), code="evidence")
    if step.verb == "verify" and YIELD_KINDS[current.kind].by == "demand" and not _is_solved(current.demand):
        words = _("The demand is not solved yet, or by nothing that is proved. Bring its case to that first.")
        raise ValidationError(words, code="unsolved")
    if current.state not in LIVING_YIELD and step.target in LIVING_YIELD:
        refuse_twice(current)  # it counts again, and somebody may have entered it elsewhere in the meantime
    move_yield(current, step, require_reason(step, reason), by=by)
    return current


def _is_solved(demand: Demand | None) -> bool:
    """Whether a case has come to a proved result; where none is named there is none to wait for."""
    return demand is None or (demand.state in (DemandState.SOLVED, DemandState.CLOSED) and bool(demand.grade))


@in_transaction
def _merge(service_yield: Yield, into: Yield, reason: str, *, by: Any) -> Yield:
    hold(Yield, service_yield.pk, into.pk)
    current, kept = lock_yield(service_yield, version=None), lock_yield(into, version=None)
    step = YIELD_STEPS["merge"]
    if current.pk == kept.pk:
        raise ValidationError(_("This is the same entry."), code="self")
    if current.kind != kept.kind:
        raise ValidationError(_("Applied for, granted and accepted are different things."), code="kind")
    for one in (current, kept):
        require_source(step, one.state, one.get_state_display())
    reason = require_reason(step, reason)
    current.evidence.update(service_yield=kept)
    everybody = {*current.shares.values_list("posting", flat=True), *kept.shares.values_list("posting", flat=True)}
    kept.shares.all().delete()
    each, more = divmod(100, len(everybody))
    YieldShare.objects.bulk_create(
        YieldShare(service_yield=kept, posting_id=number, percent=each + (place < more))
        for place, number in enumerate(sorted(everybody))
    )
    current.merged_into = kept
    move_yield(current, step, reason, by=by, detail={"into": kept.pk})
    save_yield(kept)
    return kept


def _fill(current: Yield, values: Mapping[str, Any], posting: Posting) -> None:
    if unknown := set(values) - FIELDS:
        raise ValueError(f"a yield has no {sorted(unknown)}")
    wrong: dict[str, list[ValidationError]] = {}
    for name, longest in (("title", 200), ("number", 80)):
        if name in values:
            setattr(current, name, tidy(str(values[name] or ""), longest))
        if not is_text(getattr(current, name)):
            wrong[name] = [ValidationError(_("Characters that are no text."), code="text")]
    for name in ("kind", "happened_on", "demand"):
        if name in values:
            setattr(current, name, values[name])
    kind = YIELD_KINDS.get(current.kind)
    if kind is None:
        raise ValidationError({"kind": [ValidationError(_("Choose one of the kinds."), code="kind")]})
    if not squeezed(current.title):
        wrong["title"] = [ValidationError(_("Write something."), code="required")]
    if kind.by == "number" and not squeezed(current.number):
        words = _("Give the number on the paper: by it the thing is known again.")
        wrong["number"] = [ValidationError(words, code="required")]
    day: date | None = current.happened_on
    if day is None:
        wrong["happened_on"] = [ValidationError(_("Say on which day."), code="required")]
    elif day > clock.today():
        wrong["happened_on"] = [ValidationError(_("This day is still to come."), code="future")]
    elif day < posting.from_on:
        wrong["happened_on"] = [ValidationError(_("This is before the posting began."), code="term")]
    if current.demand is not None and current.demand.organisation_id != current.firm_id:
        wrong["demand"] = [ValidationError(_("This is the demand of another firm."), code="owner")]
    wrong |= _fill_people(current, values, asked=kind.counts_people)
    if wrong:
        raise ValidationError(wrong)
    demand = current.demand_id
    current.thing = key_of(
        current.kind, title=current.title, number=current.number, firm=current.firm_id, demand=demand,
        day=current.happened_on,
    )  # fmt: skip
    refuse_twice(current)


def _fill_people(current: Yield, values: Mapping[str, Any], *, asked: bool) -> dict[str, list[ValidationError]]:
    """Persons and hours are those of trainings alone."""
    wrong: dict[str, list[ValidationError]] = {}
    if not asked:
        current.persons = current.hours = None
        return wrong
    persons, hours = values.get("persons", current.persons), values.get("hours", current.hours)
    if not isinstance(persons, int) or isinstance(persons, bool) or not 1 <= persons <= MOST_PEOPLE:
        wrong["persons"] = [ValidationError(_("How many took part: 1 to 100,000."), code="range")]
    else:
        current.persons = persons
    try:
        given = Decimal(str(hours))
        current.hours = given.quantize(Decimal("0.1")) if given.is_finite() else None
    except InvalidOperation:
        current.hours = None
    if current.hours is None or not Decimal(0) < current.hours <= Decimal(1000):
        wrong["hours"] = [ValidationError(_("How many hours it took: up to 1,000."), code="range")]
    return wrong


@in_transaction
def _keep(
    service_yield: Yield, kind: str, name: str, stored: str, size: int, digest: str, *, by: Any
) -> YieldEvidence:  # fmt: skip
    current = lock_yield(service_yield, version=None)
    rows = current.shares.select_related("posting__host__area", "posting__host__zone", "posting__person")
    if not any(may_enter(one.posting, by=by) for one in rows):
        raise PermissionDenied
    if current.state not in LIVING_YIELD:
        raise ValidationError(_("It is decided on already, and not changed any more."), code="locked")
    made: YieldEvidence = YieldEvidence.objects.create(
        service_yield=current, kind=kind, name=tidy(PurePath(name).name, 120), stored=stored, size=size, sha256=digest,
        by=by, at=clock.now(),
    )  # fmt: skip
    detail = {"evidence": made.pk, "sha256": digest}
    audit.record(by=by, verb="yield.evidence", target=current, place=current.place, detail=detail)
    return made
