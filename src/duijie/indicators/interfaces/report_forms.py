"""What is asked for work reports: which to make, what they tell, which to list. The same for pages and API."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.indicators.domain.queries.report_cases import MOST
from duijie.indicators.interfaces.funnel_forms import PeriodForm
from duijie.indicators.models import WorkReport
from duijie.matching.interfaces.filtering import ListFilter
from duijie.registry.domain.queries.records import holds
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.interfaces.organisation_filters import AreaFilter
from duijie.registry.models import Area, AreaKind

ARCHIVED = [("yes", _("archived ones only")), ("all", _("archived ones too"))]
_SHOWN = (AreaKind.PROVINCE, AreaKind.CITY, AreaKind.COUNTY, AreaKind.ZONE)


def reportable_areas(by: Any, permission: Permission = Permission.REPORT_MAKE) -> Any:
    """The areas for which ``by`` can make (or see) reports."""
    return areas_within_reach(by, permission).filter(kind__in=_SHOWN)


class WorkReportForm(PeriodForm):
    """A new report. Without a title it gets the usual one."""

    area = AreaField(label=_("Area"), queryset=Area.objects.none(), empty_label=None)
    language = forms.ChoiceField(label=_("Language of the documents"), choices=settings.LANGUAGES)
    title = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("Empty: the usual one, with area and period.")
    )
    field_order = ["area", "first", "last", "language", "title"]

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = reportable_areas(by)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        first = areas.first()
        if first is not None:
            self.initial.setdefault("area", first.code)


class TellingForm(forms.Form):
    """What a report tells: its title, its language, its cases. ``offered`` are the demands to choose from."""

    title = forms.CharField(label=_("Title"), max_length=120)
    language = forms.ChoiceField(label=_("Language of the documents"), choices=settings.LANGUAGES)
    choice = forms.ChoiceField(
        label=_("Typical cases"), widget=forms.RadioSelect,
        choices=[("rule", _("chosen by the rule: the best proven, the best rated")), ("hand", _("those marked below"))],
    )  # fmt: skip
    cases = forms.TypedMultipleChoiceField(
        label=_("Cases"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        cases: Any = self.fields["cases"]
        cases.choices = [(one.pk, format_html('<span translate="no">{}</span>', case_label(one))) for one in offered]
        self.fields["cases"].help_text = _("At most %(limit)d. The best proven and best rated come first.") % {
            "limit": MOST
        }

    @property
    def cases_chosen(self) -> list[int] | None:
        """None where the rule chooses."""
        return self.cleaned_data["cases"] if self.cleaned_data["choice"] == "hand" else None


def case_label(demand: Any) -> str:
    """Title, firm, proof and rating of a demand that can be told."""
    said = demand.rating.get_satisfaction_display() if hasattr(demand, "rating") else ""
    parts = [demand.title, demand.owner_name, demand.get_grade_display(), said]
    return " · ".join(str(part) for part in parts if part)


class WorkReportFilter(ListFilter):
    """``queryset`` must come from ``list_work_reports``; ``by`` bounds the areas offered."""

    q = django_filters.CharFilter(label=_("Words of the title"), method="by_text", max_length=60)
    area = AreaFilter(label=_("Area"), method="by_area", empty_label=_("any"))
    year = django_filters.NumberFilter(label=_("Year"), method="by_year", min_value=2000, max_value=2099)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES, empty_label=_("any"))
    archived = django_filters.ChoiceFilter(
        label=_("Archived"), method="by_archived", choices=ARCHIVED, empty_label=_("without archived ones")
    )

    class Meta:
        model = WorkReport
        fields = ("language",)

    def __init__(self, data: Any, queryset: QuerySet[Any], *, by: Any) -> None:
        super().__init__(data, queryset)
        self.filters["area"].queryset = reportable_areas(by, Permission.REPORT_VIEW)

    @property
    def rows(self) -> QuerySet[Any]:
        """Without archived ones, unless they are asked for."""
        found = super().rows
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return found if given.get("archived") else found.filter(archived_at=None)

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(holds("title", value))

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(area__path__startswith=value.path)

    def by_year(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """The reports whose period touches the year."""
        return rows.filter(first__lte=date(int(value), 12, 31), last__gte=date(int(value), 1, 1))

    def by_archived(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(archived_at__isnull=False) if value == "yes" else rows
