"""Matching two lists in a browser, as an officer does it: bring the files, look, match, read, ask, download."""

from collections.abc import Callable

import openpyxl
from playwright.sync_api import Page, expect
from tests.functional.browsing import check_accessible, shot
from tests.functional.conftest import View, look

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie_match.samples import sample_files

WORDS = {
    "zh-hans": {
        "bring": "上传两份清单",
        "read": "读取清单",
        "match": "开始匹配",
        "download": "下载结果表",
        "look": "查找",
    },
    "en": {
        "bring": "Upload two lists",
        "read": "Read the lists",
        "match": "Match",
        "download": "Download the workbook",
        "look": "Look up",
    },
}


def test_two_messy_lists_become_matches_with_reasons(page: Page, view: View, sign_in: Callable[..., User]) -> None:
    words, files = WORDS[view.language], sample_files()
    sign_in(page, "county_officer")
    page.goto("/matching/lists/")
    look(page, view)
    page.get_by_role("link", name=words["bring"]).first.click()
    look(page, view)
    for side, path in files.items():
        page.set_input_files(f"input[name={side}]", path)
    page.get_by_role("button", name=words["read"]).click()

    expect(page.locator("progress")).to_be_visible()
    look(page, view)
    run_waiting_jobs()
    page.reload()
    expect(page.locator("#file-demands")).to_be_visible()
    page.locator("details:has(dl) > summary").first.click()
    look(page, view)
    page.evaluate("scrollTo(0, 0)")
    shot(page, "match-reading" if view.width == 1280 else "match-reading-phone")
    page.fill("#id_top", "5")
    page.get_by_role("button", name=words["match"], exact=True).click()
    run_waiting_jobs()
    page.reload()

    expect(page.locator(".candidates > li")).to_have_count(5)
    expect(page.locator(".candidates mark").first).to_be_visible()
    look(page, view)
    if view.width == 1280:
        page.set_viewport_size({"width": 1280, "height": 1200})
    shot(page, "match-results" if view.width == 1280 else "match-results-phone")

    page.fill("#find", "CG-0")
    expect(page.get_by_role("button", name=words["look"])).to_be_visible()
    page.press("#find", "Enter")
    page.locator(".why-not li a").last.click()
    expect(page.locator(".why-not-answer")).to_be_visible()
    look(page, view)

    page.locator(".page-actions a").first.scroll_into_view_if_needed()
    with page.expect_download() as download:
        page.get_by_role("link", name=words["download"]).click()
    path = download.value.path().with_suffix(".xlsx")
    download.value.save_as(path)
    book = openpyxl.load_workbook(path, read_only=True)
    assert next(iter(book.worksheets[0].iter_rows(values_only=True)))[:3] == ("demand_id", "supply_id", "rank")


def test_turned_round_and_filtered_the_address_keeps_what_is_shown(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "county_officer")
    page.goto("/matching/lists/")
    page.get_by_role("button", name="用示例清单试一试").click()
    run_waiting_jobs()
    page.reload()
    page.get_by_role("button", name="开始匹配", exact=True).click()
    run_waiting_jobs()
    page.reload()
    page.get_by_role("link", name="按供给看").click()
    page.fill("#q", "阀")
    page.get_by_role("button", name="筛选").click()
    shown = page.locator(".rows li").count()
    assert shown > 0
    page.reload()
    expect(page.locator(".rows li")).to_have_count(shown)
    assert "side=supply" in page.url


def test_a_wrong_column_is_corrected_and_the_list_read_again(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "county_officer")
    page.goto("/matching/lists/new/")
    page.set_input_files(
        "input[name=demands]",
        {"name": "需求.csv", "mimeType": "text/csv", "buffer": "甲,乙\n阀门低温泄漏,超低温球阀阀座泄漏超标\n".encode()},
    )
    page.set_input_files(
        "input[name=supply]",
        {"name": "成果.csv", "mimeType": "text/csv", "buffer": "名称,简介\n唇形密封,低温阀门密封\n".encode()},
    )
    page.get_by_role("button", name="读取清单").click()
    run_waiting_jobs()
    page.reload()
    page.select_option("select[name=demands-0-column-0]", "title")
    page.select_option("select[name=demands-0-column-1]", "body")
    page.get_by_role("button", name="按更正重新读取").click()
    run_waiting_jobs()
    page.reload()
    expect(page.locator("select[name=demands-0-column-0]")).to_have_value("title")
    expect(page.locator("section[aria-labelledby=file-demands]")).to_contain_text("识别 1 行")


def test_a_file_that_is_no_list_is_refused_with_a_way_out(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "county_officer")
    page.goto("/matching/lists/new/")
    page.set_input_files("input[name=demands]", {"name": "需求.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.set_input_files("input[name=supply]", {"name": "成果.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"})
    page.get_by_role("button", name="读取清单").click()
    expect(page.locator(".invalid-feedback").first).to_contain_text("请另存为 .xlsx 或 .csv")
    check_accessible(page)


def test_a_doubtful_cell_is_put_right_and_taken_back(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "county_officer")
    page.goto("/matching/lists/new/")
    demands = "编号,名称,金额\nD1,阀门低温泄漏,看着给\n"
    for side, text in (("demands", demands), ("supply", "名称,简介\n唇形密封,低温阀门密封\n")):
        file = {"name": f"{side}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.set_input_files(f"input[name={side}]", file)  # type: ignore[arg-type]
    page.get_by_role("button", name="读取清单").click()
    run_waiting_jobs()
    page.reload()
    page.fill("input[name=demands-0-cell-2-2]", "30万元")
    check_accessible(page)
    page.get_by_role("button", name="按更正重新读取").click()
    run_waiting_jobs()
    page.reload()
    section = page.locator("section[aria-labelledby=file-demands]")
    section.locator("details summary").first.click()
    expect(section.locator("dl")).to_contain_text("30 万元")
    page.uncheck("input[name=demands-0-corrected-2-2]")
    page.get_by_role("button", name="按更正重新读取").click()
    run_waiting_jobs()
    page.reload()
    expect(page.locator("input[name=demands-0-cell-2-2]")).to_have_value("看着给")
