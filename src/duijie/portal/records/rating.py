"""The firm says what it thinks of the result of its demand."""

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
from duijie.demands.domain.queries.demands import rating_of
from duijie.demands.domain.ratings import LONGEST_COMMENT, may_rate, rate_demand
from duijie.demands.models import Satisfaction
from duijie.demands.registers import DEMANDS
from duijie.portal.records.finding import admit, find
from duijie.portal.turns import turn_of_demand
from duijie.registry.interfaces.record_forms import show_errors
from duijie.registry.register import Register


class RatingForm(forms.Form):
    """Five degrees, a few words, and whether the problem is solved."""

    satisfaction = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you with the result?"),
        choices=Satisfaction.choices, coerce=int, widget=forms.RadioSelect,
    )  # fmt: skip
    comment = forms.CharField(
        label=gettext_lazy("A few words on it"), required=False, max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("We confirm that the problem is solved"), required=False,
        help_text=gettext_lazy("This counts as a confirmation slip of the firm."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Rate the result, or change what was said before."""
    if register.key != DEMANDS.key:
        raise Http404
    admit(request, register, "rate")
    demand = find(request, register, pk)
    require(request.user, Permission.DEMAND_RATE, demand.place)
    back = redirect("record_detail", register.key, pk)
    if not may_rate(demand, by=request.user):
        archived = _("This record is archived. Restore it first.")
        early = _("It can be rated when it is solved, unsolved or closed.")
        messages.error(request, early if demand.archived_at is None else archived)
        return back
    given = rating_of(demand)
    initial = {name: getattr(given, name) for name in RatingForm.base_fields} if given else None
    form = RatingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            rate_demand(demand=demand, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("Thank you. The office sees your rating."))
            return back
    context = {
        "register": register, "record": demand, "form": form, "turn": turn_of_demand(demand, by=request.user),
    }  # fmt: skip
    return render(request, "portal/records/rating.html", context)
