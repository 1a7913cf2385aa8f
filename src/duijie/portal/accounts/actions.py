"""Doing something to an account: each view parses, calls one domain function, answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from duijie.accounts.domain import accounts, lockout, memberships, passwords, second_factors
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.portal.accounts.forms import AccountForm, GrantForm
from duijie.portal.accounts.tables import role_name
from duijie.portal.accounts.views import get_account
from duijie.portal.permitted import me, permitted, tell

KEEPS_ACCOUNTS = (Permission.ACCOUNT_EDIT, Permission.MEMBERSHIP_EDIT)


def saved(form: Any, save: Callable[[], Any]) -> Any:
    """What ``save`` returns; None when the domain function refused, and then ``form`` says why."""
    try:
        return save()
    except ValidationError as error:
        known = error.message_dict if hasattr(error, "error_dict") else {}
        if known and all(name in form.fields for name in known):
            form.add_error(None, error)
        else:
            form.add_error(None, error.messages)
        return None


@permitted(Permission.ACCOUNT_EDIT)
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown this once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = saved(form, lambda: accounts.add_account(by=me(request), **form.values))
        if made:
            account, password = made
            text = _(
                "Account “%(name)s” has been added. Hand over this one-time password; it is changed at first sign-in."
            )
            return _show_password(request, account, password, text % {"name": account})
    context = {
        "form": form,
        "title": _("Add an account"),
        "lead": _("The account has no role at first; the security administrator grants one."),
        "back": reverse("account_list"),
        "above_label": _("Accounts"),
        "above_address": reverse("account_list"),
    }
    return render(request, "portal/accounts/form.html", context)


@permitted(Permission.ACCOUNT_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    form = AccountForm(request.POST or None, instance=account)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: accounts.edit_account(account=account, by=me(request), **form.values))
    ):
        messages.success(request, _("Saved."))
        return redirect("account_detail", pk=pk)
    context = {
        "form": form,
        "account": get_account(request, pk),
        "title": _("Edit account"),
        "back": reverse("account_detail", args=[pk]),
    }
    return render(request, "portal/accounts/form.html", context)


@permitted(*KEEPS_ACCOUNTS)
@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    if request.method == "POST":
        try:
            password = passwords.reset_password(account=account, by=me(request))
        except ValidationError as error:
            tell(request, error)
            return redirect("account_detail", pk=pk)
        text = _("One-time password of “%(name)s”. It must be changed at the next sign-in.") % {"name": account}
        return _show_password(request, account, password, text)
    return _ask(
        request,
        account,
        title=_("Reset password"),
        question=_("Reset the password of “%(name)s”?") % {"name": account},
        details=_(
            "The present password stops working, open sessions end and API tokens are revoked. "
            "You will see a one-time password."
        ),
        save=_("Reset password"),
    )


@permitted(*KEEPS_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    if request.method == "POST":
        done = _("Two-step sign-in has been turned off for this account.")
        return _do(request, pk, lambda: second_factors.remove_second_factor(account=account, by=me(request)), done)
    return _ask(
        request,
        account,
        title=_("Turn off two-step sign-in"),
        question=_("Turn off two-step sign-in of “%(name)s”?") % {"name": account},
        details=_(
            "For a lost phone without recovery codes. Make sure that it is the person who asks. "
            "From then on the password alone is enough, until they set it up again."
        ),
        save=_("Turn off"),
    )


@permitted(Permission.ACCOUNT_EDIT)
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    if request.method == "POST":
        done = _("The account has been deactivated.")
        return _do(request, pk, lambda: accounts.deactivate_account(account=account, by=me(request)), done)
    return _ask(
        request,
        account,
        title=_("Deactivate account"),
        question=_("Deactivate “%(name)s”?") % {"name": account},
        details=_("The person is signed out at once and cannot sign in. Records and history stay; you can undo it."),
        save=_("Deactivate"),
    )


@permitted(Permission.ACCOUNT_EDIT)
@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    done = _("The account is active again.")
    return _do(request, pk, lambda: accounts.reactivate_account(account=account, by=me(request)), done)


@permitted(*KEEPS_ACCOUNTS)
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    done = _("The account has been unlocked.")
    return _do(request, pk, lambda: lockout.unlock_account(account=account, by=me(request)), done)


@permitted(Permission.MEMBERSHIP_EDIT)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    form = GrantForm(request.POST or None, by=me(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: memberships.grant_membership(user=account, by=me(request), **form.cleaned_data))
    ):
        messages.success(request, _("The role has been granted."))
        return redirect("account_detail", pk=pk)
    context = {
        "form": form,
        "account": account,
        "title": _("Grant a role"),
        "save": _("Grant"),
        "roles": ROLES.values(),
        "back": reverse("account_detail", args=[pk]),
    }
    return render(request, "portal/accounts/grant.html", context)


@permitted(Permission.MEMBERSHIP_EDIT)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    account = get_account(request, pk)
    held = get_object_or_404(account.memberships.all(), pk=membership)
    if request.method == "POST":
        done = _("The role has been withdrawn.")
        return _do(request, pk, lambda: memberships.revoke_membership(membership=held, by=me(request)), done)
    names = {"role": role_name(held.role), "name": account}
    return _ask(
        request,
        account,
        title=_("Withdraw a role"),
        question=_("Withdraw the role “%(role)s” from “%(name)s”?") % names,
        details=_("It takes effect at once. You can grant it again."),
        save=_("Withdraw"),
    )


def _ask(request: HttpRequest, account: User, *, title: str, question: str, details: str, save: str) -> HttpResponse:
    """The page that asks before something is done to an account."""
    context = {"account": account, "title": title, "question": question, "details": details, "save": save}
    return render(
        request, "portal/accounts/confirm.html", {**context, "back": reverse("account_detail", args=[account.pk])}
    )


def _do(request: HttpRequest, pk: int, deed: Callable[[], Any], done: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, done)
    except ValidationError as error:
        tell(request, error)
    return redirect("account_detail", pk=pk)


def _show_password(request: HttpRequest, account: Any, password: str, text: str) -> HttpResponse:
    context = {
        "title": _("One-time password"),
        "text": text,
        "secret": password,
        "back": reverse("account_detail", args=[account.pk]),
    }
    return render(request, "portal/accounts/secret.html", context)
