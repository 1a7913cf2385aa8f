"""Work logs on the home page: what waits for the host's word, for the county, and for whoever wrote it.

Contacts whom the county has not verified are among them: until then nobody confirms for the firm."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.scope import first_of
from duijie.portal.shell.home import LINES, Waiting
from duijie.programmes.domain.queries.work_logs import (
    waiting_contacts,
    waiting_for_author,
    waiting_for_county,
    waiting_for_host,
)


def work_logs_waiting(user: Any) -> Iterable[Waiting]:
    if can(user, Permission.WORK_LOG_CONFIRM):
        for one in first_of(waiting_for_host(by=user), LINES):
            yield _line(_("Confirm, or say what is not so: work of %(name)s on %(day)s"), one, one.submitted_at)
    if can(user, Permission.WORK_LOG_APPROVE):
        for one in first_of(waiting_for_county(by=user), LINES):
            yield _line(_("Approve the work of %(name)s on %(day)s"), one, one.answered_at)
    if can(user, Permission.HOST_CONTACT_VERIFY):
        for one in first_of(waiting_contacts(by=user), LINES):
            words = _("Verify the contact: %(name)s of %(host)s") % {"name": one.name, "host": one.organisation}
            yield Waiting(words, reverse("host_contact_detail", args=[one.pk]), one.at, None, late=False)
    if can(user, Permission.WORK_LOG_ADD):
        for one in first_of(waiting_for_author(by=user), LINES):
            yield _line(_("Change or withdraw your log of %(day)s (%(name)s)"), one, one.changed_at)


def _line(words: Any, one: Any, since: Any) -> Waiting:
    address = reverse("work_log_detail", args=[one.pk])
    return Waiting(words % {"name": one.by_name, "day": one.worked_on}, address, since, None, late=False)
