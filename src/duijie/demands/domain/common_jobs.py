"""Looking for common problems: who may start it, and with what."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain.jobs import start_job
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.common.transactions import in_transaction

SUGGEST = "demands.suggest_common"
LEAST_FIRMS, MOST_FIRMS = 2, 50
USUAL_LIKENESS, LOWEST_LIKENESS = 32, 20  # in hundredths
"""See ``common_likeness.LEAST_LIKENESS``."""


@in_transaction
def start_search(*, by: Any, likeness: int = USUAL_LIKENESS, firms: int = LEAST_FIRMS, key: str | None = None) -> Job:
    """A job that suggests problems that ``firms`` firms or more share; ``likeness`` in hundredths.

    One that waits or runs already is given back. Raises ``PermissionDenied``; ``ValidationError`` by field.
    """
    if by is not None:
        require(by, Permission.COMMON_PROBLEM_EDIT)
    wrong = {}
    if not LOWEST_LIKENESS <= likeness <= 100:
        wrong["likeness"] = ValidationError(_("Between 20 and 100 percent."), code="range")
    if not LEAST_FIRMS <= firms <= MOST_FIRMS:
        wrong["firms"] = ValidationError(_("Between 2 and 50 firms."), code="range")
    if wrong:
        raise ValidationError(wrong)
    running: Job | None = Job.objects.filter(kind=SUGGEST, state__in=OPEN).order_by("created_at").first()
    return running or start_job(kind=SUGGEST, params={"likeness": likeness, "firms": firms}, by=by, key=key)
