"""What the conditions of a round are asked about: its applications as plain data, with the days of the round."""

from collections.abc import Iterable, Mapping
from typing import Any

from duijie.common import clock
from duijie.programmes.conditions.batch import Batch, Subject, TieKind
from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.tree import Condition, read_condition
from duijie.programmes.domain.hosts import numbers_of
from duijie.programmes.domain.seats import MAKES
from duijie.programmes.domain.ties import owners_of, ties_of
from duijie.programmes.forms.answer_facts import facts_with
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Application, Round


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
    stated = read_form(rules["form"]).stated()
    return Batch(subjects, days=days, ties=lambda: ties_of(round), stated=stated, owners=owners_of)


def _subject(one: Application, makes: TieKind, host: int | None) -> Subject:
    members = list(one.members.all())
    known = tuple(each.person_id for each in members if each.person_id)
    count: Any = one.answers.get("member_count")  # of forms that ask for the number alone
    unknown = max(0, int(count) - 1) if isinstance(count, int | float) else 0
    return Subject(
        key=one.pk, person=one.person_id, home=one.organisation_id, host=host, area=one.unit.area_id,
        answers=one.answers, members=known, unregistered=len(members) - len(known) if members else unknown, makes=makes,
    )  # fmt: skip
