"""The numbers of challenges, area by area."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.challenge_checks import NUMBERS
from duijie.demands.domain.challenges import save_rules
from duijie.demands.models import ChallengeRules
from duijie.portal.challenges.forms import RulesForm
from duijie.portal.permitted import blame, me, permitted
from duijie.registry.register import label_of

MOST_SHOWN = 100


@permitted(Permission.DEMAND_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The rows in force and before, the latest first; city officers add one below."""
    may_edit = can(request.user, Permission.CHALLENGE_RULES_EDIT)
    form = RulesForm(request.POST or None, by=request.user) if may_edit else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
        if form.is_valid():
            try:
                save_rules(
                    area=form.cleaned_data["area"], values=form.values, by=me(request),
                    reason=form.cleaned_data["reason"],
                )  # fmt: skip
            except ValidationError as error:
                blame(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("challenge_rules")
    rows = ChallengeRules.objects.visible_to(request.user).select_related("area", "by")[:MOST_SHOWN]
    labels = [label_of(ChallengeRules, name) for name in NUMBERS]
    context = {
        "form": form,
        "labels": labels,
        "shipped": _said(ChallengeRules()),
        "rows": [(row, _said(row)) for row in rows],
    }
    return render(request, "portal/challenges/rules.html", context)


def _said(rules: ChallengeRules) -> list[Any]:
    """The values of the rules as a person reads them."""
    values = (getattr(rules, name) for name in NUMBERS)
    return [(_("yes") if value else _("no")) if isinstance(value, bool) else value for value in values]
