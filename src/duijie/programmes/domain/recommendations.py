"""Recommending (推荐): returned with all defects at once, recommended within the quota, ranked, or not."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.application_rows import lock_application, move_application, release_place, take_place
from duijie.programmes.domain.conflicts import conflict_in_recommending, kept_out, refuse_conflict
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.models import Application, ApplicationReturn, RecommendingUnit
from duijie.programmes.states import APPLICATION_STEPS, ApplicationState, RoundState

RECOMMENDED_IN = frozenset({RoundState.OPEN, RoundState.CLOSED})
MOST_DEFECTS = 40
LONGEST_OPINION = 600


@refused_aloud("application.refused")
@in_transaction
def return_application(
    *, application: Application, defects: Sequence[str], version: int, by: Any, again: str = ""
) -> Application:
    """Back to the applicant with the whole list of defects (一次性告知). More often than the rules say needs a reason
    why it was not told before. Raises ``PermissionDenied``; ``ValidationError`` with codes ``defects``, ``again``."""
    current = _lock(application, version=version, by=by)
    step = APPLICATION_STEPS["return"]
    require_source(step, current.state, current.get_state_display())
    listed = [text for one in defects if (text := tidy(one))]
    if not listed or len(listed) > MOST_DEFECTS:
        words = _("List the defects, one a line, %(most)d at most.")
        error = ValidationError(words, code="defects", params={"most": MOST_DEFECTS})
        raise ValidationError({"defects": [error]})
    before = current.returns.count()
    again = tidy(again)
    if before >= current.round.rules["returns"] and not again:
        words = _("It was returned already with the whole list. Say why there are further defects.")
        raise ValidationError({"again": [ValidationError(words, code="again")]})
    ApplicationReturn.objects.create(
        application=current, number=before + 1, defects=listed, again=again, by=by, at=clock.now()
    )
    move_application(current, step, by=by, detail={"defects": listed, "again": again})
    return current


@refused_aloud("application.refused")
@in_transaction
def recommend(*, application: Application, version: int | None, by: Any, opinion: str = "") -> Application:
    """Recommend it, at the end of the unit's order. Raises ``ValidationError`` with code ``quota`` when the unit has no
    place left, ``late`` after the last day for recommendations."""
    current = _lock(application, version=version, by=by, with_unit=True)
    step = APPLICATION_STEPS["recommend"]
    require_source(step, current.state, current.get_state_display())
    last = current.round.recommend_by
    if last is not None and clock.today() > last:
        words = _("Recommendations were taken until %(day)s.")
        raise ValidationError(words, code="late", params={"day": last})
    current.opinion = tidy(opinion, LONGEST_OPINION)
    take_place(current)
    move_application(current, step, by=by, detail={"rank": current.rank})
    return current


@refused_aloud("round.refused")
@in_transaction
def recommend_all(*, unit: RecommendingUnit, chosen: Mapping[int, int], by: Any, opinion: str = "") -> int:
    """Several at once, in their order: the numbers of applications with the versions that were looked at. All of them
    or none; code ``quota`` says how many places are left, ``chosen`` that one is not at this unit."""
    hold(RecommendingUnit, unit.pk)
    current = RecommendingUnit.objects.select_related("area", "organisation").get(pk=unit.pk)
    _require_unit(current, by=by)
    rows = {one.pk: one for one in Application.objects.filter(pk__in=chosen, unit=current)}
    if not chosen or len(rows) < len(chosen):
        raise ValidationError(_("Choose applications of this unit."), code="chosen")
    left = None if current.quota is None else current.quota - current.used
    if left is not None and len(chosen) > left:
        words = _("%(count)d are chosen, but %(unit)s has only %(left)d places left.")
        params = {"count": len(chosen), "unit": str(current), "left": left}
        raise ValidationError(words, code="quota", params=params)
    for pk, version in chosen.items():
        recommend(application=rows[pk], version=version, by=by, opinion=opinion)
    return len(chosen)


@refused_aloud("application.refused")
@in_transaction
def take_back(*, application: Application, version: int, reason: str, by: Any) -> Application:
    """A recommendation is taken back; its place is free again."""
    current = _lock(application, version=version, by=by, with_unit=True)
    step = APPLICATION_STEPS["take_back"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    release_place(current)
    move_application(current, step, by=by, reason=reason)
    return current


@refused_aloud("application.refused")
@in_transaction
def decline(*, application: Application, version: int, reason: str, by: Any) -> Application:
    """It is not recommended; the applicant reads why."""
    current = _lock(application, version=version, by=by)
    step = APPLICATION_STEPS["decline"]
    require_source(step, current.state, current.get_state_display())
    move_application(current, step, by=by, reason=require_reason(step, reason))
    return current


@refused_aloud("round.refused")
@in_transaction
def order(*, unit: RecommendingUnit, ranked: Sequence[int], by: Any) -> None:
    """The unit's order: the numbers of all that it recommended, the first the best. Code ``order`` for another set.
    Nobody moves what is of a unit of theirs, up or down."""
    hold(RecommendingUnit, unit.pk)
    current = RecommendingUnit.objects.select_related("round__programme__area", "area", "organisation").get(pk=unit.pk)
    _require_unit(current, by=by)
    _require_going_on(current.round.state)
    rows = Application.objects.filter(unit=current, rank__isnull=False)
    if sorted(rows.values_list("pk", flat=True)) != sorted(ranked):
        words = _("Somebody recommended or took back in the meantime. Look at the order again.")
        raise ValidationError(words, code="order")
    before = dict(rows.values_list("pk", "rank"))
    after = {pk: rank for rank, pk in enumerate(ranked, start=1)}
    standing = {pk: place for place, pk in enumerate(sorted(before, key=before.__getitem__), start=1)}
    if current.organisation_id is None:
        moved = [one.pk for one in kept_out(current.round, rows, by=by) if standing[one.pk] != after[one.pk]]
        refuse_conflict(_("An application of a unit at which you have a role would change its place.") if moved else "")
    rows.update(rank=None)
    for rank, pk in enumerate(ranked, start=1):
        Application.objects.filter(pk=pk).update(rank=rank)
    detail = {"unit": current.pk, "ranked": list(ranked)}
    audit.record(by=by, verb="round.order", target=current.round, place=current.round.place, detail=detail)


def may_recommend(unit: RecommendingUnit, *, by: Any) -> bool:
    """Whether ``by`` speaks for this unit: by a role at the unit itself, not above it."""
    return RecommendingUnit.objects.recommended_by(by).filter(pk=unit.pk).exists()


def _require_unit(unit: RecommendingUnit, *, by: Any) -> None:
    if not may_recommend(unit, by=by):
        raise PermissionDenied(_("Only the recommending unit itself does this."))


def _require_going_on(state: str) -> None:
    if state not in RECOMMENDED_IN:
        raise ValidationError(_("The recommendation is over."), code="over")


def _lock(application: Application, *, version: int | None, by: Any, with_unit: bool = False) -> Application:
    current = lock_application(application, version=version, with_unit=with_unit)
    _require_unit(current.unit, by=by)
    refuse_conflict(conflict_in_recommending(current, by=by))
    if current.state in {ApplicationState.SUBMITTED, ApplicationState.RECOMMENDED}:
        _require_going_on(current.round.state)
    return current
