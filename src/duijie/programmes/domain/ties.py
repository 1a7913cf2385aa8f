"""What people and counties are bound by already: postings, what is recognised, teams of the round, requests."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from duijie.programmes.conditions.batch import Owner, Tie, TieKind
from duijie.programmes.domain.hosts import in_parts, numbers_of
from duijie.programmes.models import Application, ApplicationMember, Certificate, FirmOwner, Posting, PostingNeed, Round
from duijie.programmes.posting_states import LIVING_NEED, LIVING_POSTING
from duijie.programmes.states import LIVING, CertificateState

MAKES = {"team": TieKind.TEAM, "station": TieKind.STATION, "person": TieKind.POSTING, "institution": TieKind.POSTING}


def ties_of(round: Round) -> Iterator[Tie]:  # noqa: A002 – the noun
    """All that conditions of ``round`` count, each kind of row read once."""
    yield from _of_persons(round)
    yield from _requests(round)


def owners_of(firms: Iterable[int]) -> Iterator[Owner]:
    """Who owns part of these, as offices found it in the business register."""
    for part in in_parts(set(firms)):
        rows = FirmOwner.objects.filter(firm__in=part).order_by("pk")
        for firm, source, person, unit in rows.values_list("firm", "source", "person", "unit"):
            yield Owner(firm, source, person=person, unit=unit)


def _of_persons(round: Round) -> Iterator[Tie]:  # noqa: A002
    living = Posting.objects.filter(state__in=LIVING_POSTING, person__isnull=False).order_by()
    for person, subject, host, whose, from_on, to_on in living.values_list(
        "person", "certificate__application", "host", "certificate__application__round__rules__subject", "from_on",
        "to_on",
    ):  # fmt: skip
        kind = MAKES.get(whose, TieKind.POSTING)
        yield Tie(kind, person=person, organisation=host, subject=subject, from_on=from_on, to_on=to_on)
    held = Certificate.objects.exclude(state=CertificateState.REVOKED).exclude(application__round=round)
    held = held.exclude(pk__in=living.values("certificate"))  # whoever is posted is bound to the hosts themselves
    rows = held.filter(application__person__isnull=False, to_on__gte=round.opens_on)
    for pk, person, subject, from_on, to_on in rows.values_list(
        "application", "application__person", "application__round__rules__subject", "from_on", "to_on"
    ):
        yield Tie(MAKES.get(subject, TieKind.POSTING), person=person, subject=pk, from_on=from_on, to_on=to_on)
    seats = ApplicationMember.objects.filter(person__isnull=False, application__certificate__in=held)
    for pk, person, subject, from_on, to_on in seats.filter(
        application__certificate__to_on__gte=round.opens_on
    ).values_list(
        "application", "person", "application__round__rules__subject", "application__certificate__from_on",
        "application__certificate__to_on",
    ):  # fmt: skip
        yield Tie(MAKES.get(subject, TieKind.POSTING), person=person, subject=pk, from_on=from_on, to_on=to_on)
    makes = MAKES[round.rules_in_force["subject"]]
    if makes in (TieKind.TEAM, TieKind.STATION):  # two teams of one round must not have one member either
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
