"""Killed at any moment, a match run, a plan and the mails about proposals go on: nothing by halves, nothing twice.

A sample in CI; ``./run test --full`` kills at a hundred drawn points of each.
"""

from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from tests.factories.kills import finish, killer, let_leases_end, points
from tests.integration.matching.conftest import docking
from tests.integration.matching.plan_town import make_plan_town

from duijie.common import outbox
from duijie.common.models import OutboxMessage, OutboxState
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.matching_registers import engine_folder
from duijie.matching.domain.plans import compute_plan
from duijie.matching.domain.proposals import answer, propose, take_step
from duijie.matching.models import Candidate, MatchRun, PlanDemand, PlanPair, PlanSupply

__all__ = ["docking"]
pytestmark = pytest.mark.django_db(transaction=True)


def stored() -> list[Any]:
    """The candidates of the current run, however they are numbered."""
    rows = Candidate.objects.filter(run__is_current=True).order_by("direction", "demand", "kind", "supply")
    return list(rows.values_list("direction", "demand", "kind", "supply", "rank", "level", "is_new"))


@points("sqlite")
def test_a_killed_match_run_stores_its_candidates_once(docking, tmp_path: Path, points: int) -> None:
    docking.run()
    with killer(3, tmp_path) as process:
        run = start_match_run(area=docking.region.city, by=docking.officer)
        process.measure("run", "duijie.common.jobs.run_job", job_id=str(run.job.pk))
        expected = stored()
        assert expected
        for _number in range(points):
            run = start_match_run(area=docking.region.city, by=docking.officer)
            process.kill("run", "duijie.common.jobs.run_job", job_id=str(run.job.pk))
            assert stored() == expected  # those of the run before, or of this one: whole
            run.job.refresh_from_db()
            if run.job.state != "succeeded":
                finish(run.job)
            run.refresh_from_db()
            assert (stored(), run.is_current) == (expected, True)
            assert Candidate.objects.exclude(run=run).count() == 0
            assert [one.name for one in engine_folder(run.area).iterdir()] == [run.engine]
            MatchRun.objects.exclude(pk=run.pk).delete()
        assert process.killed >= points // 2


# Each process loads the solvers: twice is enough by default.
@pytest.mark.parametrize(
    "points", [pytest.param(2, marks=pytest.mark.by_default_on("postgres")), pytest.param(100, marks=pytest.mark.slow)]
)
def test_a_killed_plan_stores_its_rows_once(tmp_path: Path, points: int) -> None:
    town = make_plan_town()
    plan = town.made()
    with killer(5, tmp_path) as process:
        for number in range(points + 1):
            plan.refresh_from_db()
            started = compute_plan(plan=plan, version=plan.version, by=town.officer)
            job = {"job_id": str(started.job.pk)}
            if number == 0:
                process.measure("plan", "duijie.common.jobs.run_job", **job)
            elif process.kill("plan", "duijie.common.jobs.run_job", **job):
                plan.refresh_from_db()
                assert town.chosen(plan) == {("阀门", "苏禾"), ("轴承", "江临")}  # of before or of now: whole
                started.job.refresh_from_db()
                if started.job.state != "succeeded":
                    finish(started.job)
            plan.refresh_from_db()
            assert town.chosen(plan) == {("阀门", "苏禾"), ("轴承", "江临")}
            assert [model.objects.count() for model in (PlanDemand, PlanSupply, PlanPair)] == [4, 2, 5]
        assert process.killed >= points // 3


def mails(folder: Path) -> Counter[tuple[str, str]]:
    """How many whole mails there are, by reader and Message-ID."""
    found: Counter[tuple[str, str]] = Counter()
    for path in folder.glob("*.log"):
        for part in path.read_bytes().split(b"-" * 79 + b"\n"):
            told = message_from_bytes(part.strip())
            if told["To"] and told.get_payload():
                found[told["To"], told["Message-ID"]] += 1
    return found


@points("postgres")
def test_no_mail_about_a_proposal_is_lost_and_none_is_another_one(docking, tmp_path: Path, points: int) -> None:
    folder = tmp_path / "mail"
    people = {"firm@example.org": docking.firm_contact, "school@example.org": docking.school_officer,
              "office@example.org": docking.officer}  # fmt: skip
    for address, person in people.items():
        person.email = address
        person.save()
    values = {
        "django__conf__settings__DUIJIE_MESSAGE_HOURS": "",  # at any time of the day
        "django__conf__settings__EMAIL_FILE_PATH": folder,
        "django__conf__settings__EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    }
    OutboxMessage.objects.update(state=OutboxState.DELIVERED)
    twice = 0
    with killer(4, tmp_path, **values) as process:
        for number in range(points + 1):
            before = mails(folder)
            proposal = propose(demand=docking.demand, kind="achievement", supply=docking.seal.pk, by=docking.officer)
            for side in ("demand", "supply"):
                proposal = answer(proposal=proposal, side=side, interested=True, by=docking.officer)
            if number == 0:
                process.measure("mails", "duijie.common.outbox.deliver_waiting")
            else:
                process.kill("mails", "duijie.common.outbox.deliver_waiting")
                let_leases_end()
                process.run("duijie.common.outbox.deliver_waiting")
            assert outbox.deliver_waiting() == 0
            new = mails(folder) - before
            # Both sides are asked; the office hears of each answer; both hear that there are two.
            readers = Counter(address for address, _number in new)
            assert readers == {"firm@example.org": 2, "school@example.org": 2, "office@example.org": 2}
            assert max(new.values()) <= 2
            twice += sum(count > 1 for count in new.values())
            take_step(proposal=proposal, verb="withdraw", by=docking.officer)
        assert process.killed >= points // 2
        assert twice <= process.killed  # only the mail that went out just before the end
