"""Pairs that may be one: the list, its export, deciding, and looking for more."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.common.domain import audit
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.portal.duplicates.tables import PairTable, percent
from duijie.portal.exports import MOST_ROWS, file_response, suffix_asked_for
from duijie.portal.navigation import EDITS
from duijie.portal.permitted import permitted, tell
from duijie.portal.tables import show_page
from duijie.registry.domain import duplicates as domain
from duijie.registry.domain.queries import duplicates as queries
from duijie.registry.domain.queries.records import editable_record
from duijie.registry.interfaces.duplicate_filters import DuplicateFilter, register_choices
from duijie.registry.models import DuplicatePair
from duijie.registry.register import home_registers, register_of


class NameForm(forms.Form):
    """Two records that a person holds to be one, by their numbers."""

    register = forms.ChoiceField(label=gettext_lazy("Register"), choices=register_choices)
    one = forms.IntegerField(
        label=gettext_lazy("Number of the one"), min_value=1, max_value=2**53,
        help_text=gettext_lazy("The number in the address of its page."),
    )  # fmt: skip
    other = forms.IntegerField(label=gettext_lazy("Number of the other"), min_value=1, max_value=2**53)


@permitted(*EDITS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = DuplicateFilter(request.GET, queries.list_pairs(by=request.user))
    table = show_page(PairTable(found.rows), request)
    queries.attach_records([row.record for row in table.paginated_rows])
    jobs = Job.objects.visible_to(request.user).filter(kind=domain.FIND, state__in=OPEN)
    context = {
        "filter": found, "table": table, "job": jobs.order_by("created_at").first(),
        "name_form": NameForm(auto_id="id_name_%s"),  # the filter has a field of the same name
        "may_search": any(can(request.user, one.permission("archive")) for one in home_registers()),
    }  # fmt: skip
    return render(request, "portal/duplicates/index.html", context)


@permitted(*EDITS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The pairs that the list shows, of registers from which one may take lists along."""
    keys = [one.key for one in home_registers() if can(request.user, one.permission("export"))]
    rows = DuplicateFilter(request.GET, queries.list_pairs(by=request.user)).rows.filter(register__in=keys)
    pairs = list(rows[: MOST_ROWS + 1])
    if len(pairs) > MOST_ROWS:
        messages.error(request, _("That is more than fits into one workbook. Narrow the filters and export again."))
        return redirect("duplicate_list")
    queries.attach_records(pairs)
    detail = {"rows": len(pairs), "filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb="duplicate.export", target=None, detail=detail)
    header = [
        _("Register"), _("First record"), _("Number of the first"), _("Second record"), _("Number of the second"),
        _("Why"), _("Likeness"), _("State"), _("Found on"),
    ]  # fmt: skip
    lines = (
        [
            str(pair.register_label), str(pair.one or ""), pair.first, str(pair.other or ""), pair.second,
            pair.get_why_display(), percent(pair.likeness), pair.get_state_display(), pair.found_at,
        ]
        for pair in pairs
    )  # fmt: skip
    suffix = suffix_asked_for(request)
    return file_response(_("Duplicates"), header, lines, suffix=suffix)


@permitted(*EDITS)
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Start the search; the list shows how far it is."""
    domain.start_search(by=request.user)
    return redirect("duplicate_list")


@permitted(*EDITS)
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """Two records that the search did not bring together."""
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a register and give two numbers."))
        return redirect("duplicate_list")
    register = register_of(form.cleaned_data["register"])
    records = [editable_record(register, by=request.user, pk=form.cleaned_data[one]) for one in ("one", "other")]
    if None in records:
        messages.error(request, _("There is no such record that you may edit."))
        return redirect("duplicate_list")
    try:
        pair = domain.name_pair(register=register, one=records[0], other=records[1], by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("duplicate_list")
    return redirect("duplicate_detail", pair.pk)


@permitted(*EDITS)
@require_POST
def different(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Noted as two different ones. No search brings this pair up again.")
    return _decide(request, pk, domain.declare_different, words)


@permitted(*EDITS)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, domain.reopen_pair, _("The pair is to be decided again."))


def _decide(request: HttpRequest, pk: int, verb: Any, words: str) -> HttpResponse:
    try:
        verb(pair=pair_of(request, pk), by=request.user)
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, words)
    return redirect("duplicate_list")


def pair_of(request: HttpRequest, pk: int) -> DuplicatePair:
    """The pair, or 404."""
    try:
        return queries.find_pair(by=request.user, pk=pk)
    except DuplicatePair.DoesNotExist as error:
        raise Http404 from error
