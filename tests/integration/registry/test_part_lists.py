"""Rows that belong to many records, written at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.records import add_record, archive_record
from duijie.registry.models import Affiliation, Person, Work
from duijie.registry.registers.persons import EXPERTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(role="city_officer", area=make_region().city)


@pytest.fixture
def experts(officer):
    values = {"area": make_region().north}
    return [
        add_record(register=EXPERTS, values={**values, "name": name}, by=officer) for name in ("云一", "云二", "云三")
    ]


def works(*titles):
    return {"works": [{"kind": "paper", "title": title, "year": 2020} for title in titles]}


def test_rows_of_several_parts_make_one_new_version_and_one_entry_a_record(officer, experts):
    mill = make_organisation()
    posts = {"affiliations": [{"organisation": mill, "post": "工程师"}, {"organisation_name": "南渚 机械厂"}]}
    rows = {experts[0].pk: {**works("甲", "乙"), **posts}, experts[1].pk: works("丙"), experts[2].pk: {"works": []}}
    assert add_parts(register=EXPERTS, rows=rows, by=officer, reason="清单") == 5
    assert [Person.objects.get(pk=one.pk).version for one in experts] == [2, 2, 1]
    assert sorted(Work.objects.values_list("person__name", "title")) == [
        ("云一", "乙"), ("云一", "甲"), ("云二", "丙"),
    ]  # fmt: skip
    assert sorted(Affiliation.objects.values_list("organisation", "organisation_name"), key=str) == [
        (mill.pk, mill.name), (None, "南渚机械厂"),
    ]  # fmt: skip
    entries = AuditEvent.objects.filter(verb="person.part_add").order_by("pk")
    assert [entry.detail for entry in entries] == [{"parts": {"works": 2, "affiliations": 2}}, {"parts": {"works": 1}}]
    last = experts[0].history.first()
    assert (last.version, last.history_user, last.history_change_reason) == (2, officer, "清单")


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"works": [{"kind": "paper", "title": ""}]}, "title"),
        ({"works": [{"kind": "poem", "title": "甲"}]}, "kind"),
        ({"affiliations": [{"post": "工程师"}]}, "organisation"),
        (
            {"affiliations": [{"organisation_name": "厂", "from_on": date(2020, 1, 2), "to_on": date(2020, 1, 1)}]},
            "to_on",
        ),
    ],
)
def test_one_wrong_row_and_nothing_is_written(officer, experts, wrong, field):
    with pytest.raises(ValidationError) as found:
        add_parts(register=EXPERTS, rows={experts[0].pk: works("甲"), experts[1].pk: wrong}, by=officer)
    assert list(found.value.error_dict) == [field]
    assert (Work.objects.count(), Person.objects.get(pk=experts[0].pk).version) == (0, 1)


def test_who_may_not_edit_one_of_them_writes_none(experts):
    neighbour = make_user(role="county_officer", area=make_region().south)
    with pytest.raises(PermissionDenied):
        add_parts(register=EXPERTS, rows={experts[0].pk: works("甲")}, by=neighbour)
    assert Work.objects.count() == 0


def test_archived_and_unknown_records_get_nothing(officer, experts):
    archive_record(register=EXPERTS, record=experts[0], version=1, by=officer)
    with pytest.raises(ValidationError):
        add_parts(register=EXPERTS, rows={experts[0].pk: works("甲")}, by=officer)
    with pytest.raises(Person.DoesNotExist):
        add_parts(register=EXPERTS, rows={experts[2].pk + 1000: works("甲")}, by=officer)


def test_records_hold_only_so_many(officer, experts, monkeypatch):
    monkeypatch.setattr("duijie.registry.domain.part_lists.MOST_PARTS", 2)
    add_parts(register=EXPERTS, rows={experts[0].pk: works("甲", "乙")}, by=officer)
    with pytest.raises(ValidationError):
        add_parts(register=EXPERTS, rows={experts[0].pk: works("丙")}, by=officer)


def test_reading_and_writing_takes_the_same_queries_for_one_record_and_three_but_for_the_audit(officer, experts):
    counts = []
    for chosen in (experts[:1], experts):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            add_parts(register=EXPERTS, rows={one.pk: works("甲") for one in chosen}, by=officer)
        counts.append(len([one for one in queries if "common_auditevent" not in one["sql"]]))
    assert counts[0] == counts[1]
