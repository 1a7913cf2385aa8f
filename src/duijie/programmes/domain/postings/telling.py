"""Who hears of postings and agreements: both sides, and the home unit where it answers or signs; nobody of one's own
deeds.

A step leaves a line in the outbox within its transaction; the dispatcher writes the messages, so that the release of a
plan of thousands does not wait for them. Delivered again, a line changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from duijie.accounts.access import in_force
from duijie.accounts.models import Membership, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common.domain import outbox
from duijie.common.transactions import in_transaction
from duijie.messaging.domain.messages import send
from duijie.programmes.models import Agreement, Posting, PostingKind, PostingPerson
from duijie.programmes.posting_messages import AGREEMENT_STEP, ASKED, ENDS_SOON, POSTING_STEP, TO_SIGN
from duijie.programmes.posting_states import Party

POSTINGS = "programmes.postings_told"
AGREEMENTS = "programmes.agreements_told"
IN_ONE = 100
"""Postings in a line of the outbox."""
TOLD = frozenset({
    "ask", "agree", "decline", "call_off", "begin", "extend", "run_out", "transfer", "end", "terminate", "ends_soon",
})  # fmt: skip
"""Steps of a posting that are told; those by which an agreement is drawn up, signed and filed are told with it."""
AGREEMENT_TOLD = frozenset({"draw_up", "sign", "file", "replace", "cancel"})
JOINED = ("call__round__programme", "home", "host", "person__account")


def note_posting(posting: Posting, verb: str, *, by: Any) -> None:
    """Have both sides told of ``verb`` (a step, ``ask`` or ``ends_soon``), in the caller's transaction."""
    note_postings([posting], verb, by=by)


def note_postings(rows: Sequence[Posting], verb: str, *, by: Any) -> None:
    """The same for many."""
    if verb not in TOLD:
        return
    payloads: dict[str, dict[str, Any]] = {}
    for start in range(0, len(rows), IN_ONE):
        part = [(one.pk, one.version, one.state, one.reason) for one in rows[start : start + IN_ONE]]
        key = f"{verb}:{part[0][0]}:{part[0][1]}:{len(part)}"
        payloads[key] = {"verb": verb, "rows": [list(one) for one in part], "by": getattr(by, "pk", None)}
    outbox.put_all(topic=POSTINGS, payloads=payloads)


def note_agreement(agreement: Agreement, verb: str, *, by: Any) -> None:
    """Have the parties told of a step of their agreement, in the caller's transaction. That it ended is told with its
    posting."""
    if verb not in AGREEMENT_TOLD:
        return
    told = {
        "agreement": agreement.pk, "version": agreement.version, "state": agreement.state, "verb": verb,
        "reason": agreement.reason, "by": getattr(by, "pk", None),
    }  # fmt: skip
    outbox.put(topic=AGREEMENTS, key=f"{verb}:{agreement.pk}:{agreement.version}", payload=told)


@in_transaction
def tell_postings(*, verb: str, rows: Sequence[Sequence[Any]], by: int | None) -> int:
    """The messages of one line of the outbox. How many are new."""
    actor = _actor(by)
    found = {one.pk: one for one in Posting.objects.filter(pk__in=[row[0] for row in rows]).select_related(*JOINED)}
    readers = Readers(found.values())
    sent = 0
    for pk, version, state, reason in rows:
        posting = found.get(pk)
        if posting is None:
            continue
        context = _context(posting) | {"to_on": str(posting.to_on)}
        if verb == "ask":
            kind = ASKED
            context |= {"from_on": str(posting.from_on), "due": str(posting.call.post_until)}
        elif verb == "ends_soon":
            kind = ENDS_SOON
        else:
            kind = POSTING_STEP
            context |= {"from_on": str(posting.from_on), "step": verb, "state": state, "reason": reason}
        key = f"posting:{pk}:{version}:{verb}" if verb != "ends_soon" else f"posting:{pk}:ends:{posting.to_on}"
        sent += send(
            key=key, template=kind.key, to=[one for one in readers.of(posting) if one.pk != by], context=context,
            link=reverse("posting_detail", args=[pk]), by=actor, target=posting,
        )  # fmt: skip
    return sent


@in_transaction
def tell_agreement(*, agreement: int, version: int, state: str, verb: str, reason: str, by: int | None) -> int:
    """The messages of a step of an agreement. How many are new."""
    told = Agreement.objects.select_related(*(f"posting__{one}" for one in JOINED)).get(pk=agreement)
    readers = Readers([told.posting]).of(told.posting, home=Party.HOME in told.party_list)
    context = _context(told.posting) | {"from_on": str(told.from_on), "to_on": str(told.to_on), "reason": reason}
    kind = TO_SIGN
    if verb != "draw_up":
        kind = AGREEMENT_STEP
        context |= {"step": verb, "state": state, "number": told.number or ""}
    return send(
        key=f"agreement:{agreement}:{version}:{verb}", template=kind.key, to=[one for one in readers if one.pk != by],
        context=context, link=reverse("agreement_detail", args=[agreement]), by=_actor(by), target=told,
    )  # fmt: skip


class Readers:
    """Who hears of these postings, read for all of them in two queries."""

    def __init__(self, postings: Iterable[Posting]) -> None:
        rows = list(postings)
        roles = [key for key, one in ROLES.items() if Permission.POSTING_ANSWER in one.permissions]
        units = {one.host_id for one in rows} | {one.home_id for one in rows}
        held = Membership.objects.filter(in_force(), role__in=roles, organisation__in=units, user__is_active=True)
        self._by_unit: dict[int, list[User]] = defaultdict(list)
        for one in held.select_related("user").order_by("pk"):
            if one.organisation_id is not None:
                self._by_unit[one.organisation_id].append(one.user)
        seats = PostingPerson.objects.filter(posting__in=[one.pk for one in rows], person__account__isnull=False)
        self._people: dict[int, list[User]] = defaultdict(list)
        for seat in seats.select_related("person__account"):
            if seat.person is not None and seat.person.account is not None:
                self._people[seat.posting_id].append(seat.person.account)

    def of(self, posting: Posting, *, home: bool = False) -> list[User]:
        """The persons posted, the host's contacts, and the home unit where it answers for them or ``home`` is told."""
        whose = posting.person.account if posting.person is not None else None
        found = [*([whose] if whose is not None else []), *self._people[posting.pk], *self._by_unit[posting.host_id]]
        if home or posting.kind != PostingKind.PERSON or whose is None:
            found += self._by_unit[posting.home_id]
        return list({one.pk: one for one in found}.values())


def _context(posting: Posting) -> dict[str, Any]:
    return {
        "round": str(posting.call.round), "person": posting.name, "host": posting.host.name, "home": posting.home.name,
    }  # fmt: skip


def _actor(by: int | None) -> User | None:
    return User.objects.filter(pk=by).first() if by else None
