"""Conditions on the host unit, from what the applicant writes to what the examiner reads."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.host_rounds import CLOSES, EXAMINED, OPENS, HostRound, answers_to, on
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.factories.registry import make_organisation, make_person
from tests.integration.programmes.test_pages import client_of, get, post

from duijie.common import clock
from duijie.programmes.conditions.evaluation import evaluate
from duijie.programmes.domain.condition_subjects import batch_of, conditions_of
from duijie.programmes.domain.postings import postings
from duijie.programmes.domain.postings.calls import open_call
from duijie.programmes.domain.postings.needs import state_need, take_need_step
from duijie.programmes.domain.postings.owners import note_owner
from duijie.programmes.domain.programmes import edit_programme
from duijie.programmes.domain.rounds import add_round
from duijie.programmes.forms.prefills import prefilled
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Round
from duijie.programmes.rules import shipped_templates
from duijie.programmes.states import RoundState
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import OrganisationTag

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
HNTE_OR_SME = {"any": [{"fact": f"host.is_{kind}", "is": "is", "value": True} for kind in ("hnte", "tech_sme")]}
CODE = "91330000MA27U02D1D"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def tagged(firm, **days):
    for kind in ("hnte", "tech_sme"):
        OrganisationTag.objects.create(organisation=firm, kind=kind, **days)
    return firm


def fill_in(world, draft, host):
    """The draft's workbook, with ``host`` written into it and handed back."""
    who = client_of(world.school)
    with on(OPENS):
        book = load_workbook(io.BytesIO(who.get(f"/applications/{draft.pk}/workbook/").content))
        for row in book.worksheets[0].iter_rows():
            if row[0].value == "host":
                row[2].value = host or row[2].value
        out = io.BytesIO()
        book.save(out)
        post(who, "application_fill", draft.pk, file=SimpleUploadedFile("表.xlsx", out.getvalue()))
        page = get(who, "application_edit", draft.pk)
        assert "已从工作簿填入" in page, page


def test_a_firm_that_is_named_is_asked_after_in_the_register():
    """HNTE or technology SME: yes, no and cannot tell; picked, by name, by code, by a former name and by workbook."""
    world = HostRound(HNTE_OR_SME, {"fact": "host.registered", "is": "is", "value": True})
    north = world.region.north
    good, over, plain = (make_organisation(area=north, name=f"云溪{name}有限公司") for name in ("恒力", "旧牌", "无名"))
    coded = tagged(make_organisation(area=north, name="云溪有码轴承有限公司", uscc=CODE), from_on=date(2021, 1, 1))
    tagged(good, from_on=date(2021, 1, 1))
    tagged(over, from_on=date(2016, 1, 1), to_on=date(2019, 1, 1))
    twins = [tagged(make_organisation(area=north, name="云溪双名有限公司")) for _number in range(2)]
    old = good.name
    edit_organisation(
        organisation=good,
        values={"name": "云溪恒力轴承股份有限公司"},
        version=good.version,
        by=world.city,
        renamed_on=date(2021, 6, 1),
    )
    named = {
        "甲": ({"name": coded.name, "number": None}, ["yes", "yes"]),
        "乙": ({"name": CODE.lower(), "number": None}, ["yes", "yes"]),
        "丙": ({"name": old, "number": None}, ["yes", "yes"]),
        "丁": ({"name": f" {over.name} ", "number": None}, ["no", "yes"]),
        "戊": ({"name": plain.name, "number": None}, ["cannot_tell", "yes"]),
        "己": ({"name": "外地某公司", "number": None}, ["cannot_tell", "cannot_tell"]),
        "庚": (None, ["cannot_tell", "cannot_tell"]),
        "辛": ({"name": twins[0].name, "number": None}, ["cannot_tell", "cannot_tell"]),
    }
    made = {name: world.apply(name, **({"host": host} if host else {})) for name, (host, _told) in named.items()}
    by_book = world.draft("壬")
    fill_in(world, by_book, over.name)
    assert (made["甲"].answers["host"]["number"], by_book.__class__.objects.get(pk=by_book.pk).answers["host"]) == (
        None, {"name": over.name, "number": None},
    )  # fmt: skip
    made["壬"] = world.recommended(by_book)
    world.end_recommendation()
    world.check()
    told = {name: answers_to(one) for name, one in made.items()}
    assert told == {**{name: answers for name, (_host, answers) in named.items()}, "壬": ["no", "yes"]}
    with on(EXAMINED):
        page = get(client_of(world.city), "application_detail", made["戊"].pk)
    assert plain.name in page
    rows = list(world.round.applications.select_related("unit").prefetch_related("members").order_by("pk"))
    asked = []
    for some in (rows[:2], rows):  # whatever is looked up by name: the twins and the firm of another name come later
        with CaptureQueriesContext(connection) as queries:
            batch = batch_of(world.round, some)
            for one in conditions_of(world.round):
                evaluate(one, batch)
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2


def test_a_round_keeps_its_form_and_a_text_is_read_alike():
    """A round opened with a form that asks for the host as a text goes on so, and its conditions are answered."""
    form = shipped_templates()["commissioners"]["rules"]["form"]
    fields = [{**one} for one in form["sections"][0]["fields"]]
    host = next(one for one in fields if one["key"] == "host")
    host["kind"] = "text"
    host.pop("prefill")
    world = HostRound(HNTE_OR_SME, form={"sections": [{**form["sections"][0], "fields": fields}]})
    firm = tagged(make_organisation(area=world.region.north, name="云溪轴承有限公司"))
    programme = world.round.programme
    edit_programme(
        programme=programme, values={}, rules={**programme.rules, "form": form}, version=programme.version,
        by=world.city,
    )  # fmt: skip
    one, other = world.apply("甲", host=firm.name), world.apply("乙", host="别处的公司")
    world.end_recommendation()
    world.check()
    assert [answers_to(each) for each in (one, other)] == [["yes"], ["cannot_tell"]]


def test_a_number_stays_where_the_workbook_leaves_the_name():
    world = HostRound()
    firm = make_organisation(area=world.region.north, name="云溪轴承有限公司")
    draft = world.draft("甲")
    draft.answers = {**draft.answers, "host": {"name": firm.name, "number": firm.pk}}
    draft.save()
    fill_in(world, draft, None)
    draft.refresh_from_db()
    assert draft.answers["host"] == {"name": firm.name, "number": firm.pk}
    who = client_of(world.school)
    with on(OPENS):
        assert firm.name in get(who, "application_edit", draft.pk)
        assert who.get(f"/applications/{draft.pk}/form/").status_code == 200


def test_who_serves_one_firm_is_not_asked_for_it_again():
    posted = make_posted()
    firm, person = make_host(posted), make_person(organisation=posted.home)
    certificate = make_certificate(posted, person=person)
    form = read_form(posted.round.rules["form"])
    assert "host" not in prefilled(form, person, posted.home)
    postings.make_posting(
        call=posted.call, certificate=certificate, host=firm, by=posted.city, from_on=clock.today()
    )  # fmt: skip
    assert prefilled(form, person, posted.home)["host"] == {"name": firm.name, "number": None}


def test_a_county_has_so_many_requests_and_owners_are_known_from_the_register():
    """Needs of the county's firms and firms that its applications name count together, each once; an owner that an
    office noted is one whatever the form says."""
    not_owner = {"fact": "person.owns_host", "is": "is", "value": False}
    world = HostRound({"fact": "area.requests", "is": "le", "value": 2}, not_owner)
    north = world.region.north
    firms = [make_organisation(area=north, name=f"云溪{number}号机械有限公司") for number in range(4)]
    with on(OPENS):
        first = add_round(
            programme=world.round.programme, by=world.city,
            values={"name": "上批", "opens_on": OPENS, "closes_on": CLOSES},
        )  # fmt: skip
        Round.objects.filter(pk=first.pk).update(state=RoundState.RUNNING)
        first.refresh_from_db()
        days = {"needs_until": CLOSES, "post_until": EXAMINED}
        call = open_call(round=first, by=world.city, values={"requests_most": None}, **days)
        need = state_need(call=call, host=firms[0], values={"title": "热处理变形"}, by=world.county)
        owner = make_person(name="丁", organisation=world.home)
        note_owner(firm=firms[1], person=owner, source="工商登记〔7〕", by=world.county)
    named = [{"name": firm.name, "number": None} for firm in firms]
    same, other = world.apply("甲", host=named[0]), world.apply("乙", host=named[1])
    owns = world.apply("丁", person=owner, host=named[1])
    world.end_recommendation()
    world.check()
    assert [answers_to(one) for one in (same, other, owns)] == [["yes", "yes"], ["yes", "yes"], ["yes", "no"]]
    with on(EXAMINED):
        assert "工商登记〔7〕" in get(client_of(world.city), "application_detail", owns.pk)
        assert "工商登记〔7〕" not in get(client_of(world.city), "application_detail", other.pk)
    # one firm more, by a need as by an application, is one request too many – and one less when it is withdrawn
    with on(CLOSES):
        more = state_need(call=call, host=firms[2], values={"title": "铸造缺陷"}, by=world.county)
    world.check()
    assert [answers_to(one)[0] for one in (same, other)] == ["no", "no"]
    with on(EXAMINED):
        take_need_step(need=need, verb="withdraw", version=need.version, by=world.county)
        take_need_step(need=more, verb="withdraw", version=more.version, by=world.county)
    world.check()
    assert [answers_to(one)[0] for one in (same, other)] == ["yes", "yes"]
    checked = same.checks.get(number=0)
    assert checked.found[0]["value"] == 2
