"""Huanggang 2022: a call in January, recommendation by every county, examination, notice, recognition on 28 March.

More apply than are recognised: some are returned and come again, some are not recommended, some miss a condition, one
is refused by the meeting, one withdraws, two are objected to. What comes out is counted by what pages use.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import translation

from duijie.accounts.domain.undertakings import publish_undertaking, sign_undertaking
from duijie.accounts.models import Undertaking, User
from duijie.common import clock
from duijie.common.public_forms import LEAST_AGE, make_token
from duijie.demands.domain.visits import log_visit
from duijie.demands.models import Demand
from duijie.demands.states import DemandState
from duijie.programmes.domain import decisions, examinations, notices, recognitions, recommendations, rounds
from duijie.programmes.domain.applications import add_paper, begin_application, submit, withdraw
from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.domain.queries.rounds import figures_of, units_of
from duijie.programmes.models import Application, Certificate, Recognition, Round
from duijie.programmes.rules import papers_of
from duijie.programmes.scenarios.huanggang_cast import (
    APPLIED,
    COUNTIES,
    DECLINED,
    GOOD,
    PREPARED,
    REFUSED_BY_MEETING,
    RETURNS,
    TOO_OLD,
    UPHELD,
    WITHDRAWN,
    Applicant,
    applicants,
    prepare,
)
from duijie.programmes.scenarios.people import PDF, Cast, on, open_account, register_person
from duijie.programmes.scenarios.solved import TO_SOLVED, solve
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.models import Area, AreaKind

OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)
RETURNED, AGAIN, RECOMMENDED = date(2022, 1, 24), date(2022, 1, 26), date(2022, 2, 11)
EXAMINED, MET, NOTICED, OBJECTED = date(2022, 2, 25), date(2022, 3, 4), date(2022, 3, 14), date(2022, 3, 16)
SETTLED, RECOGNISED, AT_WORK = date(2022, 3, 24), date(2022, 3, 28), date(2022, 6, 20)
AS_OF = date(2022, 12, 30)
DEMANDS_SOLVED = 12
UNDERTAKING = "本人对走访企业时知悉的技术、经营信息和个人信息严格保密，仅用于对接服务。"

EXPECTED: dict[str, Any] = {
    "recognised": GOOD, "recognised_on": "2022-03-28", "counties": len(COUNTIES), "counties_of_the_city": len(COUNTIES),
    "applications": APPLIED, "returned": RETURNS, "refused": DECLINED + TOO_OLD + REFUSED_BY_MEETING + UPHELD,
    "withdrawn": WITHDRAWN, "objected": 2, "demands_found": DEMANDS_SOLVED, "demands_solved": DEMANDS_SOLVED,
}  # fmt: skip
"""138 on 2022-03-28 from all counties is what was reported; the other figures are this story's own."""


def build() -> None:
    """The whole story, through the domain functions."""
    cast = prepare()
    applying = applicants(cast)
    round_ = _call(cast)
    _apply(cast, round_, applying)
    _recommend(cast, round_, applying)
    _examine(cast, round_, applying)
    _publish(cast, round_, applying)
    _work(cast, applying)


@translation.override("zh-hans")  # places are found by their Chinese names
def totals() -> dict[str, Any]:
    """What the figures of pages say, as the city's officer sees them."""
    by = User.objects.get(username="huanggang")
    seen = Round.objects.visible_to(by)
    figures = figures_of(seen, by=by)
    days = {one.isoformat() for one in Recognition.objects.filter(round__in=seen).values_list("issued_on", flat=True)}
    from_counties = {one.area_id for round_ in seen for one in units_of(round_) if one.recognised}
    counties = Area.objects.visible_to(by).filter(path__startswith="42/4211/", kind=AreaKind.COUNTY)
    recognised = Certificate.objects.visible_to(by).exclude(application__person__account=None)
    finders = recognised.values("application__person__account")
    found = Demand.objects.visible_to(by).filter(visits__visitor__in=finders).distinct()
    return {
        **{
            name: figures[name]
            for name in ("recognised", "applications", "returned", "refused", "withdrawn", "objected")
        },
        "recognised_on": ", ".join(sorted(days)),
        "counties": len(from_counties),
        "counties_of_the_city": counties.count(),
        "demands_found": found.count(),
        "demands_solved": found.filter(state__in=[DemandState.SOLVED, DemandState.CLOSED]).count(),
    }


def _call(cast: Cast) -> Round:
    with on(PREPARED):
        values = {"name": "科创联络员", "name_en": "Innovation liaison officers"}
        area = cast.areas["city"]
        programme = add_programme(template="liaison_officers", area=area, values=values, by=cast.city, is_demo=True)
        told = {
            "name": "2022年首批", "opens_on": OPENS, "closes_on": CLOSES, "recommend_by": date(2022, 2, 18),
            "call": "面向园区和科技型企业从业人员，各县（市、区）推荐。", "contact": "市科协学会部",
        }  # fmt: skip
        made = rounds.add_round(programme=programme, values=told, by=cast.city, is_demo=True)
        units = {one.pk: 16 for one in made.units.all()}
        rounds.set_quotas(round=made, quotas=units, by=cast.city)
    return _step(cast, made, "open", OPENS)


def _step(cast: Cast, round_: Round, verb: str, day: date) -> Round:
    with on(day):
        round_.refresh_from_db()
        return rounds.take_round_step(round=round_, verb=verb, version=round_.version, by=cast.city)


def _apply(cast: Cast, round_: Round, applicants: list[Applicant]) -> None:
    for one in applicants:
        contact = cast.contacts[one.firm.pk]
        with on(OPENS + timedelta(days=1 + one.number % 12)):
            officer = cast.counties[one.firm.area.code]
            known = one.fate != "unsure"  # whom the register does not know, nobody can tell about
            person = register_person(one.number, one.firm, by=officer, since=date(2016, 7, 1)) if known else None
            values: dict[str, Any] = {
                "name": person.name if person else f"新人{'一二三四'[one.number % 4]}",
                "title": "工程师",
            }
            born = 1960 if one.fate == "old" else 1970 + one.number % 25
            values["answers"] = {
                "birth_date": f"{born}-03-0{1 + one.number % 9}", "post": "研发主管", "phone": f"139{one.number:08d}",
                "years": 3 + one.number % 15, "civil_servant": False,
                "statement": "每月走访联系企业，收集并上报技术需求。",
            }  # fmt: skip
            made = begin_application(
                round=round_, organisation=one.firm, values=values, by=contact, person=person, is_demo=True
            )
            for paper in papers_of(round_.rules):
                if paper.required:
                    add_paper(application=made, key=paper.key, name=f"{paper.key}.pdf", chunks=[PDF], by=contact)
            one.application = submit(application=made, version=made.version, by=contact)
    for one in applicants:
        if one.is_returned:
            _return_once(cast, one)


def _return_once(cast: Cast, one: Applicant) -> None:
    officer, contact = cast.counties[one.firm.area.code], cast.contacts[one.firm.pk]
    application = _current(one)
    with on(RETURNED):
        application = recommendations.return_application(
            application=application, defects=["推荐表未加盖公章", "在职证明未注明起始时间"],
            version=application.version, by=officer,
        )  # fmt: skip
    with on(AGAIN):
        add_paper(application=application, key="form", name="form-2.pdf", chunks=[PDF, b"%2\n"], by=contact)
        application.refresh_from_db()
        submit(application=application, version=application.version, by=contact)


def _current(one: Applicant) -> Application:
    assert one.application is not None
    found: Application = Application.objects.get(pk=one.application.pk)
    return found


def _recommend(cast: Cast, round_: Round, applicants: list[Applicant]) -> None:
    _step(cast, round_, "close", CLOSES + timedelta(days=3))
    with on(RECOMMENDED):
        for one in applicants:
            officer, application = cast.counties[one.firm.area.code], _current(one)
            if one.fate == "declined":
                recommendations.decline(
                    application=application, version=application.version, reason="不在园区或科技型企业任职", by=officer
                )  # fmt: skip
            else:
                recommendations.recommend(
                    application=application, version=application.version, opinion="同意推荐。", by=officer
                )
    _step(cast, round_, "end_recommendation", date(2022, 2, 21))


def _examine(cast: Cast, round_: Round, applicants: list[Applicant]) -> None:
    with on(EXAMINED):
        examinations.conclude(round=round_, by=cast.city)
        for one in (each for each in applicants if each.fate == "unsure"):
            application = _current(one)
            examinations.settle(
                application=application, number=1, place="", met=True, proof="社保缴费记录", by=cast.city
            )
            examinations.take_examination_step(
                application=application, verb="pass", version=application.version, by=cast.city
            )
        gone = next(one for one in applicants if one.fate == "withdrawn")
        application = _current(gone)
        by = cast.contacts[gone.firm.pk]
        withdraw(application=application, version=application.version, reason="调离本单位", by=by)
    _step(cast, round_, "end_examination", EXAMINED)
    with on(MET):
        decisions.freeze_list(round=round_, by=cast.city)
        round_.refresh_from_db()
        refused = {_current(one).pk: "所在企业已有联络员" for one in applicants if one.fate == "refused"}
        decisions.decide(
            round=round_, held_on=MET, attendees="市科协党组成员", minutes="会议审议通过首批科创联络员名单，予以公示。",
            refused=refused, version=round_.version, by=cast.city,
        )  # fmt: skip


def _publish(cast: Cast, round_: Round, applicants: list[Applicant]) -> None:
    with on(NOTICED):
        round_.refresh_from_db()
        notice = notices.publicise(
            round=round_, from_on=NOTICED, receiver="市科协机关纪委", version=round_.version, by=cast.city
        )
    objections = {}
    for fate in ("objected", "upheld"):
        with on(OBJECTED):
            token = make_token(notices.PURPOSE)
            values = {
                "objector": "方正", "contact": "13900000000", "statement": "反映任职情况与申报材料不符。",
                "application": next(_current(one).pk for one in applicants if one.fate == fate),
            }  # fmt: skip
            with clock.at(clock.now() + 2 * LEAST_AGE):
                objections[fate] = notices.object_publicly(
                    notice=notice, token=token, values=values, evidence=("证据.pdf", [PDF])
                )
    with on(SETTLED):
        decide = notices.decide_objection
        decide(objection=objections["objected"], upheld=False, reason="经核查，材料属实。", by=cast.city)
        decide(objection=objections["upheld"], upheld=True, reason="经核查，已不在该企业任职。", by=cast.city)
    with on(RECOGNISED):
        round_.refresh_from_db()
        recognitions.recognise(
            round=round_, document="黄科协发〔2022〕8号", issuer="黄冈市科学技术协会", issued_on=RECOGNISED,
            version=round_.version, by=cast.city,
        )  # fmt: skip
    _step(cast, round_, "run", RECOGNISED)


def _work(cast: Cast, applying: list[Applicant]) -> None:
    """Some of those recognised visit their firms, find a demand each, and coordinate it until it is solved."""
    for number, one in enumerate(_at_work(applying)):
        firm, officer = one.firm, cast.counties[one.firm.area.code]
        finder = _liaison_officer(cast, one)
        with on(AT_WORK + timedelta(days=number)):
            values = {
                "title": f"{firm.name[3:5]}产线良品率偏低（第{number + 1}号需求）", "organisation": firm,
                "kind": "find",
                "result": "demand", "visited_on": clock.today(), "contact_name": cast.contacts[firm.pk].name,
                "contact_phone": "13900000000",
            }  # fmt: skip
            problem = "夜班温度波动大，成品尺寸超差，返工率高。良品率由 92% 提高到 97%。"
            demand = log_visit(values=values, problem=problem, by=finder, is_demo=True).demand
            assert demand is not None
        began = AT_WORK + timedelta(days=number + 24)
        proof = "企业确认良品率达到 97.2%"
        solve(demand, proof=proof, first=began, every=timedelta(days=12), by=officer, to=(*TO_SOLVED, "close"))


def _at_work(applying: list[Applicant]) -> list[Applicant]:
    """The first recognised of one county after another, of other firms in the second turn."""
    found: dict[int, Applicant] = {}
    for one in applying:
        if one.fate == "good":
            found.setdefault(one.firm.pk, one)
    return list(found.values())[:DEMANDS_SOLVED]


def _liaison_officer(cast: Cast, one: Applicant) -> User:
    """The account of somebody recognised, who has signed the undertaking."""
    with on(AT_WORK - timedelta(days=30)):
        person = _current(one).person
        assert person is not None
        account = open_account(f"lianluoyuan-{one.number}", person.name, "liaison_officer", organisation=one.firm)
        set_person_account(person=person, account=account, version=person.version, by=cast.city)
        text = Undertaking.objects.order_by("-version").first() or publish_undertaking(text=UNDERTAKING, by=cast.city)
        sign_undertaking(undertaking=text, name=person.name, by=account)
    return account
