"""Two external platforms of the demo: what was handed over to them, and what they have answered."""

from datetime import datetime, timedelta
from typing import Any

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.importing.nouns import RowToWrite
from duijie.common.jobs import run_job
from duijie.demands.domain.exchange_exports import start_export
from duijie.demands.domain.exchange_results import write_results
from duijie.demands.domain.exchange_systems import add_system
from duijie.demands.exchange_fields import PRESETS
from duijie.demands.models import Demand, ExternalReference, ExternalSystem
from duijie.demands.states import DemandState
from duijie.registry.models import Area

# By platform: days ago the demands were handed over, the form of its numbers, and its answers in order, days ago.
STORIES: tuple[tuple[str, int, str, tuple[tuple[str, str, str, int], ...]], ...] = (
    (
        "kczg", 26, "{year}1{number:06d}",
        (
            ("solved", "已解决", "组织专家现场诊断，工艺参数调整后指标达到要求（演示）", 4),
            ("handling", "对接中", "已推送相关学会，专家约定下周到企业", 9),
            ("handling", "服务中", "", 9),
            ("received", "审核通过", "", 20),
            ("received", "已受理", "", 20),
            ("returned", "退回", "请补充现有工艺参数", 15),
        ),
    ),
    ("tianwang", 11, "33{year}{number:06d}", (("received", "已入库", "", 6), ("handling", "对接中", "", 2))),
)  # fmt: skip
HANDED = 12  # demands of each


def exchange(*, city: Area, now: datetime, by: User) -> None:
    """Make what is not there yet. Done again, it changes nothing."""
    if ExternalSystem.objects.filter(is_demo=True).exists():
        return
    for key, days, form, answers in STORIES:
        preset = PRESETS[key]
        with clock.at(now - timedelta(days=days + 30)):
            values = {"name": preset.name, "code": key, "note": "演示平台，模板请以平台现行表格为准"}
            system = add_system(values=values, preset=key, by=by, is_demo=True)
        demands = _demands(days, now)
        if not demands:
            continue
        with clock.at(now - timedelta(days=days)):
            run = start_export(system=system, demands=Demand.objects.filter(pk__in=demands), by=by)
            run_job(run.job_id)  # type: ignore[arg-type]
        _answer(system, form, answers, city=city, now=now, by=by)


def _demands(days: int, now: datetime) -> list[int]:
    """The first demands that were there by then; what is not published yet is left out of the file."""
    states = [DemandState.VERIFIED, DemandState.PUBLISHED, DemandState.MATCHED, DemandState.CONTACTED]
    rows = Demand.objects.filter(is_demo=True, state__in=states, created_at__lt=now - timedelta(days=days))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:HANDED])


def _answer(
    system: ExternalSystem, form: str, answers: tuple[tuple[str, str, str, int], ...], *, city: Area, now: datetime,
    by: User,
) -> None:  # fmt: skip
    found = ExternalReference.objects.filter(system=system).order_by("pk")
    for at, (reference, (state, text, result, days)) in enumerate(zip(found, answers, strict=False), start=1):
        with clock.at(now - timedelta(days=days)):
            values: dict[str, Any] = {
                "demand": reference.demand_id, "state": state, "state_text": text, "result": result,
                "number": form.format(year=clock.today().year, number=100 * at + 17),
                "result_on": clock.today().isoformat() if state == "solved" else None,
            }  # fmt: skip
            row = RowToWrite(at, values, reference.pk, reference.version, True)
            write_results(system, [row], area=city, by=by, reason="演示")
