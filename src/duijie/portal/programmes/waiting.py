"""Programmes on the home page: what a recommending unit and an applicant have to do."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import first_of
from duijie.portal.shell.home import LINES, Waiting
from duijie.programmes.domain.queries.applications import own_to_complete, waiting_for
from duijie.programmes.domain.queries.reviews import reviews_to_do


def programmes_waiting(user: Any) -> Iterable[Waiting]:
    if can(user, Permission.APPLICATION_RECOMMEND):
        for one in first_of(waiting_for(user).select_related("round"), LINES):
            yield _line(_("Recommend, or return with defects: %(name)s"), one, one.round.recommend_by)
    if can(user, Permission.APPLICATION_APPLY) or can(user, Permission.APPLICATION_ADD):
        for one in first_of(own_to_complete(user).select_related("round"), LINES):
            yield _line(_("Complete and submit the application of %(name)s"), one, one.round.closes_on)
    if can(user, Permission.REVIEW_SCORE):
        for one in first_of(reviews_to_do(by=user), LINES):
            due = one.reviewer.panel.due_on
            words = _("Review: %(round)s, no. %(number)d") % {"round": one.application.round, "number": one.pk}
            address = reverse("review_detail", args=[one.pk])
            yield Waiting(words, address, one.assigned_at, due, late=due < clock.today())


def _line(words: Any, one: Any, due: Any) -> Waiting:
    address = reverse("application_detail", args=[one.pk])
    return Waiting(words % {"name": one.name}, address, one.changed_at, due, late=bool(due and due < clock.today()))
