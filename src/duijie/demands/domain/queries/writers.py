"""Who wrote a demand, and who else can check it."""

from collections.abc import Iterable
from typing import Any

from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.permissions import Permission
from duijie.common.models import AuditEvent
from duijie.demands.models import CaseEvent, Demand


def is_second_person(demand: Demand, *, by: Any) -> bool:
    """Whether ``by`` did not write the demand.

    What was brought in from lists and forms was written by the firm. Where nobody else could check it, as in an office
    of one, whoever is there may.
    """
    if not _wrote(demand, by=by):
        return True
    return not any(one.pk != by.pk for one in holders_at(Permission.DEMAND_STEP, demand.place))


def writer_of(demand: Demand) -> int | None:
    """The account that submitted it for checking last, else the one that entered it by hand; nobody where the firm
    wrote it in a list or form, or it came with the examples."""
    if demand.is_demo:
        return None
    submitted = CaseEvent.objects.filter(demand=demand, verb="draft").order_by("-pk").values_list("by", flat=True)
    return submitted.first() or _added(demand).values_list("actor", flat=True).first()


def submitted_by(demands: Iterable[Demand], *, by: Any) -> set[int]:
    """The numbers of those that ``by`` submitted for checking last: somebody else checks them. One query."""
    rows = CaseEvent.objects.filter(demand__in=list(demands), verb="draft").order_by("pk")
    last = dict(rows.values_list("demand", "by"))
    return {demand for demand, who in last.items() if who == by.pk}


def _wrote(demand: Demand, *, by: Any) -> bool:
    """Whether ``by`` entered it by hand, or submitted it for checking last."""
    if demand.is_demo:
        return False  # brought in with the examples, whoever's name was lent for it
    submitted = (
        CaseEvent.objects.filter(demand=demand, verb="draft").order_by("-pk").values_list("by", flat=True).first()
    )
    if submitted == by.pk:
        return True
    return bool(_added(demand).filter(actor=by).exists())


def _added(demand: Demand) -> Any:
    rows = AuditEvent.objects.filter(target_type=Demand._meta.label_lower, target_id=str(demand.pk))
    return rows.filter(verb="demand.add")
