"""The lists of plans: plans, entries, demands, loads; their filters and columns."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.common.listing import listed
from duijie.matching.domain.queries.plans import entries_holding
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanPair, PlanSupply, SupplyKind
from duijie.matching.plan_states import Mark, PlanState
from duijie.portal.matching.labels import LEVELS
from duijie.portal.tables import PieceColumn, Table
from duijie.registry.interfaces.area_choices import areas_within_reach

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def _holding(rows: QuerySet[Any], value: str, *columns: str) -> QuerySet[Any]:
    """All words occur, each in one of ``columns``."""
    for word in value.replace("\0", " ").split():
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    return rows


def _areas(request: Any) -> Any:
    return areas_within_reach(request.user, Permission.PLAN_VIEW)


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the name"), method="by_text", max_length=100)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=PlanState.choices)
    area = django_filters.ModelChoiceFilter(
        label=_("Area"), queryset=_areas, to_field_name="code", method="by_area", empty_label=_("any")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Supply"), choices=SupplyKind.choices, method="by_kind", empty_label=_("any")
    )

    class Meta:
        model = AssignmentPlan
        fields = ("q", "state", "area", "kind")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _holding(rows, value, "title")

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(area__path__startswith=value.path)

    def by_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(kinds__contains=value)


class PlanTable(Table):
    caption = _("Assignment plans")
    title = django_tables2.Column(verbose_name=_("Name"))
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    kinds = django_tables2.Column(verbose_name=_("Who serves"), orderable=False)
    state = django_tables2.Column(verbose_name=_("State"))
    chosen = django_tables2.Column(verbose_name=_("Pairs"), accessor="result__chosen", orderable=False, attrs=NUMBER)
    served = django_tables2.Column(
        verbose_name=_("Demands served"), accessor="result__served", orderable=False, attrs=NUMBER
    )
    total = django_tables2.Column(verbose_name=_("Sum"), accessor="result__sum", orderable=False, attrs=NUMBER)
    by = django_tables2.Column(verbose_name=_("Made by"), order_by="by__name")
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No plan yet. Match the demands of an area, then make a plan of who serves whom.")

    def render_title(self, record: Any) -> str:
        return format_html('<a href="{}" translate="no">{}</a>', reverse("plan_detail", args=[record.pk]), record.title)

    def render_area(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.area)

    def render_kinds(self, record: Any) -> str:
        return kinds_in_words(record)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())

    def render_served(self, record: Any) -> str:
        return f"{record.result['served']} / {record.result['demands']}"

    def render_total(self, record: Any) -> str:
        return f"{record.result['sum']:.2f}"

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)


def kinds_in_words(plan: AssignmentPlan) -> str:
    return listed(SupplyKind(kind).label for kind in plan.kind_list)


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in demand or supply"), method="by_text", max_length=100)
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=[(key, label) for key, label in LEVELS.items()], empty_label=_("any")
    )
    show = django_filters.ChoiceFilter(
        label=_("Only"), method="by_show", empty_label=_("all"),
        choices=[("fixed", _("fixed ones")), ("new", _("new against the previous plan"))],
    )  # fmt: skip

    class Meta:
        model = PlanPair
        fields = ("q", "level", "show")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = entries_holding(rows, word)
        return rows

    def by_show(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(mark=Mark.FIXED) if value == "fixed" else rows.filter(was_chosen=False)


class EntryTable(Table):
    """Rows carry ``others``: the pairs that could step in."""

    caption = _("Entries of the plan")
    demand = PieceColumn(
        verbose_name=_("Demand"), template_name="portal/plans/entry_demand.html", order_by="demand__demand__title"
    )
    supply = PieceColumn(
        verbose_name=_("Serves it"), template_name="portal/plans/entry_supply.html", order_by="supply__title"
    )
    score = django_tables2.Column(verbose_name=_("Score"), attrs=NUMBER)
    level = django_tables2.Column(verbose_name=_("Level"))
    others = PieceColumn(
        verbose_name=_("Could step in"), template_name="portal/plans/entry_others.html", orderable=False
    )
    change = PieceColumn(verbose_name=_("Change"), template_name="portal/plans/entry_change.html", orderable=False)

    class Meta(Table.Meta):
        order_by = "demand"
        empty_text = _("No entry fits.")
        row_attrs = {"id": lambda record: f"pair-{record.pk}"}  # shell.js: where the focus stays

    def render_score(self, record: Any) -> str:
        return f"{record.score:.3f}"

    def render_level(self, record: Any) -> str:
        return format_html('<span class="level level-{}">{}</span>', record.level, LEVELS[record.level])


class DemandFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in demand or firm"), method="by_text", max_length=100)
    show = django_filters.ChoiceFilter(
        label=_("Only"), method="by_show", empty_label=_("all"),
        choices=[
            ("none", _("without anybody")), ("short", _("with empty places")), ("own", _("with a need of its own")),
        ],
    )  # fmt: skip

    class Meta:
        model = PlanDemand
        fields = ("q", "show")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _holding(rows, value, "demand__title", "demand__organisation_name")

    def by_show(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "own":
            return rows.exclude(cover=None)
        short = rows.filter(given__lt=F("cover_now"))
        return short.filter(given=0) if value == "none" else short


class DemandTable(Table):
    """Rows carry ``why``: the reason in the reader's language."""

    caption = _("Demands of the plan")
    demand = PieceColumn(
        verbose_name=_("Demand"), template_name="portal/plans/demand_cell.html", order_by="demand__title"
    )
    given = django_tables2.Column(verbose_name=_("Has"), attrs=NUMBER)
    cover_now = django_tables2.Column(verbose_name=_("Needs"), attrs=NUMBER)
    why = django_tables2.Column(
        verbose_name=_("Why places stayed empty"), orderable=False, empty_values=(), attrs={"td": {"class": "data"}}
    )

    class Meta(Table.Meta):
        order_by = "demand"
        empty_text = _("No demand fits.")


class SupplyFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in supply or organisation"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SupplyKind.choices, empty_label=_("any"))
    show = django_filters.ChoiceFilter(
        label=_("Only"), method="by_show", empty_label=_("all"),
        choices=[("free", _("with room")), ("full", _("full")), ("own", _("with a load of its own"))],
    )  # fmt: skip

    class Meta:
        model = PlanSupply
        fields = ("q", "kind", "show")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _holding(rows, value, "title", "organisation__name")

    def by_show(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "own":
            return rows.filter(Q(least__isnull=False) | Q(most__isnull=False))
        return rows.filter(load__lt=F("most_now")) if value == "free" else rows.filter(load__gte=F("most_now"))


class SupplyTable(Table):
    caption = _("Loads")
    title = django_tables2.Column(verbose_name=_("Supply"))
    organisation = django_tables2.Column(verbose_name=_("Organisation"), order_by="organisation__name")
    kind = django_tables2.Column(verbose_name=_("Kind"))
    load = django_tables2.Column(verbose_name=_("Serves"), attrs=NUMBER)
    least_now = django_tables2.Column(verbose_name=_("At least"), attrs=NUMBER)
    most_now = django_tables2.Column(verbose_name=_("At most"), attrs=NUMBER)
    total = django_tables2.Column(verbose_name=_("Sum of scores"), attrs=NUMBER)

    class Meta(Table.Meta):
        order_by = "-load"
        empty_text = _("No row of supply fits.")

    def render_title(self, record: Any) -> str:
        address = reverse("plan_load", args=[record.plan_id, record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_organisation(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.organisation)

    def render_total(self, record: Any) -> str:
        return f"{record.total:.2f}"
