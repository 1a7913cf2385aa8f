"""A demand as a case: whose turn it is, who has it, what was done with it; and handing it over."""

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
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.challenge_states import CHALLENGE_STEPS
from duijie.demands.domain import department_answers
from duijie.demands.domain.demands import hand_over
from duijie.demands.domain.queries.demands import list_events, list_possible_handlers, may_hand_over
from duijie.demands.models import CaseEvent, ContactSide, Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import STEPS, DemandState, Level, Step, Waiting
from duijie.portal.permitted import tell
from duijie.portal.records.finding import admit, find
from duijie.portal.turns import turn_of_demand
from duijie.registry.interfaces.record_forms import show_errors
from duijie.registry.register import Register

UNFOLDED = 3  # entries of the course that stand open
SIDE_STATES: dict[str, Any] = {"state": DemandState, "waiting": Waiting, "level": Level}
DEEDS: dict[str, Any] = {
    "supervise": gettext_lazy("Supervised handling ordered"), "lift": gettext_lazy("Supervised handling lifted"),
    **department_answers.LABELS,
    "hand_over": gettext_lazy("Handed over"), "spoken": gettext_lazy("Spoken with"),
    "challenge_award": gettext_lazy("Chose a bid of the challenge"),
    "challenge_breach": gettext_lazy("Breach of the challenge recorded"),
    "challenge_unbreach": gettext_lazy("Breach of the challenge taken back"),
    "exchange": gettext_lazy("Word from an external platform"),
    "exchange_back": gettext_lazy("Word from an external platform taken back"),
    **{step.verb: step.label for step in STEPS.values()},
    **{f"challenge_{one.verb}": one.label for one in CHALLENGE_STEPS.values()},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One line of the course, in words."""

    event: CaseEvent
    deed: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class ShownCase:
    """What the page of a demand says of it as a case. ``side_steps`` change whom it waits for and who handles it."""

    side_steps: list[Step]
    may_hand_over: bool
    may_add_contact: bool
    events: list[ShownEvent]

    @property
    def latest(self) -> list[ShownEvent]:
        return self.events[:UNFOLDED]

    @property
    def earlier(self) -> list[ShownEvent]:
        return self.events[UNFOLDED:]


def case_of(demand: Demand, steps: list[Step], *, by: Any) -> ShownCase:
    may_hand = may_hand_over(demand, by=by)
    return ShownCase(
        [step for step in steps if step.field != "state"],
        may_hand,
        may_hand,
        [ShownEvent(one, DEEDS.get(one.verb, one.verb), _becomes(one)) for one in list_events(demand)],
    )


def _becomes(event: CaseEvent) -> Any:
    """What the demand became, in words; of a contact, with whom one spoke."""
    if event.verb == "spoken":
        return ContactSide(event.after).label if event.after else ""
    step = STEPS.get(event.verb)
    return _word(step.field, event.after) if step is not None else ""


def words_of(step: Step, demand: Demand) -> dict[str, Any]:
    """What the demand is and what it becomes by the step; nothing where it waited for nobody, or will."""
    before, after = _word(step.field, getattr(demand, step.field)), _word(step.field, step.target)
    return {"before": before, "after": after} if before and after else {}


def _word(field: str, value: str) -> Any:
    return SIDE_STATES[field](value).label if value in SIDE_STATES[field].values else ""


class HandlerForm(forms.Form):
    """Who has the demand from now on, and why."""

    handler = forms.TypedChoiceField(label=gettext_lazy("Hand over to"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("Reason (shown in the history)"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, demand: Demand) -> None:
        super().__init__(data, initial={"version": demand.version})
        self.possible = {one.pk: one for one in list_possible_handlers(demand)}
        choices: Any = self.fields["handler"]
        choices.choices = [(pk, f"{one} · {one.username}") for pk, one in self.possible.items()]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_to(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Hand the demand over to another account of the office."""
    if register.key != DEMANDS.key:
        raise Http404
    admit(request, register, "step")
    demand = find(request, register, pk)
    require(request.user, Permission.DEMAND_STEP, demand.place)
    form = HandlerForm(request.POST or None, demand=demand)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(
                demand=demand, to=form.possible[form.cleaned_data["handler"]], version=form.cleaned_data["version"],
                by=request.user, reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                show_errors(form, error)
            else:
                tell(request, error)
                return redirect("record_detail", register.key, pk)
        except StaleError:
            messages.error(request, _("Somebody changed this record just now. Look at it, then try again."))
            return redirect("record_detail", register.key, pk)
        else:
            messages.success(request, _("Handed over."))
            return redirect("record_detail", register.key, pk)
    context = {
        "register": register, "record": demand, "form": form, "turn": turn_of_demand(demand, by=request.user),
    }  # fmt: skip
    return render(request, "portal/records/hand_over.html", context)
