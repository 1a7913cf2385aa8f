"""The whole chain through pages, as each of those concerned, and what the public sees of it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.programmes import ANSWERS, PDF, apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.factories.sent_forms import sent
from tests.integration.programmes.test_rounds import VALUES, employed, on

from duijie.common import clock
from duijie.common.public_forms import make_token
from duijie.programmes.models import Application, Certificate, Objection, Programme, Round

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client, page, /, *args, **data):
    response = client.post(reverse(page, args=args), data)
    assert response.status_code == 302, response.content.decode()[-4000:]
    return response


def get(client, page, /, *args, status=200, **query):
    response = client.get(reverse(page, args=args), query)
    assert response.status_code == status
    if not response.streaming:
        return response.content.decode()
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return content.decode(errors="replace")


def step(client, round_, verb, **data):
    round_.refresh_from_db()
    get(client, "round_step", round_.pk, verb)
    post(client, "round_step", round_.pk, verb, version=round_.version, **data)
    round_.refresh_from_db()


def test_the_chain_through_pages():
    region = make_region()
    firm = make_organisation(area=region.north)
    person = employed(firm, "阮联")
    city, county, contact = (
        client_of(make_user(role="city_officer", area=region.city)),
        client_of(make_user(role="county_officer", area=region.north)),
        client_of(make_user(role="firm_contact", organisation=firm)),
    )
    with on(OPENS):
        get(city, "programme_add")
        post(city, "programme_add", template="liaison_officers", name="科创联络员", area="9701")
        programme = Programme.objects.get()
        form = city.get(reverse("programme_edit", args=[programme.pk])).context["form"]
        given = {name: value for name, value in form.initial.items() if value not in (None, False)}
        post(city, "programme_edit", programme.pk, **{**given, "term_months": 36, "papers": "form | 推荐表 | Form *"})
        programme.refresh_from_db()
        assert (programme.rules["term_months"], len(programme.rules["papers"])) == (36, 1)
        get(city, "programme_detail", programme.pk)
        for part in ("programme_conditions", "programme_form"):
            form = city.get(reverse(part, args=[programme.pk])).context["form"]
            programme.refresh_from_db()
            name = part.partition("_")[2]
            told, kept = sent(str(form["built"])), programme.rules[name]
            told["version"] = str(programme.version)
            plain = "application/x-www-form-urlencoded"
            answer = city.post(reverse(part, args=[programme.pk]), told.urlencode(), content_type=plain)
            assert answer.status_code == 302
            programme.refresh_from_db()
            assert programme.rules[name] == kept
        get(county, "programme_edit", programme.pk, status=403)
        get(city, "round_add", programme.pk)
        post(city, "round_add", programme.pk, name="首批", opens_on=OPENS, closes_on=CLOSES, recommend_by="2022-02-15")
        round_ = Round.objects.get()
        get(county, "round_detail", round_.pk, status=404)
        unit = round_.units.get(area=region.north)
        post(city, "round_quotas", round_.pk, **{f"quota-{unit.pk}": "1"})
        step(city, round_, "open")
        assert "首批" in get(Client(), "call_list")
        get(Client(), "call_detail", round_.pk)
        get(county, "round_detail", round_.pk)

        get(contact, "application_begin", round_.pk)
        post(contact, "application_begin", round_.pk, organisation_choice=firm.pk, person_choice=person.pk)
        application = Application.objects.get()
        assert (application.name, application.person, application.unit) == ("阮联", person, unit)
        get(contact, "application_edit", application.pk)
        said = {**ANSWERS, "civil_servant": "no"}
        post(contact, "application_edit", application.pk, version=application.version, **said)
        assert "推荐表" in get(contact, "application_detail", application.pk)
        book = contact.get(reverse("application_workbook", args=[application.pk])).content
        post(contact, "application_fill", application.pk, file=SimpleUploadedFile("表.xlsx", book))
        application.refresh_from_db()
        assert (application.answers["years"], application.answers["civil_servant"]) == (8, False)
        assert contact.get(reverse("application_form", args=[application.pk])).content.startswith(b"%PDF")
        file = SimpleUploadedFile("表.pdf", PDF)
        post(contact, "application_paper_add", application.pk, "form", file=file)
        get(contact, "application_paper", application.pk, application.papers.get().pk)
        get(county, "application_detail", application.pk, status=404)
        post(contact, "application_step", application.pk, "submit")
        get(county, "application_return", application.pk)
        post(county, "application_return", application.pk, defects="缺公章\n日期不清")
        assert "缺公章" in get(contact, "application_detail", application.pk)
        post(contact, "application_step", application.pk, "submit")
        assert "阮联" in get(county, "home")
        get(county, "application_step", application.pk, "recommend")
        post(county, "application_step", application.pk, "recommend", reason="同意推荐")
        get(county, "round_order", round_.pk, unit.pk)
        get(city, "round_order", round_.pk, unit.pk, status=404)
        post(county, "round_order", round_.pk, unit.pk, **{f"rank-{application.pk}": 1})
        response = county.get(reverse("round_opinion", args=[round_.pk, unit.pk]))
        assert response.content.startswith(b"%PDF")
        for who in (city, county, contact):
            assert "阮联" in get(who, "application_list", round=round_.pk)
        assert county.get(reverse("application_export")).status_code == 200
    with on(date(2022, 2, 16)):
        step(city, round_, "close")
        step(city, round_, "end_recommendation")
        post(city, "round_check", round_.pk)
        get(city, "application_detail", application.pk)
        get(city, "round_conclude", round_.pk)
        post(city, "round_conclude", round_.pk)
        step(city, round_, "end_examination")
        get(city, "round_meeting", round_.pk)
        post(city, "round_freeze", round_.pk)
        get(city, "round_meeting", round_.pk)
        post(city, "round_meeting", round_.pk, held_on="2022-02-16", minutes="同意。", version=round_.version)
        round_.refresh_from_db()
        get(city, "round_notice", round_.pk)
        post(city, "round_notice", round_.pk, from_on="2022-02-16", receiver="机关纪委", version=round_.version)
        notice = round_.notice
        page = get(Client(), "public_notice", notice.pk)
        assert "阮联" in page
        assert ANSWERS["phone"] not in page and ANSWERS["birth_date"] not in page  # noqa: PT018
        get(Client(), "public_notice_list")
        get(Client(), "public_notice_object", notice.pk)
        token = make_token("objection")
        with clock.at(clock.now() + timedelta(minutes=1)):
            told = {**VALUES, "token": token, "application": application.pk}
            post(Client(), "public_notice_object", notice.pk, evidence=SimpleUploadedFile("证.pdf", PDF), **told)
        objection = Objection.objects.get()
        get(county, "objection_detail", objection.pk, status=403)
        assert "阮联" in get(city, "objection_list")
        get(city, "objection_detail", objection.pk)
        get(city, "objection_evidence", objection.pk)
        post(city, "objection_detail", objection.pk, upheld="no", reason="查无实据")
    with on(date(2022, 3, 28)):
        round_.refresh_from_db()
        get(city, "round_recognise", round_.pk)
        told = {"document": "科〔2022〕8号", "issuer": "市科技局", "issued_on": "2022-03-28", "version": round_.version}
        post(city, "round_recognise", round_.pk, **told)
        certificate = Certificate.objects.get()
        for who in (city, county, contact):
            assert certificate.number in get(who, "certificate_list")
            get(who, "certificate_detail", certificate.pk)
        assert contact.get(reverse("certificate_all_pdf")).content.startswith(b"%PDF")
        response = contact.get(reverse("certificate_pdf", args=[certificate.pk]))
        assert response.content.startswith(b"%PDF")
        assert certificate.number in get(Client(), "certificate_check_code", certificate.code)
        assert "阮联" not in get(Client(), "certificate_check", status=404, code=certificate.number)
        get(city, "certificate_step", certificate.pk, "suspend")
        post(city, "certificate_step", certificate.pk, "suspend", reason="核查", version=certificate.version)
        certificate.refresh_from_db()
        assert str(certificate.standing_words) in get(Client(), "certificate_check", code=certificate.code.lower())
        get(city, "round_detail", round_.pk)
        assert city.get(reverse("certificate_export")).status_code == 200


def test_lists_ask_as_often_for_three_as_for_one(django_assert_max_num_queries):
    region = make_region()
    user = make_user(role="city_officer", area=region.city)
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    city = client_of(user)
    with on(OPENS):
        round_ = open_round(area=region.city, by=user, opens=OPENS, closes=CLOSES)
        apply(round=round_, organisation=firm, by=contact, name="一")
        counts = []
        for _number in range(2):
            seen = []
            for name, args in (("application_list", []), ("round_detail", [round_.pk]), ("round_list", [])):
                city.get(reverse(name, args=args))  # what is kept for a while is read before counting
                with django_assert_max_num_queries(60) as asked:
                    city.get(reverse(name, args=args))
                seen.append(len(asked))
            counts.append(seen)
            for name in ("二", "三"):
                apply(round=round_, organisation=firm, by=contact, name=name + str(_number))
    assert counts[0] == counts[1]
