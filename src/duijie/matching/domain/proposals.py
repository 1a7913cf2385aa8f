"""Proposals: shown to both sides, answered by each, followed to talks and a result, or ended.

Every verb is one transaction; the row is locked, its state compared, and the constraint of the table keeps two living
proposals of one pair apart.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, covers, holding, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, outbox
from duijie.common.transactions import hold, in_transaction
from duijie.demands.models import Demand
from duijie.demands.states import DemandState
from duijie.matching.domain.choices import visible_supply
from duijie.matching.models import Candidate, ItemSide, Proposal, ProposalEvent, ProposalLink, SupplyKind
from duijie.matching.states import DECLINABLE, INTEREST, STEPS, WAITING, ProposalState, Reason, Side

OPEN_DAYS = 14
MOST_DAYS = 180
PROPOSABLE = frozenset({DemandState.VERIFIED, DemandState.PUBLISHED, DemandState.MATCHED, DemandState.CONTACTED})


@in_transaction
def propose(
    *, demand: Demand, kind: str, supply: int, by: Any, message: str = "", days: int = OPEN_DAYS, is_demo: bool = False
) -> Proposal:
    """Show a match to both sides. Raises ``ValidationError`` when the pair has a living proposal (code ``twice``)."""
    hold(Demand, demand.pk)
    demand = Demand.objects.select_related("area", "zone", "organisation").get(pk=demand.pk)
    require(by, Permission.PROPOSAL_MAKE, demand.place)
    refuse_unwanted(demand)
    refuse_days(days)
    record = visible_supply(kind=kind, supply=supply, by=by)
    found = Candidate.objects.filter(
        demand=demand, kind=kind, supply=supply, direction=ItemSide.DEMAND, run__is_current=True
    ).select_related("run").order_by("-run__finished_at").first()  # fmt: skip
    proposal = unsaved(
        demand=demand, kind=kind, record=record, by=by, message=message, days=days, is_demo=is_demo
    )  # fmt: skip
    if found is not None:
        proposal.level, proposal.score, proposal.reasons = found.level, found.score, found.reasons
        proposal.ranking_model_id = found.run.ranking_model_id
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        raise ValidationError(
            _("This pair has a proposal already. It stands in the list of proposals."), code="twice"
        ) from error
    note_deed(proposal, "propose", by=by, note=proposal.message[:500])
    outbox.put(topic="proposal.shown", key=f"proposal:{proposal.pk}:shown", payload={"proposal": proposal.pk})
    return proposal


def refuse_unwanted(demand: Demand) -> None:
    """Raise ``ValidationError`` (code ``state``) for a demand that is proposed to nobody."""
    if demand.archived_at is not None or demand.state not in PROPOSABLE:
        words = _("A demand that is “%(state)s” is not proposed to anybody.")
        raise ValidationError(words, code="state", params={"state": demand.get_state_display()})


def refuse_days(days: int) -> None:
    """Raise ``ValidationError`` for a time to answer that is too short or too long."""
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": [ValidationError(_("Between 1 and 180 days."), code="range")]})


def unsaved(
    *, demand: Demand, kind: str, record: Any, by: Any, message: str, days: int, is_demo: bool = False
) -> Proposal:  # fmt: skip
    """The row of a proposal of ``record`` for ``demand``, without what a run says of the pair."""
    return Proposal(
        demand=demand, kind=kind, supply=record.pk, title=str(record), owner=record.organisation, by=by,
        is_demo=is_demo, person=record if kind == SupplyKind.EXPERT else None, message=_tidy(message, 1000),
        expires_on=clock.today() + timedelta(days=days), created_at=clock.now(), changed_at=clock.now(),
    )  # fmt: skip


def side_of(proposal: Proposal, *, by: Any) -> list[Side]:
    """The sides for which ``by`` may answer: of one's organisation, oneself as the expert, or on behalf as officer."""
    if can(by, Permission.PROPOSAL_MAKE, proposal.place):
        return [Side.DEMAND, Side.SUPPLY]
    # An expert's membership names the whole university, but an expert answers for oneself alone.
    held = [grant for grant in holding(by, Permission.PROPOSAL_ANSWER) if grant.role != "expert"]
    is_expert = proposal.person is not None and proposal.person.account_id == by.pk
    owns = proposal.owner_id is not None and any(grant.organisation_id == proposal.owner_id for grant in held)
    sides = [Side.DEMAND] if any(covers(grant, proposal.place) for grant in held) else []
    return [*sides, Side.SUPPLY] if is_expert or owns else sides


@in_transaction
def answer(
    *, proposal: Proposal, side: str, interested: bool, by: Any = None, link: ProposalLink | None = None,
    reason: str = "", note: str = "",
) -> Proposal:  # fmt: skip
    """The answer of one side, by a person who may give it or through its link.

    Raises ``PermissionDenied``; ``ValidationError`` when it is over (code ``over``), was answered (``answered``), or a
    no comes without a reason.
    """
    current = lock(proposal)
    chosen = Side(side)
    if link is not None:
        if link.side != chosen or link.proposal_id != current.pk or link.revoked_at is not None:
            raise PermissionDenied
    elif by is None or chosen not in side_of(current, by=by):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    refuse_over(current)
    if interested:
        target = INTEREST.get((ProposalState(current.state), chosen))
        if target is None:
            raise ValidationError(_("This side has answered already."), code="answered")
        current.state = target
    else:
        if current.state not in DECLINABLE:
            raise ValidationError(_("This proposal is over."), code="over")
        if reason not in Reason.values:
            raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
        current.state, current.declined_by = ProposalState.DECLINED, chosen
        current.reason, current.note = reason, _tidy(note, 500)
    _save(current)
    if link is not None:
        ProposalLink.objects.filter(pk=link.pk).update(used_at=clock.now())
    verb = "interest" if interested else "decline"
    said = str(Reason(reason).label) if not interested else ""
    note_deed(current, verb, by=by, side=chosen, note=_tidy(note, 500) or said, through="link" if link else "account")
    outbox.put(
        topic="proposal.answered", key=f"proposal:{current.pk}:{current.state}:{chosen}",
        payload={"proposal": current.pk, "state": current.state},
    )  # fmt: skip
    return current


@in_transaction
def take_step(*, proposal: Proposal, verb: str, by: Any, note: str = "") -> Proposal:
    """``withdraw``, ``meet`` or ``result``, by whoever may propose. ``KeyError`` for an unknown verb."""
    step = STEPS[verb]
    current = lock(proposal)
    require(by, Permission.PROPOSAL_MAKE, current.place)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the proposal is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    current.state = step.target
    _save(current)
    note_deed(current, verb, by=by, note=_tidy(note, 500))
    return current


def expire_proposals() -> int:
    """Close what nobody answered in time. Returns how many; running it twice changes nothing."""
    due = Proposal.objects.filter(state__in=WAITING, expires_on__lt=clock.today()).values_list("pk", flat=True)
    return sum(_expire(pk) for pk in list(due))


@in_transaction
def _expire(pk: int) -> bool:
    changed = Proposal.objects.filter(pk=pk, state__in=WAITING, expires_on__lt=clock.today()).update(
        state=ProposalState.EXPIRED, changed_at=clock.now()
    )
    if changed:
        note_deed(Proposal.objects.select_related("demand__area", "demand__zone").get(pk=pk), "expire", by=None)
    return bool(changed)


def lock(proposal: Proposal) -> Proposal:
    hold(Proposal, proposal.pk)
    rows = Proposal.objects.select_related("demand__area", "demand__zone", "person", "owner")
    locked: Proposal = rows.get(pk=proposal.pk)
    return locked


def refuse_over(proposal: Proposal) -> None:
    if proposal.state in WAITING and proposal.expires_on < clock.today():
        raise ValidationError(_("The time to answer is over."), code="over")
    if proposal.state not in DECLINABLE:
        raise ValidationError(_("This proposal is over."), code="over")


def _save(proposal: Proposal) -> None:
    proposal.changed_at = clock.now()
    proposal.save(update_fields=["state", "declined_by", "reason", "note", "changed_at"])


def _tidy(text: str, most: int) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()[:most]


def note_deed(proposal: Proposal, verb: str, *, by: Any, side: str = "", note: str = "", through: str = "") -> None:
    ProposalEvent.objects.create(proposal=proposal, verb=verb, side=side, by=by, note=note, at=clock.now())
    detail = {"state": proposal.state, "side": str(side), "through": through}
    audit.record(by=by, verb=f"proposal.{verb}", target=proposal, place=proposal.place, detail=detail)
