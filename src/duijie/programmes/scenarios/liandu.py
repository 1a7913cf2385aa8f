"""Liandu: industrial commissioners 2018–2020 – two batches from two colleges to seven firms, service logs that the
firms confirm and the district approves, what came of it, and commendation.

What comes out is counted by what pages use.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation

from duijie.accounts.models import User
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations, rounds
from duijie.programmes.domain.applications import add_paper, begin_application, submit
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.queries import yields as yield_queries
from duijie.programmes.domain.queries.ledger import list_entries, sums
from duijie.programmes.domain.queries.work_logs import figures_of_logs, list_logs
from duijie.programmes.models import (
    Application,
    Certificate,
    Commendation,
    Posting,
    PostingCall,
    Programme,
    Round,
    SigningMeeting,
)
from duijie.programmes.rules import papers_of
from duijie.programmes.scenarios.liandu_cast import (
    AS_OF,
    BATCHES,
    COLLEGES,
    COMMENDED,
    COUNTS,
    FIRMS,
    LOGS_EACH,
    PREPARED,
    Batch,
    Cast,
)
from duijie.programmes.scenarios.liandu_service import enter_yields, log_days, pay_and_commend, post, verify_contacts
from duijie.programmes.scenarios.people import PDF, name_of, on, open_account
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.domain.records import add_record
from duijie.registry.models import AreaKind, OrganisationKind, Person
from duijie.registry.registers.persons import EXPERTS, PERSONS

__all__ = ["AS_OF", "EXPECTED", "build", "totals"]

EXPECTED: dict[str, Any] = {
    "commissioners": 14, "firms_signed_at_the_meeting": 7, **{f"yield_{kind}": n for kind, n in COUNTS.items()},
    "yield_patent_granted": 0, "yield_project_accepted": 0, "commended_at_provincial_level": COMMENDED,
    "colleges": len(COLLEGES), "logs_counted": 14 * LOGS_EACH, "hours_counted": 14 * LOGS_EACH * 6.0,
    "subsidy_paid": Decimal(14 * 10_000),
}  # fmt: skip
"""The first nine and the provincial commendations are what was reported – patents are *applied for* –; what was not
granted or accepted is none, and the others are this story's own."""


def build() -> None:
    """The whole story, through the domain functions."""
    cast = _prepare()
    with on(PREPARED):
        names = {"name": "工业科技特派员", "name_en": "Industrial commissioners"}
        programme = add_programme(template="commissioners", area=cast.city, values=names, by=cast.office, is_demo=True)
    for number, batch in enumerate(BATCHES):
        people = _people(cast, batch, number)
        round_ = _recognise(cast, programme, batch, people)
        post(cast, round_, batch)
    served = list(Posting.objects.select_related("host", "person").order_by("pk"))
    verify_contacts(cast)
    log_days(cast, served)
    enter_yields(cast, served)
    pay_and_commend(cast, served)


@translation.override("zh-hans")  # places are found by their Chinese names
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
                "owns_host": False, "agreed": True, "host": {"name": FIRMS[number], "number": None},
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
