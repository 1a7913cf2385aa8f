"""Postings by programs: the same verbs, the same limits, and refusals in the audit."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import api
from tests.factories.accounts import make_user
from tests.factories.postings import make_certificate, make_host, make_need, make_posted

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.postings.needs import edit_need
from duijie.programmes.domain.postings.owners import note_owner
from duijie.programmes.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def caller(user):
    return api.caller(Client(), user)


def refusals():
    rows = AuditEvent.objects.filter(verb__in=["posting.refused", "posting_need.refused"]).order_by("pk")
    return list(rows.values_list("verb", "detail__reason"))


def test_a_posting_by_program():
    posted = make_posted(firms_most=1)
    host, other = make_host(posted), make_host(posted)
    contact = make_user(role="firm_contact", organisation=host)
    person = make_user(role="commissioner", organisation=posted.home)
    certificate = make_certificate(posted, account=person)
    city, firm, own = caller(posted.city), caller(contact), caller(person)
    body = {"call": posted.call.pk, "host": host.pk, "title": "热处理变形"}
    status, need = firm("post", "/posting-needs", body)
    assert (status, need["state"]) == (201, "submitted")
    status, need = caller(posted.county)(
        "post", f"/posting-needs/{need['id']}/steps/verify", {"version": need["version"]}
    )
    assert (status, need["state"]) == (200, "verified")
    given = {
        "call": posted.call.pk, "certificate": certificate.number, "host": host.pk, "need": need["id"],
        "from_on": clock.today().isoformat(),
    }  # fmt: skip
    assert firm("post", "/postings", given)[0] == 403
    status, made = city("post", "/postings", given)
    assert (status, made["state"], made["host_name"]) == (201, "matched", host.name)
    address = f"/postings/{made['id']}"
    agrees = {"agrees": True, "owns_no_part": True, "version": made["version"]}
    assert firm("post", f"{address}/answers/person", agrees)[0] == 403
    status, made = own("post", f"{address}/answers/person", agrees)
    assert (status, made["state"]) == (200, "matched")
    assert firm("post", f"{address}/answers/host", {"agrees": False, "version": 1})[0] == 409
    status, made = firm("post", f"{address}/answers/host", {"agrees": True, "version": made["version"]})
    assert (status, made["state"]) == (200, "both_agreed")
    assert (own("get", "/postings")[1]["count"], own("get", address)[0]) == (1, 200)
    stranger = caller(make_user(role="firm_contact", organisation=other))
    assert (stranger("get", "/postings")[1]["count"], stranger("get", address)[0]) == (0, 404)
    assert stranger("get", "/agreements")[1]["count"] == 0
    assert city("post", "/postings", {**given, "host": other.pk, "need": None})[0] == 422
    assert refusals() == [("posting.refused", "permission"), ("posting.refused", "person_full")]


def test_late_and_part_owned_are_refused_and_audited():
    posted = make_posted()
    host = make_host(posted)
    certificate = make_certificate(posted)
    city = caller(posted.city)
    stated = make_need(posted, make_host(posted))
    given = {
        "call": posted.call.pk, "certificate": certificate.number, "host": host.pk,
        "from_on": clock.today().isoformat(),
    }  # fmt: skip
    note_owner(firm=host, person=certificate.application.person, source="工商登记", by=posted.county)
    assert city("post", "/postings", given)[0] == 422
    with clock.at(clock.now() + timedelta(days=41)):
        assert city("post", "/postings", {**given, "host": make_host(posted).pk})[0] == 422
        need = {"call": posted.call.pk, "host": host.pk, "title": "晚了"}
        assert caller(posted.county)("post", "/posting-needs", need)[0] == 422
        with pytest.raises(ValidationError):
            edit_need(need=stated, values={"title": "晚了"}, version=stated.version, by=posted.county)
    assert refusals() == [
        ("posting.refused", "owner"), ("posting.refused", "late"), ("posting_need.refused", "late"),
        ("posting_need.refused", "late"),
    ]  # fmt: skip
    stranger = make_user(role="firm_contact", organisation=host)
    assert caller(stranger)("post", "/postings", given)[0] == 403
    row = AuditEvent.objects.filter(verb="access.refused").latest("pk")
    assert (row.actor, row.detail["method"], row.surface) == (stranger, "POST", "api")
    assert "secret" not in row.detail
    assert not Posting.objects.exists()
    for bad in ({"from_on": "morgen"}, {"certificate": ""}, {"x": 1}, {"role": "x" * 61}):
        assert city("post", "/postings", {**given, **bad})[0] == 422
