"""Pages that belong to nobody in particular: my work, help, the language switch."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from duijie.accounts.access import can
from duijie.accounts.domain import accounts
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.shell import home as queries
from duijie.portal.shell.beginnings import first_steps
from duijie.portal.shell.figures import figures_of
from duijie.portal.shell.waiting import waiting_for
from duijie.portal.tour.steps import may_tour
from duijie.programmes.domain.queries.work_logs import postings_at_work
from duijie.registry.domain.queries.demo import has_demo_data


@permitted()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    waiting, figures = waiting_for(user), figures_of(user)
    filled = {figure.address for figure in figures if figure.value}
    context = {
        "memberships": queries.memberships_of(user),
        "waiting": waiting,
        "figures": figures,
        "steps": first_steps(user, is_idle=not waiting, filled=filled),
        "may_log_visit": can(user, Permission.VISIT_ADD),
        "may_log_work": can(user, Permission.WORK_LOG_ADD) and postings_at_work(by=user).exists(),
        **queries.recent_of(user),
    }
    return render(request, "portal/shell/home.html", context)


@permitted()
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    context = {
        "memberships": queries.memberships_of(me(request)),
        "may_tour": has_demo_data() and may_tour(me(request)),
    }
    return render(request, "portal/shell/help.html", context)


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Into the cookie, and into the profile of who has signed in."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        accounts.edit_account(account=me(request), by=me(request), language=chosen)
    response: HttpResponse = set_language(request)
    return response
