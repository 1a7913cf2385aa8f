"""A commissioner of the demo at work: recognised, posted to the foundry by plan and agreement, logs in every state."""

from datetime import datetime, timedelta
from typing import Any

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demo.accounts import FOUNDRY
from duijie.demo.programmes import PAPER
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations, rounds
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.money.ledger import enter_money
from duijie.programmes.domain.postings import calls, needs, plan_releases, plans, postings
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.results.yields import add_evidence, add_yield, take_yield_step
from duijie.programmes.domain.worklogs.approvals import approve_log
from duijie.programmes.domain.worklogs.confirmations import answer_log
from duijie.programmes.domain.worklogs.host_contacts import add_contact, verify_contact
from duijie.programmes.domain.worklogs.work_logs import log_work
from duijie.programmes.models import Posting, PostingCall, PostingPlan, Programme, Round
from duijie.programmes.rules import papers_of
from duijie.registry.models import Area, AreaKind, Organisation, Person

NAME = "工业科技特派员"
CALLED, RECOGNISED, POSTED = 120, 85, 60  # days ago
# Days ago, minutes, where, what, and how far it has come: draft, submitted, disputed, confirmed, counted.
LOGS = (
    (50, 360, "熔炼车间", "诊断球化率波动，取样十二炉次，建议调整孕育剂加入时机", "counted"),
    (43, 300, "化验室", "复核光谱仪标样，重做三组含硅量曲线", "counted"),
    (36, 390, "造型线", "跟踪树脂砂强度，比较两种固化剂", "counted"),
    (29, 240, "会议室", "培训班组长：缺陷图谱与原因分析", "counted"),
    (15, 330, "熔炼车间", "验证新孕育工艺，废品率由百分之八降到百分之五", "confirmed"),
    (8, 180, "视频会议", "讨论铸件热节处的冷铁布置方案", "submitted"),
    (5, 420, "机加车间", "查看加工后暴露的气孔，登记批次", "disputed"),
    (1, 120, "熔炼车间", "整理本月数据", "draft"),
)


class _Cast:
    """Who takes part."""

    def __init__(self, city: Area, office: User) -> None:
        self.city, self.office = city, office
        named = {one.username: one for one in User.objects.filter(is_demo=True)}
        self.officer, self.zone = named["county_officer"], named["zone_officer"]
        self.contact, self.author = named["firm_contact"], named["commissioner"]
        self.firm = Organisation.objects.select_related("area", "zone").get(name=FOUNDRY, is_demo=True)
        self.person = Person.objects.select_related("organisation").get(account=self.author)


def serve(*, city: Area, now: datetime, by: User) -> None:
    """Make it unless it is there. Done again, it changes nothing."""
    if Programme.objects.filter(is_demo=True, name=NAME).exists():
        return
    cast = _Cast(city, by)
    with clock.at(now - timedelta(days=CALLED + 2)):
        values = {"name": NAME, "name_en": "Industrial commissioners"}
        programme = add_programme(template="commissioners", area=city, values=values, by=by, is_demo=True)
    round_ = _recognise(cast, programme, now)
    posting = _post(cast, round_, now)
    _log(cast, posting, now)
    _results(cast, posting, now)


def _step(cast: _Cast, round_: Round, verb: str) -> None:
    round_.refresh_from_db()
    rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=cast.office)


def _recognise(cast: _Cast, programme: Programme, now: datetime) -> Round:
    home = cast.person.organisation
    assert home is not None
    with clock.at(now - timedelta(days=CALLED)):
        today = clock.today()
        values = {
            "name": "首批", "opens_on": today, "closes_on": today + timedelta(days=8),
            "recommend_by": today + timedelta(days=10), "contact": "市科技局成果转化科",
            "call": "面向高校、院所科技人员，由所在单位推荐，到企业驻点服务两年。",
        }  # fmt: skip
        round_ = rounds.add_round(programme=programme, values=values, by=cast.office, is_demo=True)
        zones = round_.units.select_related("area").filter(area__kind=AreaKind.ZONE)
        unit = next(one for one in zones if one.covers(home))
        _step(cast, round_, "open")
        round_.refresh_from_db()
        answers = {
            "birth_date": "1979-05-06", "phone": "13900000001", "civil_servant": False, "owns_host": False,
            "agreed": True, "host": {"name": FOUNDRY, "number": None},
            "statement": "驻点诊断熔炼与造型工艺，培训班组长。",
        }  # fmt: skip
        told = {"name": cast.person.name, "title": "高级工程师", "answers": answers}
        one = begin_application(
            round=round_, organisation=home, unit=unit, values=told, by=cast.author, person=cast.person, is_demo=True
        )
        for paper in papers_of(round_.rules):
            if paper.required:
                add_paper(application=one, key=paper.key, name=f"{paper}.pdf", chunks=[PAPER], by=cast.author)
        one.refresh_from_db()
        one = submit(application=one, version=one.version, by=cast.author)
        recommendations.recommend(application=one, version=None, opinion="同意推荐。", by=cast.zone)
    with clock.at(now - timedelta(days=CALLED - 12)):
        for verb in ("close", "end_recommendation"):
            _step(cast, round_, verb)
        examinations.conclude(round=round_, by=cast.office)
        _step(cast, round_, "end_examination")
        decisions.freeze_list(round=round_, by=cast.office)
        round_.refresh_from_db()
        decisions.decide(
            round=round_, held_on=clock.today(), attendees="局务会成员", minutes="同意首批名单，予以公示。", refused={},
            version=round_.version, by=cast.office,
        )  # fmt: skip
        round_.refresh_from_db()
        notices.publicise(
            round=round_, from_on=clock.today(), receiver="市科技局机关纪委", version=round_.version, by=cast.office
        )
    with clock.at(now - timedelta(days=RECOGNISED)):
        round_.refresh_from_db()
        recognitions.recognise(
            round=round_, document=f"栖科发〔{clock.today():%Y}〕15号", issuer="栖宁市科学技术局",
            issued_on=clock.today(), version=round_.version, by=cast.office,
        )  # fmt: skip
        _step(cast, round_, "run")
    round_.refresh_from_db()
    return round_


def _post(cast: _Cast, round_: Round, now: datetime) -> Posting:
    with clock.at(now - timedelta(days=POSTED + 15)):
        today = clock.today()
        values = {"firms_most": 3, "requests_most": None, "people_most": 1, "term_months": 24}
        call: PostingCall = calls.open_call(
            round=round_, needs_until=today + timedelta(days=8), post_until=today + timedelta(days=30), values=values,
            by=cast.office,
        )  # fmt: skip
        told = {"title": "球墨铸铁件废品率高，需驻点诊断", "field": "manufacturing", "keywords": "铸造；熔炼；球化"}
        need = needs.state_need(call=call, host=cast.firm, values=told, by=cast.contact, is_demo=True)
        needs.take_need_step(need=need, verb="verify", version=need.version, by=cast.officer)
        plan = plans.start_plan(call=call, by=cast.office)
        plans.compute_plan(plan_id=plan.pk, by=cast.office)
        plan = PostingPlan.objects.get(pk=plan.pk)
        (made,) = plan_releases.release_plan(
            plan=plan, version=plan.version, by=cast.office, from_on=(now - timedelta(days=POSTED)).date()
        )
    with clock.at(now - timedelta(days=POSTED + 10)):
        made.refresh_from_db()
        agreed = postings.agree(posting=made, side="person", version=made.version, by=cast.author, owns_no_part=True)
        postings.agree(posting=agreed, side="host", version=agreed.version, by=cast.contact)
    with clock.at(now - timedelta(days=POSTED)):
        made.refresh_from_db()
        drawn: Any = agreements.draw_up(
            posting=made, version=made.version, by=cast.office, tasks="每周驻点一天\n培训班组长", is_demo=True
        )
        for party in drawn.parties.split(","):
            drawn = agreements.sign(
                agreement=drawn, party=party, signed_on=clock.today(), version=drawn.version, by=cast.office
            )
        drawn.refresh_from_db()
        agreements.file_agreement(
            agreement=drawn, number=f"栖科派〔{clock.today():%Y}〕1号", filed_on=clock.today(),
            scan=("协议.pdf", [PAPER]), version=drawn.version, by=cast.office,
        )  # fmt: skip
        made.refresh_from_db()
        return postings.take_posting_step(posting=made, verb="begin", version=made.version, by=cast.office)


def _log(cast: _Cast, posting: Posting, now: datetime) -> None:
    with clock.at(now - timedelta(days=POSTED - 1)):
        speaker = add_contact(
            organisation=cast.firm, values={"name": cast.contact.name}, account=cast.contact, by=cast.contact,
            is_demo=True,
        )  # fmt: skip
        verify_contact(contact=speaker, proof="授权委托书", by=cast.officer)
    for days, minutes, venue, title, state in LOGS:
        with clock.at(now - timedelta(days=days)):
            values = {
                "kind": "training" if "培训" in title else "on_site", "worked_on": clock.today(), "minutes": minutes,
                "venue": venue, "title": title,
            }  # fmt: skip
            log = log_work(posting=posting, values=values, by=cast.author, draft=state == "draft", is_demo=True)
            if state in ("confirmed", "counted"):
                log = answer_log(log=log, confirmed=True, version=None, by=cast.contact)
            if state == "disputed":
                answer_log(log=log, confirmed=False, version=None, by=cast.contact, reason="当天实际到厂三小时")
            if state == "counted":
                approve_log(log=log, version=None, by=cast.officer)


def _results(cast: _Cast, posting: Posting, now: datetime) -> None:
    wanted: tuple[dict[str, Any], ...] = (
        {"kind": "report", "title": "球墨铸铁熔炼工艺改进报告"},
        {"kind": "training", "title": "铸造缺陷图谱培训", "persons": 18, "hours": 4},
        {"kind": "patent_applied", "title": "一种随流孕育装置", "number": f"CN{now:%Y}10000001.X"},
    )
    for number, values in enumerate(wanted):
        with clock.at(now - timedelta(days=20 - number)):
            told = {**values, "happened_on": clock.today(), "demand": None}
            made = add_yield(posting=posting, values=told, by=cast.author, is_demo=True)
            if number == len(wanted) - 1:
                break  # waits for its evidence
            add_evidence(service_yield=made, kind="confirmation", name="证明.pdf", chunks=[PAPER], by=cast.author)
            made.refresh_from_db()
            take_yield_step(service_yield=made, verb="verify", version=made.version, by=cast.officer)
    with clock.at(now - timedelta(days=10)):
        paid = {"kind": "subsidy", "stage": "paid", "amount": "10000", "document": "栖科发补助一号"}
        enter_money(posting=posting, values=paid, by=cast.office, is_demo=True)
