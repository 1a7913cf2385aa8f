"""Who sees which application, derived here from ``ROLES`` alone: every role, at home, next door, in the city."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.programmes import apply, open_round
from tests.factories.registry import make_area, make_organisation, make_region
from tests.integration.programmes.test_rounds import on

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.programmes.domain.rounds import set_quotas
from duijie.programmes.models import Application

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
OPENS, CLOSES = date(2022, 1, 10), date(2022, 1, 28)


def test_every_role_sees_what_it_may(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    region = make_region()
    elsewhere = make_area("9702", "海晏市", "city", region.province)
    firms = {"北": make_organisation(area=region.north), "南": make_organisation(area=region.south)}
    office = make_user(role="city_officer", area=region.city)
    with on(OPENS):
        round_ = open_round(area=region.city, by=office, opens=OPENS, closes=CLOSES)
        for name, firm in firms.items():
            contact = make_user(role="firm_contact", organisation=firm)
            apply(round=round_, organisation=firm, by=contact, name=f"{name}已交")
            apply(round=round_, organisation=firm, by=contact, name=f"{name}草稿", submitted=False)
        rows = {one.name: one for one in Application.objects.all()}
        faults = []
        for key, role in ROLES.items():
            for where in seats(role, region, elsewhere, firms):
                user = make_user(role=key, **where)
                faults += [
                    (key, where, *fault) for fault in differences(user, expected(role, where, region, firms), rows)
                ]
    assert faults == []


def seats(role, region, elsewhere, firms):
    if role.reach is Reach.EVERYWHERE:
        return [{}]
    if role.reach is Reach.AREA:
        return [{"area": area} for area in (region.north, region.city, elsewhere)]
    return [{"organisation": firms["北"]}]


def expected(role, where, region, firms):
    """Drafts are the unit's alone; what was submitted is also the county's and the city's."""
    seen = set()
    for name, firm in firms.items():
        if Permission.APPLICATION_ADD in role.permissions and where.get("organisation") == firm:
            seen |= {f"{name}已交", f"{name}草稿"}
        if Permission.APPLICATION_VIEW in role.permissions and where.get("area") in (firm.area, region.city):
            seen.add(f"{name}已交")
    return seen


def differences(user, seen, rows):
    """Where a surface shows anything else than ``seen``: the door, the list, its export, the page of each, the API."""
    found = {one.name for one in Application.objects.visible_to(user)}
    if found != seen:
        yield "door", found
    client = Client()
    client.force_login(user)
    may = any(permission in ROLES[user.memberships.get().role].permissions for permission in READERS)
    listed = client.get(reverse("application_list"))
    if listed.status_code != (200 if may else 403):
        yield "list", listed.status_code
    elif may and {name for name in rows if name in listed.content.decode()} != seen:
        yield "list", listed.content
    for name, row in rows.items():
        status = client.get(reverse("application_detail", args=[row.pk])).status_code
        if status != (200 if name in seen else 404 if may else 403):
            yield "page", name, status
    status, told = caller(Client(), user)("get", "/applications")
    if (status, {one["name"] for one in told.get("items", ())}) != (200 if may else 403, seen):
        yield "api", status


READERS = (Permission.APPLICATION_VIEW, Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)


def test_the_api_refuses_what_is_late_and_what_is_not_one_s_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    region = make_region()
    firm, other = make_organisation(area=region.north), make_organisation(area=region.south)
    office, county = (
        make_user(role="city_officer", area=region.city),
        make_user(role="county_officer", area=region.north),
    )
    contact = make_user(role="firm_contact", organisation=firm)
    with on(OPENS):
        round_ = open_round(area=region.city, by=office, opens=OPENS, closes=CLOSES)
        call = caller(Client(), contact)
        body = {"round": round_.pk, "organisation": firm.pk, "name": "阮联", "answers": {"post": "部长"}}
        status, made = call("post", "/applications", body)
        assert (status, made["state"], len(made["missing"])) == (201, "draft", 7)
        assert call("post", "/applications", {**body, "organisation": other.pk})[0] == 404
        assert call("post", "/applications", {**body, "answers": {"shoe": 1}})[0] == 422
        assert call("post", f"/applications/{made['id']}/steps/recommend", {"version": made["version"]})[0] == 403
        with pytest.raises(PermissionDenied):
            set_quotas(round=round_, quotas={round_.units.first().pk: 9}, by=county)
    with on(date(2022, 1, 29)):
        status, told = call("post", f"/applications/{made['id']}/steps/submit", {"version": made["version"]})
        assert (status, told["errors"][0]["code"]) == (422, "closed")
        assert call("post", "/applications", body)[0] == 422
