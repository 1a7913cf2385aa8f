"""What the conditions of a round are asked about: its applications as plain data, with the days of the round."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from duijie.common import clock
from duijie.programmes.conditions.batch import Batch, Subject, Tie, TieKind
from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.tree import Condition, read_condition
from duijie.programmes.domain.hosts import numbers_of
from duijie.programmes.forms.answer_facts import facts_with
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Application, ApplicationMember, Certificate, Posting, Round
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.programmes.states import LIVING, CertificateState

MAKES = {"team": TieKind.TEAM, "station": TieKind.STATION, "person": TieKind.POSTING, "institution": TieKind.POSTING}


def read_conditions(rules: Mapping[str, Any]) -> list[Condition]:
    """The conditions of ``rules``, read."""
    facts = facts_with(read_form(rules["form"]), table())
    return [read_condition(one, facts) for one in rules.get("conditions", ())]


def conditions_of(round: Round) -> list[Condition]:  # noqa: A002 – the noun
    """Those that hold in ``round``."""
    return read_conditions(round.rules_in_force)


def batch_of(round: Round, rows: Iterable[Application]) -> Batch:  # noqa: A002
    """``rows`` with what else binds their persons: who is posted where, and
    what else is recognised and in its term, whatever the programme."""
    days = {"opening": round.opens_on, "closing": round.closes_on, "examination": clock.today()}
    rules = round.rules_in_force
    makes = MAKES[rules["subject"]]
    listed = list(rows)
    hosts = numbers_of(one.answers for one in listed)
    subjects = [_subject(one, makes, host) for one, host in zip(listed, hosts, strict=True)]
    return Batch(subjects, days=days, ties=lambda: _ties(round), stated=read_form(rules["form"]).stated())


def _subject(one: Application, makes: TieKind, host: int | None) -> Subject:
    members = list(one.members.all())
    known = tuple(each.person_id for each in members if each.person_id)
    count: Any = one.answers.get("member_count")  # of forms that ask for the number alone
    unknown = max(0, int(count) - 1) if isinstance(count, int | float) else 0
    return Subject(
        key=one.pk, person=one.person_id, home=one.organisation_id, host=host, area=one.unit.area_id,
        answers=one.answers, members=known, unregistered=len(members) - len(known) if members else unknown, makes=makes,
    )  # fmt: skip


def _ties(round: Round) -> Iterator[Tie]:  # noqa: A002
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
