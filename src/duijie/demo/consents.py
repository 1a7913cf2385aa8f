"""What the demo's people agreed on: an undertaking that is signed, demands shown by a summary, who asks for more."""

from datetime import datetime, timedelta

from duijie.accounts.domain.queries.undertakings import current_undertaking
from duijie.accounts.domain.undertakings import sign_undertaking
from duijie.accounts.models import Undertaking, User
from duijie.common import clock
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import DemandState
from duijie.demo.dealings import FOR_THE_TOUR
from duijie.matching.models import Proposal
from duijie.registry.domain.access_requests import ask_access, take_access_step
from duijie.registry.domain.records import edit_record
from duijie.registry.models import AccessRequest
from duijie.registry.models.record import Disclosure

SUMMARY = "某企业在该技术方向遇到瓶颈，寻求高校院所或服务机构合作攻关，具体工况和指标经企业同意后提供。（演示）"


def sign(*, now: datetime) -> None:
    """The liaison officer signs the undertaking before the first visit. Done again, it changes nothing."""
    if not Undertaking.objects.exists():
        liaison = User.objects.get(username="liaison_officer", is_demo=True)
        with clock.at(now - timedelta(days=59)):
            sign_undertaking(undertaking=current_undertaking(by=liaison), name=str(liaison), by=liaison)


def agree(*, now: datetime, by: User) -> None:
    """Do what is not done yet. Done again, it changes nothing."""
    if not AccessRequest.objects.exists():
        _ask(now, by=by)


def _ask(now: datetime, *, by: User) -> None:
    expert = User.objects.get(username="expert", is_demo=True)
    in_proposals = Proposal.objects.order_by().values("demand")
    rows = Demand.objects.filter(is_demo=True, state=DemandState.PUBLISHED, disclosure=Disclosure.REGISTERED)
    rows = (
        rows.filter(challenge=None).exclude(title=FOR_THE_TOUR).exclude(pk__in=in_proposals).exclude(organisation=None)
    )
    for number, demand in enumerate(rows.order_by("pk")[:2]):
        field = demand.get_field_display() or str(demand.area)
        values = {
            "disclosure": Disclosure.CONSENT, "public_title": f"{field}领域技术难题", "public_summary": SUMMARY,
            "names_owner": False,
        }  # fmt: skip
        edit_record(register=DEMANDS, record=demand, version=demand.version, values=values, by=by, reason="企业要求")
        with clock.at(now - timedelta(days=3 - number)):
            asked = ask_access(register=DEMANDS, number=demand.pk, purpose="评估本单位技术是否适用", by=expert)
        if number:
            with clock.at(now - timedelta(days=1)):
                until = clock.today() + timedelta(days=90)
                take_access_step(request=asked, verb="grant", by=by, slip="演示-01", until=until)
