"""What the demo's people agreed on: an undertaking that is signed, demands shown by a summary, who asks for more."""

from datetime import datetime, timedelta

from duijie.accounts.domain.undertakings import publish_undertaking, sign_undertaking
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

TEXT = (
    "本人受聘担任科创联络员，承诺：\n"
    "一、对联系企业提供的技术资料、经营信息和联系方式严格保密，仅用于需求对接；\n"
    "二、不向竞争企业或无关人员透露，不用于本人或他人牟利；\n"
    "三、任期届满或不再担任联络员后，两年内继续履行保密义务。（演示）"
)
TEXT_EN = (
    "As an innovation liaison officer I undertake:\n"
    "1. to keep confidential what the assigned firms tell me of their technology, business and contacts;\n"
    "2. to tell it to no competitor and no third person, and to make no profit of it;\n"
    "3. to keep this for two years after my term. (demo)"
)
SUMMARY = "某企业在该技术方向遇到瓶颈，寻求高校院所或服务机构合作攻关，具体工况和指标经企业同意后提供。（演示）"


def agree(*, now: datetime, by: User) -> None:
    """Do what is not done yet. Done again, it changes nothing."""
    if not Undertaking.objects.exists():
        with clock.at(now - timedelta(days=60)):
            made = publish_undertaking(text=TEXT, text_en=TEXT_EN, by=by)
        liaison = User.objects.get(username="liaison_officer", is_demo=True)
        with clock.at(now - timedelta(days=59)):
            sign_undertaking(undertaking=made, name=str(liaison), by=liaison)
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
