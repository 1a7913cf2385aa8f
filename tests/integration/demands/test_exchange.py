"""Handing demands over to external platforms and taking their results in: what leaves, what never doubles."""

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import Region, make_organisation, make_region

from duijie.accounts.roles import ROLES, Reach
from duijie.common.domain.imports import add_import, apply_import, decide_rows, preview_import, revert_import
from duijie.common.domain.queries.imports import count_rows
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import ImportBatch, ImportRow, JobState
from duijie.demands.domain import exchange_exports as exports
from duijie.demands.domain import exchange_systems as systems
from duijie.demands.domain.common_problems import name_problem
from duijie.demands.domain.exchange_cells import columns_of
from duijie.demands.models import (
    CommonMember,
    Demand,
    Evidence,
    ExchangeRow,
    ExchangeRun,
    ExternalReference,
    ExternalSystem,
)
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.merges import merge_records, undo_merge

pytestmark = pytest.mark.django_db

HEAD = "平台编号,地方编号,办理状态,办理结果,合同金额（万元）,办结日期,需求名称,需求单位,需求描述\n"
NEW = "KC-9,,{},,,,新来的难题,云溪乙轴承有限公司,轴承异响\n"


@dataclass
class Bridge:
    """A platform by the shipped template, and demands of two counties."""

    region: Region = field(default_factory=make_region)

    def __post_init__(self) -> None:
        self.city = make_user(role="city_officer", area=self.region.city)
        self.north = make_user(role="county_officer", area=self.region.north)
        self.system = systems.add_system(
            values={"name": "科创中国", "code": "kczg"}, preset="kczg", by=self.city
        )  # fmt: skip
        self.firms = [
            make_organisation(name="云溪甲阀门有限公司", area=self.region.north, uscc="91110000802100433B"),
            make_organisation(name="云溪乙轴承有限公司", area=self.region.south),
        ]
        self.valve = self.demand("低温阀门泄漏", 0, contact_phone="13900007777", budget_from=30, budget_to=80)
        self.bearing = self.demand("轴承钢球缺陷", 1)

    def demand(self, title: str, firm: int, **values: Any) -> Demand:
        owner = self.firms[firm]
        said = {"state": "published", "field": "manufacturing", "body": "需要在线检测", **values}
        return make_demand(title=title, organisation=owner, area=owner.area, **said)

    def export(self, *, by: Any = None, demands: Any = None, **wanted: Any) -> ExchangeRun:
        rows = Demand.objects.all() if demands is None else demands
        run = exports.start_export(system=self.system, demands=rows, by=by or self.city, **wanted)
        ended = run_job(run.job_id)
        assert ended is not None
        assert (ended.state, ended.error) == (JobState.SUCCEEDED, None)
        run.refresh_from_db()
        return run

    def bring(self, text: str, *, by: Any = None, area: Any = None) -> ImportBatch:
        """What the platform sent, checked and not taken over yet."""
        batch = add_import(
            noun="external-kczg", area=area or self.region.city, name="反馈.csv", chunks=[(HEAD + text).encode()],
            by=by or self.city,
        )  # fmt: skip
        preview_import(batch=batch, by=by or self.city)
        run_waiting_jobs()
        batch.refresh_from_db()
        return batch

    def take(self, batch: ImportBatch) -> dict[str, int]:
        apply_import(batch=batch, by=self.city)
        run_waiting_jobs()
        batch.refresh_from_db()
        return count_rows(batch)

    def back(self, batch: ImportBatch) -> dict[str, int]:
        revert_import(batch=batch, by=self.city)
        run_waiting_jobs()
        batch.refresh_from_db()
        return count_rows(batch)


@pytest.fixture
def bridge(settings, tmp_path) -> Bridge:
    settings.MEDIA_ROOT = tmp_path
    return Bridge()


def ours(demand: Demand) -> str:
    return f"DJ-{demand.pk:06d}"


def rows_of_file(run: ExchangeRun) -> list[dict[str, str]]:
    path = exports.file_of(run)
    if run.format == "json":
        found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return found
    if run.format == "csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    sheet = openpyxl.load_workbook(path).active
    lines = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def snapshot() -> list[Any]:
    """All that an exchange may change, without moments and versions."""
    left_out = {"heard_at", "handed_at", "created_at", "version", "id", "evidence_id"}
    rows = ExternalReference.objects.order_by("demand_id").values()
    told = [{name: value for name, value in row.items() if name not in left_out} for row in rows]
    return [
        told,
        list(Evidence.objects.order_by("demand_id").values("demand", "kind", "title", "document_number")),
        list(Demand.objects.order_by("pk").values("pk", "title", "state", "grade")),
    ]


def test_what_is_published_leaves_by_the_template_and_contact_data_never_does(bridge):
    run = bridge.export()
    assert run.counts == {"ready": 2}
    first, second = rows_of_file(run)
    assert (first["需求名称"], first["需求单位"], first["拟投入资金（万元）"]) == (
        "低温阀门泄漏",
        "云溪甲阀门有限公司",
        "30–80",
    )
    assert (first["所属领域"], first["统一社会信用代码"], second["地方编号"]) == (
        "先进制造", "91110000802100433B", ours(bridge.bearing),
    )  # fmt: skip
    assert "13900007777" not in str(first)
    assert {one.handed_at is not None for one in ExternalReference.objects.all()} == {True}


def test_what_may_not_leave_or_is_incomplete_is_listed_with_the_way_out(bridge):
    bridge.demand("内部", 0, disclosure="internal")
    bridge.demand("未发布", 0, state="verified")
    bridge.demand("缺领域", 0, field="")
    long = bridge.demand("长" * 51, 0)
    run = bridge.export()
    assert run.counts == {"ready": 2, "incomplete": 2, "withheld": 2}
    told = ExchangeRow.objects.get(run=run, demand=long)
    assert told.findings[0]["zh-hans"] == "“需求名称”有51个字符，最多50个：请缩短需求的“标题”。"
    assert told.cells == []
    assert {one["需求名称"] for one in rows_of_file(run)} == {"低温阀门泄漏", "轴承钢球缺陷"}


def test_only_what_changed_is_handed_over_again(bridge):
    bridge.export()
    assert bridge.export(file_format="json").counts == {"unchanged": 2}
    Demand.objects.filter(pk=bridge.valve.pk).update(body="改了")
    run = bridge.export(file_format="json")
    assert run.counts == {"ready": 1, "unchanged": 1}
    assert [one["需求描述"] for one in rows_of_file(run)] == ["改了"]
    assert bridge.export(only_changed=False, file_format="csv").counts == {"ready": 2}
    assert ExternalReference.objects.count() == 2


def test_a_handing_over_is_taken_back_unless_they_have_answered(bridge):
    run = bridge.export()
    bridge.take(bridge.bring(f"KC-1,{ours(bridge.valve)},对接中,,,,,,\n"))
    exports.revert_export(run=run, by=bridge.city)
    run.refresh_from_db()
    assert (run.counts["kept"], list(ExternalReference.objects.values_list("number"))) == (1, [("KC-1",)])
    assert bridge.export().counts == {"ready": 1, "unchanged": 1}
    with pytest.raises(ValidationError):
        exports.revert_export(run=run, by=bridge.city)


def test_a_county_hands_over_its_own_and_nobody_elses(bridge):
    run = bridge.export(by=bridge.north)
    assert [one["需求名称"] for one in rows_of_file(run)] == ["低温阀门泄漏"]
    assert run.area == bridge.region.north
    with pytest.raises(ValidationError):
        exports.start_export(system=bridge.system, demands=Demand.objects.filter(pk=bridge.bearing.pk), by=bridge.north)
    with pytest.raises(PermissionDenied):
        exports.start_export(
            system=bridge.system, demands=Demand.objects.all(), by=make_user(role="leader", area=bridge.region.city)
        )


def test_results_meet_their_demands_and_become_evidence_while_the_step_stays_a_persons(bridge):
    bridge.export()
    text = (
        f"KC-1,{ours(bridge.valve)},已解决,样机通过验证,80,2026-05-20,,,\n"
        f"KC-2,{ours(bridge.bearing)},专家评估中,,,,,,\n"
    )
    assert bridge.take(bridge.bring(text))["written"] == 2
    valve, bearing = ExternalReference.objects.order_by("demand_id")
    assert (valve.number, valve.state, float(valve.amount), valve.result) == ("KC-1", "solved", 80.0, "样机通过验证")
    assert (bearing.state, bearing.state_text, bearing.evidence) == ("other", "专家评估中", None)
    bridge.valve.refresh_from_db()
    assert (valve.evidence.kind, valve.evidence.document_number) == ("platform", "KC-1")
    assert (bridge.valve.state, bridge.valve.grade) == ("published", "declared")


def test_the_same_file_twice_changes_nothing(bridge):
    bridge.export()
    text = f"KC-1,{ours(bridge.valve)},已解决,样机,80,2026-05-20,,,\n" + NEW.format("对接中")
    batch = bridge.bring(text)
    decide_rows(batch=batch, decision="take", by=bridge.city, asked=True)
    assert bridge.take(batch)["written"] == 2
    before = snapshot()
    again = bridge.bring(text)
    assert count_rows(again)["unchanged"] == 2
    assert bridge.take(again)["written"] == 0
    assert snapshot() == before
    update = bridge.bring("KC-9,,已解决,换了保持架,,,新来的难题,云溪乙轴承有限公司,轴承异响\n")
    bridge.take(update)
    assert Demand.objects.filter(title="新来的难题").count() == 1
    assert ExternalReference.objects.get(number="KC-9").state == "solved"


def test_a_demand_that_came_from_outside_is_taken_back_with_its_file(bridge):
    bridge.export()
    before = snapshot()
    text = f"KC-1,{ours(bridge.valve)},已解决,样机,80,2026-05-20,,,\n" + NEW.format("已解决")
    batch = bridge.bring(text)
    decide_rows(batch=batch, decision="take", by=bridge.city, asked=True)
    bridge.take(batch)
    assert (Demand.objects.get(title="新来的难题").references.get().direction, Evidence.objects.count()) == ("in", 2)
    assert bridge.back(batch)["reverted"] == 2
    assert snapshot() == before


def test_what_somebody_worked_on_since_stays_when_the_file_is_taken_back(bridge):
    batch = bridge.bring(NEW.format("对接中"))
    decide_rows(batch=batch, decision="take", by=bridge.city, asked=True)
    bridge.take(batch)
    Demand.objects.filter(title="新来的难题").update(version=7)
    counts = bridge.back(batch)
    assert (counts["kept"], ExternalReference.objects.get().number) == (1, "KC-9")


@pytest.mark.parametrize(
    "row, code",
    [
        ("KC-1,DJ-999999,对接中,,,,,,\n", "unknown"),
        ("KC-1,abc,对接中,,,,,,\n", "unknown"),
        ("KC-1,,对接中,,,,,,\n", "unknown"),
        (",{valve},对接中,,,,,,\n", "required"),
        ("KC-1,{valve},已解决,,八十美元,,,,\n", "unreadable"),
        ("KC-1,{valve},已解决,,,2026-13-40,,,\n", "unreadable"),
        ("KC-2,{valve},对接中,,,,,,\nKC-3,{valve},对接中,,,,,,\n", "twice"),
    ],
)
def test_bad_rows_say_what_to_do(bridge, row, code):
    batch = bridge.bring(row.format(valve=ours(bridge.valve)))
    found = ImportRow.objects.filter(batch=batch, outcome="error")
    assert [one.errors[0]["code"] for one in found] == [code]
    assert found[0].errors[0]["texts"]["zh-hans"]


def test_a_number_belongs_to_one_demand_and_a_demand_has_one_number(bridge):
    bridge.take(bridge.bring(f"KC-1,{ours(bridge.valve)},对接中,,,,,,\n"))
    other = bridge.bring(f"KC-2,{ours(bridge.valve)},对接中,,,,,,\nKC-1,{ours(bridge.bearing)},对接中,,,,,,\n")
    codes = ImportRow.objects.filter(batch=other).order_by("number").values_list("errors", flat=True)
    assert [one[0]["code"] for one in codes] == ["other-number", "clash"]


def test_a_county_takes_results_of_its_own_demands_only(bridge):
    text = f"KC-1,{ours(bridge.valve)},对接中,,,,,,\nKC-2,{ours(bridge.bearing)},对接中,,,,,,\n"
    batch = bridge.bring(text, by=bridge.north, area=bridge.region.north)
    outcomes = ImportRow.objects.filter(batch=batch).order_by("number").values_list("outcome", flat=True)
    assert list(outcomes) == ["update", "error"]


@pytest.mark.parametrize(
    "column, code",
    [
        ({"heading": ""}, "heading"), ({"field": "contact_phone"}, "field"), ({"field": "fixed"}, "text"),
        ({"longest": 20_000}, "longest"), ({"field": "kind", "words": {"x": "y"}}, "words"),
        ({"heading": "名称二"}, "twice"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_is_refused(bridge, column, code):
    columns = [{"heading": "名称二", "field": "title"}, {"heading": "名称", "field": "title", **column}]
    with pytest.raises(ValidationError) as told:
        systems.set_columns(system=bridge.system, version=bridge.system.version, columns=columns, by=bridge.city)
    assert told.value.code == code
    assert len(columns_of(bridge.system)) == 12


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["duijie_language"] = "zh-hans"
    return client


def test_the_pages_from_a_new_platform_to_its_file(bridge):
    browser = browser_of(bridge.city)
    browser.post("/exchange/add/", {"name": "天网", "code": "tw", "preset": "tianwang", "note": ""})
    system = ExternalSystem.objects.get(code="tw")
    columns = {
        "columns-TOTAL_FORMS": "2", "columns-INITIAL_FORMS": "0", "columns-0-heading": "编号",
        "columns-0-field": "our_number",
        "columns-0-ORDER": "20", "columns-1-heading": "题目", "columns-1-field": "title", "columns-1-ORDER": "10",
        "columns-1-is_required": "on", "version": str(system.version),
    }  # fmt: skip
    seen = browser.post(f"/exchange/{system.pk}/template/", {**columns, "action": "preview"}).content.decode()
    assert "预览" in seen
    assert "轴承钢球缺陷" in seen
    wrong = browser.post(f"/exchange/{system.pk}/template/", {**columns, "columns-0-field": "", "action": "save"})
    assert "请选择" in wrong.content.decode()
    browser.post(f"/exchange/{system.pk}/template/", {**columns, "action": "save"})
    assert [one["heading"] for one in columns_of(system)] == ["题目", "编号"]
    words = {"name": "天网", "note": "", "state_words": "成了 = 已解决\n", "version": str(system.version + 1)}
    browser.post(f"/exchange/{system.pk}/edit/", words)
    system.refresh_from_db()
    assert system.state_words == {"成了": "solved"}
    chosen = browser.post("/demands/bulk/", {"action": "hand_over", "row": [bridge.valve.pk]})
    address = chosen.headers["Location"]
    assert "低温阀门泄漏" in browser.get(address).content.decode()
    started = browser.post(address, {"system": system.pk, "file_format": "csv", "only_changed": "on"})
    run_waiting_jobs()
    run = ExchangeRun.objects.get()
    assert started.headers["Location"] == f"/exchange/handed-over/{run.pk}/"
    file = browser.get(f"/exchange/handed-over/{run.pk}/file/")
    assert b"".join(file.streaming_content).decode("utf-8-sig").splitlines() == [
        "题目,编号",
        f"低温阀门泄漏,{ours(bridge.valve)}",
    ]
    assert "天网" in browser.get(f"/demands/{bridge.valve.pk}/").content.decode()
    for page in ("/exchange/", f"/exchange/{system.pk}/", "/exchange/numbers/?q=阀门", "/exchange/numbers/export/",
                 "/exchange/handed-over/", f"/exchange/handed-over/{run.pk}/left-out/",
                 f"/exchange/handed-over/{run.pk}/revert/", f"/exchange/{system.pk}/archive/",
                 "/imports/add/?noun=external-tw", "/imports/template/external-tw.xlsx"):  # fmt: skip
        assert (page, browser.get(page).status_code) == (page, 200)
    browser.post(f"/exchange/handed-over/{run.pk}/revert/")
    assert not ExternalReference.objects.exists()
    browser.post(f"/exchange/{system.pk}/archive/", {"version": system.version})
    assert "external-tw" not in browser.get("/imports/add/").content.decode()


SEEING = [key for key, role in ROLES.items() if "exchange.view" in role.permissions]
SEATS = [
    pytest.param(role, where, marks=pytest.mark.by_default_on(("sqlite", "postgres")[(at + number) % 2]))
    for at, role in enumerate(SEEING)
    for number, where in enumerate(("north", "south", "city"))
]  # fmt: skip


def test_whoever_may_see_no_exchange_finds_no_page(bridge):
    run = bridge.export()
    for key in sorted(set(ROLES) - set(SEEING)):
        place = {"organisation": bridge.firms[0]} if ROLES[key].reach is Reach.ORGANISATION else {}
        user = make_user(role=key, **place)
        browser, call = browser_of(user), caller(Client(), user)
        for page in ("", "add/", "numbers/", "numbers/export/", "hand-over/", "handed-over/", f"{bridge.system.pk}/",
                     f"handed-over/{run.pk}/", f"handed-over/{run.pk}/file/",
                     f"handed-over/{run.pk}/left-out/"):  # fmt: skip
            assert (key, page, browser.get(f"/exchange/{page}").status_code) == (key, page, 403)
        for address in ("systems", "numbers", "runs", f"runs/{run.pk}", f"runs/{run.pk}/file"):
            assert (key, address, call("get", f"/exchange/{address}")[0]) == (key, address, 403)


@pytest.mark.parametrize("role, where", SEATS)
def test_numbers_runs_and_files_are_seen_where_one_works(bridge, role, where):
    north, whole = bridge.export(by=bridge.north), bridge.export(only_changed=False)
    user = make_user(role=role, area=getattr(bridge.region, where))
    takes = "exchange.export" in ROLES[role].permissions
    browser, call = browser_of(user), caller(Client(), user)
    assert browser.get("/exchange/numbers/export/").status_code == 200
    assert browser.get("/exchange/hand-over/").status_code == (200 if takes else 403)
    assert browser.get("/exchange/add/").status_code == (200 if "exchange.edit" in ROLES[role].permissions else 403)
    for run, reach in ((north, {"north", "city"}), (whole, {"city"})):
        seen = where in reach
        address = f"/exchange/handed-over/{run.pk}/"
        assert browser.get(address).status_code == (200 if seen else 404)
        file = browser.get(f"{address}file/")
        assert file.status_code == (404 if not seen else 200 if takes else 403)
        assert not file.streaming or len(b"".join(file.streaming_content)) > 0
        assert call("get", f"/exchange/runs/{run.pk}")[0] == (200 if seen else 404)
    mine = {"north": {"低温阀门泄漏"}, "south": {"轴承钢球缺陷"}, "city": {"低温阀门泄漏", "轴承钢球缺陷"}}[where]
    assert {one["title"] for one in call("get", "/exchange/numbers")[1]["items"]} == mine
    text = browser.get("/exchange/numbers/").content.decode()
    assert {title for title in ("低温阀门泄漏", "轴承钢球缺陷") if title in text} == mine


def test_two_demands_made_one_keep_one_number_and_one_common_problem(bridge):
    bridge.take(bridge.bring(f"KC-1,{ours(bridge.valve)},对接中,,,,,,\nKC-2,{ours(bridge.bearing)},对接中,,,,,,\n"))
    others = [bridge.demand(f"另一条{number}", number % 2) for number in range(4)]
    name_problem(title="甲", demands=[bridge.valve, *others[:2]], by=bridge.city)
    name_problem(title="乙", demands=[bridge.bearing, *others[2:]], by=bridge.city)
    for one in (bridge.valve, bridge.bearing):
        one.refresh_from_db()
    made = merge_records(
        register=DEMANDS, kept=bridge.valve, merged=bridge.bearing, choices={},
        versions=(bridge.valve.version, bridge.bearing.version), by=bridge.city,
    )  # fmt: skip
    assert list(ExternalReference.objects.values_list("number", "demand")) == [("KC-1", bridge.valve.pk)]
    assert CommonMember.objects.filter(demand=bridge.valve, state="member").count() == 1
    undo_merge(merge=made, by=bridge.city)
    assert set(ExternalReference.objects.values_list("number", flat=True)) == {"KC-1", "KC-2"}
    assert CommonMember.objects.filter(demand=bridge.bearing, state="member").count() == 1


def test_pages_ask_as_often_for_many_demands_as_for_few(bridge):
    browser = browser_of(bridge.city)
    counts = []
    bridge.demand("缺领域", 0, field="")
    for _round in range(2):
        run = bridge.export(only_changed=False)
        asked = []
        for page in ("/exchange/", "/exchange/numbers/", f"/exchange/handed-over/{run.pk}/", "/exchange/handed-over/",
                     f"/exchange/{bridge.system.pk}/", f"/demands/{bridge.valve.pk}/"):  # fmt: skip
            browser.get(page)
            with CaptureQueriesContext(connection) as told:
                browser.get(page)
            asked.append(len(told))
        counts.append(asked)
        for number in range(4):
            bridge.demand(f"更多{number}", number % 2)
            bridge.demand(f"缺{number}", number % 2, field="")
    assert counts[0] == counts[1]


def test_the_api_hands_over_and_takes_back(bridge):
    call = caller(Client(), bridge.city)
    made = call("post", "/exchange/systems", {"name": "省平台", "code": "sheng", "preset": "tianwang"})[1]
    columns = [{"heading": "题目", "field": "title"}]
    made = call("put", "/exchange/systems/sheng/template", {"columns": columns, "version": made["version"]})[1]
    assert [one["heading"] for one in made["columns"]] == ["题目"]
    words = {"state_words": {"完成": "solved"}, "version": made["version"]}
    assert call("patch", "/exchange/systems/sheng", words)[1]["state_words"] == {"完成": "solved"}
    asked = {"system": "sheng", "demands": [bridge.valve.pk, bridge.bearing.pk], "file_format": "json"}
    status, run = call("post", "/exchange/runs", asked)
    run_waiting_jobs()
    assert (status, call("get", f"/exchange/runs/{run['id']}")[1]["counts"]) == (202, {"ready": 2})
    assert call("get", f"/exchange/runs/{run['id']}/left-out")[1]["count"] == 0
    file = call("get", f"/exchange/runs/{run['id']}/file", raw=True)
    assert json.loads(b"".join(file.streaming_content)) == [{"题目": "低温阀门泄漏"}, {"题目": "轴承钢球缺陷"}]
    assert call("get", f"/exchange/numbers?system=sheng&demand={bridge.valve.pk}")[1]["count"] == 1
    assert call("post", f"/exchange/runs/{run['id']}/revert", {})[1]["reverted_at"]
    assert call("get", "/exchange/numbers?system=sheng")[1]["count"] == 0
    assert call("get", "/exchange/systems/nobody")[0] == 404
