"""Reading programmes and rounds: lists, one, the calls that anybody may read, and the figures of a round."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.programmes.models import Application, ApplicationReturn, Objection, Programme, Round
from duijie.programmes.states import ApplicationState, RoundState


def list_programmes(*, by: Any) -> QuerySet[Any]:
    rows = Programme.objects.visible_to(by).select_related("area", "department")
    counted: QuerySet[Any] = rows.annotate(round_count=Count("rounds"))
    return counted


def find_programme(*, by: Any, pk: int) -> Programme:
    found: Programme = Programme.objects.visible_to(by).select_related("area", "department", "by").get(pk=pk)
    return found


def list_rounds(*, by: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Round.objects.visible_to(by).select_related("programme__area")
    return rows


def find_round(*, by: Any, pk: int) -> Round:
    found: Round = list_rounds(by=by).select_related("by").get(pk=pk)
    return found


def units_of(round: Round) -> QuerySet[Any]:  # noqa: A002 – the noun
    """Its recommending units with how many applications each has: all that were submitted, and by state."""
    here = Application.objects.filter(round=round, unit=OuterRef("pk")).order_by().values("unit")
    submitted, recognised = here.filter(submitted_at__isnull=False), here.filter(state=ApplicationState.RECOGNISED)
    rows: QuerySet[Any] = round.units.select_related("area", "organisation").annotate(
        submitted=_counted(submitted), recognised=_counted(recognised)
    )
    return rows.order_by("area__path", "organisation__name", "pk")


def _counted(rows: QuerySet[Any]) -> Any:
    """How many there are, looked up for each unit by an index: joined, every unit would bring all its applications."""
    return Coalesce(Subquery(rows.annotate(found=Count("pk")).values("found")), 0)


def may_edit(round: Round, *, by: Any) -> bool:  # noqa: A002
    return can(by, Permission.PROGRAMME_EDIT, round.place)


def public_calls() -> QuerySet[Any]:
    """Rounds that anybody may read of; those that take applications today first."""
    rows: QuerySet[Any] = Round.objects.called().select_related("programme__area")
    return rows.order_by("-closes_on", "-pk")


def open_calls() -> QuerySet[Any]:
    today = clock.today()
    return public_calls().filter(state=RoundState.OPEN, opens_on__lte=today, closes_on__gte=today)


def figures_of(rounds: QuerySet[Any], *, by: Any) -> dict[str, int]:
    """What came of the applications in ``rounds`` that ``by`` may see: pages, the scenario's control totals and reports
    read these."""
    seen = Application.objects.visible_to(by).filter(round__in=rounds.order_by().values("pk"))
    A = ApplicationState  # noqa: N806 – as in the table of states
    counted: dict[str, int] = seen.order_by().aggregate(
        applications=Count("pk", filter=Q(submitted_at__isnull=False)),
        recommended=Count("pk", filter=Q(recommended_at__isnull=False)),
        refused=Count("pk", filter=Q(state=A.REFUSED)),
        withdrawn=Count("pk", filter=Q(state=A.WITHDRAWN)),
        held_back=Count("pk", filter=Q(state=A.OBJECTION)),
        recognised=Count("pk", filter=Q(state=A.RECOGNISED)),
    )
    numbers = seen.order_by().values("pk")
    objected = Objection.objects.filter(application__in=numbers).order_by()
    from_areas = seen.filter(state=A.RECOGNISED, unit__area__isnull=False).order_by()
    return {
        **counted,
        "returned": ApplicationReturn.objects.filter(number=1, application__in=numbers).count(),
        "objected": objected.values("application").distinct().count(),
        "areas": from_areas.values("unit__area").distinct().count(),
    }
