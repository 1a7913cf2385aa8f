"""What somebody tries who may not: other areas on every surface, guessed certificates, late and odd sendings."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.programmes import ANSWERS, PDF, apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.factories.sent_forms import sent
from tests.integration.programmes.test_pages import client_of
from tests.integration.programmes.test_printing import CLOSES, DAY, OPENS, World
from tests.integration.programmes.test_rounds import on

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.certificate_checks import MOST_CHECKS
from duijie.programmes.domain.programmes import edit_programme
from duijie.programmes.domain.rounds import add_round, set_quotas
from duijie.programmes.models import Application, Certificate, LateAllowance
from duijie.programmes.numbers.certificates import draw_code

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
NESTED = {"all": [{"fact": "person.age", "is": "le", "value": 58}]}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refusals(verb):
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk").values_list("detail__reason", flat=True))


def test_another_county_reads_nothing_on_any_surface():
    world = World(2)
    world.recognise()
    south = make_user(role="county_officer", area=world.region.south)
    page, api, own = client_of(south), caller(Client(), south), caller(Client(), world.county)
    application, certificate = Application.objects.first(), Certificate.objects.first()
    with on(DAY):
        for name, args in (
            ("application_detail", [application.pk]), ("application_form", [application.pk]),
            ("application_workbook", [application.pk]), ("certificate_detail", [certificate.pk]),
            ("certificate_pdf", [certificate.pk]),
        ):  # fmt: skip
            assert page.get(reverse(name, args=args)).status_code == 404, name
        for name in ("application_list", "certificate_list"):
            assert "联0" not in page.get(reverse(name)).content.decode()
        for name in ("application_export", "certificate_export"):
            assert "联0" not in page.get(reverse(name), {"format": "csv"}).content.decode("utf-8", errors="replace")
        for address in (f"/applications/{application.pk}", f"/applications/{application.pk}/papers"):
            assert api("get", address)[0] == 404
        assert api("get", f"/certificates/{certificate.pk}")[0] == 404
        assert api("get", "/certificates")[1]["count"] == 0
        body = {"version": certificate.version, "reason": "核查"}
        assert api("post", f"/certificates/{certificate.pk}/steps/revoke", body)[0] == 404
        tried = AuditEvent.objects.filter(verb="access.refused", actor=south, target_type="programmes.certificate")
        assert [(one.target_id, one.detail["method"], one.surface) for one in tried.order_by("pk")] == [
            (str(certificate.pk), "GET", "page"), (str(certificate.pk), "POST", "api"),
        ]  # fmt: skip
        assert own("post", f"/certificates/{certificate.pk}/steps/revoke", body)[0] == 403
        city = caller(Client(), world.city)
        assert own("get", "/certificates")[1]["count"] == 2
        assert city("get", f"/rounds/{world.round.pk}/recognitions")[1]["items"][0]["document"] == "科〔2022〕8号"
        assert city("post", f"/certificates/{certificate.pk}/steps/suspend", body)[1]["state"] == "suspended"
        assert city("post", f"/certificates/{certificate.pk}/steps/suspend", body)[0] == 409
        unit = world.round.units.get(area=world.region.north)
        before = unit.quota
        assert client_of(world.county).post(
            reverse("round_quotas", args=[world.round.pk]), {f"quota-{unit.pk}": "99"}
        ).status_code == 403  # fmt: skip
        unit.refresh_from_db()
        assert unit.quota == before
        tried = AuditEvent.objects.filter(verb="access.refused", actor=world.county).order_by("pk")
        assert [one.detail.get("page") for one in tried][-1] == "round_quotas"
        assert tried.last().detail["numbers"] == {"pk": str(world.round.pk)}
        with pytest.raises(PermissionDenied):  # whoever holds the right, but not here
            set_quotas(round=world.round, quotas={unit.pk: 99}, by=make_user(role="city_officer"))
        assert refusals("round.refused") == ["permission"]


def test_guessing_certificates_is_slowed_down_and_audited():
    world = World(1)
    world.recognise()
    certificate = Certificate.objects.get()
    stranger = Client()
    page = stranger.get(reverse("certificate_check"), {"code": certificate.number}).content.decode()
    assert "联0" not in page  # the number alone says nothing, and counts as a false code
    address = [reverse("certificate_check_code", args=[draw_code()]) for _number in range(MOST_CHECKS + 1)]
    assert [stranger.get(one).status_code for one in address] == [404] * (MOST_CHECKS - 1) + [429] * 2
    right = reverse("certificate_check_code", args=[certificate.code])
    answer = stranger.get(right)
    assert (answer.status_code, certificate.number in answer.content.decode()) == (429, False)
    assert Client(REMOTE_ADDR="203.0.113.7").get(right).status_code == 200  # somebody else
    told = AuditEvent.objects.filter(verb__startswith="certificate.check").order_by("pk")
    assert [one.verb for one in told] == ["certificate.check_failed", "certificate.check_locked"]
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert stranger.get(right).status_code == 200
        assert stranger.get(address[0]).status_code == 404
    assert told.all().count() == 3


def test_papers_by_the_api_within_the_deadline_and_only_what_is_asked_for():
    region = make_region()
    city = make_user(role="city_officer", area=region.city)
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    call, sent = caller(Client(), contact), {}
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
        draft = apply(round=round_, organisation=firm, by=contact, name="阮联", submitted=False)
        home = f"/applications/{draft.pk}"

        def send(key, name, content):
            file = SimpleUploadedFile(name, content)
            return call("post", f"{home}/papers", data={"key": key, "file": file})

        for key, name, content in (
            ("form", "a.exe", b"MZ"), ("form", "a.pdf", b"MZ\x90\x00"), ("form", "a.pdf", b""),
            ("shoe", "a.pdf", PDF),
            ("form", "a.pdf", PDF + b"/JavaScript (app.alert(1))"),
        ):  # fmt: skip
            assert send(key, name, content)[0] == 422, (key, name)
        for key in ("form", "employment"):
            status, sent = send(key, "证.pdf", PDF)
            assert (status, sent["key"]) == (201, key)
        assert call("get", f"{home}/papers")[1]["count"] == 2
        answer = call("get", f"{home}/papers/{sent['id']}", raw=True)
        assert b"".join(answer.streaming_content) == PDF
        for close in answer._resource_closers:
            close()
        assert call("delete", f"{home}/papers/{sent['id']}")[0] == 204
        for wrong in (
            {"statement": "长" * 3_500_000}, {"birth_date": "2030-02-31"}, {"years": "viele"}, {"shoe": 1},
            {"post": ["x"]},
        ):  # fmt: skip
            draft.refresh_from_db()
            body = {"answers": {**ANSWERS, **wrong}, "version": draft.version}
            assert call("put", f"{home}/answers", body)[0] in (413, 422), wrong
        draft.refresh_from_db()
        assert draft.answers == ANSWERS
    with on(date(2022, 2, 1)):
        assert send("employment", "证.pdf", PDF)[0] == 422
        body = {"version": draft.version}
        assert call("post", f"{home}/steps/submit", body)[0] == 422
        assert call("post", "/applications", {
            "round": round_.pk, "organisation": firm.pk, "name": "迟到", "title": "", "answers": {},
        })[0] == 422  # fmt: skip
        assert "closed" in refusals("application.refused")


def test_rules_without_end_and_days_out_of_order_are_refused_at_their_place():
    region = make_region()
    city = make_user(role="city_officer", area=region.city)
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
    programme = round_.programme
    deep = NESTED
    for _number in range(60):
        deep = {"all": [deep]}
    wide = {"all": [NESTED["all"][0]] * 5000}
    for condition in (deep, wide, {"fact": "__import__('os')", "is": "le", "value": 1}, "1+1", {"all": []}):
        with pytest.raises(ValidationError):
            edit_programme(
                programme=programme, values={}, rules={**programme.rules, "conditions": [condition]}, by=city,
                version=programme.version,
            )  # fmt: skip
    with pytest.raises(ValidationError) as error:
        add_round(programme=programme, by=city, values={"name": "乱", "opens_on": CLOSES, "closes_on": OPENS})
    assert list(error.value.error_dict) == ["closes_on"]


def test_ten_megabytes_on_the_page_change_nothing_and_say_so():
    region = make_region()
    city = make_user(role="city_officer", area=region.city)
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
        draft = apply(round=round_, organisation=firm, by=contact, name="阮联", submitted=False)
        address = reverse("application_edit", args=[draft.pk])
        said = {**ANSWERS, "civil_servant": "no", "version": draft.version}
        for checked in (False, True):  # with the protection against forged forms, which reads the form first
            page = Client(enforce_csrf_checks=checked)
            page.force_login(contact)
            token = sent(page.get(address).content.decode())["csrfmiddlewaretoken"]
            said["csrfmiddlewaretoken"] = token
            answer = page.post(address, {**said, "statement": "x" * 10_000_000}, headers={"accept-language": "en"})
            assert answer.status_code == 413
            assert "2.5 MB" in answer.content.decode()
        answer = client_of(contact).post(address, {**said, "statement": "长" * 400_000})
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["statement"])
        assert "长" * 400_000 in answer.content.decode()  # what was typed is still there
        draft.refresh_from_db()
        assert (draft.answers, draft.version) == (ANSWERS, said["version"])


def test_more_than_the_quota_at_once_and_late_ones_by_a_recorded_exception():
    region = make_region()
    city, county = make_user(role="city_officer", area=region.city), make_user(role="county_officer", area=region.north)
    firm, late = make_organisation(area=region.north), make_organisation(area=region.north)
    contact, other = (make_user(role="firm_contact", organisation=one) for one in (firm, late))
    with on(OPENS):
        round_ = open_round(area=region.city, by=city, opens=OPENS, closes=CLOSES)
        made = [apply(round=round_, organisation=firm, by=contact, name=f"联{number}") for number in range(3)]
        unit = made[0].unit
        set_quotas(round=round_, quotas={unit.pk: 2}, by=city)
        address = reverse("round_recommend", args=[round_.pk, unit.pk])
        client_of(county).post(address, {"chosen": [one.pk for one in made]})
        assert refusals("round.refused") == ["quota"]
        assert refusals("application.refused") == []
        unit.refresh_from_db()
        assert (unit.used, Application.objects.filter(state="recommended").count()) == (0, 0)
    with on(date(2022, 1, 30)):
        address = reverse("round_late", args=[round_.pk])
        with pytest.raises(ValidationError):
            apply(round=round_, organisation=late, by=other, name="迟到")
        said = {"organisation": late.name, "until": "2022-02-02", "reason": "疫情期间材料邮寄延误"}
        page = client_of(city)
        for wrong, field in (
            ({"organisation": "没有的公司"}, "organisation"), ({"until": "2022-01-29"}, "until"),
            ({"reason": ""}, "reason"),
        ):  # fmt: skip
            answer = page.post(address, {**said, **wrong})
            assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
        assert client_of(county).post(address, said).status_code == 403
        assert not LateAllowance.objects.exists()
        assert page.post(address, said).status_code == 302
        allowed = LateAllowance.objects.get()
        assert (allowed.organisation, allowed.by, allowed.reason) == (late, city, said["reason"])
        assert AuditEvent.objects.get(verb="round.allow_late").detail["until"] == "2022-02-02"
        assert apply(round=round_, organisation=late, by=other, name="迟到").is_late
        with pytest.raises(ValidationError):
            apply(round=round_, organisation=firm, by=contact, name="别人")
    assert refusals("application.refused") == ["closed", "closed"]
