"""The pages of postings: each for whom it is, the same number of queries for one row and three, and what is sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import grant, make_user
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.factories.programmes import PDF
from tests.functional.pages import PageText

from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent
from duijie.programmes.domain.postings import plans
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.models import Agreement, AgreementTemplate, FirmOwner, Posting, PostingNeed, PostingPlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ask(client, by, name, *args, **query):
    client.force_login(by)
    return client.get(reverse(name, args=args), query)


def send(client, by, page, *args, **values):
    client.force_login(by)
    return client.post(reverse(page, args=args), values)


def test_from_the_call_to_the_filed_agreement(client):
    posted = make_posted()
    host = make_host(posted, name="云溪轴承有限公司")
    contact = make_user(role="firm_contact", organisation=host)
    person = make_user(role="commissioner", organisation=posted.home)
    certificate = make_certificate(posted, account=person)
    today = clock.today().isoformat()
    call = posted.call.pk

    assert ask(client, contact, "posting_call", call).status_code == 200
    sent = send(client, contact, "posting_need_add", call, title="热处理变形", wanted="1")
    assert sent.status_code == 302, sent.context["form"].errors
    need = PostingNeed.objects.get()
    assert send(client, contact, "posting_need_step", need.pk, "verify").status_code == 403
    need.refresh_from_db()
    assert need.state == "submitted"  # nobody checks their own
    send(client, posted.county, "posting_need_step", need.pk, "verify", version=need.version)
    sent = send(
        client, posted.city, "posting_add", call, certificate=certificate.number, organisation=host.name, need=need.pk,
        from_on=today,
    )  # fmt: skip
    assert sent.status_code == 302, sent.context["form"].errors
    posting = Posting.objects.get()
    assert "owns_no_part" in ask(client, person, "posting_detail", posting.pk).content.decode()
    send(client, person, "posting_answer", posting.pk, "person", answer="agree", owns_no_part="yes")
    assert send(client, contact, "posting_answer", posting.pk, "person", answer="agree").status_code == 403
    send(client, contact, "posting_answer", posting.pk, "host", answer="agree")
    sent = send(client, posted.county, "agreement_draw_up", posting.pk, tasks="每月到企业\n培训", language="zh-hans")
    assert sent.status_code == 302, sent.context["form"].errors
    agreement = Agreement.objects.get()
    document = ask(client, contact, "agreement_document", agreement.pk)
    assert (document.status_code, document.content[:2]) == (200, b"PK")
    printed = ask(client, contact, "agreement_pdf", agreement.pk)
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    for party in ("host", "home", "commissioner"):
        assert ask(client, posted.county, "agreement_sign", agreement.pk, party).status_code == 200
        send(client, posted.county, "agreement_sign", agreement.pk, party, signed_on=today)
    scan = SimpleUploadedFile("协议.pdf", PDF)
    sent = send(client, posted.county, "agreement_file", agreement.pk, number="协1号", filed_on=today, scan=scan)
    assert sent.status_code == 302, sent.context["form"].errors
    send(client, posted.county, "posting_step", posting.pk, "begin")
    posting.refresh_from_db()
    assert posting.state == "active"
    assert b"".join(ask(client, contact, "agreement_scan", agreement.pk).streaming_content) == PDF
    for by, pages in {
        posted.city: (
            ("posting_list",), ("posting_export",), ("posting_need_list",), ("posting_need_export",),
            ("posting_detail", posting.pk), ("posting_need", need.pk), ("posting_call", call),
            ("posting_call_edit", call), ("posting_add", call), ("firm_owner_add", call), ("firm_owner_list",),
            ("posting_signing", call), ("posting_extend", posting.pk), ("posting_end", posting.pk, "end"),
            ("posting_end", posting.pk, "transfer"), ("posting_end", posting.pk, "terminate"),
            ("agreement_detail", agreement.pk), ("agreement_replace", agreement.pk), ("agreement_template_list",),
            ("agreement_template_file", "en"), ("round_detail", posted.round.pk), ("posting_need_edit", need.pk),
        ),
        contact: (("posting_list",), ("posting_need_list",), ("posting_detail", posting.pk), ("posting_call", call)),
        person: (("posting_list",), ("posting_detail", posting.pk), ("agreement_detail", agreement.pk)),
    }.items():  # fmt: skip
        for name, *args in pages:
            page = ask(client, by, name, *args)
            assert page.status_code == 200, (by, name)
            if page["Content-Type"].startswith("text/html"):
                text = PageText(page.content.decode())
                assert (text.faults, text.strings_left()) == ([], []), name
    stranger = make_user(role="firm_contact", organisation=make_host(posted))
    for name, *args in (
        ("posting_detail", posting.pk), ("posting_need", need.pk), ("agreement_scan", agreement.pk),
        ("agreement_document", agreement.pk), ("agreement_pdf", agreement.pk),
    ):  # fmt: skip
        assert ask(client, stranger, name, *args).status_code == 404, name


def test_a_firm_is_led_to_its_calls_and_named_by_whoever_has_several(client):
    posted = make_posted()
    hosts = [make_host(posted), make_host(posted)]
    contact = make_user(role="firm_contact", organisation=hosts[0])
    address = reverse("posting_need_add", args=[posted.call.pk])
    assert address in ask(client, contact, "posting_need_list").content.decode()
    assert address not in ask(client, posted.city, "posting_need_list").content.decode()
    assert 'name="organisation"' not in ask(client, contact, "posting_need_add", posted.call.pk).content.decode()
    grant(contact, "firm_contact", organisation=hosts[1])
    for chosen, said in ((make_host(posted).pk, 200), (hosts[1].pk, 302)):
        sent = send(
            client, contact, "posting_need_add", posted.call.pk, organisation=chosen, title="热处理变形", wanted="1"
        )
        assert sent.status_code == said
    assert PostingNeed.objects.get().host == hosts[1]


def test_somebody_is_posted_by_name_to_the_firm_of_the_need(client):
    posted = make_posted()
    need = make_need(posted, make_host(posted))
    first, second = (make_certificate(posted, name="阮知远") for _ in range(2))
    other, today = make_certificate(posted, name="白望舒"), clock.today().isoformat()
    sent = send(client, posted.city, "posting_add", posted.call.pk, certificate="阮知远", need=need.pk, from_on=today)
    (told,) = sent.context["form"].errors["certificate"]
    assert first.number in told
    assert second.number in told
    sent = send(client, posted.city, "posting_add", posted.call.pk, certificate="白望舒", from_on=today)
    assert list(sent.context["form"].errors) == ["organisation"]
    sent = send(client, posted.city, "posting_add", posted.call.pk, certificate="白望舒", need=need.pk, from_on=today)
    assert sent.status_code == 302, sent.context["form"].errors
    made = Posting.objects.get()
    assert (made.certificate, made.host, made.need) == (other, need.host, need)


def test_a_plan_on_its_page(client):
    posted = make_posted()
    needs = [make_need(posted, make_host(posted)) for _number in range(2)]
    certificate = make_certificate(posted, of_person={"field": "manufacturing"})
    send(client, posted.city, "posting_plan_start", posted.call.pk)
    plan = PostingPlan.objects.get()
    plans.compute_plan(plan_id=plan.pk, by=posted.city)
    assert needs[0].title in ask(client, posted.city, "posting_plan", plan.pk).content.decode()
    send(
        client, posted.city, "firm_owner_add", posted.call.pk, organisation=needs[0].host.name, source="登记信息",
        certificate=certificate.number,
    )  # fmt: skip
    assert FirmOwner.objects.get().person == certificate.application.person
    send(client, posted.city, "posting_plan_check", plan.pk)
    page = ask(client, posted.city, "posting_plan", plan.pk).content.decode()
    plan.refresh_from_db()
    assert [one["code"] for one in plan.result["breaches"]] == ["owner"]
    assert plan.result["breaches"][0]["text"] in page
    bad = next(one for one in plans.chosen_pairs(plan) if one.need == needs[0])
    send(client, posted.city, "posting_plan_change", plan.pk, pair=bad.pk)
    sent = send(client, posted.city, "posting_plan_release", plan.pk, from_on=clock.today().isoformat())
    assert sent.status_code == 302, sent.context["form"].errors
    page = ask(client, posted.city, "posting_plan", plan.pk).content.decode()
    assert reverse("posting_plan_release", args=[plan.pk]) not in page  # it goes on by itself
    run_waiting_jobs()
    assert Posting.objects.get().need == needs[1]
    assert ask(client, posted.county, "posting_plan", plan.pk).status_code == 403
    for name in ("posting_plan_pair", "posting_plan_release"):
        assert ask(client, posted.city, name, plan.pk).status_code == 200


def test_a_template_is_brought_and_archived(client):
    posted = make_posted()
    shipped = ask(client, posted.city, "agreement_template_file", "zh-hans").content
    file = SimpleUploadedFile("t.docx", shipped)
    sent = send(client, posted.city, "agreement_template_list", name="本市", area=posted.region.city.code, file=file)
    assert sent.status_code == 302, sent.context["form"].errors
    taken = AgreementTemplate.objects.get()
    assert ask(client, posted.city, "agreement_template_file", taken.pk).content == shipped
    assert ask(client, posted.county, "agreement_template_list").status_code == 200
    send(client, posted.city, "agreement_template_archive", taken.pk)
    taken.refresh_from_db()
    assert taken.archived_at is not None


@pytest.mark.parametrize("name", ["posting_list", "posting_need_list"])
def test_lists_take_the_same_queries_for_one_row_and_three(client, django_assert_num_queries, name):
    posted = make_posted()

    def fill():
        host = make_host(posted)
        need = make_need(posted, host)
        make_posting(
            call=posted.call, certificate=make_certificate(posted), host=host, need=need, by=posted.city,
            from_on=clock.today(),
        )  # fmt: skip

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            assert ask(client, posted.city, name).status_code == 200
        return len(found)

    fill()
    count()
    one = count()
    fill()
    fill()
    assert count() == one
    assert AuditEvent.objects.filter(verb="posting.add").count() == 3


def test_what_waits_stands_on_the_home_page(client):
    posted = make_posted()
    host = make_host(posted)
    contact = make_user(role="firm_contact", organisation=host)
    person = make_user(role="commissioner", organisation=posted.home)
    make_posting(
        call=posted.call, certificate=make_certificate(posted, account=person), host=host, by=posted.city,
        from_on=clock.today(),
    )  # fmt: skip
    for by in (contact, person):
        client.force_login(by)
        assert f"/postings/{Posting.objects.get().pk}/" in client.get("/").content.decode()
    send(client, contact, "posting_need_add", posted.call.pk, organisation=host.name, title="夹具设计", wanted="1")
    client.force_login(posted.county)
    assert "夹具设计" in client.get("/").content.decode()
