"""Shanxi: S&T talent workstations of universities at firms and in counties, and outposts elsewhere.

A call, recommendation by the universities, recognition, needs of hosts, a plan by the solver, agreements signed at a
meeting, then stations with what they do, and a register of awards. What comes out is counted by what pages use.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from duijie.accounts.models import User
from duijie.programmes.domain import (
    decisions,
    examinations,
    notices,
    panels,
    recognitions,
    recommendations,
    reviews,
    rounds,
)
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.postings import calls, needs, plan_releases, plans, postings
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.queries.postings import figures_of_call
from duijie.programmes.domain.queries.stations import award_figures, station_figures
from duijie.programmes.models import Application, Certificate, Posting, PostingCall, PostingPlan, Review, Round
from duijie.programmes.registers import AWARDS, STATIONS
from duijie.programmes.rules import papers_of
from duijie.programmes.scenarios.huanggang import PDF, on
from duijie.programmes.scenarios.people import name_of, open_account
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.records import add_record
from duijie.registry.models import Area, AreaKind, Organisation, OrganisationKind, Person
from duijie.registry.registers.persons import EXPERTS

CITIES = (("1401", "太原市", "Taiyuan"), ("1411", "吕梁市", "Lüliang"), ("1407", "晋中市", "Jinzhong"))
COUNTIES = (
    ("141128", "方山县", "1411"), ("141181", "孝义市", "1411"),
    ("140105", "小店区", "1401"), ("140702", "榆次区", "1407"),
)  # fmt: skip
SCHOOLS = ("北岳理工大学", "京北工业大学", "汾水农业大学", "云冈能源研究院")
HOSTS = (
    ("141128", "方山县羊肚菌种植合作社", "biology"), ("141128", "方山酿造有限公司", "biology"),
    ("141181", "孝义焦化节能有限公司", "energy"), ("140105", "小店智能装备有限公司", "manufacturing"),
    ("140702", "榆次液压件有限公司", "manufacturing"), ("140702", "榆次新材料有限公司", "materials"),
)  # fmt: skip
OUTPOSTS = ("北京", "珠海", "港澳")
FIELDS = ("manufacturing", "energy", "biology", "materials")
PREPARED, OPENS, CLOSES = date(2022, 2, 15), date(2022, 3, 1), date(2022, 3, 18)
RECOMMENDED, EXAMINED, MET, NOTICED = date(2022, 3, 25), date(2022, 4, 6), date(2022, 4, 12), date(2022, 4, 13)
RECOGNISED, CALLED, MATCHED, SIGNED = date(2022, 4, 25), date(2022, 4, 26), date(2022, 5, 10), date(2022, 5, 20)
AT_WORK, AS_OF = date(2022, 7, 1), date(2023, 12, 29)
AWARD_COUNT, WITH_RESEARCH_UNITS = 10, 6

EXPECTED: dict[str, Any] = {
    "recognised": 6, "postings_serving": 6, "hosts_served": 6, "agreements_filed": 6,
    "stations": 9, "outposts": 3, "places": 7, "experts": 15, "projects": 9, "consulting_reports": 12,
    "decision_reports": 6, "stations_in_fangshan": 2, "reports_in_fangshan": 4,
    "awards": AWARD_COUNT, "awards_with_research_units": WITH_RESEARCH_UNITS,
    "more_than_half_with_research_units": True,
}  # fmt: skip
"""10 award projects, more than half by enterprises with research units, is what was reported; the other figures are
this story's own."""


@dataclass(slots=True)
class Cast:
    province: Area
    office: User
    areas: dict[str, Area] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    schools: list[Organisation] = field(default_factory=list)
    speakers: dict[int, User] = field(default_factory=dict)
    hosts: list[Organisation] = field(default_factory=list)
    contacts: dict[int, User] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)


def build() -> None:
    """The whole story, through the domain functions."""
    cast = _prepare()
    round_ = _recognise(cast)
    call = _call(cast, round_)
    _match(cast, call)
    _sign(cast, call)
    _work(cast)
    _awards(cast)


def totals() -> dict[str, Any]:
    """What the figures of pages say, as the province's officer sees them."""
    by = User.objects.get(username="shanxi")
    *places, whole = station_figures(by=by)
    awards = award_figures(by=by)
    call = PostingCall.objects.visible_to(by).get()
    figures = figures_of_call(call, by=by)
    fangshan = next(one for one in places if one["place"] == "方山县")
    filed = Posting.objects.visible_to(by).filter(agreements__state="filed").distinct()
    return {
        "recognised": Certificate.objects.visible_to(by).count(),
        "postings_serving": figures["serving"], "hosts_served": figures["hosts"], "agreements_filed": filed.count(),
        "stations": whole["stations"], "outposts": sum(one["place"] in OUTPOSTS for one in places),
        "places": len(places), "experts": whole["experts"], "projects": whole["projects"],
        "consulting_reports": whole["consulting"], "decision_reports": whole["decision"],
        "stations_in_fangshan": fangshan["stations"],
        "reports_in_fangshan": fangshan["consulting"] + fangshan["decision"],
        "awards": awards["awards"], "awards_with_research_units": awards["with_research_units"],
        "more_than_half_with_research_units": 2 * awards["with_research_units"] > awards["awards"],
    }  # fmt: skip


def _prepare() -> Cast:
    with on(PREPARED):
        keeper = open_account("guanliyuan", "韩静仪", "system_administrator")
        province = add_area(code="14", name="山西省", name_en="Shanxi", kind=AreaKind.PROVINCE, parent=None, by=keeper)
        cast = Cast(province, open_account("shanxi", "顾长川", "city_officer", area=province))
        for code, name, name_en in CITIES:
            cast.areas[code] = add_area(
                code=code, name=name, name_en=name_en, kind=AreaKind.CITY, parent=province, by=keeper
            )
        for code, name, above in COUNTIES:
            cast.areas[code] = add_area(code=code, name=name, kind=AreaKind.COUNTY, parent=cast.areas[above], by=keeper)
            cast.officers[code] = open_account(f"xian-{code}", f"{name}经办人", "county_officer", area=cast.areas[code])
        for number, name in enumerate(SCHOOLS):
            values = {"name": name, "kind": OrganisationKind.UNIVERSITY, "area": cast.areas["140105"]}
            school = add_organisation(values=values, by=cast.office, is_demo=True)
            cast.schools.append(school)
            cast.speakers[school.pk] = open_account(
                f"gaoxiao-{number}", f"{name}科研处", "institution_officer", organisation=school
            )
        for number, (code, name, _field) in enumerate(HOSTS):
            values = {"name": name, "kind": OrganisationKind.ENTERPRISE, "area": cast.areas[code]}
            host = add_organisation(values=values, by=cast.officers[code], is_demo=True)
            cast.hosts.append(host)
            cast.contacts[host.pk] = open_account(
                f"qiye-{number}", f"{name[:6]}联系人", "firm_contact", organisation=host
            )
        for number, (_code, _name, known_for) in enumerate(HOSTS):
            school = cast.schools[number % len(SCHOOLS)]
            values = {
                "name": name_of(number + 40), "organisation": school, "area": school.area, "title": "教授",
                "rank": "senior", "field": known_for, "keywords": "工艺；检测",
            }  # fmt: skip
            cast.people.append(add_record(register=EXPERTS, values=values, by=cast.office, is_demo=True))
    return cast


def _review(cast: Cast, round_: Round) -> None:
    """As the template wants it: three of five experts look at each application, blind."""
    round_.refresh_from_db()
    values: dict[str, Any] = {
        "each": 3,
        "each_side": 0,
        "from_scores": 3,
        "due_on": MET,
        "fields": ["statement"],
        "papers": ["needs"],
    }
    panels.set_up(round=round_, values=values, version=None, by=cast.office)
    for number in range(5):
        account = open_account(f"pingshen-{number}", name_of(300 + number), "reviewer")
        panels.add_reviewer(round=round_, account=account, most=99, by=cast.office)
    panels.assign(round=round_, by=cast.office)
    marks = {one["key"]: 86 for one in round_.rules["criteria"]}
    for review in Review.objects.filter(application__round=round_).select_related("reviewer__account").order_by("pk"):
        by = review.reviewer.account
        reviews.write_review(review=review, marks=marks, comment="同意。", version=review.version, by=by, hand_in=True)
    panels.close(round=round_, by=cast.office)


def _step(cast: Cast, round_: Round, verb: str, day: date) -> None:
    with on(day):
        round_.refresh_from_db()
        rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=cast.office)


def _recognise(cast: Cast) -> Round:
    """From the call to the certificates."""
    with on(PREPARED):
        names = {"name": "科技人才工作站", "name_en": "S&T talent workstations"}
        programme = add_programme(
            template="talent_workstations", area=cast.province, values=names, by=cast.office, is_demo=True
        )
        told = {
            "name": "2022年", "opens_on": OPENS, "closes_on": CLOSES, "recommend_by": RECOMMENDED,
            "call": "面向高校、科研院所专家团队，由所在单位推荐。", "contact": "省科协组织人事部",
        }  # fmt: skip
        round_ = rounds.add_round(programme=programme, values=told, by=cast.office, is_demo=True)
        units = {
            school.pk: rounds.add_unit(round=round_, organisation=school, quota=None, by=cast.office)
            for school in cast.schools
        }
    _step(cast, round_, "open", OPENS)
    round_.refresh_from_db()
    made: list[Application] = []
    for number, person in enumerate(cast.people):
        school = cast.schools[number % len(SCHOOLS)]
        by = cast.speakers[school.pk]
        with on(OPENS + timedelta(days=2 + number)):
            answers = {
                "place": HOSTS[number][1], "kind": "station", "academician": "none", "phone": f"139{number:08d}",
                "days": 60, "statement": "围绕企业工艺难题驻站攻关，每季度提交咨询报告。",
            }  # fmt: skip
            values = {"name": person.name, "title": "教授", "answers": answers}
            one = begin_application(
                round=round_, organisation=school, unit=units[school.pk], values=values, by=by, person=person,
                is_demo=True,
            )  # fmt: skip
            for paper in papers_of(round_.rules):
                if paper.required:
                    add_paper(application=one, key=paper.key, name=f"{paper.key}.pdf", chunks=[PDF], by=by)
            one.refresh_from_db()
            made.append(submit(application=one, version=one.version, by=by))
    _step(cast, round_, "close", CLOSES + timedelta(days=3))
    with on(RECOMMENDED):
        for one in made:
            recommendations.recommend(
                application=one, version=None, opinion="同意推荐。", by=cast.speakers[one.organisation_id]
            )
    _step(cast, round_, "end_recommendation", RECOMMENDED)
    with on(EXAMINED):
        examinations.conclude(round=round_, by=cast.office)
        _review(cast, round_)
    _step(cast, round_, "end_examination", EXAMINED)
    with on(MET):
        decisions.freeze_list(round=round_, by=cast.office)
        round_.refresh_from_db()
        decisions.decide(
            round=round_, held_on=MET, attendees="省科协党组成员", minutes="会议审议通过建站名单，予以公示。",
            refused={}, version=round_.version, by=cast.office,
        )  # fmt: skip
    with on(NOTICED):
        round_.refresh_from_db()
        notices.publicise(
            round=round_, from_on=NOTICED, receiver="省科协机关纪委", version=round_.version, by=cast.office
        )
    with on(RECOGNISED):
        round_.refresh_from_db()
        recognitions.recognise(
            round=round_, document="晋科协发〔2022〕16号", issuer="山西省科学技术协会", issued_on=RECOGNISED,
            version=round_.version, by=cast.office,
        )  # fmt: skip
    _step(cast, round_, "run", RECOGNISED)
    return round_


def _call(cast: Cast, round_: Round) -> PostingCall:
    """Needs of the hosts, checked by their counties."""
    with on(CALLED):
        values = {"firms_most": 1, "requests_most": 2, "people_most": 1, "term_months": 24}
        call = calls.open_call(
            round=round_, needs_until=MATCHED, post_until=SIGNED, values=values, by=cast.office
        )  # fmt: skip
    for host, (code, _name, known_for) in zip(cast.hosts, HOSTS, strict=True):
        with on(CALLED + timedelta(days=3)):
            told = {"title": "工艺改进与检测", "field": known_for, "keywords": "工艺；检测"}
            need = needs.state_need(call=call, host=host, values=told, by=cast.contacts[host.pk], is_demo=True)
            needs.take_need_step(need=need, verb="verify", version=need.version, by=cast.officers[code])
    return call


def _match(cast: Cast, call: PostingCall) -> None:
    """A plan by the solver, released; both sides agree."""
    with on(MATCHED):
        plan = plans.start_plan(call=call, by=cast.office)
        plans.compute_plan(plan_id=plan.pk, by=cast.office)
        plan = PostingPlan.objects.get(pk=plan.pk)
        made = plan_releases.release_plan(plan=plan, version=plan.version, by=cast.office, from_on=SIGNED)
    with on(MATCHED + timedelta(days=2)):
        for one in made:
            one.refresh_from_db()
            agreed = postings.agree(
                posting=one, side="person", version=one.version, by=cast.speakers[one.home_id], owns_no_part=True
            )
            postings.agree(posting=agreed, side="host", version=agreed.version, by=cast.contacts[one.host_id])


def _sign(cast: Cast, call: PostingCall) -> None:
    """Agreements, signed at a meeting and filed; the service begins."""
    with on(SIGNED):
        drawn = [
            agreements.draw_up(
                posting=one, version=one.version, by=cast.office, tasks="驻站攻关\n提交咨询报告", is_demo=True
            )
            for one in Posting.objects.filter(call=call).order_by("pk")
        ]
        agreements.sign_at_meeting(
            call=call, title="科技人才工作站签约会", held_on=SIGNED, agreements=drawn, by=cast.office, venue="太原"
        )
        for number, one in enumerate(drawn, start=1):
            one.refresh_from_db()
            agreements.file_agreement(
                agreement=one, number=f"晋工作站协〔2022〕{number}号", filed_on=SIGNED, scan=("协议.pdf", [PDF]),
                version=one.version, by=cast.office,
            )  # fmt: skip
            posting = Posting.objects.get(pk=one.posting_id)
            postings.take_posting_step(posting=posting, verb="begin", version=posting.version, by=cast.office)


def _work(cast: Cast) -> None:
    """A station for each posting, and the outposts; what they did in their first year."""
    rows: list[tuple[dict[str, Any], str, int]] = []
    for number, one in enumerate(Posting.objects.select_related("host__area", "home").order_by("host")):
        values = {
            "title": f"{one.host.name[:6]}科技人才工作站", "kind": "talent", "organisation": one.host,
            "area": one.host.area, "home_name": one.home.name, "leader": one.name, "founded": SIGNED,
            "planned_days": 60, "plan": "围绕工艺难题驻站攻关。", "is_outpost": False,
        }  # fmt: skip
        rows.append((values, one.name, number))
    for number, where in enumerate(OUTPOSTS, start=len(rows)):
        values = {
            "title": f"山西科技人才（{where}）区域工作站", "kind": "talent", "area": cast.province, "venue": where,
            "home_name": "山西省科学技术协会", "founded": AT_WORK, "is_outpost": True, "plan": "引才引智，对接项目。",
        }  # fmt: skip
        rows.append((values, name_of(number + 60), number))
    for values, head, number in rows:
        with on(AT_WORK + timedelta(days=number)):
            station = add_record(register=STATIONS, values=values, by=cast.office, is_demo=True)
            unit = values["home_name"]
            experts = [
                {"name": head, "organisation_name": unit, "organisation": None, "standing": "none", "team": "团队"}
            ]
            if not values["is_outpost"]:
                experts.append({**experts[0], "name": name_of(number + 80)})
            first = AT_WORK + timedelta(days=30 + number)
            add_parts(register=STATIONS, rows={station.pk: {"experts": experts}}, by=cast.office)
        with on(AS_OF):
            reports = [
                {"kind": "consulting", "title": "工艺诊断报告", "on": first, "adopted": True, "receiver": "设站单位"}
            ]
            reports.append({**reports[0], "title": "改进建议", "on": first + timedelta(days=90)})
            decision = {"kind": "decision", "title": "产业发展建议", "on": first, "adopted": True, "receiver": "科协"}
            parts: dict[str, Any] = {
                "presences": [{"expert_name": head, "from_on": first, "to_on": first + timedelta(days=6), "days": 7}],
                "projects": [{"title": "联合攻关项目", "from_on": first, "to_on": AS_OF, "amount": 50}],
                "reports": [decision, decision] if values["is_outpost"] else reports,
            }  # fmt: skip
            add_parts(register=STATIONS, rows={station.pk: parts}, by=cast.office)


def _awards(cast: Cast) -> None:
    """The register of awards, each with its source."""
    with on(AS_OF):
        for number in range(AWARD_COUNT):
            together = number < WITH_RESEARCH_UNITS
            host = cast.hosts[number % len(cast.hosts)]
            values = {
                "title": f"{host.name[:4]}关键技术研究与应用（{number + 1}）", "award": "山西省科学技术奖",
                "level": "provincial", "grade": "二等奖" if number % 3 else "一等奖", "year": 2022 + number % 2,
                "organisation": host, "area": host.area,
                "winner_kind": "with_research_unit" if together else "enterprise" if number % 2 else "research_unit",
                "research_unit": SCHOOLS[number % len(SCHOOLS)] if together else "",
                "source": f"晋政发〔{2023 + number % 2}〕{number + 3}号",
            }  # fmt: skip
            add_record(register=AWARDS, values=values, by=cast.office, is_demo=True)
