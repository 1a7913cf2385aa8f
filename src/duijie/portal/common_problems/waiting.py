"""Common problems on the home page: suggestions that wait for a decision."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.scope import first_of
from duijie.demands.domain.queries.common_problems import suggestions_waiting
from duijie.portal.shell.home import LINES, Waiting


def common_problems_waiting(user: Any) -> Iterable[Waiting]:
    """For those in charge of the area in which all its firms lie."""
    if not can(user, Permission.COMMON_PROBLEM_EDIT):
        return
    for problem in first_of(suggestions_waiting(by=user), LINES):
        if can(user, Permission.COMMON_PROBLEM_EDIT, problem.place):
            text = _("Decide whether several firms share one problem: “%(title)s”") % {"title": problem}
            yield Waiting(text, reverse("common_problem_detail", args=[problem.pk]), problem.created_at)
