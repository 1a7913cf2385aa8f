"""The pages of the lexicon where something is not as the person thinks: two at once, an empty list, rows left out."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from tests.factories.accounts import make_user
from tests.factories.registry import make_region
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.matching.models import LexiconEntry

pytestmark = pytest.mark.django_db
HOME = "/lexicon/"


@pytest.fixture
def browser() -> Any:
    return browser_of(make_user(role="city_officer", area=make_region().city))


def bring(browser: Any, *rows: str, **options: str) -> Any:
    text = "\n".join(["中文,英文,同义词", *rows])
    return browser.post(f"{HOME}import/", {"file": ContentFile(text.encode(), name="terms.csv"), **options})


def test_who_has_been_told_of_another_change_may_save_over_it(browser: Any) -> None:
    browser.post(f"{HOME}add/", {"chinese": "轴承", "english": "bearing"})
    entry = LexiconEntry.objects.get()
    seen = {"version": "1", "chinese": "轴承"}
    browser.post(f"{HOME}{entry.pk}/", {**seen, "english": "bearing; roller bearing"})
    refused = browser.post(f"{HOME}{entry.pk}/", {**seen, "english": "ball bearing"})
    page = refused.content.decode()
    assert "其间已有他人将该术语改为“轴承 = bearing；roller bearing”" in page
    form = refused.context["form"]
    assert form["english"].value() == "ball bearing"  # what was typed stays
    sent = {name: form[name].value() or "" for name in form.fields}
    assert browser.post(f"{HOME}{entry.pk}/", sent).status_code == 302
    entry.refresh_from_db()
    assert entry.english == "ball bearing"


@pytest.mark.parametrize("options", [{}, {"only_check": "on"}])
def test_a_list_of_nothing_but_a_header_is_said_to_have_no_terms(browser: Any, options: dict[str, str]) -> None:
    page = bring(browser, **options).content.decode()
    assert "清单中没有术语" in page
    assert "已包含清单中的全部术语" not in page


def test_every_row_of_a_list_counts_once_as_added_changed_unchanged_or_left_out(browser: Any) -> None:
    bring(browser, "轴承,bearing,", "机械手,robot arm,")
    rows = [
        "轴承,bearing,", "机械手,gripper,", "重力铸造,gravity casting,", "重力铸造,casting,", "铸,重力铸造,机械手",
        "重力铸造,gravity casting,", "香菇,,",
    ]  # fmt: skip
    taken = bring(browser, *rows, only_check="on").context["taken"]
    # Row 6 has 铸 alone left; row 7 is row 4 once more, both of whose spellings are told and which is one row.
    assert (taken.added, taken.changed, taken.unchanged, taken.refused) == (1, 1, 1, 4)


def test_the_file_has_the_order_of_the_page(browser: Any) -> None:
    bring(browser, "甲泵,aaa pump,", "乙泵,ccc pump,", "丙泵,bbb pump,")
    for asked in ("", "sort=-english", "sort=english", "sort=-chinese"):
        shown = [row.record.english for row in browser.get(f"{HOME}?{asked}").context["table"].rows]
        sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{HOME}export/?{asked}").content)).active
        assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown, asked


def test_a_list_of_something_else_than_papers_is_told_what_it_lacks(browser: Any) -> None:
    for text, said in (
        ("标题,作者\n甲,乙\n", "论文清单须有“中文关键词”"),
        ("中文关键词,英文关键词\n阀门,\n", "0 篇论文中没有至少两篇"),
    ):  # fmt: skip
        file = ContentFile(text.encode(), name="papers.csv")
        (error,) = browser.post(f"{HOME}from-papers/", {"file": file}).context["form"].errors["file"]
        assert said in error, text
