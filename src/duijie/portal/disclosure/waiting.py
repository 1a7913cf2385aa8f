"""Requests for access on the home page of those who decide."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.portal.shell.home import LINES, Waiting
from duijie.registry.domain.queries.access_requests import name_records, requests_to_decide


def access_waiting(user: Any) -> Iterable[Waiting]:
    """Who asks to see what, the oldest first."""
    found = list(requests_to_decide(by=user)[:LINES])
    name_records(found, by=user)
    for one in found:
        text = _("%(who)s asks to see “%(what)s” whole") % {"who": one.asker, "what": one.record_name}
        yield Waiting(text, reverse("access_detail", args=[one.pk]), one.asked_at)
