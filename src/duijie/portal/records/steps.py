"""Steps of demands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import require
from duijie.common.editing import StaleError
from duijie.demands.domain.demands import missing_for, take_step
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import STEPS
from duijie.portal.guide.finding import read_for_check
from duijie.portal.permitted import tell
from duijie.portal.records.course import words_of
from duijie.portal.records.finding import admit, find, numbers_of
from duijie.portal.turns import turn_of_demand
from duijie.registry.register import Register


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, register: Register, pk: int, verb: str) -> HttpResponse:
    """Ask for the reason where one is needed, and take the step."""
    step = STEPS.get(verb)
    if register.key != DEMANDS.key or step is None:
        raise Http404
    admit(request, register, "view")
    demand = find(request, register, pk)
    require(request.user, step.permission, demand.place)
    if request.method == "POST":
        version = numbers_of([request.POST.get("version", "")], 1)
        try:
            take_step(
                demand=demand, verb=verb, version=version[0] if version else demand.version,
                by=request.user, reason=request.POST.get("reason", "")[:200],
                checks=request.POST.getlist("checks"),
            )  # fmt: skip
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, _("Somebody changed this record just now. Look at it, then try again."))
        else:
            messages.success(request, _("Saved."))
        return redirect("record_detail", register.key, pk)
    context = {
        "register": register, "record": demand, "step": step,
        "missing": missing_for(step, demand, by=request.user),
        "checks": [(key, CHECKS[key]) for key in step.checks], "turn": turn_of_demand(demand, by=request.user),
        **words_of(step, demand),
        **(read_for_check(demand, by=request.user) if step.checks else {}),
    }  # fmt: skip
    return render(request, "portal/records/step.html", context)
