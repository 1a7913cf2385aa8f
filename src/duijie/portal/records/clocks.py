"""The clocks of a demand: where they stand, log and picture; ordering supervised handling and lifting it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.demands.clock_kinds import ClockState
from duijie.demands.domain import supervisions as domain
from duijie.demands.domain.queries import clocks as queries
from duijie.demands.domain.queries.clocks import ClockSeen
from duijie.demands.models import Demand, Supervision
from duijie.demands.registers import DEMANDS
from duijie.demands.states import SETTLED
from duijie.portal.permitted import blame
from duijie.portal.records.clock_picture import Picture, draw
from duijie.portal.records.finding import admit, find
from duijie.portal.turns import turn_of_demand
from duijie.registry.register import Register

BADGES = {
    ClockState.RUNNING: "info", ClockState.DUE: "warn", ClockState.OVERDUE: "bad", ClockState.PAUSED: "plain",
    ClockState.MET: "good", ClockState.LATE: "warn", ClockState.ENDED: "plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownClocks:
    """What the page of a demand says of its clocks: the open ones, and how many came to an end."""

    open: list[tuple[ClockSeen, str]]
    ended: int
    supervision: Supervision | None
    may_supervise: bool


def clocks_shown(demand: Demand, *, by: Any) -> ShownClocks:
    found = queries.clocks_of(demand)
    running = [(one, BADGES[one.state]) for one in found if one.is_open]
    standing = queries.supervision_of(demand)
    may = domain.may_supervise(demand, by=by) and (standing is not None or demand.state not in SETTLED)
    return ShownClocks(running, len(found) - len(running), standing, may)


@login_required
@require_safe
def log(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """All clocks with picture and log, for those who reach the demand."""
    demand = _found(request, register, pk, "view")
    require(request.user, Permission.DEMAND_VIEW, demand.place)
    seen = queries.clocks_of(demand)
    picture: Picture | None = draw(seen) if seen else None
    context = {
        "register": register, "record": demand, "clocks": [(one, BADGES[one.state]) for one in seen],
        "entries": queries.log_of(demand), "supervisions": queries.supervisions_of(demand), "picture": picture,
    }  # fmt: skip
    return render(request, "portal/records/clock_log.html", context)


class SupervisionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason (told to whoever handles it)"), max_length=domain.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supervise(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Order supervised handling."""
    return _decide(request, register, pk, domain.supervise_demand, _("It is under supervised handling now."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """End supervised handling."""
    return _decide(request, register, pk, domain.lift_supervision, _("Supervised handling was lifted."))


def _decide(
    request: HttpRequest, register: Register, pk: int, verb: Callable[..., Supervision], said: str
) -> HttpResponse:
    demand = _found(request, register, pk, "supervise")
    require(request.user, Permission.DEMAND_SUPERVISE, demand.place)
    form = SupervisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(demand=demand, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, said)
            return redirect("record_detail", register.key, pk)
    context = {
        "register": register, "record": demand, "form": form, "lifts": verb is domain.lift_supervision,
        "clocks": [(one, BADGES[one.state]) for one in queries.clocks_of(demand) if one.is_open],
        "standing": queries.supervision_of(demand), "turn": turn_of_demand(demand, by=request.user),
    }  # fmt: skip
    return render(request, "portal/records/supervise.html", context)


def _found(request: HttpRequest, register: Register, pk: int, verb: str) -> Demand:
    if register.key != DEMANDS.key:
        raise Http404
    admit(request, register, verb)
    demand: Demand = find(request, register, pk)
    return demand
