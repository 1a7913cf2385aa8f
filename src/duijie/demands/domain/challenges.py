"""Preparing, announcing and awarding challenges; bidding for them. Each verb is one transaction with an audit row."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import StaleError
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.challenge_checks import missed_by
from duijie.demands.challenge_states import CHALLENGE_STEPS, BidState, ChallengeState
from duijie.demands.domain.course import note_event
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.queries.breaches import standing_breach
from duijie.demands.domain.queries.challenges import numbers_of, rules_in
from duijie.demands.models import Bid, Challenge, ChallengeRules, Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import STEPS, DemandState
from duijie.registry.domain.records import lock, refuse_archived
from duijie.registry.models import Area, Organisation

FIELDS = ("firm_amount", "grant", "cash_to_solver", "months", "closes_on", "beyond_ability", "clean_record", "rd_ratio",
          "rd_proof")  # fmt: skip
BID_FIELDS = ("lead", "plan", "amount", "months", "contact")
PREPARED_IN = frozenset({DemandState.VERIFIED, DemandState.PUBLISHED, DemandState.MATCHED})
"""States of a demand in which it can be put out for bids."""
LONGEST_PLAN = 20_000


@in_transaction
def save_rules(*, area: Area, values: Mapping[str, Any], by: Any, reason: str = "") -> ChallengeRules:
    """Numbers for an area from now on. What was announced keeps those it was announced under."""
    require(by, Permission.CHALLENGE_RULES_EDIT, area.place)
    rules = ChallengeRules(area=area, by=by, saved_at=clock.now(), reason=one_line(reason, 200), **values)
    rules.full_clean()
    rules.save()
    audit.record(by=by, verb="challenge_rules.edit", target=area, place=area.place, detail=numbers_of(rules))
    return rules


@in_transaction
def prepare(*, demand: Demand, values: Mapping[str, Any], by: Any, version: int = 0) -> Challenge:
    """Begin the challenge of a demand, or write over it while it is being prepared. ``version`` 0 begins it.

    Raises ``PermissionDenied``, ``StaleError``, ``ValidationError`` by field or with code ``state``.
    """
    current: Demand = lock(DEMANDS, demand)
    require(by, Permission.DEMAND_STEP, current.place)
    refuse_archived(current)
    _refuse_state(current)
    found = Challenge.objects.filter(demand=current).first()
    if (found.version if found is not None else 0) != version:
        raise StaleError(current=current, version=version, values=values)
    challenge = found or Challenge(demand=current, by=by, version=0)
    if challenge.state != ChallengeState.DRAFT:
        raise ValidationError(_("It has been announced; cancel it first to change what it says."), code="state")
    for name in FIELDS:
        if name in values:
            setattr(challenge, name, values[name])
    challenge.full_clean(exclude=["demand", "by"])
    _save(challenge)
    _note(challenge, "prepare", by=by, detail={name: str(getattr(challenge, name)) for name in FIELDS})
    return challenge


@in_transaction
def take_challenge_step(*, challenge: Challenge, verb: str, version: int, by: Any, reason: str = "") -> Challenge:
    """A step of ``CHALLENGE_STEPS``. Announcing needs every rule met (codes of ``CHALLENGE_CHECKS``) and a published
    demand. Raises as ``prepare``; ``KeyError`` for an unknown verb."""
    step = CHALLENGE_STEPS[verb]
    current = _lock(challenge, version=version, by=by)
    reason = one_line(reason)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the challenge is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if verb == "announce":
        _require_announceable(current)
        current.announced_at = clock.now()
    if step.target != ChallengeState.ANNOUNCED:
        current.bids.filter(state=BidState.SUBMITTED).update(state=BidState.REFUSED, reason=reason[:300])
    current.state, current.reason = step.target, reason[:300]
    _save(current)
    note_event(current.demand, f"challenge_{verb}", by=by, reason=reason)
    _note(current, verb, by=by, detail={"reason": reason})
    return current


@in_transaction
def bid(*, challenge: Challenge, organisation: Organisation, values: Mapping[str, Any], by: Any) -> Bid:
    """Bid for an organisation, or write over its bid, while bids are taken.

    Raises ``PermissionDenied``; ``ValidationError`` by field, or with the code ``closed``; ``own``: the unit that has
    the problem does not lead its solution; ``breach``: it broke its word in another challenge.
    """
    hold(Challenge, challenge.pk)
    current = Challenge.objects.select_related("demand__area", "demand__zone").get(pk=challenge.pk)
    require(by, Permission.CHALLENGE_BID, Place(organisations=(organisation.pk,)))
    if not Challenge.objects.visible_to(by).filter(pk=current.pk).exists():
        raise PermissionDenied
    if not current.is_open or current.demand.archived_at is not None:
        raise ValidationError(_("Bids are not taken any more."), code="closed")
    if current.demand.organisation_id == organisation.pk:
        raise ValidationError(_("The unit that has the problem cannot lead its solution."), code="own")
    _refuse_banned(current, organisation.pk)
    given: Bid | None = Bid.objects.filter(challenge=current, organisation=organisation).first()
    made: Bid = given or Bid(challenge=current, organisation=organisation)
    for name in BID_FIELDS:
        setattr(made, name, values[name])
    made.plan = made.plan.replace("\0", "").strip()
    if len(made.plan) > LONGEST_PLAN:
        words = _("At most %(limit)d characters.")
        raise ValidationError({"plan": [ValidationError(words, code="length", params={"limit": LONGEST_PLAN})]})
    made.state, made.by, made.submitted_at = BidState.SUBMITTED, by, clock.now()
    made.full_clean(exclude=["challenge", "organisation", "by"], validate_unique=False, validate_constraints=False)
    made.save()
    _note(current, "bid", by=by, detail={"bid": made.pk, "organisation": organisation.pk})
    return made


@in_transaction
def withdraw_bid(*, bid: Bid, by: Any) -> Bid:
    """Take one's bid back while bids are taken; one can bid again."""
    hold(Challenge, bid.challenge_id)
    current: Bid = Bid.objects.select_related("challenge__demand__area", "challenge__demand__zone").get(pk=bid.pk)
    require(by, Permission.CHALLENGE_BID, Place(organisations=(current.organisation_id,)))
    if not current.challenge.is_open or current.state != BidState.SUBMITTED:
        raise ValidationError(_("Bids are not taken any more."), code="closed")
    current.state = BidState.WITHDRAWN
    current.save()
    _note(current.challenge, "withdraw_bid", by=by, detail={"bid": current.pk})
    return current


@in_transaction
def award(*, bid: Bid, version: int, by: Any, reason: str) -> Challenge:
    """Choose a bid once the last day for bids is over: the others are not chosen, and both sides are in contact."""
    current = _lock(bid.challenge, version=version, by=by)
    chosen = Bid.objects.select_related("organisation").get(pk=bid.pk)
    reason = one_line(reason)
    if current.state != ChallengeState.ANNOUNCED or current.is_open:
        raise ValidationError(_("A bid is chosen after the last day for bids, once."), code="state")
    if chosen.state != BidState.SUBMITTED:
        raise ValidationError(_("This bid was withdrawn."), code="bid")
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    _refuse_banned(current, chosen.organisation_id)
    chosen.state, chosen.reason = BidState.CHOSEN, reason[:300]
    try:
        with transaction.atomic():
            chosen.save()
    except IntegrityError as error:
        raise ValidationError(_("Another bid was chosen just now."), code="state") from error
    current.bids.filter(state=BidState.SUBMITTED).update(state=BidState.REFUSED)
    current.state, current.reason = ChallengeState.AWARDED, reason[:300]
    _save(current)
    demand = current.demand
    note_event(demand, "challenge_award", by=by, reason=f"{chosen.organisation}：{reason}")
    _note(current, "award", by=by, detail={"bid": chosen.pk, "organisation": chosen.organisation_id, "reason": reason})
    if demand.state in STEPS["contact"].sources:
        take_step(demand=demand, verb="contact", version=demand.version, by=by, reason=reason)
    return current


def _refuse_banned(challenge: Challenge, organisation: int) -> None:
    """Whoever broke its word is out for the years under which the challenge was announced."""
    years = int(challenge.rules.get("clean_years", 0))
    breach = standing_breach(organisation, years)
    if breach is not None:
        words = _("A breach of %(day)s is on record: the organisation can win no challenge for %(years)d years.")
        raise ValidationError(words, code="breach", params={"day": breach.on, "years": years})


def _require_announceable(challenge: Challenge) -> None:
    demand = challenge.demand
    if not demand.is_open_now:
        raise ValidationError(_("Publish the demand first, open to all who have signed in."), code="published")
    challenge.rules = numbers_of(rules_in(demand.area))
    found: dict[str, list[ValidationError]] = {}
    for check in missed_by(challenge, challenge.rules):
        error = ValidationError(check.words, code=check.key, params=challenge.rules)
        found.setdefault(check.field, []).append(error)
    if found:
        raise ValidationError(found)


def _refuse_state(demand: Demand) -> None:
    if demand.state not in PREPARED_IN:
        words = _("A demand that is “%(state)s” is not put out for bids.")
        raise ValidationError(words, code="state", params={"state": demand.get_state_display()})


def _lock(challenge: Challenge, *, version: int, by: Any) -> Challenge:
    demand: Demand = lock(DEMANDS, challenge.demand)
    hold(Challenge, challenge.pk)
    current: Challenge = Challenge.objects.get(pk=challenge.pk)
    current.demand = demand
    require(by, Permission.DEMAND_STEP, demand.place)
    refuse_archived(demand)
    if current.version != version:
        raise StaleError(current=demand, version=version, values={})
    return current


def _save(challenge: Challenge) -> None:
    challenge.version += 1
    challenge.changed_at = clock.now()
    challenge.save()


def _note(challenge: Challenge, verb: str, *, by: Any, detail: dict[str, Any]) -> None:
    audit.record(by=by, verb=f"challenge.{verb}", target=challenge.demand, place=challenge.demand.place, detail=detail)
