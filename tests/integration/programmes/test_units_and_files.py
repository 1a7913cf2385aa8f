"""Lists of recommending units, recommending several at once, files in answers, workbooks, and members as records."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from tests.factories.accounts import make_user
from tests.factories.programmes import ANSWERS, PDF, apply, open_round
from tests.factories.registry import make_area, make_organisation, make_region
from tests.integration.programmes.test_pages import client_of, get, post
from tests.integration.programmes.test_rounds import codes, employed, on, step

from duijie.common.models import AuditEvent
from duijie.programmes.domain import examinations, recommendations
from duijie.programmes.domain.applications import add_paper, begin_application, remove_paper, submit, write_application
from duijie.programmes.domain.rounds import add_unit
from duijie.programmes.domain.unit_lists import UnitLine, bring_in_units
from duijie.programmes.models import Application, ApplicationMember
from duijie.programmes.rules import shipped_templates
from duijie.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)


@pytest.fixture(autouse=True)
def now(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with on(OPENS):
        yield


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def city(region):
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def county(region):
    return make_user(role="county_officer", area=region.north)


def workbook(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("名单.xlsx", out.getvalue())


def test_the_audit_names_a_unit_in_chinese_whatever_its_adder_reads_in(region, city):
    round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
    late = make_area("970139", "新设县", "county", region.city, name_en="Xinshe")
    with translation.override("en"):
        add_unit(round=round_, area=late, quota=3, by=city)
    event = AuditEvent.objects.get(verb="round.add_unit")
    assert event.detail == {"unit": "新设县"}


def test_a_list_of_units_is_taken_over_whole_or_not_at_all(region, city, county):
    school = make_organisation(area=region.south, name="云溪学院")
    round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
    page = reverse("round_units_import", args=[round_.pk])
    office, count = client_of(city), round_.units.count()
    get(office, "round_units_import", round_.pk)
    get(client_of(county), "round_units_import", round_.pk, status=403)
    wrong = workbook(
        ["推荐单位", "名额"], [region.north.name, 3], [region.north.name, 4], ["无此县", 2], [school.name, "很多"],
    )  # fmt: skip
    told = office.post(page, {"file": wrong}).content.decode()
    for row in (3, 4, 5):
        assert f" {row} " in told or f"{row}:" in told or f"{row} 行" in told
    assert round_.units.get(area=region.north).quota is None
    assert "xlsx" in office.post(page, {"file": SimpleUploadedFile("a.xlsx", b"no book")}).content.decode()
    post(
        office,
        "round_units_import",
        round_.pk,
        file=workbook(["推荐单位", "名额"], [region.north.name, 3], [school.name, "2名"]),
    )
    assert (round_.units.get(area=region.north).quota, round_.units.get(organisation=school).quota) == (3, 2)
    assert round_.units.get(area=region.south).quota is None
    book = office.get(reverse("round_units_workbook", args=[round_.pk])).content
    assert region.north.name in {row[1] for row in load_workbook(io.BytesIO(book)).active.values}
    again = SimpleUploadedFile("名单.xlsx", book)
    post(office, "round_units_import", round_.pk, file=again)
    assert round_.units.count() == count + 1
    with pytest.raises(PermissionDenied):
        bring_in_units(round=round_, lines=[UnitLine(2, region.north.name, "", "99")], by=county)
    with pytest.raises(ValidationError) as error:
        bring_in_units(round=round_, lines=[], by=city)
    assert codes(error) == {"empty"}


def test_several_are_recommended_at_once_within_the_quota(region, city, county):
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
    unit = round_.units.get(area=region.north)
    bring_in_units(round=round_, lines=[UnitLine(2, "", region.north.code, "2")], by=city)
    made = [apply(round=round_, organisation=firm, by=contact, name=f"联{number}") for number in range(3)]
    who = client_of(county)
    page = get(who, "round_recommend", round_.pk, unit.pk)
    assert all(one.name in page for one in made)
    get(client_of(city), "round_recommend", round_.pk, unit.pk, status=404)
    with pytest.raises(ValidationError) as error:
        recommendations.recommend_all(unit=unit, chosen={one.pk: one.version for one in made}, by=county)
    assert codes(error) == {"quota"}
    assert not Application.objects.filter(state="recommended").exists()
    told = {f"version-{one.pk}": one.version for one in made}
    post(who, "round_recommend", round_.pk, unit.pk, chosen=[made[2].pk, made[0].pk], opinion="同意", **told)
    ranked = Application.objects.filter(state="recommended").order_by("rank").values_list("name", "opinion")
    assert list(ranked) == [("联0", "同意"), ("联2", "同意")]
    unit.refresh_from_db()
    assert unit.used == 2
    other = make_organisation(area=region.south)
    elsewhere = apply(
        round=round_, organisation=other, name="南", by=make_user(role="firm_contact", organisation=other)
    )
    with pytest.raises(ValidationError) as error:
        recommendations.recommend_all(unit=unit, chosen={elsewhere.pk: elsewhere.version}, by=county)
    assert codes(error) == {"chosen"}


def with_field(template, **field):
    rules = shipped_templates()[template]["rules"]
    rules["form"]["sections"][0]["fields"].append(field)
    return {"form": rules["form"]}


def test_a_file_in_the_form_is_kept_checked_and_never_only_claimed(region, city):
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    field = {"key": "photo", "kind": "file", "label": {"zh": "证明"}, "suffixes": [".pdf"], "most": 1, "required": True}
    rules = with_field("liaison_officers", **field)
    round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES, rules=rules)
    draft = apply(round=round_, organisation=firm, by=contact, name="阮联", submitted=False)
    claimed = {**ANSWERS, "photo": {"name": "a.pdf", "sha256": "0" * 64}}
    with pytest.raises(ValidationError) as error:
        write_application(application=draft, values={"answers": claimed}, version=draft.version, by=contact)
    assert list(error.value.error_dict) == ["photo"]
    with pytest.raises(ValidationError):
        begin_application(round=round_, organisation=firm, by=contact, values={"name": "岳", "answers": claimed})
    for name, content in (("a.exe", b"MZ"), ("a.pdf", b"MZ\x90"), ("a.pdf", PDF + b"0" * (1 << 20))):
        with pytest.raises(ValidationError):
            add_paper(application=draft, key="photo", name=name, chunks=[content], by=contact)
    who = client_of(contact)
    said = {**ANSWERS, "civil_servant": "no"}
    bad = who.post(
        reverse("application_edit", args=[draft.pk]),
        {**said, "version": draft.version, "photo": SimpleUploadedFile("a.pdf", b"<script>")},
    )
    assert bad.context["form"].errors["photo"]
    post(who, "application_edit", draft.pk, version=draft.version, photo=SimpleUploadedFile("证.pdf", PDF), **said)
    draft.refresh_from_db()
    paper = draft.papers.get(key="photo")
    assert draft.answers["photo"] == {"name": "证.pdf", "sha256": paper.sha256}
    assert "证.pdf" in get(who, "application_detail", draft.pk)
    get(who, "application_paper", draft.pk, paper.pk)
    draft.refresh_from_db()
    post(who, "application_edit", draft.pk, version=draft.version, **said)  # what was kept stays
    draft.refresh_from_db()
    assert "photo" in draft.answers
    remove_paper(paper=paper, by=contact)
    draft.refresh_from_db()
    assert "photo" not in draft.answers
    with pytest.raises(ValidationError):
        open_round(
            area=region.city, by=city, opens=OPENS, closes=CLOSES, name="重复",
            rules=with_field("liaison_officers", **{**field, "key": "form"}),
        )  # fmt: skip


def test_what_is_emptied_in_the_workbook_is_no_answer_any_more(region, city):
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
    draft = apply(round=round_, organisation=firm, by=contact, name="阮联", submitted=False)
    who = client_of(contact)
    book = load_workbook(io.BytesIO(who.get(reverse("application_workbook", args=[draft.pk])).content))
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "post":
            row[2].value = None
        if row[0].value == "years":
            row[2].value = 9
    out = io.BytesIO()
    book.save(out)
    post(who, "application_fill", draft.pk, file=SimpleUploadedFile("表.xlsx", out.getvalue()))
    draft.refresh_from_db()
    assert "post" not in draft.answers
    assert (draft.answers["years"], draft.answers["phone"]) == (9, ANSWERS["phone"])


def test_members_are_records_and_nobody_sits_in_two_teams(region, city, county):
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    people = [employed(firm, name) for name in ("柯一", "柯二", "柯三")]
    unknown = Person(pk=10**9, name="外人")
    rules = {"papers": [], "conditions": [{"fact": "team.shared", "is": "le", "value": 0}]}
    round_ = open_round(
        area=region.city, by=city, opens=OPENS, closes=CLOSES, template="commissioner_teams", rules=rules
    )

    def team(leader, members, **more):
        rows = [
            {"person": {"name": one.name, "number": one.pk}, "unit": {"name": firm.name, "number": firm.pk}}
            for one in members
        ]
        answers = {
            "birth_date": "1980-01-01", "phone": "13800001111", "owns_host": False, "statement": "计划",
            "members": rows, **more,
        }  # fmt: skip
        unit = round_.units.get(area=region.north)
        made = begin_application(
            round=round_, organisation=firm, by=contact, person=leader, unit=unit,
            values={"name": leader.name, "answers": answers},
        )  # fmt: skip
        return submit(application=made, version=made.version, by=contact)

    with pytest.raises(ValidationError) as error:
        team(people[0], [unknown])
    assert list(error.value.error_dict) == ["members"]
    first, second = team(people[0], [people[1]]), team(people[2], [people[1]])
    assert list(ApplicationMember.objects.values_list("application", "person")) == [
        (first.pk, people[1].pk), (second.pk, people[1].pk),
    ]  # fmt: skip
    assert people[1].name in get(client_of(contact), "application_detail", first.pk)
    for one in (first, second):
        recommendations.recommend(application=one, version=None, by=county)
    with on(date(2022, 2, 16)):
        for verb in ("close", "end_recommendation"):
            step(round_, verb, city)
        examinations.check_round(round=round_, by=city)
        assert [one.checks.get().answer for one in (first, second)] == ["no", "no"]
