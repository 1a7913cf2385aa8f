"""Registers in a browser: what an officer does with demands, experts and lists of them."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_region
from tests.functional.browsing import check_accessible, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.demands.models import Demand
from duijie.registry.models import Achievement, Person, Work

WORDS = {
    "zh-hans": {
        "add": "新增", "save": "保存", "edit": "编辑", "verify": "核实通过", "publish": "发布", "upload": "上传",
        "send": "提交", "keep": "保存", "do": "执行", "next": "下一步", "check": "核对各行", "correct": "下载待更正行",
        "import": "导入 {} 行", "revert": "撤销导入", "history": "变更记录", "chosen": "按选择保存",
    },
    "en": {
        "add": "Add", "save": "Save", "edit": "Edit", "verify": "Mark as verified", "publish": "Publish",
        "upload": "Upload", "send": "Send", "keep": "Keep", "do": "Do it", "next": "Next", "check": "Check the rows",
        "correct": "Rows to correct", "import": "Import {}", "revert": "Revert the import", "history": "History",
        "chosen": "Save as chosen",
    },
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LIST = (
    "成果名称\t完成单位\t成果类型\t所处阶段\t技术成熟度\t成果简介\t拟转化方式\t转让价格（万元）\n"
    "钢球表面视觉检测方法\t云溪大学\t发明专利\t中试\t6\t基于深度学习的在线检测\t转让、许可\t50\n"
    "抗旱小麦云麦3号\t云溪农科院\t植物新品种\t批量生产\t九级以上\t亩产提高一成\t技术入股\t面议\n"
)


def look(page: Page, name: str = "") -> None:
    """Accessible and no wider than the window; with ``name``, a picture for the documentation."""
    check_accessible(page)
    check_no_overflow(page)
    if name:
        page.evaluate("() => window.scrollTo(0, 0)")
        shot(page, f"register-{name}{'-phone' if (page.viewport_size or {})['width'] < 500 else ''}",
             whole=name in {"demand", "expert"})  # fmt: skip


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def test_a_demand_from_the_first_word_to_its_publication(
    open_page: Callable[..., Page], sign_in: Callable[..., User], view: View, tmp_path: Path
) -> None:
    words, page = WORDS[view.language], open_page(view)
    region = make_region()
    make_organisation(name="云溪恒力轴承有限公司", area=region.north)
    sign_in(page, "county_officer")
    page.goto("/demands/")
    look(page)
    follow(page, words["add"])
    page.fill("[name=title]", "轴承钢球表面缺陷在线检测")
    page.fill("[name=organisation]", "云溪恒力轴承有限公司")
    press(page, words["save"])
    expect(page.locator("[name=body][aria-invalid=true]")).to_have_count(1)  # a demand says what the problem is
    expect(page.locator("[name=title]")).to_have_value("轴承钢球表面缺陷在线检测")
    look(page)
    page.fill("[name=body]", "人工目检漏检率高，需要在线、非接触的检测办法。")
    page.fill("[name=budget_from]", "80")
    page.fill("[name=contact_phone]", "13900000000")
    look(page, "form")
    press(page, words["save"])
    demand = Demand.objects.get()
    address = f"/demands/{demand.pk}/"
    page.wait_for_url(f"**{address}")

    other = open_page(View(view.language, 1280))
    sign_in(other, "county_officer", name="李强")
    other.goto(f"{address}edit/")
    page.goto(f"{address}edit/")
    page.fill("[name=budget_to]", "120")
    press(page, words["save"])
    page.wait_for_url(f"**{address}")
    other.fill("[name=budget_to]", "90")
    press(other, words["save"])
    expect(other.locator("main [role=alert] table")).to_be_visible()
    look(other, "stale")
    press(other, words["save"])
    expect(other.locator(".error-summary")).to_be_visible()  # both changed it: nothing is kept unsaid
    look(other)
    other.check("#keep-mine-budget_to")
    press(other, words["chosen"])
    other.wait_for_url(f"**{address}")

    page.goto(address)
    follow(page, words["verify"])
    look(page)  # whoever wrote it is told that a second person checks it
    expect(page.locator("main form")).to_have_count(0)
    page.goto(address)
    other.goto(address)
    for reader, step in ((other, "verify"), (page, "publish")):
        reader.goto(address)
        follow(reader, words[step])
        look(reader)
        for box in reader.locator("[name=checks]").all():
            box.check()
        press(reader, words[step])
        reader.wait_for_url(f"**{address}")
    file = tmp_path / "检测要求.pdf"
    file.write_bytes(PDF)
    page.set_input_files("#file", file)
    press(page, words["upload"])
    page.fill("#comment", "已联系云溪大学。")
    press(page, words["send"])
    expect(page.locator("main")).to_contain_text("已联系云溪大学。")
    look(page, "demand")
    with page.expect_download() as download:
        page.get_by_role("link", name="检测要求.pdf").click()
    assert download.value.path().read_bytes() == PDF
    follow(page, words["history"])
    look(page, "history")
    demand.refresh_from_db()
    assert (demand.state, demand.budget_to, demand.disclosure) == ("published", 90, "registered")


def test_a_list_with_chosen_columns_is_kept_and_several_rows_are_archived_and_restored(
    page: Page, sign_in: Callable[..., User], view: View
) -> None:
    words = WORDS[view.language]
    for number, title in enumerate(("钢球表面缺陷在线检测", "铸件余热回收", "五轴编程人才")):
        make_demand(title=title, organisation_name="云溪恒力轴承有限公司", budget_from=10 * (number + 1))
    sign_in(page, "county_officer")
    page.goto("/demands/?columns=kind&columns=budget_from&columns=contact_phone&sort=-budget_from")
    page.fill("#view-name", "预算从高到低")
    press(page, words["keep"])
    expect(page.locator(".saved-view")).to_contain_text("预算从高到低")
    expect(page.locator("main tbody tr").first).to_contain_text("五轴编程人才")
    look(page, "list")
    for box in page.locator("input[name=row]").all()[:2]:
        box.check()
    page.select_option("#bulk-action", "archive")
    press(page, words["do"])
    expect(page.locator("main tbody tr")).to_have_count(1)
    assert Demand.objects.exclude(archived_at=None).count() == 2
    page.goto("/demands/?archived=yes")
    for box in page.locator("input[name=row]").all():
        box.check()
    page.select_option("#bulk-action", "restore")
    press(page, words["do"])
    look(page)
    assert Demand.objects.exclude(archived_at=None).count() == 0


def test_an_expert_with_works(page: Page, sign_in: Callable[..., User], view: View) -> None:
    words = WORDS[view.language]
    expert = make_expert(
        name="周敏", organisation_name="云溪大学", works=["钢球表面缺陷检测"], mobile="13900000000",
        research="机器视觉",
    )  # fmt: skip
    sign_in(page, "county_officer")
    page.goto(f"/experts/{expert.pk}/parts/works/add/")
    look(page)
    page.fill("[name=title]", "轴承滚道视觉检测方法")
    page.fill("[name=year]", "1700")
    press(page, words["save"])
    expect(page.locator("[name=year][aria-invalid=true]")).to_have_count(1)
    expect(page.locator("[name=title]")).to_have_value("轴承滚道视觉检测方法")
    page.fill("[name=year]", "2023")
    press(page, words["save"])
    expect(page.locator("main")).to_contain_text("轴承滚道视觉检测方法")
    look(page, "expert")
    assert (Work.objects.count(), Person.objects.get().version) == (2, 2)


def test_a_list_with_a_bad_row_is_put_right_and_taken_back(
    page: Page, sign_in: Callable[..., User], view: View
) -> None:
    words = WORDS[view.language]
    sign_in(page, "county_officer")
    page.goto("/imports/add/?noun=achievements")
    page.fill("textarea[name=text]", LIST)
    press(page, words["next"])
    look(page)
    press(page, words["check"])
    run_waiting_jobs()
    page.reload()
    expect(page.locator("main tbody .badge-bad")).to_have_count(1)
    look(page, "import")
    with page.expect_download() as download:
        page.get_by_role("link", name=words["correct"]).click()
    path = download.value.path().with_suffix(".xlsx")
    download.value.save_as(path)
    page.locator("main").get_by_role("button", name=words["import"].format(1)).first.click()
    run_waiting_jobs()
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(2, heads.index("技术成熟度") + 1).value = "9"
    book.save(path)
    page.goto("/imports/add/?noun=achievements")
    page.set_input_files("input[type=file]", path)
    press(page, words["next"])
    press(page, words["check"])
    run_waiting_jobs()
    page.reload()
    page.locator("main").get_by_role("button", name=words["import"].format(1)).first.click()
    run_waiting_jobs()
    assert set(Achievement.objects.values_list("title", "trl")) == {("钢球表面视觉检测方法", 6), ("抗旱小麦云麦3号", 9)}
    page.goto("/imports/")
    page.locator("main tbody tr").last.get_by_role("link").first.click()
    page.get_by_role("link", name=words["revert"]).click()
    press(page, words["revert"])
    run_waiting_jobs()
    assert list(Achievement.objects.values_list("title", flat=True)) == ["抗旱小麦云麦3号"]
