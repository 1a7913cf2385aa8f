"""Challenges on the home page: those whose last day for bids is over."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import first_of
from duijie.demands.domain.queries.challenges import to_be_awarded
from duijie.portal.shell.home import LINES, Waiting


def challenges_waiting(user: Any) -> Iterable[Waiting]:
    if not can(user, Permission.DEMAND_STEP):
        return
    for challenge in first_of(to_be_awarded(by=user), LINES):
        text = _("Choose a bid for “%(title)s”") % {"title": challenge.demand}
        address = reverse("challenge_detail", args=[challenge.demand_id])
        yield Waiting(
            text, address, challenge.changed_at, challenge.closes_on, late=challenge.closes_on < clock.today()
        )
