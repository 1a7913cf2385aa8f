"""Work reports of periods that are over keep the firms and the names of then, whatever was merged and renamed since."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.demands.domain.queries.common_counts import count_solved
from duijie.demands.models import CommonMember, CommonProblem, Demand, Passage
from duijie.demands.registers import DEMANDS
from duijie.indicators.domain.queries.work_reports import changes_since
from duijie.indicators.domain.work_reports import make_work_report, repeat_work_report
from duijie.indicators.models import WorkReport
from duijie.indicators.periods import Period
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.organisations import add_organisation, edit_organisation
from duijie.registry.domain.queries.as_of import owners_on
from duijie.registry.domain.records import add_record, edit_record
from duijie.registry.models import Organisation
from duijie.registry.registers.organisations import ORGANISATIONS

pytestmark = pytest.mark.django_db
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
THEN = datetime(2025, 4, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = ("恒力轴承有限公司", "云溪轴承厂", "北渡阀门厂")


class Valley:
    """Three firms that had a problem solved in 2025: the first two a common one, each one by itself as well."""

    def __init__(self) -> None:
        region = make_region()
        self.region, self.by = region, make_user(role="city_officer", area=region.city)
        with clock.at(THEN):
            self.firms = [self._firm(name) for name in NAMES]
            problem = CommonProblem.objects.create(
                title="轴承降噪", area=region.north, state="solved", solved_on=date(2025, 9, 1), by=self.by
            )
            for firm in self.firms[:2]:
                CommonMember.objects.create(problem=problem, demand=self._demand(firm, "降噪"), by=self.by)
            self.alone = [self._demand(firm, "密封") for firm in self.firms]
        Passage.objects.bulk_create([Passage(demand=one, solved_on=date(2025, 8, 1)) for one in self.alone])
        Demand.objects.update(state="solved", grade="declared", disclosure="registered")

    def _firm(self, name: str) -> Organisation:
        return add_organisation(values={"name": name, "kind": "enterprise", "area": self.region.north}, by=self.by)

    def _demand(self, firm: Organisation, title: str) -> Any:
        values = {"title": f"{firm.name}{title}", "kind": "technology", "body": "噪声大", "organisation": firm}
        return add_record(register=DEMANDS, values={**values, "language": "zh"}, by=self.by)

    def merge(self, kept: int, merged: int, **choices: str) -> Any:
        pair = [Organisation.objects.get(pk=self.firms[one].pk) for one in (kept, merged)]
        return merge_records(
            register=ORGANISATIONS, kept=pair[0], merged=pair[1], choices=choices,
            versions=(pair[0].version, pair[1].version), by=self.by,
        )  # fmt: skip

    def rename(self, number: int, name: str) -> None:
        firm = Organisation.objects.get(pk=self.firms[number].pk)
        edit_organisation(organisation=firm, version=firm.version, values={"name": name}, by=self.by, reason="更名",
                          renamed_on=clock.today())  # fmt: skip


def made(report: WorkReport) -> tuple[Any, str, set[str]]:
    """What a report tells: figures, fingerprint, the firms of its typical cases."""
    run_waiting_jobs()
    report.refresh_from_db()
    assert (report.job.state, report.job.error) == ("succeeded", None)
    return report.figures, report.fingerprint, {one["firm"] for one in report.cases}


def test_a_report_made_again_after_merges_and_renames_is_the_same() -> None:
    valley = Valley()
    by = valley.by
    with clock.at(LATER):
        first = make_work_report(
            area=valley.region.city, period=YEAR, title="总结", language="zh-hans", base="https://duijie.example", by=by
        )
        told = made(first)
        figures = told[0]["figures"]
        assert [figures[key]["value"] for key in ("problems", "services", "common")] == ["4", "5", "1"]
        assert told[2] == set(NAMES)
        merge = valley.merge(0, 1, name="merged")
        valley.rename(2, "北渡阀门集团有限公司")
        valley.rename(0, "云溪轴承集团")
        assert set(Demand.objects.values_list("organisation", flat=True)) == {valley.firms[0].pk, valley.firms[2].pk}
        assert changes_since(first, by=by) == []
        assert made(repeat_work_report(report=first, by=by, base="https://duijie.example")) == told
        rows = Demand.objects.all()
        with CaptureQueriesContext(connection) as asked:
            assert count_solved(rows, first=YEAR.first, end=YEAR.end).services == 5
        assert len(asked) == 4
        # This year they are one: the same solution in it is one service.
        CommonProblem.objects.update(solved_on=date(2026, 3, 1))
        assert count_solved(rows, first=date(2026, 1, 1), end=date(2027, 1, 1)).services == 1
        CommonProblem.objects.update(solved_on=date(2025, 9, 1))
        undo_merge(merge=merge, by=by)
        assert changes_since(first, by=by) == []
        assert made(repeat_work_report(report=first, by=by, base="https://duijie.example")) == told


def test_chains_of_merges_are_looked_behind_and_corrections_hold() -> None:
    valley = Valley()
    demands = [one.pk for one in valley.alone]

    def owners(day: date) -> list[str]:
        found = owners_on(DEMANDS, demands, day)
        return [found[number].name for number in demands]

    with clock.at(datetime(2026, 2, 1, 4, tzinfo=UTC)):
        valley.merge(1, 0, name="kept")
    with clock.at(datetime(2026, 5, 1, 4, tzinfo=UTC)):
        valley.merge(2, 1, name="kept")
    assert owners(date(2026, 1, 31)) == list(NAMES)
    assert owners(date(2026, 2, 1)) == [NAMES[1], NAMES[1], NAMES[2]]
    assert owners(date(2026, 5, 1)) == [NAMES[2]] * 3
    with clock.at(datetime(2026, 6, 1, 4, tzinfo=UTC)):
        other = valley._firm("青石泵业有限公司")
        demand = Demand.objects.get(pk=demands[0])
        edit_record(
            register=DEMANDS, record=demand, version=demand.version, values={"organisation": other}, by=valley.by
        )
    assert owners(date(2026, 1, 31)) == ["青石泵业有限公司", *NAMES[1:]]
