"""Buttons of a plan: each posts one verb and leads back to where it was pressed."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duijie.common.editing import StaleError
from duijie.matching.domain import plan_pairs as domain
from duijie.matching.domain.plans import compute_plan, copy_plan
from duijie.matching.domain.queries.plans import demands_of
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanPair
from duijie.matching.plan_states import PairVerb
from duijie.portal.permitted import tell
from duijie.portal.plans.forms import VersionForm
from duijie.portal.plans.reading import find_plan, tell_checked, tell_stale, to_present_rows
from duijie.portal.workspace.views import pair_of

VERBS = {
    PairVerb.FIX: domain.fix_pair,
    PairVerb.FREE: domain.free_pair,
    PairVerb.FORBID: domain.forbid_pair,
    PairVerb.REMOVE: domain.remove_pair,
}


@login_required
@require_POST
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the job."""
    plan = find_plan(request, pk)
    do(request, lambda version: compute_plan(plan=plan, version=version, by=request.user))
    return redirect("plan_detail", pk)


@login_required
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft like this one."""
    made = copy_plan(plan=find_plan(request, pk), by=request.user)
    messages.success(request, _("Copied. Change what is to be different, then compute."))
    return redirect("plan_edit", made.pk)


@login_required
@require_POST
def change_pair(request: HttpRequest, pk: int, pair: int, verb: str) -> HttpResponse:
    """Fix, free, forbid, take in, take out."""
    plan = find_plan(request, pk)
    if verb == PairVerb.ADD:
        row = plan.pairs.select_related("demand", "supply").filter(pk=pair, generation=plan.generation).first()
        if row is None:
            return to_present_rows(request, plan, PlanPair, pair, "plan_detail")
        done = do(request, lambda version: domain.add_pair(
            plan=plan, demand=row.demand.demand_id, kind=row.supply.kind, supply=row.supply.supply, version=version,
            by=request.user,
        ))  # fmt: skip
        return led_back(request, plan, done)
    if verb not in VERBS:
        raise Http404
    more: dict[str, Any] = {}
    if verb == PairVerb.FORBID:
        more = {"reason": request.POST.get("reason", ""), "note_text": request.POST.get("note", "")}
    function: Any = VERBS[PairVerb(verb)]
    done = do(request, lambda version: function(plan=plan, pair=pair, version=version, by=request.user, **more))
    return led_back(request, plan, done)


@login_required
@require_POST
def take_in(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take an item of supply that was looked up into the plan, for one demand."""
    plan = find_plan(request, pk)
    demand = demands_of(plan, by=request.user).filter(pk=row).first()
    kind, supply = pair_of(request.POST.get("supply", ""))
    if demand is None:
        return to_present_rows(request, plan, PlanDemand, row, "plan_demands")
    done = do(request, lambda version: domain.add_pair(
        plan=plan, demand=demand.demand_id, kind=kind, supply=supply, version=version, by=request.user
    ))  # fmt: skip
    if done:
        tell_checked(request, plan, also_good=False)
    return redirect("plan_demand", pk, row)


@login_required
@require_POST
def end_conflict(request: HttpRequest, pk: int, conflict: int) -> HttpResponse:
    """Two organisations may meet again."""
    plan = find_plan(request, pk)
    if do(
        request,
        lambda version: domain.end_conflict(plan=plan, conflict=conflict, version=version, by=request.user),
    ):
        tell_checked(request, plan)
    return redirect("plan_apart", pk)


def do(request: HttpRequest, call: Any) -> bool:
    """Call with the version that was seen, and say what came of it; whether it was done."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        call(form.cleaned_data["version"])
    except StaleError:
        tell_stale(request)
    except ValidationError as error:
        tell(request, error)
    except ObjectDoesNotExist:
        messages.error(request, _("This is not in the plan any more; it was computed anew. Look again."))
    else:
        return True
    return False


def led_back(request: HttpRequest, plan: AssignmentPlan, done: bool) -> HttpResponse:
    """To the page on which the button stands; one that does not name the breaches says that there are some."""
    where = back(request, plan.pk)
    if done and urlsplit(where).path != reverse("plan_detail", args=[plan.pk]):
        tell_checked(request, plan, also_good=False)
    return redirect(where)


def back(request: HttpRequest, pk: int) -> str:
    """The page on which the button stands."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before
    return reverse("plan_detail", args=[pk])
