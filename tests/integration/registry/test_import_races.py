"""Two people take an import over, take it back, or edit what it brought, at the same moment; two workers do one job.

A sample in CI; ``./run test --full`` runs two thousand of each.
"""

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_region

from duijie.common.domain.imports import add_pasted_import, apply_import, preview_import, revert_import
from duijie.common.domain.queries.imports import find_import
from duijie.common.editing import StaleError
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, ImportBatch, ImportState, Job
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)

SETS = ("import.write", "import.put_back")  # rows of the audit for some rows of a list each
of_each = rounds(3)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def by():
    return make_user(role="city_officer", area=make_region().city)


def brought(by, number: int) -> ImportBatch:
    """A list of two organisations, checked."""
    text = f"单位名称\t地区\n第{number}机床厂\t北渡县\n第{number}水泵厂\t北渡县\n"
    batch = add_pasted_import(noun="organisations", area=make_region().city, text=text, by=by)
    run_job(preview_import(batch=batch, by=by).pk)
    return find_import(by=by, pk=batch.pk)


def started(found: list) -> Job:
    """The one job that came of several calls; whoever did not get it was told why."""
    jobs = {one.pk: one for one in found if isinstance(one, Job)}
    assert {type(one) for one in found} <= {Job, ValidationError}
    assert len(jobs) == 1
    return next(iter(jobs.values()))


def run_by_two(job: Job) -> None:
    """Two workers were told of the job: one of them does it."""
    ended = [one for one in at_once(lambda: run_job(job.pk), lambda: run_job(job.pk)) if one is not None]
    assert [(one.state, one.error) for one in ended] == [("succeeded", None)]


@of_each
def test_an_import_is_taken_over_once_and_back_once(by, times):
    for number in range(times):
        batch = brought(by, number)
        run_by_two(started(at_once(*[lambda batch=batch: apply_import(batch=batch, by=by)] * 3)))
        assert Organisation.objects.count() == 2
        run_by_two(started(at_once(*[lambda batch=batch: revert_import(batch=batch, by=by)] * 3)))
        assert Organisation.objects.count() == 0
        batch.refresh_from_db()
        assert batch.state == ImportState.REVERTED
        told = AuditEvent.objects.filter(target_id=str(batch.pk))
        verbs = told.exclude(verb__in=SETS).values_list("verb", flat=True)
        assert sorted(verbs) == ["import.apply", "import.revert", "import.upload"]
        for verb in SETS:
            sets = [one.detail for one in told.filter(verb=verb)]
            numbers = sorted(row for one in sets for row in range(one["from"], one["to"] + 1))
            assert numbers == list(range(1, batch.rows.count() + 1)), verb


@of_each
def test_what_is_edited_while_it_is_taken_back_is_kept_or_gone_and_never_lost(by, times):
    for number in range(times):
        batch = brought(by, number)
        run_job(apply_import(batch=batch, by=by).pk)
        firm = Organisation.objects.get(name=f"第{number}机床厂")
        job = revert_import(batch=find_import(by=by, pk=batch.pk), by=by)
        reverted, edited = at_once(
            lambda job=job: run_job(job.pk),
            lambda firm=firm: edit_organisation(organisation=firm, version=1, values={"staff": 7}, by=by),
        )
        assert (reverted.state, reverted.error) == ("succeeded", None)
        left = list(Organisation.objects.values_list("name", "staff"))
        if isinstance(edited, Organisation):
            assert left == [(firm.name, 7)]
            assert list(batch.rows.filter(state="kept").values_list("record", flat=True)) == [firm.pk]
            Organisation.objects.all().delete()
        else:
            assert isinstance(edited, Organisation.DoesNotExist | StaleError)
            assert left == []
