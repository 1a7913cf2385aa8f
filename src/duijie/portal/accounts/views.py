"""Looking at accounts: the list, its export, one account with its roles."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.accounts.access import can
from duijie.accounts.domain.lockout import is_account_locked
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common.domain import audit
from duijie.portal.accounts.tables import AccountFilter, AccountTable, role_name
from duijie.portal.exports import file_response
from duijie.portal.permitted import me, permitted
from duijie.portal.tables import show_page


@permitted(Permission.ACCOUNT_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = show_page(AccountTable(found.qs), request)
    audit.note_read(by=me(request), targets=[row.record for row in table.paginated_rows], purpose="list")
    context = {
        "table": table,
        "filter": found,
        "can_add": can(request.user, Permission.ACCOUNT_EDIT),
    }
    return render(request, "portal/accounts/index.html", context)


@permitted(Permission.ACCOUNT_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The accounts that the filters show, in their order."""
    table = show_page(AccountTable(_found(request).qs), request)
    accounts = list(table.data)
    audit.note_read(by=me(request), targets=accounts, purpose="export")
    header = [str(table.columns[name].header) for name in table.columns.names()]
    rows = (
        [
            account.name,
            account.username,
            account.mobile or "",
            "；".join(role_name(one.role) for one in account.memberships.all()),
            _("active") if account.is_active else _("deactivated"),
            account.last_login or "",
        ]
        for account in accounts
    )
    return file_response(_("Accounts"), header, rows)


@permitted(Permission.ACCOUNT_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    audit.note_read(by=me(request), targets=[account], purpose="detail")
    context = {
        "account": account,
        "memberships": [
            {"pk": one.pk, "role": ROLES.get(one.role), "key": one.role, "row": one}
            for one in account.memberships.all()
        ],
        "is_locked": is_account_locked(account),
        "has_two_steps": is_mfa_enabled(account),
        "can_edit": can(request.user, Permission.ACCOUNT_EDIT),
        "can_grant": can(request.user, Permission.MEMBERSHIP_EDIT) and account != request.user,
        "keeps_accounts": any(can(request.user, one) for one in (Permission.ACCOUNT_EDIT, Permission.MEMBERSHIP_EDIT)),
    }
    return render(request, "portal/accounts/detail.html", context)


def get_account(request: HttpRequest, pk: int) -> Any:
    """One of the accounts this person may see, with its roles, or 404."""
    found = User.objects.visible_to(request.user)
    related = ("memberships__area", "memberships__organisation", "memberships__department")
    return get_object_or_404(found.prefetch_related(*related), pk=pk)


def _found(request: HttpRequest) -> AccountFilter:
    return AccountFilter(request.GET, User.objects.visible_to(request.user).prefetch_related("memberships"))
