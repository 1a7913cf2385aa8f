"""The meeting (会议研究): its list is frozen first, then decided on with minutes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.bulk_steps import move_all
from duijie.programmes.domain.conflicts import kept_out, refuse_conflict
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import lock_round, move_round, require_source, tidy
from duijie.programmes.domain.telling import note_steps
from duijie.programmes.models import Meeting, ReviewPanel, Round
from duijie.programmes.rules import fingerprint_of
from duijie.programmes.states import APPLICATION_STEPS, ROUND_STEPS, ApplicationState, RoundState

LONGEST_MINUTES = 20_000
MOST_NAMED = 5


@in_transaction
def freeze_list(*, round: Round, by: Any) -> Meeting:  # noqa: A002 – the noun
    """The list that the meeting decides on: all that meet the conditions. Before the decision it can be frozen anew."""
    current = lock_round(round, version=None, by=by, permission=Permission.ROUND_DECIDE)
    if current.state != RoundState.EXAMINED:
        raise ValidationError(_("The list is frozen when the examination has ended."), code="state")
    if current.rules["review"]:
        _require_reviewed(current)
    listed = _listed(current)
    meeting: Meeting
    meeting, _new = Meeting.objects.update_or_create(
        round=current,
        defaults={"listed": listed, "fingerprint": fingerprint_of(listed), "frozen_at": clock.now(), "by": by},
    )
    detail = {"count": len(listed), "fingerprint": meeting.fingerprint}
    audit.record(by=by, verb="round.freeze_list", target=current, place=current.place, detail=detail)
    return meeting


@refused_aloud("round.refused")
@in_transaction
def decide(
    *, round: Round, held_on: date, attendees: str, minutes: str, refused: Mapping[int, str], version: int, by: Any  # noqa: A002
) -> Meeting:  # fmt: skip
    """What the meeting decided: all on its list are approved, but for those ``refused``, by number, with the reason.

    Raises ``ValidationError`` with codes ``frozen`` (no list, or not what it was then), ``minutes``,
    ``reason``, ``future``. ``ConflictError`` where one on the list is of ``by`` or of a unit of theirs: somebody else
    enters the decision.
    """
    current = lock_round(round, version=version, by=by, permission=Permission.ROUND_DECIDE)
    step = ROUND_STEPS["decide"]
    require_source(step, current.state, current.get_state_display())
    meeting: Meeting | None = Meeting.objects.filter(round=current).first()
    if meeting is None:
        raise ValidationError(_("Freeze the list first."), code="frozen")
    if fingerprint_of(_listed(current)) != meeting.fingerprint:
        raise ValidationError(_("An application was changed after the list was frozen. Freeze it anew."), code="frozen")
    if held_on > clock.today():
        raise ValidationError({"held_on": [ValidationError(_("This day is still to come."), code="future")]})
    _refuse_partial(current, by=by)
    minutes = minutes.replace("\0", "").replace("\r\n", "\n").strip()
    if not minutes or len(minutes) > LONGEST_MINUTES:
        raise ValidationError({"minutes": [ValidationError(_("Write the minutes."), code="minutes")]})
    _apply(current, meeting, refused, by=by)
    meeting.held_on, meeting.attendees, meeting.minutes = held_on, tidy(attendees, 600), minutes
    meeting.decided_at, meeting.by = clock.now(), by
    meeting.save()
    detail = {"fingerprint": meeting.fingerprint, "refused": {str(key): text for key, text in refused.items()}}
    move_round(current, step, by=by, detail=detail)
    return meeting


def _apply(current: Round, meeting: Meeting, refused: Mapping[int, str], *, by: Any) -> None:
    unknown = set(refused) - {one["application"] for one in meeting.listed}
    if unknown:
        raise ValidationError(_("Somebody who was refused is not on the list."), code="listed")
    rows = list(current.applications.filter(state=ApplicationState.EXAMINED))
    for one in rows:
        if one.pk in refused:
            one.reason = tidy(refused[one.pk], 600)
            if not one.reason:
                words = _("Give the reason for which %(name)s is refused.")
                raise ValidationError(words, code="reason", params={"name": one.name})
            one.state = APPLICATION_STEPS["reject"].target
        else:
            one.state, one.reason = APPLICATION_STEPS["approve"].target, ""
    move_all(rows, sources={ApplicationState.EXAMINED}, by=by)
    note_steps([one for one in rows if one.pk not in refused], "approve", by=by)
    note_steps([one for one in rows if one.pk in refused], "reject", by=by)


def _refuse_partial(current: Round, *, by: Any) -> None:
    theirs = kept_out(current, current.applications.filter(state=ApplicationState.EXAMINED), by=by)
    if theirs:
        words = gettext("On the list is what you keep out of: %(names)s.")
        refuse_conflict(words % {"names": ", ".join(one.name for one in theirs[:MOST_NAMED])})


def _require_reviewed(current: Round) -> None:
    """The programme wants expert review: it is closed, and everybody on the list is in its ranking."""
    panel = ReviewPanel.objects.filter(round=current).first()
    if panel is None or panel.closed_at is None:
        words = _("The rules of this round want an expert review. Close it first.")
        raise ValidationError(words, code="review")
    ranked = {one["application"] for one in panel.ranking}
    left = current.applications.filter(state=ApplicationState.EXAMINED).exclude(pk__in=ranked).count()
    if left:
        words = ngettext_lazy(
            "%(count)d application is not in the ranking. Reopen the review for it.",
            "%(count)d applications are not in the ranking. Reopen the review for them.",
            left,
        )
        raise ValidationError(words, code="review", params={"count": left})


def _listed(current: Round) -> list[dict[str, Any]]:
    """Who meets the conditions; with a review by the place in its ranking, with score and spread."""
    rows = current.applications.filter(state=ApplicationState.EXAMINED).order_by("unit__area__path", "unit", "rank")
    listed: list[dict[str, Any]] = [
        {"application": one.pk, "version": one.version, "name": one.name, "organisation": one.organisation_name}
        for one in rows
    ]
    panel = ReviewPanel.objects.filter(round=current, closed_at__isnull=False).first()
    if panel is None:
        return listed
    ranked = {one["application"]: one for one in panel.ranking}
    for one in listed:
        found = ranked.get(one["application"], {})
        one |= {name: found.get(name) for name in ("place", "score", "lowest", "highest", "spread", "scores")}
    return sorted(listed, key=lambda one: (one["place"] is None, one["place"] or 0))
