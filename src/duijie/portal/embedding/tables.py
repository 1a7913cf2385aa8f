"""The lists of embedding models and of choices."""

from collections.abc import Collection
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duijie.portal.embedding.labels import LANGUAGES
from duijie.portal.tables import Table
from duijie.search.domain.queries.embedding_models import KnownModel

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def origin(model: KnownModel) -> str:
    """Where a model is from, and whether it is here."""
    if not model.source:
        return gettext("shipped") if model.is_here else gettext("shipped, not prepared yet")
    if model.is_here:
        return model.source
    return gettext("missing: add it again") if model.is_added else gettext("can be fetched")


def languages(codes: tuple[str, ...]) -> str:
    return gettext(", ").join(str(LANGUAGES[code]) for code in codes)


class EmbeddingModelTable(Table):
    caption = _("Embedding models")
    name = django_tables2.Column(verbose_name=_("Name"), attrs={"td": {"translate": "no"}})
    language = django_tables2.Column(verbose_name=_("Reads"))
    origin = django_tables2.Column(verbose_name=_("From"), accessor="source", empty_values=(), orderable=False)
    dimensions = django_tables2.Column(verbose_name=_("Dimensions"), attrs=_NUMBER)
    reads = django_tables2.Column(verbose_name=_("In use for"), orderable=False)
    actions = django_tables2.Column(verbose_name=_("Actions"), accessor="name", orderable=False)

    waiting: Collection[str] = ()
    """The models that are being prepared."""

    class Meta(Table.Meta):
        empty_text = _("Nothing fits.")

    def render_language(self, value: str) -> str:
        return str(LANGUAGES[value])

    def render_origin(self, record: KnownModel) -> str:
        return format_html('<span class="text-break">{}</span>', origin(record))

    def render_dimensions(self, value: int) -> str:
        return str(value or "–")

    def render_reads(self, value: tuple[str, ...]) -> str:
        return format_html('<span class="badge badge-good">{}</span>', languages(value)) if value else "–"

    def render_actions(self, record: KnownModel) -> Any:
        links = [(reverse("embedding_model_try", args=[record.name]), _("Try"))] if record.is_here else []
        if record.is_added and not record.reads and record.name not in self.waiting:
            links.append((reverse("embedding_model_remove", args=[record.name]), _("Remove")))
        if record.source and not record.is_here and not record.is_added:
            links.append((f"{reverse('embedding_model_add')}?name={record.name}", _("Add a model")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or "–"


class EmbeddingChoiceTable(Table):
    caption = _("Which models were used when")
    models = django_tables2.Column(verbose_name=_("Models"), accessor="used", orderable=False)
    state = django_tables2.Column(verbose_name=_("State"))
    by = django_tables2.Column(verbose_name=_("Chosen by"), order_by="by__name", empty_values=())
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Chosen"), format="Y-m-d H:i")
    used_at = django_tables2.DateTimeColumn(verbose_name=_("In use since"), format="Y-m-d H:i")
    ended_at = django_tables2.DateTimeColumn(verbose_name=_("Until"), format="Y-m-d H:i")
    records = django_tables2.Column(
        verbose_name=_("Texts read"), accessor="summary__records", orderable=False, attrs=_NUMBER
    )

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("Nobody has chosen yet: e5-small, which is shipped, reads everything.")

    def render_models(self, value: dict[str, str]) -> str:
        return format_html_join(
            " · ",
            '{}{}<span translate="no">{}</span>',
            ((LANGUAGES[code], gettext(": "), name) for code, name in value.items()),
        )

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by) if record.by else gettext("command line")
