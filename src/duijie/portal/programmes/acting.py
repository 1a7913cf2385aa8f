"""What all actions on these pages have in common: do it, and say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from duijie.common.domain.refusals import note_refused
from duijie.common.editing import StaleError
from duijie.portal.permitted import blame, tell
from duijie.portal.records.finding import numbers_of
from duijie.programmes.domain.queries import applications as application_queries
from duijie.programmes.domain.queries import rounds as queries
from duijie.programmes.models import Application, Programme, RecommendingUnit, Round


def act(request: HttpRequest, call: Callable[[], Any], *, form: Any = None, said: str = "") -> bool:
    """Whether ``call`` went well; what was refused stands at the form's fields, or above the next page."""
    try:
        call()
    except ValidationError as error:
        if form is not None:
            blame(form, error)
        else:
            tell(request, error)
        return False
    except StaleError:
        words = _("Somebody changed this just now. Look at it again, then save.")
        if form is not None:
            form.add_error(None, words)
        else:
            messages.error(request, words)
        return False
    messages.success(request, said or _("Saved."))
    return True


def version_in(request: HttpRequest, otherwise: int) -> int:
    """The version that the page showed."""
    given = numbers_of([request.POST.get("version", "")], 1)
    return given[0] if given else otherwise


def programme_of(request: HttpRequest, pk: int) -> Programme:
    try:
        return queries.find_programme(by=request.user, pk=pk)
    except Programme.DoesNotExist as error:
        raise Http404 from error


def round_of(request: HttpRequest, pk: int) -> Round:
    try:
        return queries.find_round(by=request.user, pk=pk)
    except Round.DoesNotExist as error:
        raise Http404 from error


def application_of(request: HttpRequest, pk: int) -> Application:
    try:
        return application_queries.find_application(by=request.user, pk=pk)
    except Application.DoesNotExist as error:
        raise Http404 from error


def own_unit_of(request: HttpRequest, round_: Round, pk: int) -> RecommendingUnit:
    """The unit of this round for which one recommends. Which units there are the call tells everybody; that somebody
    asks for another's recommendations is told to the audit."""
    units = RecommendingUnit.objects.recommended_by(request.user).select_related("area", "organisation")
    try:
        found: RecommendingUnit = units.get(pk=pk, round=round_)
    except RecommendingUnit.DoesNotExist as error:
        other = round_.units.filter(pk=pk).first()
        if other is not None:
            note_refused(request, other)
        raise Http404 from error
    return found


def ask(request: HttpRequest, round_: Round, form: Any, title: Any, **more: Any) -> HttpResponse:
    """The page of a form about a round; ``more`` is shown above it."""
    context = {"form": form, "round": round_, "title": title, "back": reverse("round_detail", args=[round_.pk]), **more}
    return render(request, "portal/programmes/ask.html", context)
