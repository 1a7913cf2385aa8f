"""Postings on the home page: answers that are asked for, needs to be verified, agreements to be drawn up or filed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import first_of, where_few
from duijie.portal.shell.home import LINES, Waiting
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.models import Agreement, Posting, PostingNeed


def postings_waiting(user: Any) -> Iterable[Waiting]:
    if can(user, Permission.POSTING_ANSWER):
        units = [one.organisation_id for one in holding(user, Permission.POSTING_ANSWER) if one.organisation_id]
        mine = Q(host__in=units, host_agreed_at=None) | Q(person_agreed_at=None) & (
            Q(person__account=user) | Q(home__in=units, person__account=None)
        )
        for one in queries.list_postings(by=user).filter(mine, state="matched")[:LINES]:
            words = _("Agree or decline: %(name)s to %(host)s")
            yield _line(words % {"name": one.name, "host": one.host}, "posting_detail", one, one.call.post_until)
    if can(user, Permission.POSTING_NEED_CHECK):
        needs = where_few(PostingNeed, lambda: queries.list_needs(by=user), state="submitted")
        for one in first_of(needs.order_by("pk"), LINES):
            words = _("Verify the need: %(title)s")
            yield _line(words % {"title": one.title}, "posting_need", one, one.call.needs_until)
    if can(user, Permission.AGREEMENT_EDIT):
        agreed = where_few(Posting, lambda: queries.list_postings(by=user), state="both_agreed")
        for one in first_of(agreed.order_by("pk"), LINES):
            words = _("Draw up the agreement: %(name)s to %(host)s")
            yield _line(words % {"name": one.name, "host": one.host}, "posting_detail", one, one.from_on)
        signed = where_few(Agreement, lambda: queries.list_agreements(by=user), state="signed")
        for one in first_of(signed.order_by("pk"), LINES):
            words = _("File the agreement: %(name)s to %(host)s")
            told = {"name": one.posting.name, "host": one.posting.host}
            yield _line(words % told, "agreement_detail", one, None)


def _line(words: Any, name: str, one: Any, due: Any) -> Waiting:
    late = bool(due and due < clock.today())
    return Waiting(words, reverse(name, args=[one.pk]), one.changed_at, due, late=late)
