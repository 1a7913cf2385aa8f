"""Reading meetings, notices, objections and certificates."""

from typing import Any

from django.db.models import QuerySet

from duijie.programmes.models import Application, Certificate, Meeting, Objection, PublicNotice, Round
from duijie.programmes.numbers.certificates import read_code
from duijie.programmes.states import ApplicationState


def meeting_of(round: Round) -> Meeting | None:  # noqa: A002 – the noun
    found: Meeting | None = Meeting.objects.filter(round=round).select_related("by").first()
    return found


def on_list(meeting: Meeting) -> list[Application]:
    """The applications of a frozen list, in its order."""
    numbers = [one["application"] for one in meeting.listed]
    rows = Application.objects.filter(round=meeting.round_id).select_related("unit__area", "unit__organisation")
    known = {one.pk: one for one in rows}
    return [known[number] for number in numbers if number in known]


def to_be_recognised(round: Round) -> QuerySet[Any]:  # noqa: A002
    """Whom nothing holds back: on the notice, or approved where there is none."""
    wanted = ApplicationState.PUBLICITY if round.rules_in_force["notice_days"] else ApplicationState.APPROVED
    rows: QuerySet[Any] = round.applications.filter(state=wanted)
    return rows


def public_notices() -> QuerySet[Any]:
    """All notices: they are public."""
    rows: QuerySet[Any] = PublicNotice.objects.select_related("round__programme__area")
    return rows.order_by("-from_on", "-pk")


def named_on(notice: PublicNotice) -> QuerySet[Any]:
    """Whom the notice names: all that the meeting approved, whatever became of them; name, unit and title alone."""
    listed = [one["application"] for one in notice.round.meeting.listed]
    rows = Application.objects.filter(pk__in=listed).exclude(state__in=["examined"]).exclude(
        state=ApplicationState.REFUSED, objections__isnull=True
    )  # fmt: skip
    named: QuerySet[Any] = rows.select_related("unit__area", "unit__organisation").distinct()
    return named.order_by("unit__area__path", "unit", "rank", "pk")


def list_objections(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Objection.objects.visible_to(by).select_related(
        "application__round__programme__area", "decided_by"
    )
    return rows


def list_certificates(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Certificate.objects.visible_to(by).select_related(
        "application__round__programme__area", "application__unit__area", "application__unit__organisation",
        "recognition", "programme",
    )  # fmt: skip
    return rows


def find_by_code(text: str) -> Certificate | None:
    """The certificate whose check code this is, however it was typed."""
    code = read_code(text)
    if code is None:
        return None
    rows = Certificate.objects.select_related("application", "recognition", "programme__area")
    found: Certificate | None = rows.filter(code=code).first()
    return found
