"""Liandu from the call for postings on: agreements, days of service, what came of them, money and commendation."""

from datetime import date, timedelta
from typing import Any

from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.money.ledger import enter_money
from duijie.programmes.domain.postings import calls, needs
from duijie.programmes.domain.results.commendations import commend
from duijie.programmes.domain.results.yields import add_evidence, add_yield, take_yield_step
from duijie.programmes.domain.worklogs.approvals import approve_log
from duijie.programmes.domain.worklogs.confirmations import answer_log
from duijie.programmes.domain.worklogs.host_contacts import add_contact, verify_contact
from duijie.programmes.domain.worklogs.work_logs import log_work
from duijie.programmes.models import (
    Posting,
    PostingCall,
    Round,
)
from duijie.programmes.scenarios.liandu_cast import AT_WORK, COMMENDED, COMMENDED_ON, COUNTS, LOGS_EACH, Batch, Cast
from duijie.programmes.scenarios.people import PDF, on
from duijie.programmes.scenarios.posted import agree_on, draw_up_all, file_and_begin, plan_and_release
from duijie.programmes.scenarios.solved import solve
from duijie.registry.domain.records import add_record


def post(cast: Cast, round_: Round, batch: Batch) -> None:
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
        made = plan_and_release(call, from_on=signed, by=cast.office)
    with on(called + timedelta(days=2)):
        agree_on(made, speaker=lambda one: _account_of(cast, one), contacts=cast.contacts)
    _sign(cast, call, batch, signed)


def _account_of(cast: Cast, posting: Posting) -> Any:
    assert posting.person_id is not None
    return cast.accounts[posting.person_id]


def _sign(cast: Cast, call: PostingCall, batch: Batch, signed: date) -> None:
    with on(signed):
        drawn = draw_up_all(call, tasks="驻点服务\n培训技术人员", by=cast.office)
        if batch.meeting:
            agreements.sign_at_meeting(
                call=call, title=batch.meeting, held_on=signed, agreements=drawn, by=cast.office, venue="莲都"
            )
        for number, one in enumerate(drawn, start=1):
            one.refresh_from_db()
            for party in () if batch.meeting else one.parties.split(","):
                one = agreements.sign(agreement=one, party=party, signed_on=signed, version=one.version, by=cast.office)
            file_and_begin(one, number=f"{batch.document}-{number}", filed_on=signed, by=cast.office)


def verify_contacts(cast: Cast) -> None:
    with on(AT_WORK - timedelta(days=5)):
        for firm in cast.firms:
            account = cast.contacts[firm.pk]
            made = add_contact(
                organisation=firm, values={"name": account.name}, account=account, by=account, is_demo=True
            )
            verify_contact(contact=made, proof="授权委托书", by=cast.officer)


def log_days(cast: Cast, served: list[Posting]) -> None:
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


def enter_yields(cast: Cast, served: list[Posting]) -> None:
    """What came of it, dealt over everybody, each with evidence and verified by the district."""
    titles = {
        "report": "工艺改进报告", "problem": "攻克工艺难题", "training": "职工技术培训",
        "patent_applied": "一种工艺装置", "project_applied": "科技计划项目",
        "centre": "市级企业技术中心", "hnte": "国家高新技术企业",
    }  # fmt: skip
    problems = [_solved(cast, served[number % len(served)], number) for number in range(COUNTS["problem"])]
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
                    "demand": problems[number] if kind == "problem" else None,
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


def _solved(cast: Cast, posting: Posting, number: int) -> Demand:
    """The problem as the firm states it, and the case until it is solved."""
    firm, contact = posting.host, cast.contacts[posting.host_id]
    with on(AT_WORK):
        values = {
            "title": f"工艺难题（{number + 1}）", "organisation": firm, "area": cast.district, "source": "visit",
            "body": "成品尺寸超差，返工率高。", "targets": "良品率提高。", "found_on": AT_WORK,
            "contact_name": contact.name, "contact_phone": "13900000000",
        }  # fmt: skip
        made: Demand = add_record(register=DEMANDS, values=values, by=contact, is_demo=True)
    proof = f"企业确认工艺难题（{number + 1}）已解决"
    solve(made, proof=proof, first=AT_WORK + timedelta(days=2), every=timedelta(days=4 + number % 2), by=cast.officer)
    return made


def pay_and_commend(cast: Cast, served: list[Posting]) -> None:
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
