"""The list of imports."""

from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.common.importing.nouns import noun_of
from duijie.portal.tables import Table


class ImportTable(Table):
    caption = _("Imports")
    name = django_tables2.Column(verbose_name=_("File"))
    noun = django_tables2.Column(verbose_name=_("Register"))
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    state = django_tables2.Column(verbose_name=_("State"))
    by = django_tables2.Column(verbose_name=_("Uploaded by"), order_by="by__name")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Uploaded"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("No list was imported yet. Upload one, or paste rows from a spreadsheet.")

    def render_name(self, record: Any) -> str:
        return format_html(
            '<a href="{}" translate="no">{}</a>', reverse("import_detail", args=[record.pk]), record.name
        )

    def render_noun(self, record: Any) -> str:
        return str(noun_of(record.noun).label)

    def render_state(self, record: Any) -> str:
        return render_to_string("portal/imports/state.html", {"batch": record})
