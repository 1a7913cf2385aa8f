"""Lists of needs, postings, agreements and pairs: columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.programmes.tables import _words as by_words
from duijie.portal.tables import Table
from duijie.programmes.models import Posting, PostingCall, PostingNeed
from duijie.programmes.posting_states import NeedState, PostingState


class _OfCalls(django_filters.FilterSet):  # type: ignore[misc]
    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["call"].queryset = PostingCall.objects.visible_to(by).select_related("round__programme")


class NeedFilter(_OfCalls):
    q = django_filters.CharFilter(label=_("Words in title or firm"), method="by_text", max_length=100)
    call = django_filters.ModelChoiceFilter(label=_("Round"), queryset=PostingCall.objects.none(), empty_label=_("any"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=NeedState.choices, empty_label=_("any"))

    class Meta:
        model = PostingNeed
        fields = ("q", "call", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return by_words(rows, value, "title", "host__name", "keywords")


class NeedTable(Table):
    caption = _("Needs for postings")
    title = django_tables2.Column(verbose_name=_("What is needed"))
    host = django_tables2.Column(verbose_name=_("Host unit"), order_by="host__name")
    area = django_tables2.Column(verbose_name=_("County"), order_by="area__path")
    wanted = django_tables2.Column(verbose_name=_("Persons wanted"))
    state = django_tables2.Column(verbose_name=_("State"))
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No need fits. Firms state needs on the page of a call for postings.")

    def render_title(self, record: Any) -> str:
        address = reverse("posting_need", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class PostingFilter(_OfCalls):
    q = django_filters.CharFilter(label=_("Words in person or unit"), method="by_text", max_length=100)
    call = django_filters.ModelChoiceFilter(label=_("Round"), queryset=PostingCall.objects.none(), empty_label=_("any"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=PostingState.choices, empty_label=_("any"))

    class Meta:
        model = Posting
        fields = ("q", "call", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return by_words(rows, value, "name", "host__name", "home__name", "certificate__number")


class PostingTable(Table):
    caption = _("Postings")
    name = django_tables2.Column(verbose_name=_("Posted"))
    home = django_tables2.Column(verbose_name=_("Home unit"), order_by="home__name")
    host = django_tables2.Column(verbose_name=_("Host unit"), order_by="host__name")
    from_on = django_tables2.DateColumn(verbose_name=_("From (day)"), format="Y-m-d")
    to_on = django_tables2.DateColumn(verbose_name=_("To (day)"), format="Y-m-d")
    state = django_tables2.Column(verbose_name=_("State"))
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No posting fits. They come from a released plan, or are made by hand on the page of a call.")

    def render_name(self, record: Any) -> str:
        address = reverse("posting_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.name)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class PairTable(Table):
    caption = _("Pairs of the plan")
    need = django_tables2.Column(verbose_name=_("Need"), accessor="need__title")
    host = django_tables2.Column(verbose_name=_("Host unit"), accessor="need__host__name")
    who = django_tables2.Column(verbose_name=_("Posted"), accessor="certificate__application__name")
    home = django_tables2.Column(verbose_name=_("Home unit"), accessor="certificate__application__organisation_name")
    score = django_tables2.Column(verbose_name=_("Fit"))
    why = django_tables2.TemplateColumn(
        template_name="portal/postings/why.html", verbose_name=_("Why"), orderable=False
    )
    change = django_tables2.TemplateColumn(
        template_name="portal/postings/pair.html", verbose_name=_("In the plan"), orderable=False
    )

    class Meta(Table.Meta):
        empty_text = _("The plan has no pairs yet.")
