"""Lists of needs, postings, pairs and owners: columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from duijie.common.listing import strung
from duijie.portal.programmes.tables import _words as by_words
from duijie.portal.tables import PieceColumn, Table
from duijie.programmes.models import FirmOwner, Posting, PostingCall, PostingNeed, PostingPair
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
    from_on = django_tables2.DateColumn(verbose_name=pgettext_lazy("day", "From"), format="Y-m-d")
    to_on = django_tables2.DateColumn(verbose_name=pgettext_lazy("day", "To"), format="Y-m-d")
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


IN_PLAN: dict[str, tuple[Any, dict[str, Any]]] = {
    "yes": (_("in the plan"), {"is_chosen": True}),
    "no": (_("not in the plan"), {"is_chosen": False}),
    "hand": (_("changed by hand"), {"is_by_hand": True}),
    "left": (_("left out at the release"), {"is_chosen": True, "left_out__gt": ""}),
}
"""How a pair stands: what is said of it, and which rows that are."""


class PairFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in need, person or unit"), method="by_text", max_length=100)
    standing = django_filters.ChoiceFilter(
        label=_("In the plan"), choices=[(key, words) for key, (words, _rows) in IN_PLAN.items()],
        method="by_standing", empty_label=_("any"),
    )  # fmt: skip

    class Meta:
        model = PostingPair
        fields = ("q", "standing")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        person = "certificate__application"
        return by_words(
            rows, value, "need__title", "need__host__name", f"{person}__name", f"{person}__organisation_name"
        )

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(**IN_PLAN[value][1])


class PairTable(Table):
    caption = _("Pairs of the plan")
    need = django_tables2.Column(verbose_name=_("Need"), accessor="need__title")
    host = django_tables2.Column(verbose_name=_("Host unit"), accessor="need__host__name")
    who = django_tables2.Column(verbose_name=_("Posted"), accessor="certificate__application__name")
    home = django_tables2.Column(verbose_name=_("Home unit"), accessor="certificate__application__organisation_name")
    score = django_tables2.Column(verbose_name=_("Fit"))
    why = PieceColumn(template_name="portal/postings/why.html", verbose_name=_("Why"), orderable=False)
    change = PieceColumn(template_name="portal/postings/pair.html", verbose_name=_("In the plan"), orderable=False)

    class Meta(Table.Meta):
        empty_text = _("The plan has no pairs yet.")


def pair_line(pair: PostingPair) -> list[Any]:
    """The cells of ``pair`` in a file, as the columns of ``PairTable`` are."""
    person = pair.certificate.application
    standing = gettext("yes") if pair.is_chosen else gettext("no")
    if pair.is_by_hand:
        standing = f"{standing} · {gettext('by hand')}"
    why = strung(reason_words(one) for one in pair.reasons)
    return [
        pair.need.title, pair.need.host.name, person.name, person.organisation_name, pair.score, why, standing,
    ]  # fmt: skip


def reason_words(reason: dict[str, Any]) -> str:
    """One reason of a fit, as ``reason.html`` shows it."""
    kinds = {"field": gettext("technology field"), "industry": gettext("industry")}
    said = kinds.get(reason["kind"]) or f"{gettext('words')} ({'、'.join(reason['shared'])})"
    return f"{said} {reason['worth']:.1f}"


class OwnerFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in firm, owner or source"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind of owner"), choices=[("person", _("person")), ("unit", _("unit"))], method="by_kind",
        empty_label=_("any"),
    )  # fmt: skip

    class Meta:
        model = FirmOwner
        fields = ("q", "kind")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return by_words(rows, value, "firm__name", "person__name", "unit__name", "source")

    def by_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(**{f"{value}__isnull": False})


class OwnerTable(Table):
    caption = _("Owners of firms")
    firm = django_tables2.Column(verbose_name=_("Firm"), order_by="firm__name", attrs={"td": {"translate": "no"}})
    area = django_tables2.Column(verbose_name=_("County"), accessor="firm__area", order_by="firm__area__path")
    owner = django_tables2.Column(
        verbose_name=_("Owner"), accessor="owner", order_by=("person__name", "unit__name"),
        attrs={"td": {"translate": "no"}},
    )  # fmt: skip
    kind = django_tables2.Column(verbose_name=_("Kind of owner"), accessor="pk", order_by=("unit", "person"))
    source = django_tables2.Column(verbose_name=_("Source"), attrs={"td": {"translate": "no"}})
    at = django_tables2.DateTimeColumn(verbose_name=_("Noted"), format="Y-m-d H:i")
    remove = PieceColumn(
        template_name="portal/postings/owner_remove.html", verbose_name=_("Remove, with the reason"), orderable=False
    )

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = _("No owner fits. Note one on the page of a call for postings.")

    def render_kind(self, record: Any) -> str:
        return owner_kind(record)


def owner_kind(owner: FirmOwner) -> str:
    return gettext("person") if owner.person_id else gettext("unit")
