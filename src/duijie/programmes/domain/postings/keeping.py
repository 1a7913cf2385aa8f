"""What the days do to postings, once a day: begun on the first, both sides told before the last, marked after it.

Each posting is a transaction of its own, so that one that cannot be moved holds back no other; done again on a day it
changes nothing. The steps are the system's own, and the audit says so.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from duijie.common import clock
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.postings.postings import lock_posting, move_posting
from duijie.programmes.domain.postings.telling import note_posting
from duijie.programmes.models import Posting, ServiceRules
from duijie.programmes.posting_states import POSTING_STEPS, SERVING, PostingState

KEEP = "programmes.keep_postings"


def keep_postings(progress: Any = lambda *_given: None) -> dict[str, int]:
    """How many were begun, told of and marked."""
    done = {"begun": 0, "told": 0, "over": 0}
    rows = [*((one, "begun") for one in to_begin()), *((one, "over") for one in past_their_end())]
    for number, (posting, what) in enumerate(rows, start=1):
        done[what] += _move(posting, "begin" if what == "begun" else "run_out")
        progress("postings", number, len(rows))
    for posting in ending_soon():
        done["told"] += _warn(posting)
    return done


def is_due(_last: datetime | None) -> bool:
    return to_begin().exists() or past_their_end().exists() or bool(ending_soon())


def to_begin() -> QuerySet[Any]:
    """Filed, and the first day has come."""
    rows: QuerySet[Any] = Posting.objects.filter(state=PostingState.FILED, from_on__lte=clock.today())
    return rows.order_by("pk")


def past_their_end() -> QuerySet[Any]:
    """Serving, and the last day is over."""
    rows: QuerySet[Any] = Posting.objects.filter(state__in=SERVING, to_on__lt=clock.today())
    return rows.order_by("pk")


def ending_soon() -> list[Posting]:
    """Serving, with no more days left than the rules of the call warn before, and not told of this end yet."""
    today, usual = clock.today(), ServiceRules().warn_days
    days = dict(ServiceRules.objects.values_list("call", "warn_days"))
    most = today + timedelta(days=max([usual, *days.values()]))
    rows = Posting.objects.filter(state__in=SERVING, to_on__gte=today, to_on__lte=most)
    rows = rows.filter(Q(warned_of=None) | ~Q(warned_of=F("to_on")))
    return [one for one in rows.order_by("pk") if one.to_on <= today + timedelta(days=days.get(one.call_id, usual))]


@in_transaction
def _move(posting: Posting, verb: str) -> int:
    """1 where it was still so; the row is held, so that nobody else moves it too."""
    current = lock_posting(posting, version=None)
    step, today = POSTING_STEPS[verb], clock.today()
    is_time = current.from_on <= today if verb == "begin" else current.to_on < today
    if current.state not in step.sources or not is_time:
        return 0
    move_posting(current, step, by=None)
    return 1


@in_transaction
def _warn(posting: Posting) -> int:
    """Once for each end: an extension is told of anew."""
    rows = Posting.objects.filter(pk=posting.pk, state__in=SERVING, to_on=posting.to_on)
    if not rows.filter(Q(warned_of=None) | ~Q(warned_of=F("to_on"))).update(warned_of=posting.to_on):
        return 0
    note_posting(posting, "ends_soon", by=None)
    return 1
