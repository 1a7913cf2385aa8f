"""The open-bid challenges of the demo region: one that takes bids today, one whose last day is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.domain.challenges import bid, prepare, take_challenge_step
from duijie.demands.domain.queries.challenges import organisations_of
from duijie.demands.models import Challenge, Demand


@dataclass(frozen=True, slots=True)
class Story:
    """``ago`` is how many days ago it was announced, ``taken`` for how many days; bids by login name."""

    title: str
    ago: int
    taken: int
    offer: Mapping[str, Any]
    bids: Mapping[str, Mapping[str, Any]]


STORIES = (
    Story(
        "飞灰水洗脱氯不到位，水用得太多", 8, 30,
        {"firm_amount": Decimal(240), "grant": Decimal(60), "cash_to_solver": Decimal(90), "months": 18},
        {
            "institution_officer": {
                "lead": "环境学院飞灰资源化课题组", "amount": Decimal(170), "months": 16,
                "contact": "叶知秋 199 0000 2201",
                "plan": "逆流三级水洗加碳酸盐置换，把水灰比压到2.6；洗灰水先软化再进蒸发，换热面结垢周期按四个月设计。"
                "先做每天1吨的侧线，滤饼含水用隔膜压滤控制在34%以内。",
            },
        },
    ),
    Story(
        "同一份五轴程序换台机床就报警、撞刀", 34, 31,
        {"firm_amount": Decimal(130), "grant": Decimal(30), "cash_to_solver": Decimal(60), "months": 12},
        {
            "institution_officer": {
                "lead": "机械学院数控技术研究所", "amount": Decimal(105), "months": 12,
                "contact": "叶知秋 199 0000 2201",
                "plan": "按机床拓扑自动建立运动学模型，奇异区用姿态插补绕行；后置与夹具碰撞预演共用一套内核，"
                "交付三种结构的验证件。",
            },
            "carrier_operator": {
                "lead": "协会共享技术中心", "amount": Decimal(88), "months": 9, "contact": "孟广厦 199 0000 2202",
                "plan": "组织三家会员企业的叶轮、阀体程序做样本库，委托有后置内核的软件团队定制，"
                "协会负责上机验证和推广。",
            },
        },
    ),
)  # fmt: skip


def put_out(*, now: datetime, by: User) -> None:
    """Make the challenges that are not there yet. Done again, it changes nothing."""
    for story in STORIES:
        demand = Demand.objects.filter(is_demo=True, title=story.title, archived_at=None).first()
        if demand is not None and not Challenge.objects.filter(demand=demand).exists():
            _tell(story, demand, now, by=by)


def _tell(story: Story, demand: Demand, now: datetime, *, by: User) -> None:
    first = timezone.localdate(now) - timedelta(days=story.ago)
    opened = timezone.make_aware(datetime.combine(first, time(10)))
    with clock.at(opened):
        values = {
            **story.offer, "closes_on": first + timedelta(days=story.taken), "beyond_ability": True,
            "clean_record": True, "rd_ratio": True, "rd_proof": "上年度研发费用专项审计报告（演示）",
        }  # fmt: skip
        challenge = prepare(demand=demand, values=values, by=by)
        challenge = take_challenge_step(challenge=challenge, verb="announce", version=challenge.version, by=by)
    for days, (login, offered) in enumerate(story.bids.items(), start=5):
        bidder = User.objects.get(username=login, is_demo=True)
        with clock.at(opened + timedelta(days=days)):
            bid(challenge=challenge, organisation=organisations_of(bidder)[0], values=offered, by=bidder)
