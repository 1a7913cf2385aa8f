"""Starting a match run over the registers; what the job does stands in ``domain.matching_registers``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.models.job import OPEN
from duijie.common.transactions import in_transaction
from duijie.matching.models import MatchRun
from duijie.matching.validators import check_limits
from duijie.registry.models import Area


@in_transaction
def start_match_run(*, area: Area, by: Any, most_shown: int = 0, diversity: float = 0.0) -> MatchRun:
    """Match all demands of ``area`` that look for somebody with all supply that ``by`` may see.

    On request no record of supply is a candidate of more than ``most_shown`` demands, those that it fits best, and the
    first ten are unlike each other, the more so the higher ``diversity`` is (0 to 1). Raises ``ValidationError`` while
    another run over the area is under way.
    """
    check_limits(most_shown, diversity)
    Area.objects.select_for_update().get(pk=area.pk)
    require(by, Permission.MATCH_RUN, area.place)
    if MatchRun.objects.filter(area=area, finished_at=None, job__state__in=OPEN).exists():
        raise ValidationError(_("The demands of this area are being matched already."), code="running")
    run: MatchRun = MatchRun.objects.create(
        area=area, by=by, created_at=clock.now(), most_shown=most_shown, diversity=diversity
    )
    run.job = jobs.start_job(kind="match.run", params={"run": run.pk}, by=by)
    run.save(update_fields=["job"])
    detail: dict[str, Any] = {"area": area.code}
    if run.has_limits:
        detail |= {"most_shown": most_shown, "diversity": diversity}
    audit.record(by=by, verb="match.run", target=run, place=run.place, detail=detail)
    return run
