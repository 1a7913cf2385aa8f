"""The lists of accounts, roles and API tokens."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES
from duijie.portal.tables import Table

STATES = [("active", _("active")), ("inactive", _("deactivated"))]


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Name, login name or mobile number"), method="search")
    role = django_filters.ChoiceFilter(
        label=_("Role"),
        field_name="memberships__role",
        choices=[(key, role.name) for key, role in ROLES.items()],
        empty_label=_("any"),
        distinct=True,
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state", empty_label=_("any"))

    class Meta:
        model = User
        fields = ("q", "role", "state")

    def search(self, found: "QuerySet[User]", name: str, value: str) -> "QuerySet[User]":
        for word in value.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_en__icontains=word)
                | Q(username__icontains=word)
                | Q(mobile__icontains=word)
            )
        return found

    def by_state(self, found: "QuerySet[User]", name: str, value: str) -> "QuerySet[User]":
        return found.filter(is_active=value == "active")


class AccountTable(Table):
    caption = _("Accounts")
    name = django_tables2.Column(verbose_name=_("Full name"))
    username = django_tables2.Column(verbose_name=_("Login name"), attrs={"td": {"translate": "no"}})
    mobile = django_tables2.Column(verbose_name=_("Mobile number"), attrs={"td": {"translate": "no"}})
    roles = django_tables2.Column(verbose_name=_("Roles"), empty_values=(), orderable=False)
    is_active = django_tables2.Column(verbose_name=_("State"))
    last_login = django_tables2.DateTimeColumn(verbose_name=_("Last sign-in"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "username"
        empty_text = _("No account fits these filters.")

    def render_name(self, record: Any) -> str:
        address = reverse("account_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record)

    def render_roles(self, record: Any) -> str:
        names = [(role_name(one.role),) for one in record.memberships.all()]
        return format_html_join(" ", '<span class="badge badge-plain">{}</span>', names) or "–"

    def render_is_active(self, record: Any) -> str:
        if not record.is_active:
            return format_html('<span class="badge badge-bad">{}</span>', _("deactivated"))
        if record.must_change_password:
            return format_html('<span class="badge badge-warn">{}</span>', _("one-time password"))
        return format_html('<span class="badge badge-good">{}</span>', _("active"))


def role_name(key: str) -> str:
    """The role's name in the reader's language; a role that no longer exists shows its key."""
    return str(ROLES[key].name) if key in ROLES else key
