"""Who sees which messages, for every role on every surface: one's own alone; and who may write texts."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.messaging.domain.messages import send
from duijie.messaging.models import Message

pytestmark = pytest.mark.django_db


def test_every_role_sees_its_own_messages_and_no_other_on_every_surface():
    cache.clear()
    region, firm = make_region(), make_organisation()
    places = {Reach.EVERYWHERE: {}, Reach.AREA: {"area": region.city}, Reach.ORGANISATION: {"organisation": firm}}
    people = {key: make_user(role=key, **places[role.reach]) for key, role in ROLES.items()}
    for key, person in people.items():
        with transaction.atomic():
            context = {"demand": f"需求-{key}-", "supply": "x", "state": "mutual"}
            send(key=key, template="proposal.answered", to=person, context=context)
    for key, person in people.items():
        browser, foreign = Client(), Message.objects.exclude(account=person).first()
        browser.force_login(person)
        for address in ("/messages/", "/messages/?archived=all", "/messages/export/?format=csv"):
            text = b"".join(browser.get(address)).decode()
            assert {other for other in ROLES if f"需求-{other}-" in text} == {key}, address
        assert "需求-" not in browser.get("/messages/sent/").content.decode()
        assert browser.get(f"/messages/{foreign.pk}/").status_code == 404
        assert browser.post(f"/messages/{foreign.pk}/receipt/").status_code == 404
        assert browser.get(f"/m/{foreign.code}/").status_code == 404  # it leads to no page
        may_write = Permission.MESSAGE_TEXT_EDIT in ROLES[key].permissions
        for address in ("/messages/texts/", "/messages/texts/proposal.shown/en/", "/messages/texts/export/"):
            assert (key, address, browser.get(address).status_code) == (key, address, 200 if may_write else 403)
        refused = browser.post("/messages/texts/proposal.shown/en/back/", {"version": "0"}).status_code == 403
        assert refused != may_write
        call = caller(Client(), person)
        subjects = [one["subject"] for one in call("get", "/messages")[1]["items"]]
        assert subjects == [f"Proposal “需求-{key}-”: mutual interest"]
        assert call("get", f"/messages/{foreign.pk}")[0] == 404
