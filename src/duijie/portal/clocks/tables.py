"""The list of clock policies, and how a policy is told in words."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.demands.clock_kinds import ClockKind, ClockUnit
from duijie.demands.models import ClockPolicy
from duijie.portal.tables import DayColumn, Table

_PLAIN = {"td": {"class": "nowrap"}}


def limit_in_words(policy: ClockPolicy, kind: str) -> str:
    """“3 working days”, “4 office hours”, or a dash."""
    limit = policy.limit_of(kind)
    return f"{limit[0]} {ClockUnit(limit[1]).label}" if limit is not None else "–"


def area_of(policy: ClockPolicy) -> str:
    return str(policy.area) if policy.area is not None else _("everywhere")


def kind_of(policy: ClockPolicy) -> str:
    return policy.get_kind_display() if policy.kind else _("all kinds")


def hours_of(policy: ClockPolicy) -> str:
    """“08:30–12:00, 14:00–17:30”."""
    morning = f"{policy.morning_from:%H:%M}–{policy.morning_to:%H:%M}"
    return f"{morning}, {policy.afternoon_from:%H:%M}–{policy.afternoon_to:%H:%M}"


def terms_of(policy: ClockPolicy) -> list[tuple[Any, str]]:
    """Every term with its label, in words: for the page and for the file."""
    yes_no = {True: _("yes"), False: _("no")}
    after = _("never proposed") if policy.supervise_days is None else str(policy.supervise_days)
    told = [(ClockKind(kind).label, limit_in_words(policy, kind)) for kind in ClockKind.values]
    return [
        *told,
        (_("Office hours"), hours_of(policy)),
        (_label("reminder_days"), str(policy.reminder_days or _("none"))),
        (_label("pauses_for_enterprise"), yes_no[policy.pauses_for_enterprise]),
        (_label("pauses_for_expert"), yes_no[policy.pauses_for_expert]),
        *_answer_of(policy),
        (_label("head"), str(policy.head) if policy.head is not None else _("the leaders of the demand's area")),
        (_label("supervise_days"), after),
        (_label("supervises_itself"), yes_no[policy.supervises_itself]),
    ]


def _answer_of(policy: ClockPolicy) -> list[tuple[Any, str]]:
    if policy.department is None:
        return []
    return [
        (_label("department"), policy.department.shown_name),
        (_label("answer_days"), str(policy.answer_days or _("none"))),
    ]


def _label(name: str) -> Any:
    field: Any = ClockPolicy._meta.get_field(name)
    return field.verbose_name


class ClockPolicyTable(Table):
    caption = gettext_lazy("Clock policies")
    name = django_tables2.Column(verbose_name=gettext_lazy("Policy"))
    area = django_tables2.Column(verbose_name=gettext_lazy("Area"), order_by="area__path", empty_values=())
    kind = django_tables2.Column(verbose_name=gettext_lazy("Kind of demand"), empty_values=(), attrs=_PLAIN)
    checking = django_tables2.Column(verbose_name=ClockKind.CHECKING.label, empty_values=(), attrs=_PLAIN)
    response = django_tables2.Column(verbose_name=ClockKind.RESPONSE.label, empty_values=(), attrs=_PLAIN)
    update = django_tables2.Column(verbose_name=ClockKind.UPDATE.label, empty_values=(), attrs=_PLAIN)
    solution = django_tables2.Column(verbose_name=ClockKind.SOLUTION.label, empty_values=(), attrs=_PLAIN)
    closing = django_tables2.Column(verbose_name=ClockKind.CLOSING.label, empty_values=(), attrs=_PLAIN)
    department = django_tables2.Column(verbose_name=gettext_lazy("Answered by"), orderable=False)
    made_at = DayColumn(verbose_name=gettext_lazy("In force since"), attrs=_PLAIN)
    ended_at = DayColumn(verbose_name=gettext_lazy("In force until"), attrs=_PLAIN)

    class Meta(Table.Meta):
        order_by = "area"
        empty_text = gettext_lazy("No policy fits. Clear the filters, or add one.")

    def render_name(self, record: ClockPolicy) -> str:
        address = reverse("clock_policy_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.shown_name)

    def render_area(self, record: ClockPolicy) -> str:
        return format_html('<span translate="no">{}</span>', record.area) if record.area else area_of(record)

    def render_kind(self, record: ClockPolicy) -> str:
        return kind_of(record)

    def render_department(self, value: Any) -> str:
        return format_html('<span translate="no">{}</span>', value.shown_name)

    def render_checking(self, record: ClockPolicy) -> str:
        return limit_in_words(record, ClockKind.CHECKING)

    def render_response(self, record: ClockPolicy) -> str:
        return limit_in_words(record, ClockKind.RESPONSE)

    def render_update(self, record: ClockPolicy) -> str:
        return limit_in_words(record, ClockKind.UPDATE)

    def render_solution(self, record: ClockPolicy) -> str:
        return limit_in_words(record, ClockKind.SOLUTION)

    def render_closing(self, record: ClockPolicy) -> str:
        return limit_in_words(record, ClockKind.CLOSING)
