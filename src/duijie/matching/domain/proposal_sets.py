"""Many proposals in one transaction, by the rules by which somebody makes a single one: as a few statements for all, so
that nobody else waits long for the database. The audit row of the whole names them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import outbox
from duijie.common.listing import strung
from duijie.demands.models import Demand
from duijie.matching.domain.proposals import refuse_unwanted, unsaved
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.models import Candidate, ItemSide, Proposal, ProposalEvent

NAMED = 5  # pairs that cannot be proposed, in the error
BATCH = 500
Key = tuple[int, str, int]
"""Number of the demand, kind and number of the item of supply."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a pair fits, for where no current run knows it."""

    level: int | None = None
    score: float | None = None
    headline: dict[str, str] = field(default_factory=dict)
    by_hand: bool = False
    """Somebody of the office chose the pair: what a run says of it is told to nobody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pair to be proposed. ``title`` is for the error."""

    demand: int
    kind: str
    supply: int
    title: str
    fit: Fit = Fit()

    @property
    def key(self) -> Key:
        return (self.demand, self.kind, self.supply)


def propose_set(
    wanted: Sequence[Wanted], *, by: Any, message: str, days: int, is_demo: bool = False
) -> dict[Key, Proposal]:  # fmt: skip
    """Show all to both sides, in the caller's transaction, which holds the demands; ``days`` were checked.

    Raises ``ValidationError`` (code ``not-proposable``) that names pairs which cannot be proposed: then there is none.
    """
    demands = Demand.objects.visible_to(by).select_related("area", "zone", "organisation").in_bulk(
        [one.demand for one in wanted]
    )  # fmt: skip
    records = _records(wanted, by=by)
    known = _known(wanted)
    made: dict[Key, Proposal] = {}
    refused: list[str] = []
    for one in wanted:
        demand, record = demands.get(one.demand), records.get((one.kind, one.supply))
        try:
            made[one.key] = _proposal(one, demand, record, known.get(one.key), by, message, days, is_demo)
        except (ValidationError, PermissionDenied) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            refused.append(f"{demand or '–'} × {one.title}: {words}")
    if refused:
        told = ngettext_lazy(
            "Nothing was released: %(n)d pair cannot be proposed (%(named)s). Take it out first.",
            "Nothing was released: %(n)d pairs cannot be proposed (%(named)s). Take them out first.",
            "n",
        )
        named = strung(refused[:NAMED]) + (" …" if len(refused) > NAMED else "")
        raise ValidationError(told, code="not-proposable", params={"n": len(refused), "named": named})
    _write(list(made.values()), by=by)
    return made


def _proposal(
    one: Wanted, demand: Any, record: Any, known: Candidate | None, by: Any, message: str, days: int, is_demo: bool
) -> Proposal:
    if demand is None or record is None:
        raise ValidationError(_("There is no such record in the register."), code="unknown")
    if not can(by, Permission.PROPOSAL_MAKE, demand.place):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    refuse_unwanted(demand)
    proposal = unsaved(
        demand=demand, kind=one.kind, record=record, by=by, message=message, days=days, is_demo=is_demo
    )  # fmt: skip
    if one.fit.by_hand:
        proposal.reasons = {"by_hand": True}
    elif known is not None:
        proposal.level, proposal.score, proposal.reasons = known.level, known.score, known.reasons
        proposal.ranking_model_id = known.run.ranking_model_id
    else:
        proposal.level, proposal.score = one.fit.level, one.fit.score
        proposal.reasons = {"headline": one.fit.headline, "notes": []} if one.fit.headline else {}
    return proposal


def _records(wanted: Sequence[Wanted], *, by: Any) -> dict[tuple[str, int], Any]:
    """The records that ``by`` may see; as many queries as kinds."""
    found: dict[tuple[str, int], Any] = {}
    for kind, register in SUPPLY.items():
        numbers = {one.supply for one in wanted if one.kind == kind}
        if numbers:
            rows = register.model.objects.visible_to(by).filter(pk__in=numbers, **register.fixed)
            found |= {(kind, record.pk): record for record in rows.select_related("area", "zone", "organisation")}
    return found


def _known(wanted: Sequence[Wanted]) -> dict[Key, Candidate]:
    """What the newest current runs say of the pairs."""
    keys = {one.key for one in wanted}
    rows = Candidate.objects.filter(
        demand__in={one.demand for one in wanted}, supply__in={one.supply for one in wanted},
        direction=ItemSide.DEMAND, run__is_current=True,
    ).order_by("run__finished_at")  # fmt: skip
    chosen = {
        (demand, kind, supply): pk
        for pk, demand, kind, supply in rows.values_list("pk", "demand", "kind", "supply")
        if (demand, kind, supply) in keys
    }
    whole = Candidate.objects.select_related("run").in_bulk(chosen.values())  # reasons are long: read for these only
    return {key: whole[pk] for key, pk in chosen.items() if pk in whole}


def _write(proposals: list[Proposal], *, by: Any) -> None:
    try:
        with transaction.atomic():
            Proposal.objects.bulk_create(proposals, batch_size=BATCH)
    except IntegrityError as error:
        words = _("This pair has a proposal already. It stands in the list of proposals.")
        raise ValidationError(words, code="twice") from error
    ProposalEvent.objects.bulk_create(
        (
            ProposalEvent(proposal=one, verb="propose", by=by, note=one.message[:500], at=clock.now())
            for one in proposals
        ),
        batch_size=BATCH,
    )
    for one in proposals:
        outbox.put(topic="proposal.shown", key=f"proposal:{one.pk}:shown", payload={"proposal": one.pk})
