"""The list of jobs."""

from typing import Any

import django_filters
import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.common.models import Job
from duijie.common.models.job import JobState
from duijie.portal.jobs.labels import JOB_KINDS
from duijie.portal.tables import Table


class JobFilter(django_filters.FilterSet):  # type: ignore[misc]
    state = django_filters.ChoiceFilter(label=_("State"), choices=JobState.choices, empty_label=_("any"))

    class Meta:
        model = Job
        fields = ("state",)


class JobTable(Table):
    caption = _("Jobs")
    kind = django_tables2.Column(verbose_name=_("Job"))
    state = django_tables2.Column(verbose_name=_("State"))
    by = django_tables2.Column(verbose_name=_("Started by"), accessor="by", order_by="by__name")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Started"), format="Y-m-d H:i")
    finished_at = django_tables2.DateTimeColumn(verbose_name=_("Ended"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("No job yet. Imports and matching two lists run as jobs and are listed here.")

    def render_kind(self, record: Any) -> str:
        label = JOB_KINDS.get(record.kind, record.kind)
        return format_html('<a href="{}">{}</a>', reverse("job_detail", args=[record.pk]), label)

    def render_state(self, record: Any) -> str:
        return render_to_string("portal/parts/job_state.html", {"job": record})

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)
