"""The firm rates the result of its demand, and may confirm that the problem is solved."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.demands.models import Demand, Rating, Satisfaction
from duijie.demands.registers import DEMANDS, settle
from duijie.demands.states import SETTLED
from duijie.registry.domain.records import lock, refuse_archived, save, touch

LONGEST_COMMENT = 500


def may_rate(demand: Demand, *, by: Any) -> bool:
    """Whether ``by`` speaks for the firm, and there is a result to speak of."""
    return demand.archived_at is None and demand.state in SETTLED and can(by, Permission.DEMAND_RATE, demand.place)


@in_transaction
def rate_demand(*, demand: Demand, satisfaction: int, comment: str, is_confirmed: bool, by: Any) -> Rating:
    """Keep what the firm says of the result, in place of what it said before; the grade of the demand follows.

    Raises ``PermissionDenied``; ``ValidationError`` by field, and with code ``state`` while there is no result.
    """
    current: Demand = lock(DEMANDS, demand)
    require(by, Permission.DEMAND_RATE, current.place)
    refuse_archived(current)
    if current.state not in SETTLED:
        raise ValidationError(_("It can be rated when it is solved, unsolved or closed."), code="state")
    comment = one_line(comment)
    if satisfaction not in Satisfaction.values:
        raise ValidationError({"satisfaction": [ValidationError(_("Choose one of the five."), code="choice")]})
    if len(comment) > LONGEST_COMMENT:
        words = _("At most %(limit)d characters.")
        params = {"limit": LONGEST_COMMENT}
        raise ValidationError({"comment": [ValidationError(words, code="length", params=params)]})
    said = {"satisfaction": satisfaction, "comment": comment, "is_confirmed": is_confirmed}
    before = Rating.objects.filter(demand=current).values(*said).first()
    rating, _made = Rating.objects.update_or_create(
        demand=current, defaults={**said, "by": by, "rated_at": clock.now()}
    )
    settle(current)
    touch(current)
    save(current, by=by, reason="")
    detail = {"old": before, "new": said}
    audit.record(by=by, verb="demand.rate", target=current, place=current.place, detail=detail)
    return rating
