"""A round of 20,000 applications is checked in time; run by ``./run test --full``."""

import time
from datetime import date, timedelta

import pytest
from tests.factories.registry import make_region

from duijie.programmes.conditions.batch import Batch, Subject, Tie, TieKind
from duijie.programmes.conditions.evaluation import evaluate
from duijie.programmes.conditions.facts import table
from duijie.programmes.conditions.tree import read_condition
from duijie.registry.models import Affiliation, Organisation, OrganisationTag, Person, PersonTitle

COUNT = 20_000
DAYS = {"closing": date(2022, 2, 28), "opening": date(2022, 1, 10)}
CONDITIONS = [
    {"fact": "person.rank", "is": "at_least", "value": "intermediate"},
    {"fact": "person.age", "is": "le", "value": 58},
    {"any": [{"fact": f"host.is_{kind}", "is": "is", "value": True} for kind in ("hnte", "tech_sme")]},
    {"not": {"fact": "person.owns_host", "is": "is", "value": True}},
    {"fact": "person.works_at_home", "is": "is", "value": True, "on": "opening"},
    {"fact": "host.kind", "is": "is", "value": "enterprise"},
    {"fact": "person.firms", "is": "le", "value": 3},
    {"fact": "team.shared", "is": "eq", "value": 0},
    {"fact": "area.requests", "is": "le", "value": 1_000_000},
]


@pytest.mark.slow
@pytest.mark.django_db
def test_twenty_thousand_applications_are_checked_in_a_minute(django_assert_max_num_queries):
    area = make_region().north
    units = Organisation.objects.bulk_create(
        [Organisation(name=f"第{n}机械有限公司", area=area) for n in range(COUNT)], batch_size=500
    )
    people = Person.objects.bulk_create(
        [Person(name=f"人员{n}", area=area, rank="junior") for n in range(COUNT)], batch_size=500
    )
    PersonTitle.objects.bulk_create(
        [PersonTitle(person=one, title="工程师", rank="intermediate", from_on=date(2015, 1, 1)) for one in people],
        batch_size=500,
    )
    OrganisationTag.objects.bulk_create(
        [OrganisationTag(organisation=one, kind="hnte", from_on=date(2020, 1, 1)) for one in units[::2]], batch_size=500
    )
    Affiliation.objects.bulk_create(
        [
            Affiliation(person=one, organisation=unit, organisation_name=unit.name)
            for one, unit in zip(people, units, strict=True)
        ],
        batch_size=500,
    )
    born = date(1970, 1, 1)
    subjects = [
        Subject(
            number, person=one.pk, home=unit.pk, host=unit.pk, area=area.pk, makes=TieKind.POSTING,
            answers={"born": (born + timedelta(days=number % 9000)).isoformat(), "owner": False},
        )
        for number, (one, unit) in enumerate(zip(people, units, strict=True))
    ]  # fmt: skip
    ties = [Tie(TieKind.REQUEST, person=one.person, area=area.pk, subject=one.key) for one in subjects]
    conditions = [read_condition(one, table()) for one in CONDITIONS]
    began = time.perf_counter()
    batch = Batch(
        subjects, days=DAYS, ties=lambda: ties, stated={"person.birth_date": "born", "person.owns_host": "owner"}
    )  # fmt: skip
    with django_assert_max_num_queries(5 * 4):  # five kinds of rows, 10,000 numbers a query
        found = [evaluate(one, batch) for one in conditions]
        kept = [finding.as_json() for one in found for finding in one.values()]
    seconds = time.perf_counter() - began
    print(f"{COUNT} applications, {len(conditions)} conditions: {seconds:.1f} s")
    assert len(kept) == COUNT * len(conditions)
    assert seconds <= 60
