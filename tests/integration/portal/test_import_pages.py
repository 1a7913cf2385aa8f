"""Pages of imports: from the dropped file to the result and back."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import ImportBatch
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "单位名称\t统一社会信用代码\t所属县市区\t职工人数\n"


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def browser(client, region):
    client.force_login(make_user(role="county_officer", area=region.north, language="en"))
    client.cookies["duijie_language"] = "en"
    return client


def paste(browser, region, text):
    data = {"noun": "organisations", "area": region.north.code, "text": text}
    response = browser.post("/imports/add/", data)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("created_at")


def columns_of(browser, batch, **changes):
    text = browser.get(f"/imports/{batch.pk}/columns/").content.decode()
    header = re.search(r'name="header-0" value="(\d+)"', text)
    data = {"existing": "update", "use-0": "on", "header-0": header.group(1) if header else "1"}
    for name, choices in re.findall(r'<select name="(column-\d+-\d+)"(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        data[name] = chosen.group(1) if chosen else "-"
    return {**data, **changes}


def test_from_pasting_to_taking_back(browser, region):
    make_organisation(name="恒力轴承有限公司", area=region.north)
    batch = paste(browser, region, HEADER + "甲公司\t\t北渡县\t3\n恒力轴承（集团）有限公司\t\t\t\n\t\t\t9\n")
    data = columns_of(browser, batch)
    assert [data[f"column-0-{n}"] for n in range(4)] == ["name", "uscc", "area", "staff"]
    assert browser.post(f"/imports/{batch.pk}/columns/", data).status_code == 302
    assert "Look again" in browser.get(f"/imports/{batch.pk}/").content.decode()
    run_waiting_jobs()
    text = browser.get(f"/imports/{batch.pk}/").content.decode()
    assert "Import 1 row" in text
    assert "A name is needed." in text
    decided = browser.post(f"/imports/{batch.pk}/decide/", {"row": "2", "decision": "take"}, follow=True)
    assert "Decided for 1 row." in decided.content.decode()
    assert "Import 2 rows" in browser.get(f"/imports/{batch.pk}/").content.decode()
    browser.post(f"/imports/{batch.pk}/apply/")
    run_waiting_jobs()
    assert sorted(Organisation.objects.values_list("name", flat=True)) == [
        "恒力轴承(集团)有限公司", "恒力轴承有限公司", "甲公司",
    ]  # fmt: skip
    assert "Revert the import" in browser.get(f"/imports/{batch.pk}/revert/").content.decode()
    browser.post(f"/imports/{batch.pk}/revert/")
    run_waiting_jobs()
    assert list(Organisation.objects.values_list("name", flat=True)) == ["恒力轴承有限公司"]
    assert "reverted" in browser.get(f"/imports/{batch.pk}/").content.decode()


def test_rows_to_correct_come_as_a_workbook_that_can_be_brought_again(browser, region):
    batch = paste(browser, region, HEADER + "甲公司\t\t天边县\t3\n乙公司\t\t\t\n")
    browser.post(f"/imports/{batch.pk}/columns/", columns_of(browser, batch))
    run_waiting_jobs()
    content = browser.get(f"/imports/{batch.pk}/errors/").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0][:4] == ["单位名称", "统一社会信用代码", "所属县市区", "职工人数"]
    assert rows[1][:4] == ["甲公司", None, "天边县", "3"]
    assert rows[1][4].startswith("所属县市区: There is no such area.")
    book.active["C2"] = "北渡县"
    saved = io.BytesIO()
    book.save(saved)
    data = {
        "noun": "organisations", "area": region.north.code, "file": SimpleUploadedFile("again.xlsx", saved.getvalue()),
    }  # fmt: skip
    assert browser.post("/imports/add/", data).status_code == 302
    batch = ImportBatch.objects.latest("created_at")
    browser.post(f"/imports/{batch.pk}/columns/", columns_of(browser, batch))
    run_waiting_jobs()
    browser.post(f"/imports/{batch.pk}/apply/")
    run_waiting_jobs()
    assert Organisation.objects.get().name == "甲公司"


@pytest.mark.parametrize(
    "name, content", [("x.xlsx", b"PK\x03\x04 broken"), ("x.exe", b"MZ\x90\x00" * 20), ("x.pdf", b"%PDF-1.7 x")]
)
def test_a_file_that_is_no_list_is_explained_on_the_field(browser, region, name, content):
    data = {"noun": "organisations", "area": region.north.code, "file": SimpleUploadedFile(name, content)}
    response = browser.post("/imports/add/", data)
    assert (response.status_code, "error-summary" in response.content.decode()) == (200, True)
    assert ImportBatch.objects.count() == 0


def test_imports_of_other_areas_do_not_exist(browser, client, region):
    batch = paste(browser, region, HEADER + "甲公司\t\t\t\n")
    client.force_login(make_user(role="county_officer", area=region.south))
    for address in ("", "columns/", "revert/", "remove/", "errors/"):
        assert client.get(f"/imports/{batch.pk}/{address}").status_code == 404
    for address in ("check/", "decide/", "apply/", "revert/", "remove/"):
        assert client.post(f"/imports/{batch.pk}/{address}").status_code == 404
    client.force_login(make_user(role="city_officer", area=region.city))
    assert client.get(f"/imports/{batch.pk}/columns/").status_code == 200


def upload(browser, region, rows, merges=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    saved = io.BytesIO()
    book.save(saved)
    file = SimpleUploadedFile("list.xlsx", saved.getvalue())
    assert (
        browser.post("/imports/add/", {"noun": "demands", "area": region.north.code, "file": file}).status_code == 302
    )
    return ImportBatch.objects.latest("created_at")


def test_a_header_of_two_rows_stays_one_when_the_columns_are_confirmed(browser, region):
    rows = [
        ["2026 年技术需求汇总表"],
        ["序号", "企业信息", "", "需求信息", "", "预算（元）"],
        ["", "企业名称", "联系人", "需求名称", "需求内容", ""],
        [1, "甲阀门有限公司", "张三", "球阀密封", "泄漏", 500000],
    ]
    batch = upload(browser, region, rows, ["A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"])
    data = columns_of(browser, batch)
    assert data["header-0"] == "3"
    assert browser.post(f"/imports/{batch.pk}/columns/", data).status_code == 302
    run_waiting_jobs()
    row = batch.rows.get()
    assert (row.values["budget_to"], row.cells["预算（元）"]) == ("50.00", "500000")


def test_a_row_of_several_demands_is_put_right_on_its_page(browser, region):
    rows = [
        ["企业名称", "需求1名称", "需求1内容", "需求2名称", "需求2内容"],
        ["甲阀门有限公司", "球阀密封", "泄漏", "阀杆喷涂", "寿命短"],
    ]
    batch = upload(browser, region, rows)
    assert browser.post(f"/imports/{batch.pk}/columns/", columns_of(browser, batch)).status_code == 302
    run_waiting_jobs()
    page = browser.get(f"/imports/{batch.pk}/rows/2/").content.decode()
    assert 'value="阀杆喷涂"' in page
    run = re.search(r'name="run" value="(\d+)"', page).group(1)
    said = {"run": run, "cell-title": "阀杆喷涂层", "cell-body": "寿命短", "cell-organisation": "甲阀门有限公司"}
    assert browser.post(f"/imports/{batch.pk}/rows/2/", said).status_code == 302
    run_waiting_jobs()
    batch.refresh_from_db()
    found = batch.rows.filter(run=batch.run).order_by("number")
    assert [row.values["title"] for row in found] == ["球阀密封", "阀杆喷涂层"]


def test_two_columns_for_a_field_that_takes_one_are_refused(browser, region):
    batch = upload(browser, region, [["需求名称", "别的", "需求内容"], ["球阀", "阀杆", "泄漏"]])
    data = columns_of(browser, batch)
    assert data["column-0-1"] == "-"
    answer = browser.post(f"/imports/{batch.pk}/columns/", {**data, "column-0-1": "title"})
    assert "two columns mean" in answer.content.decode()
    assert browser.post(f"/imports/{batch.pk}/columns/", {**data, "column-0-1": "body"}).status_code == 302
    run_waiting_jobs()
    assert batch.rows.get().values["body"] == "阀杆\n需求内容：泄漏"


def test_a_text_of_several_columns_keeps_its_lines_when_another_cell_is_put_right(browser, region):
    batch = upload(browser, region, [["需求名称", "需求背景", "存在问题"], ["球阀", "进口替代", "泄漏"]])
    assert browser.post(f"/imports/{batch.pk}/columns/", columns_of(browser, batch)).status_code == 302
    run_waiting_jobs()
    page = browser.get(f"/imports/{batch.pk}/rows/1/").content.decode()
    shown = re.search(r'<textarea name="cell-body"[^>]*>\n(.*?)</textarea>', page, re.DOTALL).group(1)
    assert shown == "进口替代\n存在问题：泄漏"
    run = re.search(r'name="run" value="(\d+)"', page).group(1)
    said = {"run": run, "cell-title": "球阀", "cell-body": shown.replace("\n", "\r\n")}
    unchanged = browser.post(f"/imports/{batch.pk}/rows/1/", said)
    assert (unchanged.status_code, "Nothing was changed" in unchanged.content.decode()) == (422, True)
    assert browser.post(f"/imports/{batch.pk}/rows/1/", {**said, "cell-title": "球阀密封"}).status_code == 302
    batch.refresh_from_db()
    assert [said["cells"] for said in batch.mapping.values()] == [{"2": {"0": "球阀密封"}}]
