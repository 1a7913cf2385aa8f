"""Visits that the demo's people made lately, one with a position, and what firms filed without an account. Days count
from today."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.domain.site import latest, name_site
from duijie.common.public_forms import make_token
from duijie.demands.domain.filings import decide, file_publicly
from duijie.demands.domain.positions import PURPOSE, note_position
from duijie.demands.domain.visits import log_visit, name_demand
from duijie.demands.models import Demand, Filing, Visit
from duijie.demo.accounts import COUNTY_CODE, FOUNDRY
from duijie.registry.domain.consents import give_consent
from duijie.registry.models import Area, Organisation, OrganisationKind
from duijie.registry.purposes import PURPOSES

# By the liaison officer at the foundry: days ago, purpose, result, the line, days until the follow-up.
AT_THE_FOUNDRY = (
    (61, "find", "nothing", "了解近期扩产安排，暂无新的技术难题", None),
    (33, "find", "demand", "铸件缺陷返修多，想找检测和工艺专家", None),
    (18, "follow_up", "follow_up", "已联系专家，等企业整理废品数据", 14),
    (5, "policy", "follow_up", "宣讲研发费用加计扣除，财务想要一份口径说明", 8),
)
WHERE_IT_LIES = (Decimal("0.71"), Decimal("1.32"))
"""The foundry in the invented region, whose map lies in the Gulf of Guinea."""
# By the county officer, each at the next enterprise of the county.
IN_THE_COUNTY = (
    (52, "find", "nothing", "订单稳定，暂无需求，留了联系方式"),
    (47, "service", "nothing", "陪同检测机构上门校准设备"),
    (40, "find", "demand", "现有工艺能耗高，希望找到节能改造方案"),
    (31, "policy", "nothing", "讲解创新券申领办法，企业准备下季度申请"),
    (24, "find", "follow_up", "主机厂提出新指标，企业还在测算差距"),
    (16, "find", "demand", "关键部件寿命不够，客户投诉增多"),
    (9, "follow_up", "nothing", "回访上次推荐的专家，合作顺利"),
    (2, "other", "nothing", "陪同市里调研，了解人才引进情况"),
)
# Firms that are not registered: kind, days ago, name, code, contact, mobile, title, text, what was decided.
FILED = (
    ("demand", 3, "砺源青禾食品机械有限公司", "91990182MA3D6M011L", "林知夏", "13800990001", "灌装机滴漏造成批次超差",
     "高黏度酱料灌装后嘴部滴漏，每班约两百瓶超重，换过三种密封圈没有改善。", ""),
    ("account", 1, "砺源云松新材料有限公司", "91990182MA3D6M02XC", "许松年", "13800990002", "", "", ""),
    ("demand", 12, "砺源恒泰商贸有限公司", "91990182MA3D6M0340", "周小满", "13800990003", "想找代理销售渠道",
     "希望平台介绍外省的销售代理商。", "不属于科技需求，请联系商务部门。"),
)  # fmt: skip


def go_about(*, now: datetime, by: User) -> None:
    """Make the visits and filings that are not there yet. Done again, it changes nothing."""
    county = Area.objects.get(is_demo=True, code=COUNTY_CODE)
    if not Visit.objects.filter(is_demo=True).exists():
        _visit_the_foundry(now)
        _visit_the_county(county, now)
    if not Filing.objects.filter(is_demo=True).exists():
        if latest() is None:
            name_site(values={"public_forms": "open"}, by=None)
        _file(county, now)


def _visit_the_foundry(now: datetime) -> None:
    officer = User.objects.get(username="liaison_officer", is_demo=True)
    firm = Organisation.objects.select_related("area", "zone").get(is_demo=True, name=FOUNDRY)
    for days, kind, result, title, ahead in AT_THE_FOUNDRY:
        visit = _log(firm, officer, now, days=days, kind=kind, result=result, title=title, ahead=ahead)
    with clock.at(now - timedelta(days=days) + timedelta(hours=1)):  # the last of them, on the way back
        give_consent(purpose=PURPOSE, version=PURPOSES[PURPOSE].version, by=officer)
        note_position(visit=visit, position=WHERE_IT_LIES, by=officer)


def _visit_the_county(county: Area, now: datetime) -> None:
    officer = User.objects.get(username="county_officer", is_demo=True)
    rows = Organisation.objects.filter(is_demo=True, area=county, kind=OrganisationKind.ENTERPRISE)
    firms = list(rows.exclude(name=FOUNDRY).select_related("area", "zone").order_by("pk")[: len(IN_THE_COUNTY)])
    for firm, (days, kind, result, title) in zip(firms, IN_THE_COUNTY, strict=False):
        ahead = days + 4 if result == "follow_up" else None
        _log(firm, officer, now, days=days, kind=kind, result=result, title=title, ahead=ahead)


def _log(
    firm: Organisation, visitor: User, now: datetime, *, days: int, kind: str, result: str, title: str,
    ahead: int | None,
) -> Visit:  # fmt: skip
    day = timezone.localdate(now) - timedelta(days=days)
    values = {"organisation": firm, "kind": kind, "result": result, "title": title, "visited_on": day}
    if ahead is not None:
        values["follow_up_on"] = day + timedelta(days=ahead)
    with clock.at(now - timedelta(days=days) + timedelta(hours=1)):
        visit = log_visit(values=values, by=visitor, is_demo=True)
        demand = Demand.objects.filter(organisation=firm, is_demo=True, visits=None).order_by("pk").first()
        if result == "demand" and demand is not None:
            name_demand(visit=visit, demand=demand, by=visitor)
    return visit


def _file(county: Area, now: datetime) -> None:
    officer = User.objects.get(username="county_officer", is_demo=True)
    for kind, days, firm, code, contact, mobile, title, body, refused in FILED:
        with clock.at(now - timedelta(days=days, minutes=5)):
            token = make_token(kind)
        values = {
            "firm_name": firm, "uscc": code, "area": county, "contact_name": contact, "contact_phone": mobile,
            "title": title, "body": body,
        }  # fmt: skip
        proof = ("营业执照（演示）.txt", [f"{firm}\n{code}\n".encode()]) if kind == "account" else None
        with clock.at(now - timedelta(days=days)):
            filing, _secret = file_publicly(kind=kind, token=token, values=values, proof=proof, is_demo=True)
        if refused:
            with clock.at(now - timedelta(days=days - 1)):
                decide(filing=filing, verb="refuse", reason=refused, by=officer)
