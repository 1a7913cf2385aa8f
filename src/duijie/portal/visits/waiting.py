"""Visits on the home page: what the visitor promised to follow up."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import first_of
from duijie.demands.domain.queries.visits import to_be_followed_up
from duijie.demands.visit_register import VISITS
from duijie.portal.shell.home import LINES, Waiting


def follow_ups_waiting(user: Any) -> Iterable[Waiting]:
    if not can(user, Permission.VISIT_ADD):
        return
    for visit in first_of(to_be_followed_up(by=user), LINES):
        text = _("Follow up the visit to %(firm)s: “%(title)s”") % {
            "firm": visit.organisation_name, "title": visit.title,
        }  # fmt: skip
        address, due = reverse("record_detail", args=[VISITS.key, visit.pk]), visit.follow_up_on
        yield Waiting(text, address, None, due, late=due < clock.today())
