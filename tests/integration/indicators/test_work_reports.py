"""Work reports: every figure leads to its demands, in the documents too; made again and compared; scope."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region
from tests.integration.indicators.test_funnel import NOW, count_behind, fill, walk

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.editing import StaleError
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent, Job
from duijie.demands.domain.ratings import rate_demand
from duijie.demands.models import Contract, Demand, Evidence
from duijie.indicators.domain.queries.work_reports import changes_since, template_in_force
from duijie.indicators.domain.report_templates import reset_template, take_template
from duijie.indicators.domain.work_reports import (
    JOB,
    archive_work_report,
    change_work_report,
    make_work_report,
    repeat_work_report,
    restore_work_report,
)
from duijie.indicators.interfaces.report_word import shipped_template
from duijie.indicators.models import ReportTemplate, WorkReport
from duijie.indicators.periods import Period

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BASE = "https://duijie.example"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def by() -> Any:
    return make_user(role="city_officer", area=make_region().city)


def make(by: Any, *, area: Any = None, language: str = "zh-hans", run: bool = True) -> WorkReport:
    report = make_work_report(
        area=area or make_region().city, period=YEAR, title="科技需求对接工作总结", language=language, base=BASE, by=by
    )
    if run:
        run_waiting_jobs()
        report.refresh_from_db()
    return report


def bytes_of(file: Any) -> bytes:
    return Path(file.path).read_bytes()


def solve_one(by: Any) -> Demand:
    """A demand of the year with everything a report can tell of."""
    fill(16)
    firm = make_organisation(name="云溪轴承有限公司")
    demand = make_demand(state="verified", grade="third_party", organisation=firm, found_on=date(2026, 11, 2))
    steps = [("publish", 3), ("contact", 4), ("solve", 5), ("solved", 6)]
    demand = walk(demand, [(verb, date(2026, 11, day)) for verb, day in steps], by=by)
    Contract.objects.create(
        demand=demand, kind="service", organisation_name="云溪学院", signed_on=date(2026, 11, 5), amount=Decimal("12.5")
    )
    Evidence.objects.create(demand=demand, kind="test", title="检测报告")
    contact = make_user(role="firm_contact", organisation=firm)
    rate_demand(demand=demand, satisfaction=5, comment="好", is_confirmed=True, by=contact)
    demand.refresh_from_db()
    return demand


def test_every_figure_leads_to_its_demands_in_the_documents_too(
    client: Client, by: Any, pytestconfig: pytest.Config
) -> None:
    solve_one(by)
    report = make(by)
    assert (report.job.state, report.job.error) == ("succeeded", None)
    client.force_login(by)
    wrong = {}
    figures = report.figures["figures"]
    counted = [key for key, one in figures.items() if one["unit"] == "demands"]
    for key in counted[:: 1 if pytestconfig.getoption("--full") else 3]:
        address = f"/work-reports/{report.pk}/evidence/{key}/"
        behind = count_behind(client, client.get(address).headers["Location"])
        if str(behind) != figures[key]["value"]:
            wrong[key] = (figures[key]["value"], behind)
    assert wrong == {}
    assert (figures["contracts"]["value"], figures["contract_amount"]["value"]) == ("1", "12.50")
    document = docx.Document(io.BytesIO(bytes_of(report.document)))
    links = [link.url for part in document.paragraphs for link in part.hyperlinks]
    links += [
        link.url for table in document.tables for row in table.rows for cell in row.cells
        for part in cell.paragraphs for link in part.hyperlinks
    ]  # fmt: skip
    told = {re.fullmatch(rf"{BASE}/work-reports/{report.pk}/evidence/(.+)/", link).group(1) for link in links}
    assert told <= set(figures)
    assert {"found", "solved", "contracts", "cohort_solved"} <= told
    words = "\n".join(part.text for part in document.paragraphs)
    for heading in ("一、总体情况", "二、主要工作及成效", "三、典型案例", "四、存在问题", "五、下一步工作安排"):
        assert heading in words
    assert f"征集企业需求{figures['found']['value']}项" in words
    assert len(document.inline_shapes) == 3
    assert report.fingerprint in words
    paper = bytes_of(report.paper)
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/S/URI") >= len(told)


def test_made_again_it_is_the_same_until_something_changes(by: Any) -> None:
    demand = solve_one(by)
    first = make(by)
    second = repeat_work_report(report=first, by=by, base=BASE)
    run_waiting_jobs()
    second.refresh_from_db()
    assert second.fingerprint == first.fingerprint
    assert changes_since(first, by=by) == []
    number = int(first.figures["figures"]["reopened"]["value"])
    walk(demand, [("reopen", date(2026, 11, 15))], by=by)
    changed = {one.key: (one.before, one.after) for one in changes_since(first, by=by)}
    assert changed.pop("reopened") == (str(number), str(number + 1))
    assert set(changed) == {"verified", "cohort_verified"}  # where it came for the first time by being reopened
    third = repeat_work_report(report=first, by=by, base=BASE)
    run_waiting_jobs()
    third.refresh_from_db()
    assert third.fingerprint != first.fingerprint
    assert third.figures["figures"]["solved"] == first.figures["figures"]["solved"]


def test_the_rule_chooses_cases_and_an_officer_others(by: Any) -> None:
    demand = solve_one(by)
    report = make(by)
    assert demand.pk in [one["demand"] for one in report.cases]
    assert all(Demand.objects.get(pk=one["demand"]).disclosure == "registered" for one in report.cases)
    before = report.fingerprint
    changed = change_work_report(report=report, version=1, title="另一个标题", language="en", cases=[demand.pk], by=by)
    with pytest.raises(StaleError):
        change_work_report(report=report, version=1, title="x", language="en", cases=None, by=by)
    with pytest.raises(ValidationError):
        change_work_report(report=changed, version=2, title="x", language="en", cases=None, by=by)
    run_waiting_jobs()
    changed.refresh_from_db()
    assert (changed.fingerprint, [one["demand"] for one in changed.cases]) == (before, [demand.pk])
    words = "\n".join(part.text for part in docx.Document(io.BytesIO(bytes_of(changed.document))).paragraphs)
    assert "1. Overall" in words
    assert demand.title in words
    assert f"{demand.organisation.name} ({demand.area.name_en})" in words
    assert demand.area.name not in words
    assert {**changed.cases[0], "area": "", "area_en": ""} == {**report.cases[0], "area": "", "area_en": ""}
    other = Demand.objects.exclude(state="solved").first()
    for cases in ([other.pk], [demand.pk, 10**9], list(range(11))):
        with pytest.raises(ValidationError):
            change_work_report(report=changed, version=2, title="x", language="en", cases=cases, by=by)


def test_a_job_that_comes_twice_counts_once(by: Any) -> None:
    report = make(by)
    counted, figures = report.counted_at, report.figures
    fill(3, seed=9)
    start_job(kind=JOB, params={"report": report.pk, "version": 1}, by=by)
    start_job(kind=JOB, params={"report": report.pk, "version": 7}, by=by)
    run_waiting_jobs()
    report.refresh_from_db()
    assert (report.counted_at, report.figures) == (counted, figures)
    assert {one.state for one in Job.objects.filter(kind=JOB)} == {"succeeded"}


def test_who_may_make_and_see_which(client: Client, by: Any) -> None:
    region = make_region()
    reports = {name: make(by, area=getattr(region, name), run=False) for name in ("city", "north", "south")}
    for key, role in ROLES.items():
        user = make_user(role=key, area=region.north if role.reach == "area" else None)
        client.force_login(user)
        sees, makes = (one in role.permissions for one in (Permission.REPORT_VIEW, Permission.REPORT_MAKE))
        assert (key, client.get("/work-reports/").status_code) == (key, 200 if sees else 403)
        if sees:
            assert list(client.get("/work-reports/").context["table"].data) == [reports["north"]]
        for name, report in reports.items():
            for page in ("", "files/pdf/", "evidence/found/"):
                expected = 403 if not sees else 200 if name == "north" and not page else 404
                assert (key, name, page, client.get(f"/work-reports/{report.pk}/{page}").status_code) == (
                    key, name, page, expected,
                )  # fmt: skip
            for page in ("again/", "archive/", "edit/"):
                answer = client.post(f"/work-reports/{report.pk}/{page}")
                expected = 403 if not makes else 404 if name != "north" else 302 if page != "edit/" else 200
                assert (key, name, page, answer.status_code) == (key, name, page, expected)
        reports["north"] = restore_work_report(report=WorkReport.objects.get(pk=reports["north"].pk), by=by)
        WorkReport.objects.filter(repeats__isnull=False).delete()
        if makes:
            with pytest.raises(PermissionDenied):
                make(user, area=region.city, run=False)


def test_it_is_archived_and_found_again(client: Client, by: Any) -> None:
    report = make(by, run=False)
    client.force_login(by)
    assert client.get("/work-reports/?q=对接").context["table"].data[0] == report
    archive_work_report(report=report, by=by)
    assert list(client.get("/work-reports/").context["table"].data) == []
    assert list(client.get("/work-reports/?archived=yes&year=2026").context["table"].data) == [report]
    restore_work_report(report=report, by=by)
    assert list(client.get("/work-reports/?year=2025").context["table"].data) == []
    assert AuditEvent.objects.filter(verb__startswith="work_report.").count() == 3


def test_the_button_makes_one_with_the_usual_title(client: Client, by: Any) -> None:
    client.force_login(by)
    answer = client.post(
        "/work-reports/add/", {"area": "9701", "first": "2026-01-01", "last": "2026-12-31", "language": "zh-hans"}
    )
    report = WorkReport.objects.get()
    assert answer.headers["Location"] == f"/work-reports/{report.pk}/"
    assert report.title == "云溪市2026年科技需求对接工作总结"
    assert report.base == "http://testserver"
    run_waiting_jobs()
    page = client.get(f"/work-reports/{report.pk}/?compare=1")
    assert page.context["since"] == []
    for kind, begin in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert b"".join(client.get(f"/work-reports/{report.pk}/files/{kind}/").streaming_content).startswith(begin)


def template(*paragraphs: str) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(made)
    return made.getvalue()


def test_an_operators_template_is_tried_taken_and_reset(client: Client, by: Any) -> None:
    solve_one(by)
    own = template("{{ title }} 本局专用", "解决需求{{r figures.solved }}项")
    take_template(language="zh-hans", name="本局.docx", content=own, by=by)
    report = make(by)
    words = [part.text for part in docx.Document(io.BytesIO(bytes_of(report.document))).paragraphs]
    solved = report.figures["figures"]["solved"]["value"]
    assert words == ["科技需求对接工作总结 本局专用", f"解决需求{solved}项"]
    reset_template(language="zh-hans", by=by)
    assert template_in_force("zh-hans") == shipped_template("zh-hans")
    assert ReportTemplate.objects.count() == 2


def test_a_template_is_brought_on_its_page(client: Client, by: Any) -> None:
    client.force_login(by, backend="duijie.accounts.backends.LoginNameBackend")
    address = reverse("report_template_take", args=["zh-hans"])
    refused = client.post(address, {"file": io.BytesIO(b"not a document")})
    assert (refused.status_code, ReportTemplate.objects.count()) == (200, 0)
    own = io.BytesIO(template("{{ title }}"))
    own.name = "own.docx"
    assert client.post(address, {"file": own}).status_code == 302
    assert ReportTemplate.objects.get().name == "own.docx"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x03\x04", b"not a document", template("{{ unknown }}"), template("{% for %}"),
        template("{{ title.__class__.__mro__ }}"), template("{{ range(10 ** 9) }}"), template("{{ 1 / 0 }}"),
    ],
    ids=["empty", "cut", "text", "unknown", "syntax", "escape", "range", "zero"],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_in_is_refused(by: Any, content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        take_template(language="zh-hans", name="x.docx", content=content, by=by)
    assert list(refused.value.message_dict) == ["file"]
    assert ReportTemplate.objects.count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_shipped_templates_can_be_brought(by: Any, language: str) -> None:
    take_template(language=language, name="x.docx", content=shipped_template(language), by=by)
    with pytest.raises(PermissionDenied):
        take_template(
            language=language, name="x.docx", content=b"", by=make_user(role="county_officer", area=make_region().north)
        )


def test_a_program_makes_one_and_reads_it(client: Client, by: Any) -> None:
    demand = solve_one(by)
    call = caller(client, by)
    status, made = call("post", "/work-reports", {"area": "9701", "first": "2026-01-01", "last": "2026-12-31"})
    assert (status, made["title"], made["is_ready"]) == (202, "云溪市2026年科技需求对接工作总结", False)
    run_waiting_jobs()
    address = f"/work-reports/{made['id']}"
    status, found = call("get", address)
    assert (status, found["is_ready"], demand.pk in found["cases"]) == (200, True, True)
    solved = next(one for one in found["figures"] if one["key"] == "solved")
    assert str(call("get", f"/demands?{urlencode(solved['demands'])}")[1]["count"]) == solved["value"]
    assert call("get", f"{address}/changes") == (200, [])
    paper = call("get", f"{address}/files/pdf", raw=True)
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert call("put", address, {"version": 9, "title": "x", "language": "en"})[0] == 409
    assert call("post", f"{address}/archive")[1]["archived_at"] is not None
    assert call("get", "/work-reports")[1]["count"] == 0
    assert call("get", "/work-reports?archived=all&year=2026")[1]["count"] == 1
    assert call("post", f"{address}/again")[0] == 202
    funnel = call("get", "/funnel?cut=kind&first=2026-01-01&last=2026-12-31")[1]
    for row in (funnel["total"], *funnel["rows"]):
        for stage in (row["stages"][0], row["stages"][-1]):
            assert call("get", f"/demands?{urlencode(stage['demands'])}")[1]["count"] == stage["count"]
    assert call("get", "/funnel?area=9702")[0] == 422
    assert call("post", "/work-reports", {"area": "97", "first": "2026-01-01", "last": "2026-12-31"})[0] == 422
