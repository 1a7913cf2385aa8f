"""Reading the ledger: entries, and balances by posting, person or round."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from duijie.programmes.models import LedgerEntry, MoneyKind, MoneyStage

JOINED = (
    "posting__host__area", "posting__host__zone", "posting__home", "posting__person",
    "posting__call__round__programme__area", "by", "reverses", "reversed_by",
)  # fmt: skip
GROUPS = {
    "person": ("posting__certificate", "posting__name"),
    "posting": ("posting", "posting__name"),
    "firm": ("posting__host", "posting__host__name"),
    "round": ("posting__call__round", "posting__call__round__name"),
}


def list_entries(*, by: Any) -> QuerySet[Any]:
    """All that ``by`` may see."""
    rows: QuerySet[Any] = LedgerEntry.objects.visible_to(by).select_related(*JOINED)
    return rows


def find_entry(*, by: Any, pk: int) -> LedgerEntry:
    """One of them, or ``DoesNotExist``."""
    found: LedgerEntry = list_entries(by=by).get(pk=pk)
    return found


def balances(group: str, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """Planned, paid and what is left by kind for each of a key of ``GROUPS``; one query. Counter-entries count
    against."""
    key, name = GROUPS[group]
    found = rows.order_by().values(key, name, "kind", "stage").annotate(sum=Sum("amount"))
    told: dict[Any, dict[str, Any]] = {}
    for one in found:
        row = told.setdefault(one[key], {"key": one[key], "name": one[name], **_nothing()})
        row[f"{one['kind']}_{one['stage']}"] += one["sum"]
        row[one["stage"]] += one["sum"]
    for row in told.values():
        row["left"] = row["planned"] - row["paid"]
    return sorted(told.values(), key=lambda row: (row["name"], row["key"]))


def sums(rows: QuerySet[Any]) -> dict[str, Decimal]:
    """Planned and paid altogether, and by kind."""
    told = _nothing()
    for one in rows.order_by().values("kind", "stage").annotate(sum=Sum("amount")):
        told[f"{one['kind']}_{one['stage']}"] += one["sum"]
        told[one["stage"]] += one["sum"]
    return {**told, "left": told["planned"] - told["paid"]}


def _nothing() -> dict[str, Decimal]:
    both = {f"{kind}_{stage}": Decimal(0) for kind in MoneyKind.values for stage in MoneyStage.values}
    return {**both, **{stage: Decimal(0) for stage in MoneyStage.values}}
