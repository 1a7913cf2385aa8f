"""Facts of the real register, in a number of queries that does not grow; each against reading one row by hand."""

from datetime import date
from typing import Any

import pytest
from tests.factories.registry import make_organisation, make_person

from duijie.programmes.conditions.answers import Answer
from duijie.programmes.conditions.batch import Batch, Subject, Tie, TieKind
from duijie.programmes.conditions.evaluation import evaluate
from duijie.programmes.conditions.facts import Known, Unknown, table
from duijie.programmes.conditions.tree import read_condition
from duijie.registry.models import Affiliation, OrganisationTag, PersonTitle

pytestmark = pytest.mark.django_db
CLOSING = date(2022, 2, 28)
DAYS = {"opening": date(2022, 1, 10), "closing": CLOSING}
STATED = {"person.birth_date": "born", "person.owns_host": "owner", "person.academician": "academy"}


def read(name: str, *subjects: Subject, day: date = CLOSING, **more: Any) -> list[Any]:
    batch = Batch(subjects, days=DAYS, stated=STATED, **more)
    values = table()[name].read(batch, day)
    return [values[one.key].value if isinstance(values[one.key], Known) else values[one.key] for one in subjects]


def test_rank_is_that_of_the_day():
    person, plain, silent = make_person(rank="senior"), make_person(rank="junior"), make_person()
    for rank, day in (("intermediate", date(2015, 7, 1)), ("deputy", date(2022, 1, 20)), ("senior", date(2022, 3, 1))):
        PersonTitle.objects.create(person=person, title=rank, rank=rank, from_on=day)
    given = [Subject(number, person=one.pk) for number, one in enumerate((person, plain, silent))]
    assert read("person.rank", *given, Subject("x")) == [
        "deputy", "junior", Unknown("not-registered"), Unknown("no-person"),
    ]  # fmt: skip
    assert read("person.rank", given[0], day=DAYS["opening"]) == ["intermediate"]
    assert read("person.years_of_title", *given[:2], day=date(2027, 1, 19)) == [4, Unknown("not-registered")]


def test_tags_hold_on_days_and_silence_says_nothing():
    firm, other = make_organisation(founded=date(2019, 3, 1), staff=40), make_organisation()
    OrganisationTag.objects.create(organisation=firm, kind="hnte", from_on=date(2019, 12, 1), to_on=date(2022, 2, 27))
    OrganisationTag.objects.create(organisation=firm, kind="tech_sme", from_on=date(2022, 1, 1))
    one, two = Subject(1, host=firm.pk), Subject(2, host=other.pk)
    assert read("host.is_hnte", one, two) == [False, Unknown("not-registered")]
    assert read("host.is_hnte", one, day=date(2022, 2, 27)) == [True]
    assert read("host.is_tech_sme", one, Subject(3)) == [True, Unknown("no-host")]
    assert read("host.age", one, two) == [2, Unknown("not-registered")]
    assert read("host.staff", one) == [40]
    assert read("host.kind", one, Subject(4, host=0)) == ["enterprise", Unknown("not-registered")]
    assert read("host.registered", one, Subject(4, host=0)) == [True, False]


def test_working_at_a_unit_has_days():
    firm, person = make_organisation(), make_person()
    Affiliation.objects.create(
        person=person,
        organisation=firm,
        organisation_name=firm.name,
        from_on=date(2018, 1, 1),
        to_on=date(2021, 12, 31),
    )
    subject = Subject(1, person=person.pk, host=firm.pk, home=firm.pk)
    assert read("person.works_at_host", subject) == [False]
    assert read("person.works_at_home", subject, day=date(2020, 1, 1)) == [True]
    assert read("person.works_at_host", Subject(1, person=make_person().pk, host=firm.pk)) == [
        Unknown("not-registered")
    ]


def test_the_form_states_what_the_register_does_not_keep():
    subject = Subject(1, answers={"born": "1963-03-01", "owner": False, "academy": "retired"})
    assert read("person.age", subject, day=DAYS["closing"]) == [58]
    assert read("person.owns_host", subject) == [False]
    assert read("person.academician", subject) == ["retired"]
    assert read("person.civil_servant", subject) == [Unknown("not-asked")]
    assert read("person.owns_host", Subject(1)) == [Unknown("not-said")]


def test_counts_take_the_application_once_and_end_with_their_days():
    ties = [
        Tie(TieKind.POSTING, person=7, organisation=1, to_on=date(2022, 2, 27)),
        Tie(TieKind.POSTING, person=7, organisation=2),
        Tie(TieKind.POSTING, person=7, organisation=2, subject="b"),
        Tie(TieKind.POSTING, person=7, organisation=3, subject="a"),
        Tie(TieKind.TEAM, person=8, subject="b"),
        Tie(TieKind.REQUEST, area=5, subject="b"),
        Tie(TieKind.REQUEST, area=5, organisation=3),
        Tie(TieKind.REQUEST, area=5, organisation=3, subject="a"),
        Tie(TieKind.REQUEST, area=5, organisation=4, subject="d", to_on=date(2022, 2, 27)),
        Tie(TieKind.STATION, person=7, subject="b"),
    ]
    one = Subject("a", person=7, host=3, area=5, members=(8, 9), makes=TieKind.POSTING)
    assert read("person.firms", one, ties=lambda: ties) == [2]
    assert read("person.firms", one, ties=lambda: ties, day=date(2022, 2, 1)) == [3]
    assert read("team.shared", one, Subject("c", person=9), ties=lambda: ties) == [1, 0]
    assert read("team.shared", Subject("d", person=9, unregistered=1), ties=list) == [Unknown("not-registered")]
    assert read("team.size", one, ties=list) == [3]
    assert read("area.requests", one, Subject("c", area=5, makes=TieKind.REQUEST), ties=lambda: ties) == [2, 3]
    assert read("area.requests", Subject("e", area=5, host=9), ties=lambda: ties) == [3]
    assert read("area.requests", one, ties=lambda: ties, day=date(2022, 2, 1)) == [3]
    assert read("person.stations", Subject("c", person=7, makes=TieKind.STATION), ties=lambda: ties) == [2]
    assert read("person.firms", one) == [Unknown("no-count")]


EVERYTHING = {
    "all": [
        {"fact": "person.rank", "is": "at_least", "value": "intermediate"},
        {"fact": "person.rank", "is": "at_most", "value": "senior", "on": "opening"},
        {"fact": "person.age", "is": "le", "value": 58},
        {"fact": "person.works_at_home", "is": "is", "value": True},
        {"any": [{"fact": f"host.is_{kind}", "is": "is", "value": True} for kind in ("hnte", "tech_sme")]},
        {"fact": "host.kind", "is": "is", "value": "enterprise"},
        {"fact": "person.firms", "is": "le", "value": 3},
        {"fact": "team.shared", "is": "eq", "value": 0},
    ]
}


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, django_assert_num_queries):
    subjects = []
    for number in range(count):
        person, firm = make_person(rank="deputy"), make_organisation()
        OrganisationTag.objects.create(organisation=firm, kind="hnte")
        Affiliation.objects.create(person=person, organisation=firm, organisation_name=firm.name)
        subjects.append(Subject(number, person.pk, firm.pk, firm.pk, answers={"born": date(1980, 1, 1)}))
    condition = read_condition(EVERYTHING, table())
    batch = Batch(subjects, days=DAYS, stated=STATED, ties=list)
    with django_assert_num_queries(5):  # titles, records, affiliations, units, tags
        found = evaluate(condition, batch)
    assert {one.answer for one in found.values()} == {Answer.YES}
