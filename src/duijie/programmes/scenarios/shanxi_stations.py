"""Shanxi from the call for postings on: agreements at a meeting, stations at work, the register of awards."""

from datetime import timedelta
from typing import Any

from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.postings import calls, needs
from duijie.programmes.models import Posting, PostingCall, Round
from duijie.programmes.registers import AWARDS, STATIONS
from duijie.programmes.scenarios.people import name_of, on
from duijie.programmes.scenarios.posted import agree_on, draw_up_all, file_and_begin, plan_and_release
from duijie.programmes.scenarios.shanxi_cast import (
    AS_OF,
    AT_WORK,
    AWARD_COUNT,
    CALLED,
    HOSTS,
    MATCHED,
    OUTPOSTS,
    PATENTS_GRANTED,
    SCHOOLS,
    SIGNED,
    WITH_RESEARCH_UNITS,
    Cast,
)
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.records import add_record


def call_for_postings(cast: Cast, round_: Round) -> PostingCall:
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


def match(cast: Cast, call: PostingCall) -> None:
    """A plan by the solver, released; both sides agree."""
    with on(MATCHED):
        made = plan_and_release(call, from_on=SIGNED, by=cast.office)
    with on(MATCHED + timedelta(days=2)):
        agree_on(made, speaker=lambda one: cast.speakers[one.home_id], contacts=cast.contacts)


def sign(cast: Cast, call: PostingCall) -> None:
    """Agreements, signed at a meeting and filed; the service begins."""
    with on(SIGNED):
        drawn = draw_up_all(call, tasks="驻站攻关\n提交咨询报告", by=cast.office)
        agreements.sign_at_meeting(
            call=call, title="科技人才工作站签约会", held_on=SIGNED, agreements=drawn, by=cast.office, venue="太原"
        )
        for number, one in enumerate(drawn, start=1):
            file_and_begin(one, number=f"晋工作站协〔2022〕{number}号", filed_on=SIGNED, by=cast.office)


def work(cast: Cast) -> None:
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
            if not values["is_outpost"]:
                granted = number < PATENTS_GRANTED
                patent = {
                    "title": f"一种工艺装置（{number + 1}）", "number": f"CN2022{number:08d}.{number % 10}",
                    "stage": "granted" if granted else "applied", "on": AS_OF if granted else first,
                }  # fmt: skip
                held = {"kind": "guidance", "title": "车间现场指导", "on": first, "persons": 12}
                parts |= {"patents": [patent], "activities": [held]}
            add_parts(register=STATIONS, rows={station.pk: parts}, by=cast.office)


def enter_awards(cast: Cast) -> None:
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
