"""Killed at any moment, a work report is counted once and its two documents come together: nothing by halves.

Two points by default; ``./run test --full`` kills at a hundred.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.kills import finish, killer, points
from tests.factories.registry import make_region

from duijie.common.models import AuditEvent
from duijie.demands.models import Contract, Passage
from duijie.indicators.domain.work_reports import change_work_report, make_work_report
from duijie.indicators.models import WorkReport
from duijie.indicators.periods import Period

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
RUN = "duijie.common.jobs.run_job"


def files_of(report: WorkReport, folder: Path) -> list[str]:
    return sorted(f"work_reports/{one.name}" for one in folder.glob(f"work_reports/{report.pk}-*"))


def check_whole(report: WorkReport, folder: Path, known: WorkReport) -> None:
    """Figures, documents and files on the disk, all or none of each."""
    report.refresh_from_db()
    assert bool(report.counted_at) == bool(report.figures) == bool(report.fingerprint)
    if report.figures:
        assert (report.figures, report.fingerprint) == (known.figures, known.fingerprint)
    assert bool(report.document) == bool(report.paper)
    for file, begins in ((report.document, b"PK"), (report.paper, b"%PDF")):
        if file:
            assert Path(file.path).read_bytes().startswith(begins)


@points("sqlite", few=2)  # each process loads typst
def test_a_killed_report_is_counted_once_and_told_whole(tmp_path: Path, settings: Any, points: int) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    for day in range(1, 4):
        demand = make_demand(found_on=date(2026, 1, day), state="solved", grade="declared", disclosure="registered")
        Passage.objects.create(demand=demand, verified_on=date(2026, 2, day), solved_on=date(2026, 3, day))
        Contract.objects.create(
            demand=demand, kind="service", organisation_name="云溪学院", signed_on=date(2026, 2, day), amount=Decimal(9)
        )

    def make() -> WorkReport:
        return make_work_report(area=region.city, period=YEAR, title="总结", language="zh-hans", base="http://x", by=by)

    with killer(68, tmp_path, django__conf__settings__MEDIA_ROOT=settings.MEDIA_ROOT) as process:
        known = make()
        process.measure("make", RUN, job_id=str(known.job_id))
        check_whole(known, settings.MEDIA_ROOT, known)
        assert known.is_ready
        changed = known
        for number in range(points):
            if number % 2:
                changed.refresh_from_db()
                language = "en" if changed.language != "en" else "zh-hans"
                report = changed = change_work_report(
                    report=changed, version=changed.version, title=f"总结{number}", language=language, cases=None, by=by
                )
            else:
                report = make()
            process.kill("make", RUN, job_id=str(report.job_id))
            check_whole(report, settings.MEDIA_ROOT, known)
            assert report.job is not None
            report.job.refresh_from_db()
            if report.job.state != "succeeded":
                finish(report.job)
            check_whole(report, settings.MEDIA_ROOT, known)
            assert files_of(report, settings.MEDIA_ROOT) == sorted([report.document.name, report.paper.name])
            assert AuditEvent.objects.filter(verb="work_report.make", target_id=str(report.pk)).count() == 1
        assert process.killed >= points * 3 // 4
