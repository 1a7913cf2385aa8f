"""Several people merge, take back and edit the same records at the same moment: there is never more than one winner.

Each round is drawn from a seed. A sample in CI; ``./run test --full`` runs two thousand of each.
"""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from tests.factories.accounts import make_user
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_organisation, make_region, make_row

from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.demands.models import Demand
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import DuplicatePair, Merge, Organisation
from duijie.registry.registers.organisations import ORGANISATIONS

pytestmark = pytest.mark.django_db(transaction=True)


def merging(kept: Any, merged: Any, by: Any) -> Callable[[], Any]:
    return lambda: merge_records(
        register=ORGANISATIONS, kept=kept, merged=merged, choices={}, versions=(kept.version, merged.version), by=by
    )


@rounds(4)
def test_two_merge_the_same_two_the_other_way_round(times):
    by = make_user(role="city_officer", area=make_region().city)
    for _round in range(times):
        one, other = make_organisation(), make_organisation()
        found = at_once(merging(one, other, by), merging(other, one, by), merging(one, other, by))
        assert sum(isinstance(result, Merge) for result in found) == 1
        assert sum(isinstance(result, StaleError | ValidationError) for result in found) == 2
        assert Organisation.objects.filter(pk__in=[one.pk, other.pk], archived_at=None).count() == 1


@rounds(2)
def test_two_take_the_same_merge_back(times):
    by = make_user(role="city_officer", area=make_region().city)
    for _round in range(times):
        one, other = make_organisation(), make_organisation()
        demand = make_row(Demand, organisation=other)
        made = merging(one, other, by)()
        found = at_once(*[lambda made=made: undo_merge(merge=made, by=by)] * 3)
        assert [type(result) for result in found] == [Merge] * 3
        demand.refresh_from_db()
        other.refresh_from_db()
        assert (demand.organisation, demand.version, other.version) == (other, 3, 3)
        assert AuditEvent.objects.filter(verb="organisation.unmerge", target_id=str(one.pk)).count() == 1


@rounds(12, 500)  # rounds of four people
def test_whatever_people_do_at_once_nothing_is_lost(times):
    by = make_user(role="city_officer", area=make_region().city)
    source = random.Random(20260701)
    firms = [make_organisation(name=f"第{number}家公司") for number in range(4)]
    demands = [make_row(Demand, organisation=firm) for firm in firms for _number in range(2)]
    for number in range(times):
        living = list(Organisation.objects.filter(archived_at=None).order_by("pk"))
        standing = list(Merge.objects.standing().order_by("pk"))
        at_once(*(_act(source, living, standing, by, number) for _person in range(4)))
        _check(demands)


def _act(source: random.Random, living: list[Any], standing: list[Any], by: Any, number: int) -> Callable[[], Any]:
    kind = source.choice(("merge", "merge", "undo", "edit"))
    if kind == "undo" and standing:
        chosen = source.choice(standing)
        return lambda: undo_merge(merge=chosen, by=by)
    if kind == "merge" and len(living) > 1:
        return merging(*source.sample(living, 2), by)
    firm, staff = source.choice(living), source.randrange(1000)
    return lambda: edit_organisation(
        organisation=firm, version=firm.version, values={"staff": staff, "address": f"{number}号"}, by=by
    )


def _check(demands: list[Any]) -> None:
    standing = {one.merged: one.kept for one in Merge.objects.standing()}
    assert len(standing) == Merge.objects.standing().count()
    archived = set(Organisation.objects.exclude(archived_at=None).values_list("pk", flat=True))
    assert archived == set(standing)
    owners = dict(Demand.objects.values_list("pk", "organisation_id"))
    assert set(owners) == {one.pk for one in demands}
    assert not set(owners.values()) & archived
    alone = DuplicatePair.objects.filter(state="merged")
    assert all(Merge.objects.standing().filter(Q(kept=one.first) | Q(kept=one.second)).exists() for one in alone)
