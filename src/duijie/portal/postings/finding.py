"""Finding what an address names, as this person sees it, and the page that asks."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duijie.common.domain.refusals import note_unseen
from duijie.portal.programmes.acting import act
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.models import Agreement, Certificate, Posting, PostingCall, PostingNeed, PostingPlan
from duijie.registry.domain.queries.naming import find_named


def call_of(request: HttpRequest, pk: int) -> PostingCall:
    found: PostingCall = _found(lambda: queries.find_call(by=request.user, pk=pk), PostingCall)
    return found


def need_of(request: HttpRequest, pk: int) -> PostingNeed:
    found: PostingNeed = _found(lambda: queries.list_needs(by=request.user).get(pk=pk), PostingNeed)
    return found


def posting_of(request: HttpRequest, pk: int) -> Posting:
    found: Posting = _found(lambda: queries.list_postings(by=request.user).get(pk=pk), Posting)
    return found


def agreement_of(request: HttpRequest, pk: int) -> Agreement:
    found: Agreement = _found(lambda: queries.list_agreements(by=request.user).get(pk=pk), Agreement)
    return found


def plan_of(request: HttpRequest, pk: int) -> PostingPlan:
    found: PostingPlan = _found(lambda: queries.find_plan(by=request.user, pk=pk), PostingPlan)
    return found


def certificate_in(request: HttpRequest, form: Any, call: PostingCall) -> Certificate | None:
    """The certificate that the form names by its number or by the person; None, and said there, unless it is one."""
    found = queries.certificates_named(call, form.cleaned_data["certificate"], by=request.user)
    if len(found) == 1:
        return found[0]
    if found:
        words = _("Several people of this round have this name. Give the number: %(numbers)s")
        form.add_error("certificate", words % {"numbers": ", ".join(one.number for one in found)})
    else:
        form.add_error("certificate", _("No valid certificate of this round has this number or name."))
    return None


def organisation_in(request: HttpRequest, form: Any, field: str = "organisation") -> Any:
    found = find_named(text=form.cleaned_data[field], by=request.user)
    if found is None:
        form.add_error(field, _("No organisation has this name or code. Write it exactly as in the register."))
    return found


def still_there(request: HttpRequest, rows: Any, pk: int) -> Any | None:
    """The one of ``rows`` that is to go; None where somebody took it away just before, or where this person may not
    see it, which the audit is told."""
    try:
        return rows.get(pk=pk)
    except rows.model.DoesNotExist as error:
        note_unseen(request, error)
        return None


def asking(
    request: HttpRequest, form: Any, title: Any, *, back: str, do: Callable[[], Any], onward: str = "", lead: Any = ""
) -> HttpResponse:
    """A page that asks by ``form``, and does it; then on to ``onward``, or back."""
    if request.method == "POST" and form.is_valid() and act(request, do, form=form):
        return redirect(onward or back)
    context = {"form": form, "title": title, "back": back, "lead": lead}
    return render(request, "portal/postings/ask.html", context)


def _found(find: Callable[[], Any], model: Any) -> Any:
    try:
        return find()
    except model.DoesNotExist as error:
        raise Http404 from error
