"""Ranking models of the site: having one proposed, accepting or rejecting it, going back to the shipped calibration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.lines import one_line
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.common.transactions import hold, in_transaction
from duijie.matching.domain.queries.judged_pairs import judged_pairs, labels_of
from duijie.matching.domain.queries.ranking_models import open_usable
from duijie.matching.models import RankingModel, RankingModelEvent
from duijie.matching.ranking_states import RANKING_STEPS, RankingState
from duijie_match.learning.labels import check_enough

FIT = "ranking_model.fit"


@in_transaction
def start_fit(*, by: Any) -> Job:
    """A job that learns from what was said about pairs on the whole site and proposes a ranking model.

    Raises ``DuijieError`` (``too-little``), which says how much is missing, and ``ValidationError`` while another is
    under way.
    """
    require(by, Permission.RANKING_MODEL_FIT)
    check_enough(labels_of(judged_pairs()))
    last = Job.objects.filter(kind=FIT).order_by("-created_at", "pk").first()
    # Of two who start at the same moment the one gets the job of the other.
    job = None
    if last is None or last.state not in OPEN:
        job = jobs.start_job(kind=FIT, params={}, by=by, key=f"{FIT} after {last.pk if last else 'none'}")
    if job is None or job.by_id != by.pk:
        raise ValidationError(_("A ranking model is being learned already."), code="running")
    return job


@in_transaction
def take_step(*, model: RankingModel, verb: str, by: Any, reason: str = "") -> RankingModel:
    """``accept``, ``reject`` or ``retire``; accepting retires the one in use.

    Raises ``KeyError`` for an unknown verb, ``ValidationError`` for a state that does not permit it, a missing reason
    or, to be accepted, another embedding model than reads the texts now; ``DuijieError`` when its file cannot be used.
    """
    step = RANKING_STEPS[verb]
    require(by, Permission.RANKING_MODEL_DECIDE)
    hold(RankingModel, *RankingModel.objects.values_list("pk", flat=True))  # one in use: they are decided in turn
    current: RankingModel = RankingModel.objects.get(pk=model.pk)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the ranking model is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    reason = one_line(reason, 500)
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if step.target == RankingState.ACCEPTED:
        open_usable(current)
        for other in RankingModel.objects.filter(state=RankingState.ACCEPTED).exclude(pk=model.pk):
            _move(
                other,
                RankingState.RETIRED,
                "retire",
                by=by,
                note=str(_("%(model)s took its place.") % {"model": current}),
            )
    _move(current, step.target, verb, by=by, note=reason)
    return current


def _move(model: RankingModel, state: RankingState, verb: str, *, by: Any, note: str) -> None:
    model.state, model.decided_by, model.decided_at, model.reason = state, by, clock.now(), note
    model.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    note_event(model, verb, by=by, note=note)


def note_event(model: RankingModel, verb: str, *, by: Any, note: str = "") -> None:
    """A line in the story of the model, and one in the audit."""
    RankingModelEvent.objects.create(model=model, verb=verb, by=by, note=note, at=clock.now())
    detail = {"state": model.state, "reason": note, "data": model.data}
    audit.record(by=by, verb=f"ranking_model.{verb}", target=model, detail=detail)
