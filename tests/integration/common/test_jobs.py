"""Jobs: what is started runs once, can be stopped and repeated, and tells the user how it ended."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.common import clock, jobs
from duijie.common.domain.jobs import cancel_job, reap_jobs, retry_job, start_job
from duijie.common.models import AuditEvent, Job, JobState
from duijie.common.queue import work_on
from duijie_match.errors import DuijieError
from duijie_match.wording import msg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Handlers of this file, gone afterwards."""
    jobs.kinds()
    before, stepping_back = dict(jobs._handlers), set(jobs._stepping_back)
    jobs.handles("test.add")(add)
    jobs.handles("test.fail")(fail)
    jobs.handles("test.break")(break_down)
    jobs.handles("test.steps")(steps)
    jobs.handles("test.nonsense")(make_nonsense)
    jobs.handles("test.pieces", steps_back=True)(do_pieces)
    yield
    jobs._handlers.clear()
    jobs._handlers.update(before)
    jobs._stepping_back.intersection_update(stepping_back)


def add(context: jobs.JobContext) -> dict[str, int]:
    context.log("adding")
    context.progress("adding", 1, 1)
    return {"sum": context.params["a"] + context.params["b"]}


def fail(context: jobs.JobContext) -> None:
    raise DuijieError("list.empty", msg("There is no row in {file}.", file="a.xlsx"))


def break_down(context: jobs.JobContext) -> None:
    raise RuntimeError("secret inner words")


def make_nonsense(context: jobs.JobContext) -> dict[str, object]:
    return {"when": object()}


def steps(context: jobs.JobContext) -> None:
    for number in range(3):
        if number == context.params.get("cancel_at"):
            cancel_job(job=Job.objects.get(pk=context.job_id), by=context.by)
        if number == context.params.get("steal_at"):
            Job.objects.filter(pk=context.job_id).update(attempt=9)
        context.progress(f"step {number}", number, 3)


def do_pieces(context: jobs.JobContext) -> dict[str, int]:
    """Three pieces, each with the attempt that did it. Before the second somebody starts a job, if that is asked for;
    it has waited long enough at once.
    """
    for piece in ("one", "two", "three"):
        if piece in context.kept:
            continue
        if piece == "two" and context.attempt == 1 and context.params.get("somebody"):
            by = get_user_model().objects.get(pk=context.params["somebody"])
            job = start_job(kind="test.add", params={"a": 2, "b": 3}, by=by)
            Job.objects.filter(pk=job.pk).update(created_at=clock.now() - jobs.PATIENCE)
        context.progress(f"piece {piece}", 0, 1)
        context.keep(**{piece: context.attempt})
    return context.kept


def test_a_job_runs_once_and_keeps_its_result() -> None:
    job = start_job(kind="test.add", params={"a": 1, "b": 2}, by=make_user())
    assert job.state == JobState.QUEUED

    ended = jobs.run_job(job.pk)

    assert ended is not None
    assert (ended.state, ended.result, ended.attempt, ended.stage) == ("succeeded", {"sum": 3}, 1, "adding")
    assert [line["text"] for line in ended.log] == ["adding"]
    assert ended.finished_at is not None
    assert jobs.run_job(job.pk) is None


def test_the_same_key_gives_the_same_job() -> None:
    user = make_user()
    first = start_job(kind="test.add", params={"a": 1, "b": 2}, by=user, key="k")
    second = start_job(kind="test.add", params={"a": 5, "b": 5}, by=user, key="k")
    assert first.pk == second.pk
    assert AuditEvent.objects.filter(verb="job.start").count() == 1


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"test\.add"):
        start_job(kind="nothing", params={}, by=make_user())


def test_an_error_the_user_can_mend_is_kept_in_both_languages() -> None:
    job = start_job(kind="test.fail", params={}, by=make_user())
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert (ended.state, ended.error["code"]) == ("failed", "list.empty")
    assert ended.error["text"]["en"] == "There is no row in a.xlsx."
    assert set(ended.error["text"]) == {"zh-hans", "en"}


def test_an_unexpected_error_shows_a_number_and_no_inner_words(caplog: pytest.LogCaptureFixture) -> None:
    job = start_job(kind="test.break", params={}, by=make_user())
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert ended.error["code"] == "unexpected"
    assert "secret" not in str(ended.error)
    assert ended.error["incident"] in caplog.text
    assert "secret inner words" in caplog.text


def test_a_result_that_cannot_be_kept_ends_the_job() -> None:
    job = start_job(kind="test.nonsense", params={}, by=make_user())
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert (ended.state, ended.error["code"], ended.result) == ("failed", "unexpected", None)


def test_cancelling_a_waiting_job_ends_it_at_once() -> None:
    user = make_user()
    job = start_job(kind="test.add", params={}, by=user)
    assert cancel_job(job=job, by=user).state == JobState.CANCELLED
    assert jobs.run_job(job.pk) is None
    with pytest.raises(ValidationError):
        cancel_job(job=job, by=user)


def test_cancelling_a_running_job_ends_it_at_its_next_sign_of_progress() -> None:
    job = start_job(kind="test.steps", params={"cancel_at": 1}, by=make_user())
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert (ended.state, ended.stage) == ("cancelled", "step 1")


def test_somebody_elses_job_can_be_neither_stopped_nor_repeated() -> None:
    job = start_job(kind="test.add", params={}, by=make_user())
    other = make_user(role="leader")
    with pytest.raises(PermissionDenied):
        cancel_job(job=job, by=other)
    with pytest.raises(PermissionDenied):
        retry_job(job=job, by=other)
    assert cancel_job(job=job, by=make_user(role="system_administrator")).state == JobState.CANCELLED


def test_a_failed_job_runs_again_on_request() -> None:
    user = make_user()
    job = start_job(kind="test.fail", params={}, by=user)
    with pytest.raises(ValidationError):
        retry_job(job=job, by=user)
    jobs.run_job(job.pk)
    again = retry_job(job=job, by=user)
    assert (again.state, again.error, again.finished_at) == ("queued", None, None)
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert (ended.state, ended.attempt) == ("failed", 2)


def test_a_worker_that_lost_its_lease_writes_nothing_more() -> None:
    job = start_job(kind="test.steps", params={"steal_at": 1}, by=make_user())
    assert jobs.run_job(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.stage, job.attempt) == ("running", "step 0", 9)


def test_a_job_whose_worker_died_waits_again_and_fails_after_too_many() -> None:
    job = start_job(kind="test.add", params={"a": 1, "b": 1}, by=make_user())
    for attempt in range(1, 4):
        assert jobs._take(job.pk) is not None
        assert reap_jobs() == 0
        with clock.at(clock.now() + timedelta(minutes=5)):
            assert reap_jobs() == 1
        job.refresh_from_db()
        assert (job.state, job.attempt) == ("queued" if attempt < 3 else "failed", attempt)
    assert job.error is not None
    assert job.error["code"] == "lost"


def test_a_waiting_job_whose_message_got_lost_is_put_into_the_queue_again() -> None:
    job = start_job(kind="test.add", params={}, by=make_user())
    assert reap_jobs() == 0
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert reap_jobs() == 1
        assert reap_jobs() == 0
    job.refresh_from_db()
    assert job.enqueued == 1


def test_a_daily_job_makes_way_for_somebodys_job_and_goes_on_where_it_stood() -> None:
    daily = start_job(kind="test.pieces", params={"somebody": make_user().pk}, by=None)
    assert jobs.run_job(daily.pk) is None
    daily.refresh_from_db()
    assert (daily.state, daily.kept, daily.attempt, daily.attempts_allowed) == ("queued", {"one": 1}, 1, 4)
    work_on(str(daily.pk))  # a message that comes while somebody waits changes nothing
    assert Job.objects.get(pk=daily.pk).attempt == 1
    theirs, again = jobs.run_waiting_jobs()
    assert (theirs.kind, theirs.result) == ("test.add", {"sum": 5})
    assert (again.pk, again.state, again.result) == (daily.pk, "succeeded", {"one": 1, "two": 2, "three": 2})


def test_a_job_that_stepped_back_is_put_into_the_queue_again_when_nobody_waits() -> None:
    daily = start_job(kind="test.pieces", params={"somebody": make_user().pk}, by=None)
    jobs.run_job(daily.pk)
    jobs.run_job(Job.objects.get(kind="test.add").pk)
    assert reap_jobs() == 0
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert reap_jobs() == 1
        work_on(str(daily.pk))
    assert Job.objects.get(pk=daily.pk).state == "succeeded"


def test_a_job_that_a_person_started_makes_way_for_nobody() -> None:
    by = make_user()
    job = start_job(kind="test.pieces", params={"somebody": by.pk}, by=by)
    ended = jobs.run_job(job.pk)
    assert ended is not None
    assert (ended.state, ended.attempt) == ("succeeded", 1)


def test_the_list_of_jobs_calls_every_kind_by_its_name() -> None:
    ours = [kind for kind in jobs.kinds() if not kind.startswith("test.")]
    for kind in ours:
        Job.objects.create(kind=kind, params={})
    browser, pages = browser_of(make_user(role="system_administrator")), ""
    for page in (1, 2, 3):
        pages += browser.get(f"/jobs/?page={page}").content.decode()
    assert [kind for kind in ours if f">{kind}</a>" in pages] == []
    assert "计算选派方案" in pages


def test_one_sees_ones_own_jobs() -> None:
    mine = make_user()
    job = start_job(kind="test.add", params={}, by=mine)
    assert list(Job.objects.visible_to(mine)) == [job]
    assert list(Job.objects.visible_to(make_user(role="city_officer"))) == []
    assert list(Job.objects.visible_to(make_user(role="system_administrator"))) == [job]
    assert list(Job.objects.visible_to(None)) == []
