"""SQLite knows how many rows its tables have, once a day; PostgreSQL counts by itself."""

import pytest
from django.db import connection
from tests.factories.registry import make_organisation

from duijie.common import statistics
from duijie.common.domain.jobs import start_job
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import Job

pytestmark = pytest.mark.django_db


def test_once_a_day_the_rows_of_all_tables_are_counted():
    make_organisation()
    for _hour in range(2):
        run_job(start_job(kind="common.housekeeping", params={}, by=None).pk)
        run_waiting_jobs()
    counted = Job.objects.filter(kind=statistics.COUNT)
    if connection.vendor != "sqlite":
        assert not counted.exists()
        return
    assert counted.get().result["indexes"] > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'registry_organisation' LIMIT 1")
        assert cursor.fetchone()[0].startswith("1 ")
