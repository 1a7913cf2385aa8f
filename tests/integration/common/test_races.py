"""Two at the same moment: one of them gets it, the other is told, and nothing is done twice."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.races import at_once
from tests.factories.registry import make_region

from duijie.accounts.domain import lockout
from duijie.accounts.domain.memberships import grant_membership, revoke_membership
from duijie.accounts.models import LoginLock, Membership
from duijie.common import jobs
from duijie.common.domain import audit, seals
from duijie.common.domain.jobs import start_job
from duijie.common.models import AuditEvent, Job
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.registry.domain import records
from duijie.registry.models import Area

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    jobs.kinds()
    jobs.handles("test.race")(run)
    yield
    jobs._handlers.pop("test.race")


def run(context: jobs.JobContext) -> dict[str, int]:
    return {"attempt": context.attempt}


def test_one_key_is_one_job() -> None:
    user = make_user()
    found = at_once(*[lambda: start_job(kind="test.race", params={}, by=user, key="k")] * 4)
    assert {job.pk for job in found} == {Job.objects.get(key="k").pk}
    assert AuditEvent.objects.filter(verb="job.start").count() == 1


def test_one_job_is_run_by_one_worker() -> None:
    job = start_job(kind="test.race", params={}, by=None)
    found = at_once(*[lambda: jobs.run_job(job.pk)] * 4)
    assert [one.result for one in found if one is not None] == [{"attempt": 1}]


def test_wrong_passwords_sent_together_do_not_pass_the_limit() -> None:
    found = at_once(*[lambda: lockout.begin_try("wang")] * 8)
    assert (found.count(True), found.count(False)) == (5, 3)
    assert LoginLock.objects.get().failures == 5


def test_two_roles_that_exclude_each_other_are_not_granted_together() -> None:
    security, user = make_user(role="security_administrator"), make_user()
    found = at_once(
        lambda: grant_membership(user=user, role="system_administrator", by=security),
        lambda: grant_membership(user=user, role="audit_administrator", by=security),
    )
    assert sorted(type(one).__name__ for one in found) == ["Membership", "ValidationError"]


def test_two_last_administrators_do_not_remove_each_other() -> None:
    first, second = make_user(role="security_administrator"), make_user(role="security_administrator")
    rows = {user: Membership.objects.get(user=user) for user in (first, second)}
    found = at_once(
        lambda: revoke_membership(membership=rows[second], by=first),
        lambda: revoke_membership(membership=rows[first], by=second),
    )
    assert Membership.objects.filter(role="security_administrator").count() == 1
    assert sum(isinstance(one, ValidationError) for one in found) <= 1


def test_sealing_twice_at_once_makes_one_chain() -> None:
    for _number in range(20):
        audit.record(by=None, verb="test", target=None)
    found = at_once(seals.seal_audit, seals.seal_audit)
    assert all(isinstance(one, int | IntegrityError) for one in found)
    verdict = seals.verify_chain()
    assert (verdict.entries, verdict.unsealed, verdict.broken) == (20, 0, "")


def test_a_row_that_was_waited_for_comes_with_what_it_refers_to_now() -> None:
    region, moved = make_region(), threading.Event()
    demand = make_demand(area=region.north)

    def move() -> None:
        with transaction.atomic():
            Demand.objects.filter(pk=demand.pk).update(area=region.south)
            moved.set()
            time.sleep(0.4)  # long enough for the other to wait for the row

    def read() -> Area:
        assert moved.wait(10)
        with transaction.atomic():
            area: Area = records.lock(DEMANDS, demand).area
            return area

    assert at_once(move, read) == [None, region.south]
