"""The end of a posting: in time, early, or handed over to somebody else; with its firm and its open cases."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.access import require
from duijie.common import clock
from duijie.common.transactions import in_transaction
from duijie.demands.domain.demands import hand_over
from duijie.demands.models import Demand
from duijie.demands.states import SETTLED
from duijie.programmes.domain.agreements.cancelling import cancel_unsigned, end_filed
from duijie.programmes.domain.postings.postings import (
    build_posting,
    held_for_posting,
    lock_posting,
    move_posting,
    save_posting,
    seat_people,
)
from duijie.programmes.domain.postings.telling import note_posting
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.models import Certificate, Posting
from duijie.programmes.posting_states import POSTING_STEPS
from duijie.registry.models import Person


def open_cases(posting: Posting) -> list[Demand]:
    """Demands of the host that are not settled and that somebody of the posting found or has in hand."""
    accounts = [one for one in posting.people.values_list("person__account", flat=True) if one is not None]
    rows = Demand.objects.filter(organisation=posting.host_id, archived_at=None).exclude(state__in=SETTLED)
    return list(rows.filter(Q(handler__in=accounts) | Q(events__by__in=accounts)).distinct().order_by("pk"))


@in_transaction
def end_posting(
    *, posting: Posting, ended_on: date, version: int, by: Any, reason: str = "", cases_to: Any = None
) -> Posting:
    """In time. Open cases go to ``cases_to``, an account of the office; without one, none may be open."""
    return _finish("end", posting, ended_on=ended_on, version=version, by=by, reason=reason, cases_to=cases_to)


@in_transaction
def terminate(*, posting: Posting, ended_on: date, version: int, by: Any, reason: str, cases_to: Any = None) -> Posting:
    """Before its time, with a reason."""
    return _finish("terminate", posting, ended_on=ended_on, version=version, by=by, reason=reason, cases_to=cases_to)


@in_transaction
def transfer(
    *, posting: Posting, successor: Certificate, ended_on: date, version: int, by: Any, reason: str,
    cases_to: Any = None, people: Iterable[Person] = (),
) -> Posting:  # fmt: skip
    """End it and post ``successor`` at the same host from the next day, under the same limits; both sides are asked.
    The last day for postings does not matter: a host is not left alone for it. Returns the new posting."""
    given = tuple(people)
    call, certificate, host = held_for_posting(posting.call, successor, posting.host, given)
    ended = _finish(
        "transfer", posting, ended_on=ended_on, version=version, by=by, reason=reason, cases_to=cases_to,
        to=certificate,
    )  # fmt: skip
    from_on = max(ended_on, clock.today())
    made = build_posting(
        call=call, certificate=certificate, host=host, from_on=from_on, to_on=None, by=by, people=given,
        role=ended.role, need=ended.need, is_demo=ended.is_demo,
    )  # fmt: skip
    made.follows = ended
    save_posting(made)
    seat_people(made, given)
    note_posting(made, "ask", by=by)
    return made


def _finish(
    verb: str, posting: Posting, *, ended_on: date, version: int, by: Any, reason: str, cases_to: Any,
    to: Certificate | None = None,
) -> Posting:  # fmt: skip
    current = lock_posting(posting, version=version)
    step = POSTING_STEPS[verb]
    require(by, step.permission, current.place)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason) or tidy(reason)
    if to is not None and to.pk == current.certificate_id:
        raise ValidationError(_("Choose somebody else."), code="same")
    if not current.from_on <= ended_on <= clock.today():
        words = _("The day lies between %(day)s and today.")
        raise ValidationError({"ended_on": [ValidationError(words, code="order", params={"day": current.from_on})]})
    if verb == "end" and ended_on < current.to_on:
        words = _("It lasts until %(day)s. Terminate it early, with a reason.")
        raise ValidationError({"ended_on": [ValidationError(words, code="early", params={"day": current.to_on})]})
    cases = open_cases(current)
    if cases and cases_to is None:
        words = ngettext(
            "%(count)d case of the host is open. Name who takes it over.",
            "%(count)d cases of the host are open. Name who takes them over.",
            len(cases),
        )
        raise ValidationError({"cases_to": [ValidationError(words, code="cases", params={"count": len(cases)})]})
    for case in cases:
        if case.handler_id != cases_to.pk:
            hand_over(demand=case, to=cases_to, version=case.version, by=by, reason=reason)
    current.ended_on = ended_on
    current.handover = {
        "cases": [one.pk for one in cases], "to": cases_to.pk if cases else None,
        "successor": to.pk if to is not None else None,
    }  # fmt: skip
    cancel_unsigned(current, reason=reason, by=by)
    end_filed(current, reason=reason, by=by)
    move_posting(current, step, by=by, reason=reason, detail={"ended_on": str(ended_on), **current.handover})
    return current
