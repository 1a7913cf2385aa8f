"""Reading imports."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from duijie.common.models import Decision, Existing, ImportBatch, ImportRow, RowOutcome, RowState
from duijie.common.models.import_batch import ImportBatchQuerySet


def list_imports(*, by: Any) -> ImportBatchQuerySet:
    """The imports ``by`` may see, newest first."""
    return ImportBatch.objects.visible_to(by).select_related("area", "by", "job").order_by("-created_at", "pk")


def find_import(*, by: Any, pk: UUID) -> ImportBatch:
    """The import, or ``DoesNotExist`` – also when ``by`` may not see it."""
    found: ImportBatch = list_imports(by=by).get(pk=pk)
    return found


def list_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows of the reading that counts. ``batch`` must come from ``find_import``."""
    return ImportRow.objects.filter(batch=batch, run=batch.run).order_by("number")


def rows_to_take(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows that are taken over, or have been: by their decision, or by the rule where there is none."""
    rule = Q(decision=Decision.OPEN, asks=False)
    rule &= (
        Q(outcome=RowOutcome.NEW)
        if batch.existing == Existing.SKIP
        else Q(outcome__in=[RowOutcome.NEW, RowOutcome.UPDATE])
    )
    chosen = Q(decision=Decision.TAKE, outcome__in=[RowOutcome.NEW, RowOutcome.UPDATE])
    return list_rows(batch).filter(rule | chosen)


def count_rows(batch: ImportBatch) -> dict[str, int]:
    """How many rows there are by outcome and state, with questions, and how many will be taken. One query each."""
    rows = list_rows(batch)
    counted = rows.aggregate(
        all=Count("pk"),
        asks=Count("pk", filter=Q(asks=True) & ~Q(outcome=RowOutcome.ERROR)),
        **{outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in RowOutcome},
        **{state.value: Count("pk", filter=Q(state=state)) for state in RowState if state.value},
    )
    return {**counted, "take": rows_to_take(batch).count()}


def rows_of(batch: ImportBatch, *, outcome: RowOutcome) -> QuerySet[ImportRow]:
    """The rows with this outcome."""
    return list_rows(batch).filter(outcome=outcome)


def rows_with_questions(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that wait for a person to say take."""
    return list_rows(batch).filter(asks=True).exclude(outcome=RowOutcome.ERROR)


def rows_with_errors(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that were not or will not be taken because of an error."""
    return list_rows(batch).filter(Q(outcome=RowOutcome.ERROR) | Q(state=RowState.FAILED))


def worst_first(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """Errors, then questions, then the rest; each in the order of the list."""
    weight = Case(
        When(outcome=RowOutcome.ERROR, then=Value(0)),
        When(state=RowState.FAILED, then=Value(0)),
        When(asks=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(weight, "number")
