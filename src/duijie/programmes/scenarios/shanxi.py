"""Shanxi: S&T talent workstations of universities at firms and in counties, and outposts elsewhere.

A call, recommendation by the universities, recognition, needs of hosts, a plan by the solver, agreements signed at a
meeting, then stations with what they do, and a register of awards. What comes out is counted by what pages use.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import translation

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
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.queries.postings import figures_of_call
from duijie.programmes.domain.queries.stations import award_figures, station_figures
from duijie.programmes.models import Application, Certificate, Posting, PostingCall, Review, Round
from duijie.programmes.rules import papers_of
from duijie.programmes.scenarios.people import PDF, name_of, on, open_account
from duijie.programmes.scenarios.shanxi_cast import (
    AS_OF,
    AWARD_COUNT,
    CITIES,
    CLOSES,
    COUNTIES,
    EXAMINED,
    HOSTS,
    MET,
    NOTICED,
    OPENS,
    OUTPOSTS,
    PREPARED,
    RECOGNISED,
    RECOMMENDED,
    SCHOOLS,
    WITH_RESEARCH_UNITS,
    Cast,
)
from duijie.programmes.scenarios.shanxi_stations import call_for_postings, enter_awards, match, sign, work
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.records import add_record
from duijie.registry.models import AreaKind, OrganisationKind
from duijie.registry.registers.persons import EXPERTS

__all__ = ["AS_OF", "EXPECTED", "build", "totals"]

EXPECTED: dict[str, Any] = {
    "recognised": 6, "postings_serving": 6, "hosts_served": 6, "agreements_filed": 6,
    "stations": 9, "outposts": 3, "places": 7, "experts": 15, "projects": 9, "consulting_reports": 12,
    "decision_reports": 6, "patents_applied": 6, "patents_granted": 2,
    "reports_by_place": "北京 2 · 珠海 2 · 港澳 2 · 小店区 2 · 榆次区 4 · 方山县 4 · 孝义市 2",
    "stations_in_fangshan": 2, "reports_in_fangshan": 4,
    "awards": AWARD_COUNT, "awards_with_research_units": WITH_RESEARCH_UNITS,
    "more_than_half_with_research_units": True,
}  # fmt: skip
"""10 award projects, more than half by enterprises with research units, is what was reported; the other figures are
this story's own."""


def build() -> None:
    """The whole story, through the domain functions."""
    cast = _prepare()
    round_ = _recognise(cast)
    call = call_for_postings(cast, round_)
    match(cast, call)
    sign(cast, call)
    work(cast)
    enter_awards(cast)


@translation.override("zh-hans")  # places are found by their Chinese names
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
        "patents_applied": whole["patents_applied"], "patents_granted": whole["patents_granted"],
        "reports_by_place": " · ".join(f"{one['place']} {one['consulting'] + one['decision']}" for one in places),
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
        for code, name, name_en, above in COUNTIES:
            cast.areas[code] = add_area(
                code=code, name=name, name_en=name_en, kind=AreaKind.COUNTY, parent=cast.areas[above], by=keeper
            )
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
                "host": {"name": HOSTS[number][1], "number": None}, "place": HOSTS[number][1],
                "kind": "station", "academician": "none", "phone": f"139{number:08d}",
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
