"""The deadlines of the demo: what the city's office has set, and one demand that a leader keeps an eye on."""

from datetime import timedelta
from zlib import crc32

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.clock_kinds import ClockKind
from duijie.demands.domain.clock_policies import add_policy
from duijie.demands.domain.supervisions import supervise_demand
from duijie.demands.models import ClockPolicy, DemandClock, DemandKind, Supervision
from duijie.registry.models import Area

POLICIES = (
    ("需求办理时限", "", {"response": 10, "update": 60, "solution": 180}),
    ("资金需求办理时限", DemandKind.FINANCE, {"response": 5, "update": 20, "solution": 60}),
)
FORGOTTEN = 6  # one in so many firms hears nothing when its demand is published
FIRST_WORD = {
    "side": "enterprise", "channel": "phone", "spoken_with": "企业技术负责人",
    "summary": "电话告知需求已审核发布，说明下一步对接安排，企业无补充。",
}  # fmt: skip
DOCUMENT = "市科技局需求办理规定（演示）"
REASON = "超期较久，企业多次来电催问，请尽快答复（演示）"


def first_word(title: str, verb: str) -> tuple[dict[str, str], ...]:
    """The word with the firm when its demand is published; some are forgotten."""
    return (FIRST_WORD,) if verb == "publish" and crc32(title.encode()) % FORGOTTEN else ()


def set_limits(*, city: Area, by: User) -> None:
    """The policies of the city, from now on. Done again, it changes nothing."""
    for name, kind, limits in POLICIES:
        if not ClockPolicy.objects.filter(area=city, kind=kind).exists():
            values = {"name": f"{city.name}{name}", "area": city, "kind": kind, **limits}
            add_policy(values=values, by=by, reason=DOCUMENT)


def order_supervision(*, leader: User) -> None:
    """The leader orders supervised handling where a first response is overdue most. Done again, it changes nothing."""
    if Supervision.objects.filter(demand__is_demo=True).exists():
        return
    late = DemandClock.objects.open().filter(
        demand__is_demo=True, kind=ClockKind.RESPONSE, due_at__lt=clock.now() - timedelta(days=7), paused_at=None
    )
    worst = late.select_related("demand").order_by("due_at", "pk").first()
    if worst is not None:
        supervise_demand(demand=worst.demand, reason=REASON, by=leader)
