"""Requests for access, and the undertaking to sign, on the home page of those who decide."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.domain.queries.undertakings import must_sign
from duijie.common import clock
from duijie.common.scope import first_of
from duijie.portal.shell.home import LINES, Waiting
from duijie.registry.domain.queries.access_requests import name_records, requests_to_decide
from duijie.registry.domain.queries.privacy import requests_waiting


def undertaking_waiting(user: Any) -> Iterable[Waiting]:
    """The confidentiality undertaking, for whose role has to sign it first."""
    if must_sign(user):
        text = _("Sign the confidentiality undertaking: until then the firms assigned to you are closed to you")
        yield Waiting(text, reverse("undertaking"))


def personal_waiting(user: Any) -> Iterable[Waiting]:
    """What persons ask about their data, by the day by which it is to be answered."""
    for one in first_of(requests_waiting(by=user), LINES):
        text = _("Answer a request about personal data: %(kind)s") % {"kind": one.get_kind_display()}
        address = reverse("personal_request", args=[one.pk])
        yield Waiting(text, address, one.asked_at, one.due_on, late=one.due_on < clock.today())


def access_waiting(user: Any) -> Iterable[Waiting]:
    """Who asks to see what, the oldest first."""
    found = first_of(requests_to_decide(by=user), LINES)
    name_records(found, by=user)
    for one in found:
        text = _("%(who)s asks to see “%(what)s” whole") % {"who": one.asker, "what": one.record_name}
        yield Waiting(text, reverse("access_detail", args=[one.pk]), one.asked_at)
