"""Saying how well a pair fits, from 1 to 4, and taking it back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.demands.models import Demand
from duijie.matching.domain.choices import visible_supply
from duijie.matching.models import Judgement
from duijie.matching.models.judgement import HIGHEST, LOWEST


@in_transaction
def judge(*, demand: Demand, kind: str, supply: int, level: int, by: Any) -> Judgement:
    """The later word counts; the audit keeps the one before.

    Raises ``ValidationError`` for a level that is none, or supply that ``by`` cannot see.
    """
    require(by, Permission.MATCH_CHOOSE, demand.place)
    if not LOWEST <= level <= HIGHEST:
        raise ValidationError({"level": [ValidationError(_("Choose a level from 1 to 4."), code="level")]})
    visible_supply(kind=kind, supply=supply, by=by)
    hold(Demand, demand.pk)
    pair: dict[str, Any] = {"demand": demand, "kind": kind, "supply": supply}
    before = Judgement.objects.filter(**pair).values_list("level", flat=True).first()
    made: Judgement = Judgement.objects.update_or_create(
        **pair, defaults={"level": level, "by": by, "at": clock.now()}
    )[0]
    detail = {"kind": kind, "supply": supply, "level": level, "old": before}
    audit.record(by=by, verb="match.judge", target=demand, place=demand.place, detail=detail)
    return made


@in_transaction
def unjudge(*, demand: Demand, kind: str, supply: int, by: Any) -> None:
    """Take a judgement back; nothing happens where there is none."""
    require(by, Permission.MATCH_CHOOSE, demand.place)
    hold(Demand, demand.pk)
    rows = Judgement.objects.filter(demand=demand, kind=kind, supply=supply)
    before = rows.values_list("level", flat=True).first()
    if before is not None:
        rows.delete()
        detail = {"kind": kind, "supply": supply, "old": before}
        audit.record(by=by, verb="match.unjudge", target=demand, place=demand.place, detail=detail)
