"""A list of organisations in a browser: a bad row is told, put right and brought again; an import is reverted."""

from collections.abc import Callable

import openpyxl
from playwright.sync_api import Locator, Page, expect
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_no_overflow, shot
from tests.functional.conftest import View, look

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.registry.models import Organisation

WORDS = {
    "zh-hans": {
        "list": "导入清单", "next": "下一步", "check": "核对各行", "correct": "下载待更正行",
        "import": "导入 {} 行", "revert": "撤销导入",
    },
    "en": {
        "list": "Import a list", "next": "Next", "check": "Check the rows", "correct": "Rows to correct",
        "import": "Import {}", "revert": "Revert the import",
    },
}  # fmt: skip
ROWS = (
    "单位名称\t类别\t行业\t职工人数\n"
    "云溪恒力轴承有限公司\t企业\tC3451\t260\n"
    "云溪天工精密模具有限公司\t企业\tC3525\t约八十人\n"
    "云溪绿野农业科技有限公司\t企业\tA0141\t35\n"
)


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name).first


def test_a_list_with_a_bad_row_is_put_right_and_taken_back(
    page: Page, view: View, sign_in: Callable[..., User]
) -> None:
    words, phone = WORDS[view.language], "" if view.width == 1280 else "-phone"
    sign_in(page, "county_officer")
    make_organisation(name="云溪恒力轴承有限公司", area=make_region().north, staff=240, industry="C3451")
    page.goto("/organisations/")
    page.get_by_role("link", name=words["list"]).first.click()
    look(page, view)
    page.fill("textarea[name=text]", ROWS)
    button(page, words["next"]).click()
    expect(page.locator("main table select")).to_have_count(4)
    check_accessible(page)
    check_no_overflow(page)
    shot(page, f"import-columns{phone}")
    button(page, words["check"]).click()
    run_waiting_jobs()
    page.reload()
    expect(page.locator("main tbody tr")).to_have_count(3)
    expect(page.locator("main tbody .badge-bad")).to_have_count(1)
    look(page, view)
    shot(page, f"import-preview{phone}")

    with page.expect_download() as download:
        page.get_by_role("link", name=words["correct"]).click()
    path = download.value.path().with_suffix(".xlsx")
    download.value.save_as(path)
    button(page, words["import"].format(2)).click()
    run_waiting_jobs()
    assert set(Organisation.objects.values_list("name", "staff")) == {
        ("云溪恒力轴承有限公司", 260), ("云溪绿野农业科技有限公司", 35),
    }  # fmt: skip

    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(2, heads.index("职工人数") + 1).value = "80"
    book.save(path)
    page.goto("/imports/add/")
    page.set_input_files("input[type=file]", path)
    button(page, words["next"]).click()
    button(page, words["check"]).click()
    run_waiting_jobs()
    page.reload()
    button(page, words["import"].format(1)).click()
    run_waiting_jobs()
    page.goto("/organisations/")
    expect(page.locator("main tbody tr")).to_have_count(3)
    look(page, view)
    shot(page, f"organisations{phone}")

    page.goto("/imports/")
    page.locator("main tbody tr").last.get_by_role("link").first.click()
    page.get_by_role("link", name=words["revert"]).click()
    look(page, view)
    button(page, words["revert"]).click()
    run_waiting_jobs()
    page.reload()
    assert set(Organisation.objects.values_list("name", "staff")) == {
        ("云溪恒力轴承有限公司", 240), ("云溪天工精密模具有限公司", 80),
    }  # fmt: skip
    look(page, view)
