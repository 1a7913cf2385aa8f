"""What people and counties are bound by already: postings, what is recognised, teams of the round, requests."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from duijie.programmes.conditions.batch import Owner, Tie, TieKind
from duijie.programmes.domain.hosts import in_parts, numbers_of
from duijie.programmes.domain.seats import MAKES, seats
from duijie.programmes.models import Application, ApplicationMember, FirmOwner, Posting, PostingNeed, Round
from duijie.programmes.posting_states import LIVING_NEED, LIVING_POSTING
from duijie.programmes.states import LIVING


def ties_of(round: Round) -> Iterator[Tie]:  # noqa: A002 – the noun
    """All that conditions of ``round`` count, each kind of row read once."""
    yield from seats(but=round, since=round.opens_on)
    yield from _beside(round)
    yield from _requests(round)


def owners_of(firms: Iterable[int]) -> Iterator[Owner]:
    """Who owns part of these, as offices found it in the business register."""
    for part in in_parts(set(firms)):
        rows = FirmOwner.objects.filter(firm__in=part).order_by("pk")
        for firm, source, person, unit in rows.values_list("firm", "source", "person", "unit"):
            yield Owner(firm, source, person=person, unit=unit)


def _beside(round: Round) -> Iterator[Tie]:  # noqa: A002
    """Two teams of one round must not have one member either."""
    makes = MAKES[round.rules_in_force["subject"]]
    if makes in (TieKind.TEAM, TieKind.STATION):
        beside = round.applications.filter(state__in=sorted(LIVING), submitted_at__isnull=False)
        for pk, person in beside.filter(person__isnull=False).values_list("pk", "person"):
            yield Tie(makes, person=person, subject=pk)
        named = ApplicationMember.objects.filter(application__in=beside, person__isnull=False)
        for pk, person in named.values_list("application", "person"):
            yield Tie(makes, person=person, subject=pk)


def _requests(round: Round) -> Iterator[Tie]:  # noqa: A002
    """What a county asks for in the programme (DOMAIN §2.1: so many a county): needs of its firms that live, while
    their call takes postings or somebody is posted for them; and firms that applications of this round name which the
    county recommends."""
    served = Posting.objects.filter(need=OuterRef("pk"), state__in=LIVING_POSTING)
    needs = PostingNeed.objects.filter(call__round__programme=round.programme_id, state__in=LIVING_NEED).order_by()
    needs = needs.filter(Q(call__post_until__gte=round.opens_on) | Exists(served))
    for area, host, at in needs.values_list("area", "host", "created_at"):
        yield Tie(TieKind.REQUEST, organisation=host, area=area, from_on=timezone.localdate(at))
    beside = Application.objects.filter(round=round, state__in=sorted(LIVING), submitted_at__isnull=False).order_by()
    named = list(beside.filter(unit__area__isnull=False).values_list("pk", "unit__area", "answers"))
    hosts = numbers_of(answers for _pk, _area, answers in named)
    for (pk, area, _answers), host in zip(named, hosts, strict=True):
        if host is not None:
            yield Tie(TieKind.REQUEST, organisation=host, area=area, subject=pk)
