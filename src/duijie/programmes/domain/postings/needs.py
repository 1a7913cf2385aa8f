"""Needs of firms (需求): stated until the last day, under the limits of county and firm, and checked by the county."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history, update_change_reason

from duijie.accounts.access import can, paths_above, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale, stamp
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.conflicts import conflict_at, refuse_conflict
from duijie.programmes.domain.postings.slots import LimitReachedError, free_slot
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.models import PostingCall, PostingNeed
from duijie.programmes.posting_states import LIVING_NEED, NEED_STEPS, NeedState
from duijie.registry.models import Area, AreaKind, Organisation

FIELDS = ("title", "body", "keywords", "industry", "field", "wanted")
JOINED = ("call__round__programme__area", "host__area", "host__zone", "area")
TRIES = 5
"""Two who take a place at the same moment: one of them looks again."""


@refused_aloud("posting_need.refused")
def state_need(
    *, call: PostingCall, host: Organisation, values: Mapping[str, Any], by: Any, is_demo: bool = False
) -> PostingNeed:  # fmt: skip
    """What ``host`` asks somebody to be posted for: by the firm, or by an office for it.

    Raises ``ValidationError`` by field or with codes ``late``, ``county`` (its needs are used up), ``firm`` and
    ``kind`` (no enterprise); ``PermissionDenied``.
    """
    made: PostingNeed = _again(lambda: _state(call=call, host=host, values=values, by=by, is_demo=is_demo))
    return made


@refused_aloud("posting_need.refused")
@in_transaction
def edit_need(*, need: PostingNeed, values: Mapping[str, Any], version: int, by: Any) -> PostingNeed:
    """Other words, until the last day and while nobody is posted for it; the county checks it anew."""
    current = _lock(need, version=version, values=values)
    _require_writer(current, by)
    if current.state not in {NeedState.SUBMITTED, NeedState.VERIFIED, NeedState.REFUSED}:
        raise ValidationError(_("It cannot be changed any more."), code="state")
    _require_time(current.call)
    if current.state == NeedState.REFUSED:
        _take_slots(current)
    _fill(current, values)
    current.state = NeedState.SUBMITTED
    _save(current)
    audit.record(by=by, verb="posting_need.edit", target=current, place=current.place)
    return current


@refused_aloud("posting_need.refused")
@in_transaction
def take_need_step(*, need: PostingNeed, verb: str, version: int, by: Any, reason: str = "") -> PostingNeed:
    """``verify``, ``refuse`` or ``withdraw`` it. ``KeyError`` for other verbs."""
    step = NEED_STEPS[verb]
    if step.particular:
        raise KeyError(verb)
    current = _lock(need, version=version, values={})
    if step.permission is Permission.POSTING_NEED_ADD:
        _require_writer(current, by)
    else:
        require(by, step.permission, current.place)
        refuse_conflict(conflict_at({current.host_id}, current.call.round_id, by=by))
    require_source(step, current.state, current.get_state_display())
    if current.state == NeedState.REFUSED and step.target in LIVING_NEED:
        _take_slots(current)
    if verb == "withdraw" and current.postings.exclude(state__in=("declined", "called_off")).exists():
        raise ValidationError(_("Somebody is posted for it already."), code="posted")
    current.reason = require_reason(step, reason)
    current.state = step.target
    _save(current)
    if current.reason:
        update_change_reason(current, current.reason)
    detail = {"reason": current.reason}
    audit.record(by=by, verb=f"posting_need.{verb}", target=current, place=current.place, detail=detail)
    return current


def follow_need(need: PostingNeed, *, met: bool, by: Any) -> None:
    """In the caller's transaction: met when all persons wanted are posted, open again when one is gone."""
    current = PostingNeed.objects.select_related(*JOINED).get(pk=need.pk)
    step = NEED_STEPS["meet" if met else "reopen"]
    if current.state in step.sources:
        current.state = step.target
        _save(current)
        audit.record(by=by, verb=f"posting_need.{step.verb}", target=current, place=current.place)


def meet_needs(needs: Sequence[PostingNeed], *, by: Any) -> None:
    """In the caller's transaction, which holds their call: all persons wanted are posted for each of ``needs``."""
    step = NEED_STEPS["meet"]
    met = [one for one in needs if one.state in step.sources]
    for one in met:
        one.state = step.target
        stamp(one)
    if met:
        bulk_update_with_history(met, PostingNeed, ["state", "changed_at", "version"])
        audit.record_all(by=by, verb="posting_need.meet", told=[(one, one.place, {}) for one in met])


def county_of(area: Area) -> Area:
    """The county that ``area`` is or lies in; the area itself where there is none above it."""
    above = Area.objects.filter(path__in=paths_above(area.path), kind=AreaKind.COUNTY).order_by("path").first()
    return area if above is None else above


@in_transaction
def _state(*, call: PostingCall, host: Organisation, values: Mapping[str, Any], by: Any, is_demo: bool) -> PostingNeed:
    hold(PostingCall, call.pk)
    current = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    firm = Organisation.objects.select_related("area", "zone").get(pk=host.pk)
    made = PostingNeed(
        call=current,
        host=firm,
        area=county_of(firm.area),
        by=by,
        created_at=clock.now(),
        is_demo=is_demo,
        industry=firm.industry,
    )
    _require_writer(made, by)
    if not firm.area.path.startswith(current.round.programme.area.path):
        words = _("“%(firm)s” lies outside the area of this programme.")
        raise ValidationError(words, code="area", params={"firm": firm.name})
    if firm.archived_at is not None:
        raise ValidationError(_("This firm is archived."), code="kind")
    _require_time(current)
    _take_slots(made)
    _fill(made, values)
    _save(made)
    audit.record(by=by, verb="posting_need.add", target=made, place=made.place, detail={"call": current.pk})
    return made


def _again(function: Any) -> Any:
    """Try anew where somebody else took the place at the same moment."""
    for _attempt in range(TRIES - 1):
        try:
            with transaction.atomic():
                return function()
        except IntegrityError:
            continue
    return function()


def _take_slots(need: PostingNeed) -> None:
    living = PostingNeed.objects.filter(call=need.call_id, state__in=LIVING_NEED).exclude(pk=need.pk)
    most = need.call.requests_most
    need.county_slot = free_slot(living.filter(area=need.area_id).values_list("county_slot", flat=True), most)
    if need.county_slot is None:
        words = _("%(area)s has stated %(most)d needs already, and may state no more.")
        raise LimitReachedError(words, code="county", params={"area": need.area, "most": most})
    most = need.call.firm_requests_most
    need.firm_slot = free_slot(living.filter(host=need.host_id).values_list("firm_slot", flat=True), most)
    if need.firm_slot is None:
        words = _("%(firm)s has stated %(most)d needs already, and may state no more.")
        raise LimitReachedError(words, code="firm", params={"firm": need.host.name, "most": most})


def _require_time(call: PostingCall) -> None:
    if not call.takes_needs:
        words = _("Needs were taken until %(day)s.")
        raise ValidationError(words, code="late", params={"day": call.needs_until})


def _require_writer(need: PostingNeed, by: Any) -> None:
    """The firm, or an office of its area or of the programme's."""
    if not can(by, Permission.POSTING_NEED_ADD, need.host.place):
        require(by, Permission.POSTING_NEED_ADD, need.call.round.place)


def _lock(need: PostingNeed, *, version: int, values: Mapping[str, Any]) -> PostingNeed:
    hold(PostingCall, need.call_id)
    hold(PostingNeed, need.pk)
    current: PostingNeed = PostingNeed.objects.select_related(*JOINED).get(pk=need.pk)
    refuse_stale(current, version, values)
    return current


def _fill(need: PostingNeed, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            if isinstance(value, str):
                value = value.replace("\0", "").strip() if name == "body" else tidy(value)
            setattr(need, name, value)


def _save(need: PostingNeed) -> None:
    stamp(need)
    need.full_clean(exclude=["by", "call", "host", "area"], validate_constraints=False)
    need.save()
