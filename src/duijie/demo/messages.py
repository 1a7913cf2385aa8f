"""What the demo's people find in their inboxes: steps of the firm's demands, a hand-over, a reminder, an urging, and
one demand under supervised handling. All days count back from the day of loading; older ones have been read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.domain.messages import address_of
from duijie.demands.models import CaseEvent, Demand
from duijie.demands.states import UNSETTLED
from duijie.demo.accounts import COUNTY_CODE, FOUNDRY
from duijie.messaging.domain.messages import mark, send
from duijie.messaging.models import Message

READ_AFTER = timedelta(days=4)
SHOWN_DAYS = 60
"""Steps of the foundry's demands that are older were told to somebody else."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One message: how many days ago, to which login, about which demand."""

    days: float
    key: str
    template: str
    to: str
    demand: Demand
    context: Mapping[str, Any]


def tell(*, now: datetime, by: User) -> None:
    """Send what is not there yet. Done again, it changes nothing."""
    people = {one.username: one for one in User.objects.filter(is_demo=True)}
    for one in (*_of_the_office(now, by=by), *_of_the_firm(now)):
        moment = now - timedelta(days=one.days)
        with clock.at(moment):
            send(
                key=one.key, template=one.template, to=people.get(one.to), by=by, link=address_of(one.demand),
                target=one.demand, context={"demand": one.demand.title, **one.context},
            )  # fmt: skip
    for account in people.values():
        old = Message.objects.filter(account=account, read_at=None, created_at__lt=now - READ_AFTER)
        mark(numbers=list(old.values_list("pk", flat=True)), verb="read", by=account)


def _of_the_office(now: datetime, *, by: User) -> Iterator[_Told]:
    """What the county's officer is told of the clocks, and what was handed over."""
    in_county = Demand.objects.filter(is_demo=True, area__code=COUNTY_CODE, state__in=UNSETTLED).order_by("pk")
    stories = (
        ("demand.handed_over", 6.0, {"reason": "按属地原则移交县级办理（演示）"}),
        ("clock.urged", 3.0, {"clock": "response", "due": _day(now, 4)}),
        ("clock.supervised", 1.2, {"reason": "企业反映强烈，停产风险较大（演示）"}),
        ("clock.reminded", 0.4, {"clock": "update", "due": _day(now, -1)}),
    )
    for demand, (template, days, context) in zip(in_county, stories, strict=False):
        named = {"by": str(by)} if template in {"demand.handed_over", "clock.supervised"} else {}
        yield _Told(days, f"demo:{template}:{demand.pk}", template, "county_officer", demand, {**context, **named})


def _of_the_firm(now: datetime) -> Iterator[_Told]:
    """What the contact of the foundry is told of its demands' steps."""
    events = CaseEvent.objects.filter(
        demand__organisation__name=FOUNDRY, demand__is_demo=True, at__gte=now - timedelta(days=SHOWN_DAYS),
        verb__in=("verify", "publish", "match", "contact", "negotiate", "solve", "solved"),
    )  # fmt: skip
    for event in events.select_related("demand", "by").order_by("pk"):
        context = {"step": event.verb, "state": event.after, "reason": event.reason, "by": str(event.by or "")}
        days = (now - event.at).total_seconds() / 86_400
        key = f"demand:{event.demand_id}:event:{event.pk}"
        yield _Told(days, key, "demand.step", "firm_contact", event.demand, context)


def _day(now: datetime, ago: int) -> str:
    return f"{timezone.localtime(now - timedelta(days=ago)):%Y-%m-%d} 17:30"
