"""What the pages of a common problem read alike."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.domain.queries import common_problems as queries
from duijie.demands.models import CommonProblem
from duijie.portal.permitted import tell


def find(request: HttpRequest, pk: int) -> CommonProblem:
    """The problem, or 404."""
    try:
        return queries.find_problem(by=request.user, pk=pk)
    except CommonProblem.DoesNotExist as error:
        raise Http404 from error


def find_own(request: HttpRequest, pk: int) -> CommonProblem:
    """The problem, if this person is in charge of it; ``PermissionDenied`` for others who see it."""
    problem = find(request, pk)
    if not can(request.user, Permission.COMMON_PROBLEM_EDIT, problem.place):
        raise PermissionDenied(_("Those in charge of the area in which all its firms lie decide about it."))
    return problem


def version_of(request: HttpRequest, problem: CommonProblem) -> int:
    """As the page showed it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else problem.version


def do(request: HttpRequest, verb: Callable[[], Any]) -> Any:
    """What ``verb`` gives; None where it was refused, and the next page says why."""
    try:
        return verb()
    except ValidationError as error:
        tell(request, error)
    except StaleError:
        messages.error(
            request, _("Somebody changed the common problem meanwhile. Look at it as it is now, and do it again.")
        )
    return None
