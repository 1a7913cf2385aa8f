"""Positions of visits: asked for with a consent alone, kept coarse, gone when it is withdrawn or old."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.positions import KEEP, forget_old_positions, note_position
from duijie.demands.domain.visits import log_visit
from duijie.demands.models import Visit, VisitPosition
from duijie.registry.domain.consents import give_consent, withdraw_consent
from duijie.registry.purposes import PURPOSES

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
HERE = (Decimal("28.95617"), Decimal("-118.87251"))


@pytest.fixture
def firm():
    return make_organisation(name="云溪恒力轴承有限公司", area=make_region().north)


@pytest.fixture
def liaison(firm):
    return make_user(role="liaison_officer", organisation=firm)


def consent(user):
    return give_consent(purpose="positions", version=PURPOSES["positions"].version, by=user)


def client_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def log(firm, by, position=None):
    values = {"organisation": firm, "title": "淬火后有裂纹", "result": "nothing"}
    return log_visit(values=values, by=by, position=position)


def test_a_position_is_asked_for_only_after_a_consent_and_kept_coarse(firm, liaison):
    browser = Client()
    browser.force_login(liaison)
    said = {"known": str(firm.pk), "kind": "find", "result": "nothing", "title": "裂纹", "visited_on": clock.today()}
    said |= {"submission": "a", "position": "28.95617,-118.87251"}
    assert "data-position" not in browser.get("/visits/log/").content.decode()
    browser.post("/visits/log/", said)  # a form that was made by hand
    assert (Visit.objects.count(), VisitPosition.objects.count()) == (1, 0)
    consent(liaison)
    assert "data-position" in browser.get("/visits/log/").content.decode()
    browser.post("/visits/log/", {**said, "submission": "b"})
    kept = VisitPosition.objects.get()
    assert (str(kept), kept.account, kept.visit.submission) == ("28.96, -118.87", liaison, "b")
    assert "28.96, -118.87" in browser.get(f"/visits/{kept.visit_id}/").content.decode()
    assert "28.9" not in str(AuditEvent.objects.get(verb="visit.position").detail)
    wrong = browser.post("/visits/log/", {**said, "submission": "c", "position": "north"})
    assert (list(wrong.context["form"].errors), Visit.objects.count()) == (["position"], 2)


def test_the_api_keeps_and_shows_a_position_by_the_same_rules(firm, liaison, client):
    call = caller(client, liaison)
    body = {"organisation": firm.name, "title": "淬火后有裂纹", "result": "nothing", "kind": "find"}
    status, made = call("post", "/visits", {**body, "visited_on": clock.today().isoformat()})
    visit = Visit.objects.get()
    assert (status, visit.visitor, made["visitor_name"]) == (201, liaison, str(liaison))
    address, here = f"/visits/{visit.pk}/position", {"latitude": "28.95617", "longitude": -118.87251}
    assert (call("get", address)[0], VisitPosition.objects.count()) == (404, 0)
    status, problem = call("put", address, here)
    assert (status, problem["errors"][0]["code"]) == (422, "consent")
    consent(liaison)
    assert call("put", address, {**here, "latitude": 91})[0] == 422
    status, kept = call("put", address, here)
    assert (status, kept["latitude"], kept["longitude"]) == (200, "28.96", "-118.87")
    assert call("get", address)[1] == kept
    elsewhere = caller(client, make_user(role="county_officer", area=make_region().south))
    assert (made["disclosure"], elsewhere("get", address)[0]) == ("internal", 404)
    Visit.objects.update(disclosure="registered")  # open to all who have signed in: where it was logged is not
    assert (elsewhere("get", f"/visits/{visit.pk}")[0], elsewhere("get", address)[0]) == (200, 403)
    browser = Client()
    browser.force_login(make_user(role="county_officer", area=make_region().south))
    assert "28.96" not in browser.get(f"/visits/{visit.pk}/").content.decode()


def test_withdrawing_removes_them_all_and_old_ones_go_by_themselves(firm, liaison):
    consent(liaison)
    log(firm, liaison, HERE)
    other = make_user(role="liaison_officer", organisation=firm)
    consent(other)
    with clock.at(clock.now() - KEEP - timedelta(days=1)):
        log(firm, other, HERE)
    withdraw_consent(purpose="accounts", by=liaison)
    assert VisitPosition.objects.count() == 2
    withdraw_consent(purpose="positions", by=liaison)
    assert list(VisitPosition.objects.values_list("account", flat=True)) == [other.pk]
    assert (forget_old_positions(), forget_old_positions(), Visit.objects.count()) == (1, 0, 2)


def test_without_consent_for_another_or_off_the_earth_nothing_is_kept(firm, liaison):
    visit, other = log(firm, liaison), make_user(role="liaison_officer", organisation=firm)
    consent(other)
    for by, position, code in (
        (liaison, HERE, "consent"), (other, HERE, "own"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as caught:
            note_position(visit=visit, position=position, by=by)
        assert caught.value.error_dict["position"][0].code == code
    consent(liaison)
    for far in ((Decimal(91), Decimal(0)), (Decimal(0), Decimal("NaN"))):
        with pytest.raises(ValidationError) as caught:
            note_position(visit=visit, position=far, by=liaison)
        assert caught.value.error_dict["position"][0].code == "range"
    assert VisitPosition.objects.count() == 0


def test_one_position_is_removed_by_whoever_consented_or_by_the_office(firm, liaison, client):
    consent(liaison)
    visits = [log(firm, liaison, (Decimal("28.95"), Decimal("118.87"))) for _number in range(3)]
    officer = make_user(role="county_officer", area=firm.area)
    stranger = make_user(role="county_officer", area=make_region().south)
    mine, theirs = client_of(liaison), client_of(officer)
    address = reverse("visit_position_remove", args=[visits[0].pk])
    assert address in mine.get(f"/visits/{visits[0].pk}/").content.decode()
    assert client_of(stranger).post(address).status_code == 404
    mine.post(address)
    assert address not in mine.get(f"/visits/{visits[0].pk}/").content.decode()
    mine.post(address)  # again: nothing is there
    theirs.post(reverse("visit_position_remove", args=[visits[1].pk]))
    assert caller(client, liaison)("delete", f"/visits/{visits[2].pk}/position")[0] == 204
    assert VisitPosition.objects.count() == 0
    removed = AuditEvent.objects.filter(verb="visit.position_removed").order_by("pk")
    assert [(one.actor, one.detail) for one in removed] == [(liaison, {}), (officer, {}), (liaison, {})]
    assert "28.9" not in str(list(removed.values_list("target_label", flat=True)))
