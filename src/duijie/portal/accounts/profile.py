"""My own account: name, language, API tokens."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from duijie.accounts.domain import accounts, tokens
from duijie.accounts.models import ApiToken, User
from duijie.portal.accounts.actions import saved
from duijie.portal.accounts.forms import ProfileForm, TokenForm
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.shell.home import memberships_of


@permitted()
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=me(request).pk)
    form = ProfileForm(request.POST or None, instance=account)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: accounts.edit_account(account=account, by=me(request), **form.values))
    ):
        language = form.cleaned_data["language"]
        with translation.override(language or translation.get_language()):
            messages.success(request, _("Saved."))
        response = redirect("profile")
        if language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
        else:
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    context = {
        "form": form,
        "memberships": memberships_of(me(request)),
        "tokens": ApiToken.objects.visible_to(request.user).filter(user=request.user),
        "has_two_steps": is_mfa_enabled(me(request)),
    }
    return render(request, "portal/accounts/profile.html", context)


@permitted()
@never_cache
@require_http_methods(["GET", "POST"])
def add_token(request: HttpRequest) -> HttpResponse:
    """A token for myself; its text is shown this once."""
    form = TokenForm(request.POST or None, by=me(request))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "scopes")}
        made = saved(
            form,
            lambda: tokens.add_token(user=me(request), by=me(request), expires_at=form.expires_at, **fields),
        )
        if made:
            context = {
                "title": _("API token"),
                "text": _("Put this token into your program now."),
                "secret": made[1],
                "back": reverse("profile"),
            }
            return render(request, "portal/accounts/secret.html", context)
    context = {
        "form": form,
        "title": _("Make a token"),
        "save": _("Make a token"),
        "back": reverse("profile"),
        "above_label": _("My account"),
        "above_address": reverse("profile"),
    }
    return render(request, "portal/accounts/form.html", context)


@permitted()
@require_http_methods(["GET", "POST"])
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            tokens.revoke_token(token=token, by=me(request))
            messages.success(request, _("The token has been revoked."))
        except ValidationError as error:
            tell(request, error)
        return redirect("profile")
    context = {
        "title": _("Revoke a token"),
        "question": _("Revoke the token “%(name)s”?") % {"name": token.name},
        "details": _("Programs that use it are refused at once. This cannot be undone; make a new token instead."),
        "save": _("Revoke"),
        "back": reverse("profile"),
    }
    return render(request, "portal/accounts/confirm.html", context)
