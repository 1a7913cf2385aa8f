"""The list of concepts."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import DayColumn, Table

_TERM = {"td": {"translate": "no", "class": "text-break"}}


NONE_YET = _("No concept was entered yet. The offices that keep the lexicon enter them.")
NONE_YET_TO_EDIT = _("No concept was entered yet. Add one, or import a list.")
"""Where clearing the filters would not help; for readers, and for those who enter them."""


class LexiconTable(Table):
    caption = _("Term lexicon")
    chinese = django_tables2.Column(verbose_name=_("Chinese"), attrs=_TERM, empty_values=())
    english = django_tables2.Column(verbose_name=_("English"), attrs=_TERM)
    synonyms = django_tables2.Column(verbose_name=_("Synonyms"), attrs=_TERM)
    updated_by = django_tables2.Column(verbose_name=_("Changed by"), order_by="updated_by__name")
    updated_at = DayColumn(verbose_name=_("Changed"))

    class Meta(Table.Meta):
        order_by = "chinese"
        empty_text = _("No concept fits. Clear the filters.")

    def render_chinese(self, record: Any) -> str:
        """The way to the concept, also where it has no Chinese: then its name is for those who cannot see the dash."""
        address = reverse("lexicon_edit", args=[record.pk])
        if record.chinese:
            return format_html('<a href="{}">{}</a>', address, record.chinese)
        return format_html('<a href="{}" aria-label="{}">–</a>', address, record)

    def render_updated_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.updated_by)
