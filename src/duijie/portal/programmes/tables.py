"""Lists of programmes, rounds and applications: columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.portal.tables import Table
from duijie.programmes.models import Application, Certificate, Objection, Programme, RecommendingUnit, Round
from duijie.programmes.states import STANDINGS, ApplicationState, ObjectionState, RoundState


def _words(rows: QuerySet[Any], value: str, *columns: str) -> QuerySet[Any]:
    for word in value.replace("\0", " ").split():
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    return rows


class ProgrammeFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the name"), method="by_text", max_length=100)
    archived = django_filters.ChoiceFilter(
        label=_("Archived"), choices=[("yes", _("archived"))], method="by_archived", empty_label=_("in use")
    )

    class Meta:
        model = Programme
        fields = ("q", "archived")

    @property
    def qs(self) -> Any:
        rows = super().qs
        return rows if self.data.get("archived") == "yes" else rows.filter(archived_at=None)

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _words(rows, value, "name", "name_en")

    def by_archived(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(archived_at__isnull=False)


class ProgrammeTable(Table):
    caption = _("Programmes")
    name = django_tables2.Column(verbose_name=_("Programme"))
    area = django_tables2.Column(verbose_name=_("Area"), accessor="area__shown_name", order_by="area__path")
    department = django_tables2.Column(verbose_name=_("Department"))
    round_count = django_tables2.Column(verbose_name=_("Rounds"))
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "name"
        empty_text = _("No programme fits. A city officer begins one from a template.")

    def render_name(self, record: Any) -> str:
        return format_html('<a href="{}" translate="no">{}</a>', reverse("programme_detail", args=[record.pk]), record)


class RoundFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the name"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=RoundState.choices, empty_label=_("any"))

    class Meta:
        model = Round
        fields = ("q", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _words(rows, value, "name", "programme__name", "programme__name_en")


class RoundTable(Table):
    caption = _("Rounds")
    name = django_tables2.Column(verbose_name=_("Round"))
    area = django_tables2.Column(
        verbose_name=_("Area"), accessor="programme__area__shown_name", order_by="programme__area__path"
    )
    opens_on = django_tables2.DateColumn(verbose_name=_("Applications from"), format="Y-m-d")
    closes_on = django_tables2.DateColumn(verbose_name=_("Applications until"), format="Y-m-d")
    state = django_tables2.Column(verbose_name=_("State"))

    class Meta(Table.Meta):
        order_by = "-closes_on"
        empty_text = _("No round fits. A city officer begins one on the page of a programme.")

    def render_name(self, record: Any) -> str:
        return format_html('<a href="{}" translate="no">{}</a>', reverse("round_detail", args=[record.pk]), record)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class ApplicationFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in name or unit"), method="by_text", max_length=100)
    round = django_filters.ModelChoiceFilter(label=_("Round"), queryset=Round.objects.none(), empty_label=_("any"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Recommending unit"), queryset=RecommendingUnit.objects.none(), empty_label=_("any")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ApplicationState.choices, empty_label=_("any"))

    class Meta:
        model = Application
        fields = ("q", "round", "unit", "state")

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = Round.objects.visible_to(by).select_related("programme")
        self.filters["round"].queryset = rounds
        chosen = self.data.get("round", "")
        units = RecommendingUnit.objects.visible_to(by).select_related("area", "organisation")
        if chosen.isascii() and chosen.isdecimal() and len(chosen) < 18:
            self.filters["unit"].queryset = units.filter(round=int(chosen))
        else:
            del self.filters["unit"]

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _words(rows, value, "name", "organisation_name")


class ApplicationTable(Table):
    caption = _("Applications")
    name = django_tables2.Column(verbose_name=_("Name of the person"))
    organisation_name = django_tables2.Column(verbose_name=_("Unit of the person"))
    title = django_tables2.Column(verbose_name=_("Professional title"))
    round = django_tables2.Column(verbose_name=_("Round"), order_by="round__opens_on")
    unit = django_tables2.Column(verbose_name=_("Recommending unit"), order_by=("unit__area__path", "unit"))
    rank = django_tables2.Column(verbose_name=_("Rank"))
    state = django_tables2.Column(verbose_name=_("State"))
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No application fits. One applies on the page of a round that is open.")

    def render_name(self, record: Any) -> str:
        address = reverse("application_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.name)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class CertificateFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in number, name or unit"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(STANDINGS.items()), method="by_standing", empty_label=_("any")
    )

    class Meta:
        model = Certificate
        fields = ("q", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _words(rows, value, "number", "application__name", "application__organisation_name")

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = clock.today()
        if value == "expired":
            return rows.filter(state="active", to_on__lt=today)
        if value == "issued":
            return rows.filter(state="active", from_on__gt=today)
        if value == "active":
            return rows.filter(state="active", from_on__lte=today, to_on__gte=today)
        return rows.filter(state=value)


class CertificateTable(Table):
    caption = _("Certificates")
    number = django_tables2.Column(verbose_name=_("Number"))
    name = django_tables2.Column(
        verbose_name=_("Name of the person"), accessor="application__name", order_by="application__name"
    )
    organisation = django_tables2.Column(
        verbose_name=_("Unit of the person"),
        accessor="application__organisation_name",
        order_by="application__organisation_name",
    )
    unit = django_tables2.Column(
        verbose_name=_("Recommending unit"), accessor="application__unit", order_by="application__unit__area__path"
    )
    document = django_tables2.Column(
        verbose_name=_("Document"), accessor="recognition__document", order_by="recognition__document"
    )
    from_on = django_tables2.DateColumn(verbose_name=_("Valid from"), format="Y-m-d")
    to_on = django_tables2.DateColumn(verbose_name=_("Valid until"), format="Y-m-d")
    standing = django_tables2.Column(verbose_name=_("State"), accessor="standing_words", orderable=False)

    class Meta(Table.Meta):
        order_by = "number"
        empty_text = _("No certificate fits. They are made when a round is recognised.")

    def render_number(self, record: Any) -> str:
        address = reverse("certificate_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.number)


class ObjectionFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in name or unit"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ObjectionState.choices, empty_label=_("any"))

    class Meta:
        model = Objection
        fields = ("q", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return _words(rows, value, "application__name", "application__organisation_name")


class ObjectionTable(Table):
    caption = _("Objections")
    person = django_tables2.Column(
        verbose_name=_("Name of the person"), accessor="application__name", order_by="application__name"
    )
    round = django_tables2.Column(
        verbose_name=_("Round"), accessor="application__round", order_by="application__round__opens_on"
    )
    state = django_tables2.Column(verbose_name=_("State"))
    at = django_tables2.DateTimeColumn(verbose_name=_("Received"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = _("No objection was received.")

    def render_person(self, record: Any) -> str:
        address = reverse("objection_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.application.name)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())
