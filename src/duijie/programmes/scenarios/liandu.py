"""Liandu: industrial commissioners 2018–2020 – two batches from two colleges to seven firms, service logs that the
firms confirm and the district approves, what came of it, and commendation.

What comes out is counted by what pages use.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duijie.accounts.models import User
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations, rounds
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.money.ledger import enter_money
from duijie.programmes.domain.postings import calls, needs, plan_releases, plans, postings
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.queries import yields as yield_queries
from duijie.programmes.domain.queries.ledger import list_entries, sums
from duijie.programmes.domain.queries.work_logs import figures_of_logs, list_logs
from duijie.programmes.domain.results.commendations import commend
from duijie.programmes.domain.results.yields import add_evidence, add_yield, take_yield_step
from duijie.programmes.domain.worklogs.approvals import approve_log
from duijie.programmes.domain.worklogs.confirmations import answer_log
from duijie.programmes.domain.worklogs.host_contacts import add_contact, verify_contact
from duijie.programmes.domain.worklogs.work_logs import log_work
from duijie.programmes.models import (
    Application,
    Certificate,
    Commendation,
    Posting,
    PostingCall,
    PostingPlan,
    Programme,
    Round,
    SigningMeeting,
)
from duijie.programmes.rules import papers_of
from duijie.programmes.scenarios.huanggang import PDF, on
from duijie.programmes.scenarios.people import name_of, open_account
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.domain.records import add_record
from duijie.registry.models import Area, AreaKind, Organisation, OrganisationKind, Person
from duijie.registry.registers.persons import EXPERTS, PERSONS

COLLEGES = ("瓯江职业技术学院", "处州理工学院")
FIRMS = (
    "莲都甲轴承有限公司", "莲都乙阀门有限公司", "莲都丙竹木有限公司", "莲都丁合成革有限公司", "莲都戊机械有限公司",
    "莲都己电气有限公司", "莲都庚食品有限公司",
)  # fmt: skip
PREPARED = date(2018, 9, 3)


@dataclass(frozen=True, slots=True)
class Batch:
    """One round: its name and document, the day of its call, and whether its agreements are signed at a meeting."""

    name: str
    document: str
    opens: date
    meeting: str = ""


BATCHES = (
    Batch("2018年首批", "莲科〔2018〕26号", date(2018, 9, 10), "工业科技特派员签约会"),
    Batch("2019年第二批", "莲科〔2019〕31号", date(2019, 9, 9)),
)
COUNTS = {
    "report": 15, "problem": 39, "training": 32, "patent_applied": 50, "project_applied": 15, "centre": 1, "hnte": 2,
}  # fmt: skip
COMMENDED, LOGS_EACH = 4, 3
AT_WORK, COMMENDED_ON, AS_OF = date(2020, 3, 2), date(2020, 11, 16), date(2020, 11, 30)

EXPECTED: dict[str, Any] = {
    "commissioners": 14, "firms_signed_at_the_meeting": 7, **{f"yield_{kind}": n for kind, n in COUNTS.items()},
    "yield_patent_granted": 0, "yield_project_accepted": 0, "commended_at_provincial_level": COMMENDED,
    "colleges": len(COLLEGES), "logs_counted": 14 * LOGS_EACH, "hours_counted": 14 * LOGS_EACH * 6.0,
    "subsidy_paid": Decimal(14 * 10_000),
}  # fmt: skip
"""The first nine and the provincial commendations are what was reported – patents are *applied for* –; what was not
granted or accepted is none, and the others are this story's own."""


@dataclass(slots=True)
class Cast:
    city: Area
    district: Area
    office: User
    officer: User
    colleges: list[Organisation] = field(default_factory=list)
    speakers: dict[int, User] = field(default_factory=dict)
    firms: list[Organisation] = field(default_factory=list)
    contacts: dict[int, User] = field(default_factory=dict)
    accounts: dict[int, User] = field(default_factory=dict)


def build() -> None:
    """The whole story, through the domain functions."""
    cast = _prepare()
    with on(PREPARED):
        names = {"name": "工业科技特派员", "name_en": "Industrial commissioners"}
        programme = add_programme(template="commissioners", area=cast.city, values=names, by=cast.office, is_demo=True)
    for number, batch in enumerate(BATCHES):
        people = _people(cast, batch, number)
        round_ = _recognise(cast, programme, batch, people)
        _post(cast, round_, batch)
    served = list(Posting.objects.select_related("host", "person").order_by("pk"))
    _verify_contacts(cast)
    _log(cast, served)
    _yield(cast, served)
    _pay_and_commend(cast, served)


def totals() -> dict[str, Any]:
    """What the figures of pages say, as the city's officer sees them."""
    by = User.objects.get(username="lishui")
    found = yield_queries.totals(yield_queries.list_yields(by=by))
    seen = Posting.objects.visible_to(by).serving()
    signed = SigningMeeting.objects.filter(call__in=PostingCall.objects.visible_to(by))
    logs = figures_of_logs(list_logs(by=by))
    money = sums(list_entries(by=by))
    met = seen.filter(agreements__meeting__in=signed)
    return {
        "commissioners": Certificate.objects.visible_to(by).count(),
        "firms_signed_at_the_meeting": met.values("host").distinct().count(),
        **{f"yield_{kind}": found[kind] for kind in (*COUNTS, "patent_granted", "project_accepted")},
        "commended_at_provincial_level": Commendation.objects.visible_to(by).filter(level="provincial").count(),
        "colleges": seen.values("home").distinct().count(), "logs_counted": logs["logs"],
        "hours_counted": logs["hours"], "subsidy_paid": money["subsidy_paid"],
    }  # fmt: skip


def _prepare() -> Cast:
    with on(PREPARED):
        keeper = open_account("guanliyuan", "韩静仪", "system_administrator")
        province = add_area(
            code="33", name="浙江省", name_en="Zhejiang", kind=AreaKind.PROVINCE, parent=None, by=keeper
        )
        city = add_area(code="3311", name="丽水市", name_en="Lishui", kind=AreaKind.CITY, parent=province, by=keeper)
        district = add_area(
            code="331102", name="莲都区", name_en="Liandu", kind=AreaKind.COUNTY, parent=city, by=keeper
        )
        cast = Cast(
            city,
            district, open_account("lishui", "顾长川", "city_officer", area=city),
            open_account("liandu", "梁青禾", "county_officer", area=district),
        )  # fmt: skip
        for number, name in enumerate(COLLEGES):
            values = {"name": name, "kind": OrganisationKind.UNIVERSITY, "area": district}
            college = add_organisation(values=values, by=cast.office, is_demo=True)
            cast.colleges.append(college)
            cast.speakers[college.pk] = open_account(
                f"xueyuan-{number}", f"{name[:2]}科研处", "institution_officer", organisation=college
            )
        for number, name in enumerate(FIRMS):
            values = {"name": name, "kind": OrganisationKind.ENTERPRISE, "area": district}
            firm = add_organisation(values=values, by=cast.officer, is_demo=True)
            cast.firms.append(firm)
            cast.contacts[firm.pk] = open_account(
                f"qiye-{number}", f"{name[:3]}联系人", "firm_contact", organisation=firm
            )
    return cast


def _people(cast: Cast, batch: Batch, number: int) -> list[Person]:
    """Seven of the two colleges, each with an account."""
    made = []
    with on(batch.opens):
        for place in range(len(FIRMS)):
            serial = number * len(FIRMS) + place
            college = cast.colleges[serial % len(COLLEGES)]
            values = {
                "name": name_of(serial + 100), "organisation": college, "area": cast.district, "title": "副教授",
                "rank": "deputy", "field": "manufacturing", "keywords": "工艺；检测",
            }  # fmt: skip
            person: Person = add_record(register=EXPERTS, values=values, by=cast.office, is_demo=True)
            job = {
                "organisation": college,
                "organisation_name": college.name,
                "post": "教师",
                "from_on": date(2010, 9, 1),
            }
            add_parts(register=PERSONS, rows={person.pk: {"affiliations": [job]}}, by=cast.office)
            account = open_account(f"tepaiyuan-{serial}", person.name, "commissioner", organisation=college)
            person.refresh_from_db()
            set_person_account(person=person, account=account, version=person.version, by=cast.office)
            cast.accounts[person.pk] = account
            made.append(person)
    return made


def _step(cast: Cast, round_: Round, verb: str, day: date) -> None:
    with on(day):
        round_.refresh_from_db()
        rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=cast.office)


def _recognise(cast: Cast, programme: Programme, batch: Batch, people: list[Person]) -> Round:
    """From the call to the certificates."""
    first = batch.opens
    closes, examined = first + timedelta(days=11), first + timedelta(days=21)
    with on(first - timedelta(days=3)):
        programme.refresh_from_db()
        told = {
            "name": batch.name, "opens_on": first, "closes_on": closes, "recommend_by": closes + timedelta(days=5),
            "call": "面向高校、院所科技人员，由所在单位推荐，到企业驻点服务。", "contact": "区科技局",
        }  # fmt: skip
        round_ = rounds.add_round(programme=programme, values=told, by=cast.office, is_demo=True)
        units = {
            one.pk: rounds.add_unit(round=round_, organisation=one, quota=None, by=cast.office) for one in cast.colleges
        }
    _step(cast, round_, "open", first)
    round_.refresh_from_db()
    made: list[Application] = []
    for number, person in enumerate(people):
        assert person.organisation is not None
        by = cast.speakers[person.organisation.pk]
        with on(first + timedelta(days=1 + number)):
            answers = {
                "birth_date": f"197{number % 10}-05-06", "phone": f"139{number:08d}", "civil_servant": False,
                "owns_host": False, "agreed": True, "host": FIRMS[number],
                "statement": "驻点诊断工艺难题，培训技术人员。",
            }  # fmt: skip
            values = {"name": person.name, "title": "副教授", "answers": answers}
            one = begin_application(
                round=round_, organisation=person.organisation, unit=units[person.organisation.pk], values=values,
                by=by, person=person, is_demo=True,
            )  # fmt: skip
            for paper in papers_of(round_.rules):
                if paper.required:
                    add_paper(application=one, key=paper.key, name=f"{paper.key}.pdf", chunks=[PDF], by=by)
            one.refresh_from_db()
            made.append(submit(application=one, version=one.version, by=by))
    _step(cast, round_, "close", closes + timedelta(days=3))
    with on(closes + timedelta(days=4)):
        for one in made:
            by = cast.speakers[one.organisation_id]
            recommendations.recommend(application=one, version=None, opinion="同意推荐。", by=by)
    _step(cast, round_, "end_recommendation", closes + timedelta(days=5))
    with on(examined):
        examinations.conclude(round=round_, by=cast.office)
    _step(cast, round_, "end_examination", examined)
    _decide(cast, round_, batch, examined)
    return round_


def _decide(cast: Cast, round_: Round, batch: Batch, examined: date) -> None:
    with on(examined + timedelta(days=1)):
        decisions.freeze_list(round=round_, by=cast.office)
        round_.refresh_from_db()
        decisions.decide(
            round=round_, held_on=examined + timedelta(days=1), attendees="局长办公会成员",
            minutes="会议审议通过工业科技特派员名单，予以公示。", refused={}, version=round_.version, by=cast.office,
        )  # fmt: skip
    with on(examined + timedelta(days=8)):
        round_.refresh_from_db()
        if round_.rules["notice_days"]:
            notices.publicise(
                round=round_, from_on=examined + timedelta(days=8), receiver="区科技局", version=round_.version,
                by=cast.office,
            )  # fmt: skip
    recognised = examined + timedelta(days=28)
    with on(recognised):
        round_.refresh_from_db()
        recognitions.recognise(
            round=round_, document=batch.document, issuer="丽水市莲都区科学技术局", issued_on=recognised,
            version=round_.version, by=cast.office,
        )  # fmt: skip
    _step(cast, round_, "run", recognised)


def _post(cast: Cast, round_: Round, batch: Batch) -> None:
    """Needs of the firms, a plan by the solver, agreements – of the first batch at a meeting –, the service begins."""
    called = batch.opens + timedelta(days=50)
    signed = called + timedelta(days=16)
    with on(called):
        values = {"firms_most": 1, "requests_most": None, "people_most": 1, "term_months": 24}
        call = calls.open_call(
            round=round_, needs_until=called + timedelta(days=10), post_until=signed, values=values, by=cast.office
        )
        for firm in cast.firms:
            told = {"title": "工艺改进与检测", "field": "manufacturing", "keywords": "工艺；检测"}
            need = needs.state_need(call=call, host=firm, values=told, by=cast.contacts[firm.pk], is_demo=True)
            needs.take_need_step(need=need, verb="verify", version=need.version, by=cast.officer)
        plan = plans.start_plan(call=call, by=cast.office)
        plans.compute_plan(plan_id=plan.pk, by=cast.office)
        plan = PostingPlan.objects.get(pk=plan.pk)
        made = plan_releases.release_plan(plan=plan, version=plan.version, by=cast.office, from_on=signed)
    with on(called + timedelta(days=2)):
        for one in made:
            one.refresh_from_db()
            assert one.person_id is not None
            by = cast.accounts[one.person_id]
            agreed = postings.agree(posting=one, side="person", version=one.version, by=by, owns_no_part=True)
            postings.agree(posting=agreed, side="host", version=agreed.version, by=cast.contacts[one.host_id])
    _sign(cast, call, batch, signed)


def _sign(cast: Cast, call: PostingCall, batch: Batch, signed: date) -> None:
    with on(signed):
        drawn = [
            agreements.draw_up(
                posting=one, version=one.version, by=cast.office, tasks="驻点服务\n培训技术人员", is_demo=True
            )
            for one in Posting.objects.filter(call=call).order_by("pk")
        ]
        if batch.meeting:
            agreements.sign_at_meeting(
                call=call, title=batch.meeting, held_on=signed, agreements=drawn, by=cast.office, venue="莲都"
            )
        for number, one in enumerate(drawn, start=1):
            one.refresh_from_db()
            for party in () if batch.meeting else one.parties.split(","):
                one = agreements.sign(agreement=one, party=party, signed_on=signed, version=one.version, by=cast.office)
            one.refresh_from_db()
            agreements.file_agreement(
                agreement=one, number=f"{batch.document}-{number}", filed_on=signed, scan=("协议.pdf", [PDF]),
                version=one.version, by=cast.office,
            )  # fmt: skip
            posting = Posting.objects.get(pk=one.posting_id)
            postings.take_posting_step(posting=posting, verb="begin", version=posting.version, by=cast.office)


def _verify_contacts(cast: Cast) -> None:
    with on(AT_WORK - timedelta(days=5)):
        for firm in cast.firms:
            account = cast.contacts[firm.pk]
            made = add_contact(
                organisation=firm, values={"name": account.name}, account=account, by=account, is_demo=True
            )
            verify_contact(contact=made, proof="授权委托书", by=cast.officer)


def _log(cast: Cast, served: list[Posting]) -> None:
    """Days of service: logged, confirmed by the firm, approved by the district."""
    for turn in range(LOGS_EACH):
        with on(AT_WORK + timedelta(days=21 * turn)):
            for one in served:
                assert one.person_id is not None
                values = {
                    "kind": "on_site", "worked_on": AT_WORK + timedelta(days=21 * turn), "minutes": 360,
                    "venue": "生产车间", "title": "现场诊断工艺，指导技术人员",
                }  # fmt: skip
                log = log_work(posting=one, values=values, by=cast.accounts[one.person_id], is_demo=True)
                log = answer_log(log=log, confirmed=True, version=None, by=cast.contacts[one.host_id])
                approve_log(log=log, version=None, by=cast.officer)


def _yield(cast: Cast, served: list[Posting]) -> None:
    """What came of it, dealt over everybody, each with evidence and verified by the district."""
    titles = {
        "report": "工艺改进报告", "problem": "攻克工艺难题", "training": "职工技术培训",
        "patent_applied": "一种工艺装置", "project_applied": "科技计划项目",
        "centre": "市级企业技术中心", "hnte": "国家高新技术企业",
    }  # fmt: skip
    serial = 0
    for kind, count in COUNTS.items():
        for number in range(count):
            serial += 1
            one = served[number % len(served)]
            assert one.person_id is not None
            day = AT_WORK + timedelta(days=30 + number)
            with on(day + timedelta(days=10)):
                values: dict[str, Any] = {
                    "kind": kind, "title": f"{titles[kind]}（{number + 1}）", "happened_on": day,
                    "demand": _demand(cast, one, number) if kind == "problem" else None,
                }  # fmt: skip
                if kind == "patent_applied":
                    values["number"] = f"CN2020{number:08d}.{number % 10}"
                if kind == "training":
                    values |= {"persons": 20 + number, "hours": 3}
                made = add_yield(posting=one, values=values, by=cast.accounts[one.person_id], is_demo=True)
                author = cast.accounts[one.person_id]
                add_evidence(service_yield=made, kind="confirmation", name="证明.pdf", chunks=[PDF], by=author)
                made.refresh_from_db()
                take_yield_step(service_yield=made, verb="verify", version=made.version, by=cast.officer)


def _demand(cast: Cast, posting: Posting, number: int) -> Demand:
    """The problem as the firm states it."""
    firm, contact = posting.host, cast.contacts[posting.host_id]
    values = {
        "title": f"工艺难题（{number + 1}）", "organisation": firm, "area": cast.district, "source": "visit",
        "body": "成品尺寸超差，返工率高。", "targets": "良品率提高。", "found_on": AT_WORK,
        "contact_name": contact.name, "contact_phone": "13900000000",
    }  # fmt: skip
    made: Demand = add_record(register=DEMANDS, values=values, by=contact, is_demo=True)
    return made


def _pay_and_commend(cast: Cast, served: list[Posting]) -> None:
    with on(COMMENDED_ON):
        for one in served:
            values = {"kind": "subsidy", "stage": "paid", "amount": "10000", "document": "莲科〔2020〕40号"}
            enter_money(posting=one, values=values, by=cast.office, is_demo=True)
        for one in served[:COMMENDED]:
            said = {
                "level": "provincial", "document": "浙科特办〔2020〕5号", "issuer": "浙江省科技特派员工作办公室",
                "issued_on": COMMENDED_ON,
            }  # fmt: skip
            commend(posting=one, values=said, by=cast.office, is_demo=True)
