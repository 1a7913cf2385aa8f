"""Postings (选派): made by the city, answered by both sides, begun, and called off. One transaction a verb."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.accounts.access import can, holding, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import stamp
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.agreements.cancelling import cancel_unsigned
from duijie.programmes.domain.conflicts import ConflictError
from duijie.programmes.domain.postings import limits
from duijie.programmes.domain.postings.needs import follow_need
from duijie.programmes.domain.postings.taken import Seats, SeatsNow
from duijie.programmes.domain.postings.telling import note_posting
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.domain.rows import lock_row, move_row
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import (
    Application,
    Certificate,
    Posting,
    PostingCall,
    PostingKind,
    PostingNeed,
    PostingPerson,
)
from duijie.programmes.numbers.terms import term_end
from duijie.programmes.posting_states import LIVING_POSTING, POSTING_STEPS, NeedState
from duijie.programmes.states import Step
from duijie.registry.models import Organisation, Person

JOINED = (
    "call__round__programme__area", "certificate__recognition", "certificate__application__round",
    "host__area", "host__zone", "home", "need", "person",
)  # fmt: skip
TRIES = 5
KINDS = {"team": PostingKind.TEAM, "institution": PostingKind.INSTITUTION}
PERSON, HOST = "person", "host"
SIDES = (PERSON, HOST)


@refused_aloud("posting.refused")
def make_posting(
    *, call: PostingCall, certificate: Certificate, host: Organisation, by: Any, from_on: date,
    to_on: date | None = None, need: PostingNeed | None = None, role: str = "", people: Iterable[Person] = (),
    is_demo: bool = False,
) -> Posting:  # fmt: skip
    """Match somebody recognised with a host, until the last day of the call; both sides are asked.

    ``people`` are the members of a team. The end is that of the call's term, or of the certificate, unless given.
    Raises ``ValidationError`` by field or with codes ``late``, ``owner``, ``person_full``, ``host_full``,
    ``academician``, ``team``, ``twice``, ``certificate``, ``need``; ``PermissionDenied``.
    """
    given = tuple(people)

    def make() -> Posting:
        made = _make(
            call=call, certificate=certificate, host=host, by=by, from_on=from_on, to_on=to_on, need=need,
            role=role, people=given, is_demo=is_demo,
        )  # fmt: skip
        note_posting(made, "ask", by=by)
        return made

    return again(make)


def again(function: Callable[[], Posting]) -> Posting:
    """Look again where somebody else took the place at the same moment."""
    for _attempt in range(TRIES - 1):
        try:
            with transaction.atomic():
                return function()
        except IntegrityError:
            continue
    with transaction.atomic():
        return function()


@refused_aloud("posting.refused")
@in_transaction
def agree(*, posting: Posting, side: str, version: int, by: Any, owns_no_part: bool = False) -> Posting:
    """``side`` agrees: ``person`` (the person, or the home unit for a team or institution) or ``host``. When both have,
    the agreement can be drawn up. The person says that neither they nor the home unit own a part of the host."""
    current = lock_posting(posting, version=version)
    step = POSTING_STEPS["agree"]
    require_side(current, side, by=by)
    require_source(step, current.state, current.get_state_display())
    if side == PERSON:
        if current.call.no_owners and not owns_no_part:
            words = _("Say that neither you nor your unit own part of the host.")
            raise ValidationError({"owns_no_part": [ValidationError(words, code="owner")]})
        current.person_agreed_at = current.person_agreed_at or clock.now()
    else:
        current.host_agreed_at = current.host_agreed_at or clock.now()
    detail = {"side": side, "owns_no_part": owns_no_part}
    if current.person_agreed_at and current.host_agreed_at:
        move_posting(current, step, by=by, detail=detail)
    else:
        save_posting(current)
        audit.record(by=by, verb="posting.agree", target=current, place=current.place, detail=detail)
    return current


@refused_aloud("posting.refused")
@in_transaction
def decline(*, posting: Posting, side: str, reason: str, version: int, by: Any) -> Posting:
    """``side`` does not want it, and says why; the places are free again."""
    current = lock_posting(posting, version=version)
    step = POSTING_STEPS["decline"]
    require_side(current, side, by=by)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    move_posting(current, step, by=by, reason=reason, detail={"side": side})
    return current


@in_transaction
def take_posting_step(*, posting: Posting, verb: str, version: int, by: Any, reason: str = "") -> Posting:
    """``call_off`` or ``begin``. ``KeyError`` for verbs with a function of their own, and for ``decline``."""
    step = POSTING_STEPS[verb]
    if step.particular or step.permission is Permission.POSTING_ANSWER:
        raise KeyError(verb)
    current = lock_posting(posting, version=version)
    require(by, step.permission, current.call.round.place if verb == "call_off" else current.place)
    require_source(step, current.state, current.get_state_display())
    if verb == "begin" and clock.today() < current.from_on:
        words = _("It begins on %(day)s.")
        raise ValidationError(words, code="early", params={"day": current.from_on})
    reason = require_reason(step, reason)
    if verb == "call_off":
        cancel_unsigned(current, reason=reason, by=by)
    move_posting(current, step, by=by, reason=reason)
    return current


def sides_of(posting: Posting, *, by: Any) -> tuple[str, ...]:
    """The side for which ``by`` answers, never both: whoever is posted, or answers for those who are, does not answer
    for the host, whatever role they have there."""
    held = holding(by, Permission.POSTING_ANSWER)
    own = {one.organisation_id for one in held if one.organisation_id}
    found = []
    is_self = posting.person is not None and posting.person.account_id == by.pk and bool(held)
    stands_for = posting.kind != PostingKind.PERSON or posting.person is None or posting.person.account_id is None
    if is_self or (stands_for and posting.home_id in own):
        found.append(PERSON)
    if posting.host_id in own and not found and not is_posted(posting, by):
        found.append(HOST)
    return tuple(found)


def require_side(posting: Posting, side: str, *, by: Any) -> None:
    sides = sides_of(posting, by=by)
    if side == HOST and sides == (PERSON,):
        raise ConflictError(_("You answer for the person posted. Somebody else answers for the host."))
    if side not in SIDES or side not in sides:
        raise PermissionDenied(_("You do not answer for this side of the posting."))


def lock_posting(posting: Posting, *, version: int | None) -> Posting:
    current: Posting = lock_row(posting, version=version, joined=JOINED)
    return current


def move_posting(current: Posting, step: Step, *, by: Any, reason: str = "", detail: Any = None) -> None:
    """It stands at the step's target from now on; one that lives no more gives its places back."""
    was_living = current.state in LIVING_POSTING
    current.reason = reason
    if step.target not in LIVING_POSTING:
        current.slot = current.host_slot = None
    told = {"reason": reason, **(detail or {})}
    move_row(current, "posting", step, save=save_posting, by=by, reason=reason, detail=told)
    if current.need is not None and was_living and step.target not in LIVING_POSTING:
        follow_need(current.need, met=False, by=by)
    note_posting(current, step.verb, by=by)


def save_posting(current: Posting) -> None:
    stamp(current)
    current.save()


def may_make(call: PostingCall, *, by: Any) -> bool:
    return can(by, Permission.POSTING_MAKE, call.round.place)


def build_posting(
    *, call: PostingCall, certificate: Certificate, host: Organisation, from_on: date, to_on: date | None, by: Any,
    role: str = "", people: Iterable[Person] = (), need: PostingNeed | None = None, is_demo: bool = False,
    seats: Seats | None = None,
) -> Posting:  # fmt: skip
    """A posting under all limits, with its places, not saved; ``call``, ``certificate`` and ``host`` are held. Which
    places are taken is asked, or known to ``seats``."""
    application = certificate.application
    end = min(term_end(from_on, call.term_months), certificate.to_on) if to_on is None else to_on
    if end < from_on:
        words = _("The last day lies before the first.")
        raise ValidationError({"to_on": [ValidationError(words, code="order")]})
    limits.refuse_unfit_certificate(call, certificate, from_on=from_on, to_on=end)
    kind = KINDS.get(application.round.rules_in_force["subject"], PostingKind.PERSON)
    one_person = kind == PostingKind.PERSON
    members = [one.pk for one in people]
    limits.refuse_owner(call, application, host, people=members, seats=seats)
    limits.refuse_second_team(application, people=members, since=from_on)
    made = Posting(
        call=call, certificate=certificate, kind=kind, person=application.person if one_person else None,
        name=application.name, home=application.organisation, host=host, need=need, role=tidy(role, 60),
        from_on=from_on, to_on=end, by=by, created_at=clock.now(), is_demo=is_demo,
    )  # fmt: skip
    limits.take_slots(made, seats)
    return made


def seat_people(posting: Posting, people: Iterable[Person]) -> None:
    """Who takes part: the person of the certificate first, then the others."""
    PostingPerson.objects.bulk_create(seats_of(posting, people))


def seats_of(posting: Posting, people: Iterable[Person]) -> list[PostingPerson]:
    """The same, not saved."""
    first = posting.certificate.application.person
    rows = [PostingPerson(posting=posting, person=first, name=posting.name, is_leader=True)]
    rows += [
        PostingPerson(posting=posting, person=one, name=one.name)
        for one in people
        if first is None or one.pk != first.pk
    ]
    return rows


def held_for_posting(
    call: PostingCall, certificate: Certificate, host: Organisation, people: Iterable[Person] = ()
) -> tuple[PostingCall, Certificate, Organisation]:
    """The three and all who take part, held in this order until the transaction ends: whoever counts places waits for
    whoever takes one."""
    hold(PostingCall, call.pk)
    hold(Certificate, certificate.pk)
    application = Application.objects.get(certificate=certificate.pk)
    hold(Person, *{*(one.pk for one in people), *limits.members_of(application)})
    current = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    joined = ("recognition", "application__round", "application__person", "application__organisation")
    whose = Certificate.objects.select_related(*joined).get(pk=certificate.pk)
    return current, whose, Organisation.objects.select_related("area", "zone").get(pk=host.pk)


def post_pair(
    *, call: PostingCall, certificate: Certificate, need: PostingNeed, from_on: date, score: float, reasons: Any,
    by: Any,
) -> Posting:  # fmt: skip
    """A pair of a plan that is being released, under the same limits as ``make_posting``; nobody is told yet. The last
    day of the call was looked at when the release began."""
    return again(
        lambda: _make(
            call=call, certificate=certificate, host=need.host, by=by, from_on=from_on, need=need,
            score=score, reasons=reasons, is_in_time=True,
        )
    )  # fmt: skip


@in_transaction
def _make(
    *, call: PostingCall, certificate: Certificate, host: Organisation, by: Any, from_on: date,
    to_on: date | None = None, need: PostingNeed | None = None, role: str = "", people: tuple[Person, ...] = (),
    is_demo: bool = False, score: float | None = None, reasons: Any = (), is_in_time: bool = False,
) -> Posting:  # fmt: skip
    current, whose, firm = held_for_posting(call, certificate, host, people)
    require(by, Permission.POSTING_MAKE, current.round.place)
    if not is_in_time:
        limits.refuse_late(current)
    wanted = _open_need(need, current, firm)
    made = build_posting(
        call=current, certificate=whose, host=firm, from_on=from_on, to_on=to_on, by=by, role=role, people=people,
        need=wanted, is_demo=is_demo,
    )  # fmt: skip
    made.score, made.reasons = score, list(reasons)
    save_posting(made)
    seat_people(made, people)
    audit.record(
        by=by, verb="posting.add", target=made, place=made.place,
        detail={"host": firm.pk, "certificate": whose.number, "need": wanted.pk if wanted else None},
    )  # fmt: skip
    if wanted is not None and living_of(wanted) >= wanted.wanted:
        follow_need(wanted, met=True, by=by)
    return made


def living_of(need: PostingNeed) -> int:
    """How many are posted for it."""
    return int(need.postings.filter(state__in=LIVING_POSTING).count())


def _open_need(need: PostingNeed | None, call: PostingCall, host: Organisation) -> PostingNeed | None:
    if need is None:
        return None
    current: PostingNeed = PostingNeed.objects.select_related("host").get(pk=need.pk)
    refuse_closed_need(current, call, host)
    return current


def refuse_closed_need(
    current: PostingNeed, call: PostingCall, host: Organisation, *, seats: Seats | None = None
) -> None:
    """Somebody is posted for a need of this firm and call that is verified, while fewer are posted than wanted."""
    if current.call_id != call.pk or current.host_id != host.pk:
        raise ValidationError(_("This need is of another firm or call."), code="need")
    if current.state != NeedState.VERIFIED or (seats or SeatsNow()).of_need(current) >= current.wanted:
        words = _("This need is “%(state)s”: nobody else is posted for it.")
        raise ValidationError(words, code="need", params={"state": current.get_state_display()})
