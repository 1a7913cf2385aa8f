"""Reading what is exchanged with external platforms. What a person sees starts at ``visible_to``."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.domain.exchange_cells import Filled, columns_of, fill_row
from duijie.demands.models import (
    Demand,
    ExchangeRow,
    ExchangeRun,
    ExternalReference,
    ExternalSystem,
    ResultState,
    RowOutcome,
)
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.queries.records import list_records

PREVIEWED = 5


def list_exportable(*, by: Any) -> Any:
    """The demands that ``by`` may see and hand over, as the register lists them."""
    return list_records(DEMANDS, by=by) & Demand.objects.reached_by(by, Permission.EXCHANGE_EXPORT)


def list_systems(*, by: Any) -> Any:
    """All platforms with ``numbers``: how many demands that ``by`` reaches are known there, and how many are solved."""
    mine = ExternalReference.objects.visible_to(by).order_by()
    shown = Q(references__in=mine)
    return ExternalSystem.objects.visible_to(by).annotate(
        numbers=Count("references", filter=shown),
        solved=Count("references", filter=shown & Q(references__state=ResultState.SOLVED)),
        last_handed=Max("references__handed_at", filter=shown),
        last_heard=Max("references__heard_at", filter=shown),
    )


def find_system(*, by: Any, pk: int) -> ExternalSystem:
    """The platform, or ``DoesNotExist``."""
    found: ExternalSystem = list_systems(by=by).get(pk=pk)
    return found


def systems_for(*, by: Any) -> Any:
    """Those to which demands can be handed over now."""
    return ExternalSystem.objects.visible_to(by).filter(archived_at=None)


def systems_in_use() -> list[str]:
    """The codes of the platforms that are not archived: what an import may be called, whoever asks."""
    return list(ExternalSystem.objects.filter(archived_at=None).order_by("code").values_list("code", flat=True))


def system_of(code: str) -> ExternalSystem:
    """The platform with this code; ``KeyError`` where there is none."""
    found: ExternalSystem | None = ExternalSystem.objects.filter(code=code).first()
    if found is None:
        raise KeyError(code)
    return found


def list_references(*, by: Any) -> Any:
    """The numbers of demands that ``by`` reaches, with demand and platform."""
    return ExternalReference.objects.visible_to(by).select_related(
        "system", "demand__area", "demand__zone", "demand__organisation"
    )


def references_of(demand: Demand, *, by: Any) -> list[ExternalReference]:
    """Where a demand that was found before is known, for those who may see that."""
    if not can(by, Permission.EXCHANGE_VIEW, demand.place):
        return []
    return list(ExternalReference.objects.filter(demand=demand).select_related("system"))


def list_runs(*, by: Any) -> Any:
    """The handings over whose demands lie in one's areas."""
    return ExchangeRun.objects.visible_to(by).select_related("system", "area", "by", "job")


def find_run(*, by: Any, pk: int) -> ExchangeRun:
    """The handing over, or ``DoesNotExist``."""
    found: ExchangeRun = list_runs(by=by).get(pk=pk)
    return found


def rows_of(run: ExchangeRun, outcome: str = "") -> Any:
    """The rows of a run that was found before; those that were left out first."""
    rows = ExchangeRow.objects.filter(run=run).select_related("demand__area", "demand__organisation")
    if outcome in RowOutcome.values and outcome:
        return rows.filter(outcome=outcome).order_by("pk")
    return rows.exclude(outcome__in=[RowOutcome.READY, RowOutcome.UNCHANGED]).order_by("outcome", "pk")


def preview(
    system: ExternalSystem, *, by: Any, columns: list[Any] | None = None
) -> tuple[list[Any], list[tuple[Demand, Filled]]]:
    """The template filled with the newest demands that ``by`` may hand over: its columns, and each row.

    ``columns`` are such as are not saved yet.
    """
    columns = columns_of(system) if columns is None else columns
    rows = Demand.objects.reached_by(by, Permission.EXCHANGE_EXPORT).filter(archived_at=None)
    newest = rows.select_related("area", "zone", "organisation").order_by("-updated_at", "-pk")[:PREVIEWED]
    return columns, [(one, fill_row(one, columns)) for one in newest]


def known_numbers(system: ExternalSystem, numbers: Iterable[str]) -> dict[str, ExternalReference]:
    """The references with these numbers there, whoever may see them: a number is never given twice."""
    found = ExternalReference.objects.filter(system=system, number__in=list(numbers))
    return {one.number: one for one in found}


def demands_within(
    system: ExternalSystem, numbers: Iterable[int], titles: Iterable[str]
) -> tuple[dict[int, Demand], dict[int, ExternalReference]]:
    """The demands with these numbers or titles, and what the platform says of them. The caller asks who may."""
    rows = Demand.objects.filter(Q(pk__in=list(numbers)) | Q(title__in=list(titles), archived_at=None))
    demands = {one.pk: one for one in rows.select_related("area", "zone", "organisation").order_by("pk")}
    found = ExternalReference.objects.filter(system=system, demand__in=demands)
    return demands, {one.demand_id: one for one in found}
