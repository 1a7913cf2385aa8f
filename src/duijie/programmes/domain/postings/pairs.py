"""Pairs of a plan posted together: the same limits, history and audit as one by one, in a few statements for all.

Call, certificates and persons are held, in the order of their numbers, before anything is read, so what is read stays
true until the transaction ends. Where the constraints say nevertheless that somebody else took a place, all of them are
made one by one, and only the pairs that are impossible are left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.editing import stamp
from duijie.common.transactions import hold
from duijie.programmes.domain.postings.needs import meet_needs
from duijie.programmes.domain.postings.postings import build_posting, post_pair, refuse_closed_need, seats_of
from duijie.programmes.domain.postings.taken import SeatsOfMany
from duijie.programmes.models import Certificate, Posting, PostingCall, PostingNeed, PostingPair, PostingPerson
from duijie.registry.models import Person


def post_pairs(
    *, call: PostingCall, pairs: Sequence[PostingPair], from_on: date, by: Any
) -> list[Posting | ValidationError]:
    """In the caller's transaction: of each pair the posting, or what keeps it out. Nobody is told yet, and the last day
    of the call was looked at when the release began. ``PermissionDenied``."""
    try:
        with transaction.atomic():
            return _together(call=call, pairs=pairs, from_on=from_on, by=by)
    except IntegrityError:
        return [_alone(call, one, from_on, by) for one in pairs]


def _alone(call: PostingCall, pair: PostingPair, from_on: date, by: Any) -> Posting | ValidationError:
    try:
        return post_pair(
            call=call, certificate=pair.certificate, need=pair.need, from_on=from_on, score=pair.score,
            reasons=pair.reasons, by=by,
        )  # fmt: skip
    except ValidationError as error:
        return error


def _together(
    *, call: PostingCall, pairs: Sequence[PostingPair], from_on: date, by: Any
) -> list[Posting | ValidationError]:
    current, certificates, needs = _held(call, pairs)
    seats = SeatsOfMany(current, certificates.values(), {one.host_id for one in needs.values()})
    answers: list[Posting | ValidationError] = []
    made: list[Posting] = []
    for pair in pairs:
        require(by, Permission.POSTING_MAKE, current.round.place)
        certificate, need = certificates[pair.certificate_id], needs[pair.need_id]
        try:
            refuse_closed_need(need, current, need.host, seats=seats)
            posting = build_posting(
                call=current, certificate=certificate, host=need.host, from_on=from_on, to_on=None, by=by, need=need,
                seats=seats,
            )  # fmt: skip
        except ValidationError as error:
            answers.append(error)
            continue
        posting.score, posting.reasons = pair.score, list(pair.reasons)
        stamp(posting)
        seats.take(posting)
        answers.append(posting)
        made.append(posting)
    if made:
        bulk_create_with_history(made, Posting)
        PostingPerson.objects.bulk_create(seat for one in made for seat in seats_of(one, ()))
        audit.record_all(
            by=by, verb="posting.add",
            told=[
                (one, one.place, {"host": one.host_id, "certificate": one.certificate.number, "need": one.need_id})
                for one in made
            ],
        )  # fmt: skip
        served = {one.need_id: one.need for one in made if one.need is not None}
        meet_needs([one for one in served.values() if seats.of_need(one) >= one.wanted], by=by)
    return answers


def _held(
    call: PostingCall, pairs: Sequence[PostingPair]
) -> tuple[PostingCall, dict[int, Certificate], dict[int, PostingNeed]]:
    """Held first, then read: the call, the certificates with their people, the needs with their firms."""
    hold(PostingCall, call.pk)
    numbers = {one.certificate_id for one in pairs}
    hold(Certificate, *numbers)
    people = Certificate.objects.filter(pk__in=numbers, application__person__isnull=False)
    hold(Person, *people.order_by().values_list("application__person", flat=True))
    current = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    joined = ("recognition", "application__person", "application__organisation")
    certificates = {one.pk: one for one in Certificate.objects.filter(pk__in=numbers).select_related(*joined)}
    for one in certificates.values():
        if one.application.round_id == current.round_id:
            one.application.round = current.round  # its rules are long, and read once
    asked = PostingNeed.objects.filter(pk__in={one.need_id for one in pairs})
    needs = {one.pk: one for one in asked.select_related("host__area", "host__zone", "area")}
    for need in needs.values():
        if need.call_id == current.pk:
            need.call = current
    return current, certificates, needs
