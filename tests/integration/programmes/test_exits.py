"""Somebody leaves: with a cause, from today, without blame; the check page says so; nobody is left alone for it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.factories.api import caller
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.factories.races import at_once, rounds
from tests.integration.programmes.test_pages import client_of
from tests.integration.programmes.test_printing import DAY, World, start
from tests.integration.programmes.test_rounds import on

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.postings.postings import make_posting, take_posting_step
from duijie.programmes.domain.recognitions import leave, take_certificate_step
from duijie.programmes.models import Certificate, Posting

sqlite = pytest.mark.by_default_on("sqlite")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def codes(function):
    with pytest.raises(ValidationError) as error:
        function()
    found = error.value
    lists = found.error_dict.values() if hasattr(found, "error_dict") else [found.error_list]
    return {one.code for some in lists for one in some}


@pytest.mark.django_db
@sqlite
def test_the_check_page_says_every_state_in_both_languages():
    world = World(2)
    world.recognise()
    certificate, other = Certificate.objects.order_by("pk")
    zh = {
        "issued": "未开始",
        "active": "有效",
        "suspended": "暂停",
        "expired": "到期",
        "revoked": "撤销",
        "left": "退出",
    }

    def said(one, standing, day):
        with on(day):
            one.refresh_from_db()
            assert one.standing == standing
            address = reverse("certificate_check_code", args=[one.code])
            pages = [
                Client(headers={"accept-language": language}).get(address).content.decode()
                for language in ("zh-hans", "en")
            ]
        for page in pages:
            badge = page.partition('class="badge ')[2].partition("</span>")[0]
            assert badge.startswith("badge-good") == (standing == "active")
            assert one.number in page
            assert "联0" in page or "联1" in page
        badges = [page.partition('class="badge ')[2].partition("</span>")[0].partition(">")[2] for page in pages]
        assert zh[standing] in badges[0]
        assert badges[1] not in badges[0]
        return pages

    def step(one, verb):
        one.refresh_from_db()
        take_certificate_step(certificate=one, verb=verb, version=one.version, by=world.city, reason="核查")

    said(certificate, "issued", DAY - timedelta(days=1))
    said(certificate, "active", DAY)
    with on(DAY):
        step(certificate, "suspend")
    said(certificate, "suspended", DAY)
    with on(DAY):
        step(certificate, "resume")
    certificate.refresh_from_db()
    said(certificate, "expired", certificate.to_on + timedelta(days=1))
    left = date(2022, 5, 6)
    with on(left):
        certificate.refresh_from_db()
        city = client_of(world.city)
        address = reverse("certificate_step", args=[certificate.pk, "leave"])
        assert "退休" in city.get(address, headers={"accept-language": "zh-hans"}).content.decode()
        wrong = city.post(address, {"cause": "other", "note": "", "version": certificate.version})
        assert list(wrong.context["form"].errors) == ["note"]
        sent = city.post(address, {"cause": "retired", "note": "到龄", "version": certificate.version})
        assert sent.status_code == 302, sent.context["form"].errors
    pages = said(certificate, "left", left + timedelta(days=400))
    for page in pages:
        assert "2022-05-06" in page
        assert "到龄" not in page  # why is nobody's business
        assert "撤销" not in page
        assert "revoked" not in page
    assert (certificate.to_on, certificate.exit_cause) == (left, "retired")
    assert "到龄" in city.get(reverse("certificate_detail", args=[certificate.pk])).content.decode()
    assert certificate.number in city.get(reverse("certificate_list"), {"state": "left"}).content.decode()
    assert other.number not in city.get(reverse("certificate_list"), {"state": "left"}).content.decode()
    with on(left):
        assert start(world).listed == [other.pk]
    with on(DAY):
        step(other, "revoke")
    said(other, "revoked", DAY)
    told = AuditEvent.objects.get(verb="certificate.leave").detail
    assert (told["cause"], told["left_on"]) == ("retired", "2022-05-06")


@pytest.mark.django_db
@sqlite
def test_who_serves_is_handed_over_first():
    posted = make_posted()
    host = make_host(posted, name="云溪轴承有限公司")
    certificate = make_certificate(posted)
    posting = make_posting(call=posted.call, certificate=certificate, host=host, by=posted.city, from_on=clock.today())
    api, page = caller(Client(), posted.city), client_of(posted.city)
    body = {"version": certificate.version, "cause": "changed_work"}
    status, answer = api("post", f"/certificates/{certificate.pk}/leave", body)
    assert (status, answer["errors"][0]["code"], host.name in answer["errors"][0]["message"]) == (422, "posting", True)
    assert codes(
        lambda: take_certificate_step(
            certificate=certificate, verb="revoke", version=certificate.version, by=posted.city, reason="弄虚作假"
        )
    ) == {"posting"}
    for verb, css in (("leave", "alert-danger"), ("revoke", "alert-danger"), ("suspend", "alert-warning")):
        shown = page.get(reverse("certificate_step", args=[certificate.pk, verb])).content.decode()
        assert host.name in shown
        assert css in shown
        assert reverse("posting_detail", args=[posting.pk]) in shown
    assert host.name not in page.get(reverse("certificate_step", args=[certificate.pk, "renew"])).content.decode()
    posting.refresh_from_db()
    take_posting_step(posting=posting, verb="call_off", version=posting.version, by=posted.city, reason="本人调离")
    assert codes(
        lambda: leave(certificate=certificate, cause="bored", version=certificate.version, by=posted.city)
    ) == {"cause"}
    assert caller(Client(), posted.county)("post", f"/certificates/{certificate.pk}/leave", body)[0] == 403
    status, answer = api("post", f"/certificates/{certificate.pk}/leave", body)
    assert (status, answer["standing"], answer["exit_cause"], answer["left_on"]) == (
        200, "left", "changed_work", clock.today().isoformat(),
    )  # fmt: skip
    assert api("post", f"/certificates/{certificate.pk}/leave", {**body, "version": answer["version"]})[0] == 422
    whole = certificate.to_on
    certificate.refresh_from_db()
    assert codes(
        lambda: make_posting(
            call=posted.call, certificate=certificate, host=make_host(posted), by=posted.city, from_on=clock.today()
        )
    ) == {"certificate"}
    again = {"version": certificate.version, "reason": "误操作"}
    status, answer = api("post", f"/certificates/{certificate.pk}/steps/readmit", again)
    assert (status, answer["standing"], answer["left_on"], answer["to_on"]) == (200, "active", None, str(whole))
    assert "alert-" not in page.get(reverse("certificate_step", args=[certificate.pk, "leave"])).content.decode()


@pytest.mark.django_db(transaction=True)
@rounds(2)
def test_nobody_is_posted_while_they_leave(times):
    posted = make_posted()
    for turn in range(times):
        certificate = make_certificate(posted)
        host = make_host(posted)
        found = at_once(
            lambda certificate=certificate: leave(
                certificate=certificate, cause="retired", version=certificate.version, by=posted.city
            ),
            lambda certificate=certificate, host=host: make_posting(
                call=posted.call, certificate=certificate, host=host, by=posted.city, from_on=clock.today()
            ),
        )
        certificate.refresh_from_db()
        served = Posting.objects.filter(certificate=certificate).exists()
        assert sum(isinstance(one, Exception) for one in found) == 1, (turn, found)
        assert (certificate.state == "left") != served, (turn, found)
