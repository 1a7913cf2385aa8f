"""Personal data: purposes in public, consents, who read what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.registry import make_person, make_region

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.domain.audit import forget_old_reads
from duijie.common.models import AuditEvent, PersonalDataRead
from duijie.registry.domain.consents import give_consent, has_consent, withdraw_consent
from duijie.registry.models import Consent
from duijie.registry.purposes import PURPOSES, asking
from duijie.registry.register import registers

pytestmark = pytest.mark.django_db


def test_every_personal_field_has_a_purpose_that_everybody_can_read(client):
    told = {name for one in PURPOSES.values() for name in one.fields}
    personal = {f"{one.noun}.{field.name}" for one in registers() for field in one.fields if field.personal}
    assert personal - told == set()
    for language, word in (("zh-hans", "履行法定职责"), ("en", "Statutory duty")):
        client.cookies["duijie_language"] = language
        assert word in client.get("/privacy/").content.decode()


def test_consent_is_asked_for_what_depends_on_it_alone():
    """Positions are kept by consent (``demands.domain.positions``). Messages rest on what the case rests on, so they
    ask for none: a consent that changes nothing would be none (PIPL 13, 15)."""
    assert [one.key for one in asking()] == ["positions"]


def test_a_consent_is_withdrawn_as_easily_as_given_and_stays_as_proof(client):
    user = make_user(role="liaison_officer")
    client.force_login(user)
    assert has_consent(user, "positions") is False
    for _twice in range(2):
        client.post("/privacy/consents/positions/", {"answer": "yes", "version": "1"})
    assert (has_consent(user, "positions"), Consent.objects.count()) == (True, 1)
    client.post("/privacy/consents/positions/", {"answer": "no"})
    assert (has_consent(user, "positions"), withdraw_consent(purpose="positions", by=user)) == (False, 0)
    give_consent(purpose="positions", version=1, by=user)
    assert [bool(one.withdrawn_at) for one in Consent.objects.order_by("pk")] == [True, False]
    for purpose, version in (("positions", 2), ("accounts", 0), ("nothing", 1)):
        with pytest.raises(PermissionDenied):
            give_consent(purpose=purpose, version=version, by=user)
    verbs = AuditEvent.objects.filter(verb__startswith="consent.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["consent.give", "consent.withdraw", "consent.give"]


def test_the_person_and_the_audit_administrator_see_who_read_the_number(client):
    region = make_region()
    officer = make_user(role="county_officer", area=region.north, name="梁青禾")
    owner, stranger = make_user(role="expert"), make_user(role="expert")
    person = make_person(area=region.north, mobile="13900001111", account=owner)
    make_person(area=region.north, mobile="13900002222")
    client.force_login(officer)
    client.get(f"/persons/{person.pk}/")
    client.get("/persons/?columns=mobile")
    client.get("/persons/export/?columns=mobile")
    assert PersonalDataRead.objects.count() == 5
    auditor = make_user(role="audit_administrator")
    for user, count in ((owner, 3), (stranger, 0), (auditor, 5)):
        browser = Client()
        browser.force_login(User.objects.get(pk=user.pk))
        assert browser.get("/privacy/readings/").context["table"].page.paginator.count == count
        sheet = browser.get("/privacy/readings/export/?format=csv").content.decode("utf-8-sig")
        assert sheet.count("梁青禾") == count
    with clock.at(clock.now() + timedelta(days=200)):
        assert forget_old_reads() == 0
    with clock.at(clock.now() + timedelta(days=367)):
        assert forget_old_reads() == 5
