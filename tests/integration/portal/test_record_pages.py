"""Pages of every register: in both languages, with a constant number of queries, and forms that keep what was typed."""

import html
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_record, make_region

from duijie.accounts.models import Department
from duijie.common.models import AuditEvent
from duijie.portal.records.views import OWN_FORMS
from duijie.registry.domain.record_parts import add_part, edit_part, remove_part
from duijie.registry.domain.records import edit_record
from duijie.registry.interfaces.record_columns import columns_of
from duijie.registry.register import FieldKind, kind_of, register_of, registers

pytestmark = pytest.mark.django_db

REGISTERS = {one.key: one for one in registers() if not one.has_own_pages}
DEMANDS = register_of("demands")
every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
WITH_THE_FORM = {key: one for key, one in REGISTERS.items() if key not in OWN_FORMS}
every_form = pytest.mark.parametrize("register", WITH_THE_FORM.values(), ids=WITH_THE_FORM)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    client.cookies["duijie_language"] = "en"
    return client


def page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def typed(register, region, **changes):
    """A filled form, as a browser sends it."""
    data = {register.title: "轴承钢球检测", "area": region.north.code}
    for one in register.fields:
        if kind_of(register.model, one) in (FieldKind.CHOICE, FieldKind.DATE) and one.needed:
            data[one.name] = getattr(register.blank(), one.name)
    if "body" in register.names:
        data["body"] = "表面缺陷"
    return {**data, **changes}


@every_register
@pytest.mark.parametrize(
    "language, word",
    [
        pytest.param("en", "History", marks=pytest.mark.by_default_on("sqlite")),
        pytest.param("zh-hans", "变更记录", marks=pytest.mark.by_default_on("postgres")),
    ],
)
def test_every_page_answers_in_both_languages(browser, register, region, language, word):
    browser.cookies["duijie_language"] = language
    made = make_record(register)
    address = f"/{register.key}/{made.pk}/"
    assert word in page(browser.get(address))
    parts = [f"{address}parts/{part.key}/add/" for part in register.parts]
    forms = [f"/{register.key}/add/"] if register.key in WITH_THE_FORM else []
    for place in (
        f"/{register.key}/", *forms, f"{address}edit/", f"{address}history/", f"{address}archive/",
        f"{address}restore/", *parts,
    ):  # fmt: skip
        assert f'<html lang="{"en" if language == "en" else "zh-CN"}"' in page(browser.get(place)), place


def queries_of(browser, address) -> int:
    """How many queries the page asks for, once the person is known."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        page(browser.get(address))
    return len(captured)


@every_register
def test_the_list_asks_the_database_as_often_for_three_as_for_one(browser, register, region):
    every = "&".join(f"columns={column.key}" for column in columns_of(register))
    counts = []
    for rows in (1, 3):
        while register.model.objects.count() < rows:
            owner = make_organisation(area=region.north)
            more = {}
            if "department" in register.names:
                more["department"] = Department.objects.create(key=f"d{owner.pk}", name=f"局{owner.pk}")
            make_record(register, organisation=owner, zone=region.zone, **more)
        counts.append(queries_of(browser, f"/{register.key}/?{every}"))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["", "history/", "edit/"])
def test_the_page_of_an_expert_asks_as_often_for_three_works_as_for_one(browser, path, region):
    counts = []
    for works in (["一"], ["一", "二", "三"]):
        expert = make_expert(works=works, organisation=make_organisation(area=region.north))
        counts.append(queries_of(browser, f"/experts/{expert.pk}/{path}"))
    assert counts[0] == counts[1]


@every_form
def test_a_new_form_begins_with_the_defaults(browser, register):
    """Not with whatever choice stands first: what is open by default must not become internal unseen."""
    blank = register.blank()
    form = browser.get(f"/{register.key}/add/").context["form"]
    begins = {name: form[name].value() for name in register.names}
    for one in register.fields:
        if kind_of(register.model, one) in (FieldKind.CHOICE, FieldKind.YESNO):
            assert (one.name, begins[one.name] or None) == (one.name, getattr(blank, one.name) or None)
    assert begins["disclosure"] == ("internal" if register.key == "visits" else "registered")


@every_form
def test_adding_and_editing_through_the_forms(browser, register, region, officer):
    answer = browser.post(f"/{register.key}/add/", typed(register, region))
    made = register.model.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/{register.key}/{made.pk}/")
    data = typed(register, region, version="1", reason="更正", **{register.title: "新名称"})
    assert browser.post(f"/{register.key}/{made.pk}/edit/", data).status_code == 302
    made.refresh_from_db()
    assert (str(made), made.version) == ("新名称", 2)
    assert "更正" in page(browser.get(f"/{register.key}/{made.pk}/history/"))


@every_form
def test_a_refused_form_keeps_what_was_typed(browser, register, region):
    data = typed(register, region, organisation="没有登记的公司", **{register.title: "标" * 500})
    text = page(browser.post(f"/{register.key}/add/", data))
    assert ("标" * 500 in text, "没有登记的公司" in text, 'aria-invalid="true"' in text) == (True, True, True)
    made = make_record(register)
    text = page(browser.post(f"/{register.key}/{made.pk}/edit/", {**data, "version": "1", "reason": "因为"}))
    assert ("标" * 500 in text, "没有登记的公司" in text, "因为" in text) == (True, True, True)
    assert (register.model.objects.count(), AuditEvent.objects.filter(verb__endswith=".edit").count()) == (1, 0)


@every_form
def test_a_form_without_area_is_asked_for_it(client, register, region):
    client.force_login(make_user(role="city_officer", area=region.city))
    data = typed(register, region)
    del data["area"]
    assert 'aria-invalid="true"' in page(client.post(f"/{register.key}/add/", data))
    owner = make_organisation(name="恒力轴承公司", area=region.south)
    assert client.post(f"/{register.key}/add/", {**data, "organisation": owner.name}).status_code == 302
    assert register.model.objects.get().area == region.south


@every_register
def test_what_somebody_else_saved_meanwhile_is_overwritten_only_knowingly(browser, register, region, officer):
    made = make_record(register)
    edit_record(register=register, record=made, version=1, values={register.title: "别人写的"}, by=officer)
    data, address = (
        typed(register, region, version="1", **{register.title: "自己写的"}),
        f"/{register.key}/{made.pk}/edit/",
    )
    text = page(browser.post(address, data))
    for part in ("别人写的", "自己写的", 'name="version" value="2"', 'name="based" value="1"', "both changed it"):
        assert part in text
    again = {**data, "version": "2", "based": "1"}
    assert "say which value is kept" in page(browser.post(address, again))
    edit_record(register=register, record=made, version=2, values={register.title: "又改了"}, by=officer)
    text = page(browser.post(address, {**again, "keep": "mine"}))  # compared with a version that is no longer there
    assert ("又改了" in text, 'name="version" value="3"' in text, 'name="based" value="1"' in text) == (
        True,
        True,
        True,
    )
    made.refresh_from_db()
    assert str(made) == "又改了"
    choice = {"keep-" + register.title: "mine"}
    assert browser.post(address, {**again, "version": "3", **choice}).status_code == 302
    made.refresh_from_db()
    assert (str(made), made.version) == ("自己写的", 4)


def test_what_only_the_other_one_changed_stays_changed(browser, region, officer):
    made = make_demand(title="轴承降噪", body="原文", keywords="轴承", industry="C3451")
    data = typed(DEMANDS, region, title="轴承降噪", body="改过", keywords="轴承", industry="C3443", version="1")
    edit_record(register=DEMANDS, record=made, version=1, values={"keywords": "主轴", "industry": "C3452"}, by=officer)
    address, again = f"/demands/{made.pk}/edit/", {**data, "version": "2", "based": "1"}
    answer = browser.post(address, data)
    told = [(row.difference.name, row.difference.is_contested, row.kept) for row in answer.context["reconciling"].rows]
    assert sorted(told) == [("industry", True, ""), ("keywords", False, "theirs")]
    text = page(answer)
    assert [word in text for word in ("改过", "主轴", "C3451", "C3452", officer.name)] == [True] * 5
    assert page(browser.post(address, again))
    assert browser.post(address, {**again, "keep-industry": "mine"}).status_code == 302
    made.refresh_from_db()
    assert (made.body, made.keywords, made.industry) == ("改过", "主轴", "C3443")


@pytest.mark.parametrize("keep, kept", [("mine", ("改过", "轴承", "C3443")), ("theirs", ("改过", "主轴", "C3452"))])
def test_one_word_decides_about_all_fields(browser, region, officer, keep, kept):
    made = make_demand(title="轴承降噪", body="原文", keywords="轴承", industry="C3451")
    data = typed(
        DEMANDS, region, title="轴承降噪", body="改过", keywords="轴承", industry="C3443", version="2", based="1"
    )
    edit_record(register=DEMANDS, record=made, version=1, values={"keywords": "主轴", "industry": "C3452"}, by=officer)
    assert browser.post(f"/demands/{made.pk}/edit/", {**data, "keep": keep}).status_code == 302
    made.refresh_from_db()
    assert (made.body, made.keywords, made.industry) == kept


def test_a_work_that_two_edit_is_overwritten_only_knowingly(browser, officer):
    experts = register_of("experts")
    works = experts.part_of("works")
    expert = make_expert(works=["磨削"])
    work = expert.works.get()
    address = f"/experts/{expert.pk}/parts/works/{work.pk}/"
    opened = browser.get(address).context["form"]
    data = {name: opened[name].value() or "" for name in opened.fields} | {"title": "精密磨削"}
    edit_part(
        register=experts, part=works, record=expert, pk=work.pk, version=1, values={"title": "超精磨削", "year": 2024},
        by=officer,
    )  # fmt: skip
    answer = browser.post(address, data)
    told = [(row.difference.name, row.difference.is_contested) for row in answer.context["reconciling"].rows]
    assert sorted(told) == [("title", True), ("year", False)]
    again = {**data, "version": "2", "based": "1"}
    assert "say which value is kept" in page(browser.post(address, again))
    assert browser.post(address, {**again, "keep-title": "mine"}).status_code == 302
    work.refresh_from_db()
    assert (work.title, work.year) == ("精密磨削", 2024)
    # Somebody changes another work: nothing stands against what was typed.
    other = add_part(register=experts, part=works, record=expert, version=3, values={"title": "二"}, by=officer)
    began = browser.get(address).context["form"]["began"].value()
    data = {**data, "title": "三", "version": "3", "began": began}
    assert "Nothing that you typed stands against it" in page(browser.post(address, data))
    assert browser.post(address, {**data, "version": "4", "based": "3"}).status_code == 302
    remove_part(register=experts, part=works, record=expert, pk=work.pk, version=5, by=officer)
    text = page(browser.post(address, {**data, "title": "四", "version": "5"}))
    assert ("四" in text, "somebody removed this" in text) == (True, True)
    assert browser.post(f"/experts/{expert.pk}/parts/works/add/", {**data, "title": "四", "version": "6"})
    assert sorted(expert.works.values_list("title", flat=True)) == sorted(["二", "四"])
    assert other.pk


def test_differences_are_told_in_words_and_only_where_there_are_some(browser, region, officer):
    achievements = register_of("achievements")
    made = make_record(achievements, modes="licence,transfer", kind="invention")
    edit_record(register=achievements, record=made, version=1, values={"kind": "utility"}, by=officer)
    data = typed(
        achievements,
        region,
        version="1",
        kind="software",
        modes=["licence", "transfer"],
        title=made.title,
        body=made.body,
    )
    response = browser.post(f"/achievements/{made.pk}/edit/", data)
    rows = [row.difference for row in response.context["reconciling"].rows]
    told = [(str(one.mine), str(one.theirs)) for one in rows]
    assert told == [("software copyright", "utility model")]


def test_archiving_and_restoring_several_with_mixed_permissions(client, region):
    chief = make_user(role="county_officer", area=region.north)
    mine, theirs = make_demand(), make_demand(area=region.south, state="published")
    published = make_demand(state="verified")
    client.force_login(chief)

    def act(action, *rows):
        return client.post("/demands/bulk/", {"action": action, "row": [row.pk for row in rows]}, follow=True)

    def states():
        rows = DEMANDS.model.objects.order_by("pk")
        return [(row.state, row.archived_at is not None, row.version) for row in rows]

    act("verify", mine, theirs, published)
    assert states() == [("verified", False, 2), ("published", False, 1), ("verified", False, 1)]
    act("publish", mine, theirs, published)
    assert states() == [("published", False, 3), ("published", False, 1), ("published", False, 2)]
    act("archive", mine, theirs)
    assert states() == [("published", True, 4), ("published", False, 1), ("published", False, 2)]
    act("restore", mine, theirs)
    act("dance", mine)
    act("archive")
    assert states() == [("published", False, 5), ("published", False, 1), ("published", False, 2)]
    answer = client.post("/demands/bulk/", {"action": "export", "row": [mine.pk, theirs.pk]})
    assert answer["Location"] == f"/demands/export/?row={mine.pk}&row={theirs.pk}&archived=all"


def test_chosen_rows_are_exported_with_the_columns_and_the_order_of_the_list(browser):
    rows = [make_demand(title=title, keywords=word) for title, word in (("甲", "轴承"), ("乙", "阀门"), ("丙", "水泵"))]
    shown = page(browser.get("/demands/?columns=keywords&sort=-title&page=1"))
    address = html.unescape(re.search(r'action="(/demands/bulk/[^"]*)"', shown)[1])
    answer = browser.post(address, {"action": "export", "row": [row.pk for row in rows[:2]]}, follow=True)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["title", "keywords"], *sorted([["甲", "轴承"], ["乙", "阀门"]], reverse=True),
    ]  # fmt: skip


@every_register
@pytest.mark.parametrize(
    "query",
    [
        "archived=nonsense", "trl=1E999999999", "trl=NaN", "area=nowhere", "page=99999999999999999999", "sort=%00",
        "q=%00", "columns=password", "row=%C2%B2", "q=" + "x" * 5000, "kind=%ED%A0%80",
    ],
)  # fmt: skip
def test_strange_addresses_break_nothing(browser, register, query):
    make_record(register)
    assert browser.get(f"/{register.key}/?{query}").status_code == 200
    assert browser.get(f"/{register.key}/export/?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999999"])
@pytest.mark.parametrize("path", ["", "edit/", "history/", "step/verify/", "files/1/"])
def test_records_that_are_not_there(browser, number, path):
    answer = browser.get(f"/demands/{number}/{path}")
    assert answer.status_code == 404
    box = answer.content.decode().partition('id="search-box"')[2].partition(">")[0]
    assert 'value=""' in box  # what the page says is not what was looked for


def test_a_price_of_nothing_is_said(browser, region):
    made = make_record(register_of("achievements"), price=0)
    assert "<dd>0</dd>" in page(browser.get(f"/achievements/{made.pk}/"))
    assert ">0<" in page(browser.get("/achievements/?columns=price"))


def test_the_account_of_a_person_is_set_and_taken_back(browser, region, officer):
    person = make_expert(area=region.north)
    account = make_user(username="ruan", mobile="13900000001")
    address = f"/experts/{person.pk}/account/"
    assert address in page(browser.get(f"/experts/{person.pk}/"))
    assert "No account has this login name" in page(browser.post(address, {"version": 1, "login": "nobody"}))
    assert browser.post(address, {"version": 1, "login": "13900000001"}).status_code == 302
    assert "ruan" in page(browser.get(f"/experts/{person.pk}/"))
    late = browser.post(address, {"version": 1, "login": ""}, follow=True)
    assert "Somebody changed this record" in page(late)
    person.refresh_from_db()
    assert (person.account, person.version) == (account, 2)
    assert browser.post(address, {"version": 2, "login": "", "reason": "moved"}).status_code == 302
    person.refresh_from_db()
    assert (person.account, person.version) == (None, 3)


def test_nobody_else_sets_the_account_of_a_person(client, region):
    person = make_expert(area=region.north)
    client.force_login(make_user(role="county_officer", area=region.south))
    assert client.post(f"/experts/{person.pk}/account/", {"version": 1, "login": ""}).status_code in (403, 404)
    client.force_login(make_user(role="leader", area=region.city))
    assert client.get(f"/experts/{person.pk}/account/").status_code == 403
    demand = make_demand(area=region.north)
    client.force_login(make_user(role="county_officer", area=region.north))
    assert client.get(f"/demands/{demand.pk}/account/").status_code == 404
