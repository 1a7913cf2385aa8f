"""What another county has is answered as if it were not there, and told to the audit: reading and changing, by pages
and by the API, once an hour for each person and thing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation
from tests.factories.service import make_call, make_posting
from tests.integration.programmes.test_pages import client_of
from tests.integration.programmes.test_printing import DAY, World, start
from tests.integration.programmes.test_rounds import on

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.models import Agreement, Application, Certificate, FirmOwner, LedgerEntry, WorkLog, Yield

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told(user):
    """What the audit was told of them: the thing, its number, how it was tried, and where."""
    rows = AuditEvent.objects.filter(verb="access.refused", actor=user).order_by("pk")
    return [(one.target_type.rpartition(".")[2], one.target_id, one.detail["method"], one.surface) for one in rows]


def served(world):
    """A posting at a firm of the northern county with what hangs on it."""
    call = make_call(area=world.region.city, by=world.city)
    posting = make_posting(call=call, host=Application.objects.first().organisation, by=world.city)
    common = {"posting": posting, "by": world.city}
    agreement = Agreement.objects.create(parties="home,host", from_on=DAY, to_on=DAY, **common)
    log = WorkLog.objects.create(
        by_name=posting.name, worked_on=DAY, minutes=60, venue="北", title="北", chain="c", submitted_at=clock.now(),
        state="submitted", **common,
    )  # fmt: skip
    service_yield = Yield.objects.create(
        kind="report", thing="北", title="北", firm=posting.host, happened_on=DAY, by=world.city
    )
    entry = LedgerEntry.objects.create(
        kind="subsidy", stage="paid", amount=1, booked_on=DAY, document="北", **common
    )  # fmt: skip
    return posting, agreement, log, service_yield, entry


def test_another_county_is_refused_everywhere_and_the_audit_knows():
    world = World(1)
    world.recognise()
    south = make_user(role="county_officer", area=world.region.south)
    page, api = client_of(south), caller(Client(), south)
    application, certificate = Application.objects.get(), Certificate.objects.get()
    unit = world.round.units.get(area=world.region.north)
    paper = application.papers.create(key="form", name="a.pdf", stored="a.pdf", size=1, sha256="0", by=world.city)
    with on(DAY):
        run, hung = start(world), served(world)
        posting, agreement, log, service_yield, entry = hung
        tries = (
            ("application_detail", application), ("certificate_detail", certificate), ("print_run_detail", run),
            ("posting_detail", posting), ("agreement_detail", agreement), ("work_log_detail", log),
            ("yield_detail", service_yield), ("ledger_detail", entry),
        )  # fmt: skip
        for name, row in tries:
            assert page.get(reverse(name, args=[row.pk])).status_code == 404, name
        expected = [(row._meta.model_name, str(row.pk), "GET", "page") for _name, row in tries]
        assert told(south) == expected
        for name, args in (  # the same things at other addresses, within the hour
            ("application_form", [application.pk]), ("application_paper", [application.pk, paper.pk]),
            ("certificate_pdf", [certificate.pk]), ("print_run_file", [run.pk]), ("agreement_pdf", [agreement.pk]),
        ):  # fmt: skip
            assert page.get(reverse(name, args=args)).status_code == 404, name
        for number in range(10_000, 10_020):  # what is not there at all
            assert page.get(reverse("application_detail", args=[number])).status_code == 404
        for address in (f"/applications/{application.pk}", f"/certificates/{certificate.pk}"):
            assert api("get", address)[0] == 404
        assert told(south) == expected
        body = {"version": certificate.version, "reason": "核查"}
        for _again in range(2):
            assert api("post", f"/certificates/{certificate.pk}/steps/revoke", body)[0] == 404
            assert page.post(reverse("application_return", args=[application.pk])).status_code == 404
        assert told(south)[len(expected) :] == [
            ("certificate", str(certificate.pk), "POST", "api"), ("application", str(application.pk), "POST", "page"),
        ]  # fmt: skip
        row = AuditEvent.objects.filter(verb="access.refused", target_type="programmes.certificate").latest("pk")
        assert (row.detail["reason"], row.detail["number"]) == ("unseen", str(certificate.pk))
        before = len(told(south))
        for name in ("round_opinion", "round_recommend", "round_order"):
            answer = page.get(reverse(name, args=[world.round.pk, unit.pk]))
            assert answer.status_code == (403 if name == "round_opinion" else 404), name
        assert [one[0] for one in told(south)[before:]] == ["", "recommendingunit"]
        assert page.get(reverse("print_run_list")).status_code == 200
        with clock.at(clock.now() + timedelta(minutes=61)):
            assert page.get(reverse("application_paper", args=[application.pk, paper.pk])).status_code == 404
        assert told(south)[-1] == ("application", str(application.pk), "GET", "page")
        assert told(world.city) == told(world.county) == []


def test_papers_by_the_api_and_owners_are_told_too():
    world = World(1)
    application = Application.objects.get()
    south = make_user(role="county_officer", area=world.region.south)
    paper = application.papers.create(key="form", name="a.pdf", stored="a.pdf", size=1, sha256="0", by=world.city)
    with on(date(2022, 2, 21)):
        api = caller(Client(), south)
        assert api("get", f"/applications/{application.pk}/papers/{paper.pk}")[0] == 404
        other = make_organisation(area=world.region.north)
        owner = FirmOwner.objects.create(firm=application.organisation, unit=other, by=world.county)
        page = client_of(south)
        assert page.post(reverse("firm_owner_remove", args=[owner.pk]), {"reason": "x"}).status_code == 302
        assert FirmOwner.objects.exists()
        # Reading a page that is closed is told where its address names a thing, and never without.
        assert page.get(reverse("round_meeting", args=[world.round.pk])).status_code == 403
        assert page.get(reverse("objection_list")).status_code == 403
    assert told(south) == [
        ("application", str(application.pk), "GET", "api"), ("firmowner", str(owner.pk), "POST", "page"),
        ("", "", "GET", "page"),
    ]  # fmt: skip
    assert told(world.county) == []
