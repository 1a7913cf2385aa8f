"""Reminding reviewers whose reviews are due (催办): by the office at once, and by the daily job."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.messaging.domain.messages import send
from duijie.programmes.domain.panels import REVIEWED_IN, lock_panel
from duijie.programmes.message_kinds import REVIEW_DUE
from duijie.programmes.models import Round, RoundReviewer
from duijie.programmes.states import ApplicationState

BEFORE = timedelta(days=2)
"""So long before the last day the daily job begins to remind."""


@in_transaction
def remind(*, round: Round, by: Any) -> int:  # noqa: A002 – the noun
    """Every reviewer who has something left is reminded now. How many."""
    panel = lock_panel(round, by=by)
    late = list(behind().filter(panel=panel))
    if not late:
        raise ValidationError(_("Nobody has a review left."), code="empty")
    for one in late:
        _remind(one, by=by)
    audit.record(by=by, verb="review.remind", target=panel.round, place=panel.place, detail={"count": len(late)})
    return len(late)


@in_transaction
def remind_due() -> int:
    """All whose last day is near or over, once a day. How many were told."""
    today = clock.today()
    due = behind().filter(panel__due_on__lte=today + BEFORE)
    start = clock.now() - timedelta(hours=20)
    return sum(_remind(one, by=None) for one in due.filter(Q(reminded_at=None) | Q(reminded_at__lt=start)))


def is_anything_due(_last: datetime | None) -> bool:
    return behind().filter(panel__due_on__lte=clock.today() + BEFORE).exists()


def behind() -> QuerySet[Any]:
    """Reviewers with something left in a review that is open; ``left`` says how much."""
    left = Q(
        reviews__submitted_at=None, reviews__recused_at=None, reviews__application__state=ApplicationState.EXAMINED
    )
    rows = RoundReviewer.objects.filter(panel__closed_at=None, panel__round__state__in=REVIEWED_IN)
    counted: QuerySet[Any] = rows.annotate(left=Count("reviews", filter=left)).filter(left__gt=0)
    return counted.select_related("panel__round__programme", "account")


def _remind(one: Any, *, by: Any) -> int:
    now = clock.now()
    RoundReviewer.objects.filter(pk=one.pk).update(reminded_at=now)
    context = {"round": str(one.panel.round), "count": one.left, "due": str(one.panel.due_on)}
    return send(
        key=f"review:{one.pk}:due:{now:%Y%m%d%H%M}", template=REVIEW_DUE.key, to=one.account, context=context,
        link=reverse("review_list"), by=by, target=one.panel.round,
    )  # fmt: skip
