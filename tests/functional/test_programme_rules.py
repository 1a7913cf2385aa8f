"""A city officer builds the conditions and the form of a programme with the keyboard at hand, on both widths."""

import pytest
from playwright.sync_api import Page, expect
from tests.factories.registry import make_region
from tests.functional.conftest import View, look

from duijie.programmes.domain.programmes import add_programme
from duijie.programmes.models import Programme

WORDS = {
    "zh-hans": {"save": "保存", "undo": "撤销", "age": "年龄不高于60岁（截止日）", "field": "新字段"},
    "en": {"save": "Save", "undo": "Undo", "age": "age of the person is at most 60 years (the closing day)",
           "field": "New field"},
}  # fmt: skip


def settled(page: Page) -> None:
    """What a choice changed has come: a field that is replaced must not be written into before."""
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


@pytest.mark.slow
def test_conditions_and_form_are_built_on_pages(page: Page, view: View, sign_in) -> None:
    words, area = WORDS[view.language], make_region().city
    officer = sign_in(page, "city_officer", area=area)
    programme = add_programme(template="liaison_officers", area=area, values={"name": "科创联络员"}, by=officer)
    before = programme.rules["conditions"]

    page.goto(f"/programmes/{programme.pk}/conditions/")
    at = len(before)
    page.locator("#id_built-do-compare-").click()
    settled(page)
    page.locator(f"#id_built-{at}-fact").select_option("person.age")
    settled(page)
    page.locator(f"#id_built-{at}-is").select_option("le")
    settled(page)
    page.locator(f"#id_built-{at}-value").fill("60")
    settled(page)
    page.locator("#id_built-do-show-").click()
    settled(page)
    expect(page.get_by_text(words["age"])).to_be_visible()
    page.locator(f"#id_built-do-wrap-{at}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#id_built-{at}-join")).to_have_value("any")
    look(page, view)
    page.get_by_role("button", name=words["undo"], exact=True).click()
    expect(page.locator(f"#id_built-{at}-join")).to_have_count(0)
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")
    new = {"fact": "person.age", "is": "le", "value": 60, "on": "closing"}
    assert Programme.objects.get().rules["conditions"] == [*before, new]

    page.goto(f"/programmes/{programme.pk}/form/")
    fields = Programme.objects.get().rules["form"]["sections"][0]["fields"]
    page.locator("#id_built-do-field-0").click()
    settled(page)
    page.locator(f"[name='built-0.{len(fields)}-label-zh']").fill(words["field"])
    settled(page)
    page.locator(f"[id='id_built-do-up-0.{len(fields)}']").click()
    expect(page.locator(f"[name='built-0.{len(fields) - 1}-label-zh']")).to_have_value(words["field"])
    look(page, view)
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")
    assert Programme.objects.get().rules["form"]["sections"][0]["fields"][-2]["label"] == {"zh": words["field"]}
