"""Actions on several rows of a list at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from duijie.common.editing import StaleError
from duijie.demands.domain.demands import take_step
from duijie.demands.registers import DEMANDS
from duijie.demands.states import STEPS
from duijie.portal.permitted import came_from
from duijie.portal.records.finding import admit, numbers_of
from duijie.registry.domain import records as domain
from duijie.registry.domain.queries import records as queries
from duijie.registry.register import Register

MOST = 500
IN_BULK = ("draft", "verify", "publish")
PAGES = {"group": "common_problem_add", "hand_over": "exchange_start"}  # of demands: a page asks for more
AS_SHOWN = ("columns", "sort")  # what the list says about columns and order holds for the file too


@login_required
@require_POST
def act(request: HttpRequest, register: Register) -> HttpResponse:
    """``archive``, ``restore``, a step of demands, or ``export``, on the rows that were chosen."""
    admit(request, register, "view")
    action = request.POST.get("action", "")
    keys = numbers_of(request.POST.getlist("row"), MOST)
    back = came_from(request, "home")
    if not keys:
        messages.error(request, _("Choose rows first."))
        return redirect(back)
    if action == "export":
        asked = QueryDict(mutable=True)
        asked.setlist("row", [str(key) for key in keys])
        asked["archived"] = "all"
        for name in AS_SHOWN:
            asked.setlist(name, request.GET.getlist(name))
        return redirect(f"{reverse('record_export', args=[register.key])}?{asked.urlencode()}")
    if action in PAGES and register.key == DEMANDS.key:
        asked = QueryDict(mutable=True)
        asked.setlist("row", [str(key) for key in keys])
        return redirect(f"{reverse(PAGES[action])}?{asked.urlencode()}")
    done, refused = 0, 0
    for record in queries.list_records(register, by=request.user).filter(pk__in=keys):
        try:
            if action == "archive":
                domain.archive_record(register=register, record=record, version=record.version, by=request.user)
            elif action == "restore":
                domain.restore_record(register=register, record=record, version=record.version, by=request.user)
            elif action in IN_BULK and register.key == DEMANDS.key:
                take_step(
                    demand=record, verb=action, version=record.version, by=request.user, checks=STEPS[action].checks
                )
            else:
                raise ValidationError(_("Choose what to do."))
        except (ValidationError, PermissionDenied, StaleError):
            refused += 1
        else:
            done += 1
    if done:
        messages.success(request, ngettext("%(n)d row done.", "%(n)d rows done.", done) % {"n": done})
    if refused:
        text = ngettext(
            "%(n)d row was left as it is: its state or your roles do not allow it.",
            "%(n)d rows were left as they are: their state or your roles do not allow it.",
            refused,
        )
        messages.warning(request, text % {"n": refused})
    return redirect(back)
