"""The ledger: entries, counter-entries, documents, balances."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many, stored_file
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import address_with, me, permitted, tell
from duijie.portal.programmes.acting import act
from duijie.portal.tables import show_page
from duijie.portal.worklogs.result_forms import MoneyForm
from duijie.portal.worklogs.result_tables import LedgerFilter, LedgerTable
from duijie.portal.worklogs.yields import posting_of
from duijie.programmes.domain.money import ledger as domain
from duijie.programmes.domain.queries import ledger as queries
from duijie.programmes.models import LedgerEntry, MoneyKind
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
VIEW, WRITE = Permission.LEDGER_VIEW, Permission.LEDGER_WRITE
GROUP_LABELS = {
    "person": gettext_lazy("by person"), "posting": gettext_lazy("by posting"), "firm": gettext_lazy("by firm"),
    "round": gettext_lazy("by round"),
}  # fmt: skip


@permitted(VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = LedgerFilter(request.GET, queries.list_entries(by=request.user))
    context = {
        "table": show_page(LedgerTable(found.qs), request), "filter": found, "sums": queries.sums(found.qs),
    }  # fmt: skip
    return render(request, "portal/worklogs/ledger.html", context)


@permitted(VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The entries as they are filtered, as .xlsx or .csv."""
    rows = LedgerFilter(request.GET, queries.list_entries(by=request.user)).qs.order_by("booked_on", "pk")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("ledger_list")
    audit.record(by=request.user, verb="ledger.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [
        _("Number"), _("Document number"), _("Person posted"), _("Host unit"), _("Kind of money"), _("Planned or paid"),
        _("Amount (yuan)"), _("Day"), _("Note"), _("Counter-entry to"),
    ]  # fmt: skip
    lines = (
        [
            one.pk, one.document, one.posting.name, one.posting.host.name, str(one.get_kind_display()),
            str(one.get_stage_display()), float(one.amount), one.booked_on, one.note, one.reverses_id,
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Ledger"), header, lines, suffix=suffix_asked_for(request))


@permitted(VIEW)
@require_safe
def balances(request: HttpRequest) -> HttpResponse:
    """Planned, paid and left, by person, posting, firm or round."""
    group = request.GET.get("by", "person")
    if group not in queries.GROUPS:
        group = "person"
    rows = LedgerFilter(request.GET, LedgerEntry.objects.visible_to(request.user)).qs
    found = queries.balances(group, rows)
    if request.GET.get("format") in ("xlsx", "csv"):
        detail = {"filters": dict(request.GET.lists())}
        audit.record(by=request.user, verb="ledger.export", target=None, detail=detail)
        keys = [f"{kind}_{stage}" for kind in MoneyKind.values for stage in ("planned", "paid")]
        heads = [f"{label} · {stage}" for label in MoneyKind.labels for stage in (_("Planned"), _("Paid"))]
        lines = ([one["name"], *(float(one[key]) for key in (*keys, "planned", "paid", "left"))] for one in found)
        header = [str(GROUP_LABELS[group]), *heads, _("Planned"), _("Paid"), _("Left")]
        return file_response(_("Balances"), header, lines, suffix=suffix_asked_for(request))
    groups = [(key, label, address_with(reverse("ledger_balances"), by=key)) for key, label in GROUP_LABELS.items()]
    context = {"rows": found, "group": group, "groups": groups, "group_label": GROUP_LABELS[group]}
    return render(request, "portal/worklogs/balances.html", context)


@permitted(VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    back = getattr(entry, "reversed_by", None)
    may = entry.reverses_id is None and back is None and can(request.user, WRITE, entry.place)
    return render(request, "portal/worklogs/entry.html", {"entry": entry, "reversed_by": back, "may_reverse": may})


@permitted(WRITE)
@form_page
def add(request: HttpRequest, posting: int) -> HttpResponse:
    """An entry for one posting, which the address names."""
    found = posting_of(request, posting)
    form = MoneyForm(request.POST or None, request.FILES or None)
    made: list[LedgerEntry] = []
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        file, submission = values.pop("file"), values.pop("submission")
        given = (file.name, file.chunks()) if file else None
        if act(
            request,
            lambda: made.append(
                domain.enter_money(posting=found, values=values, by=me(request), submission=submission, file=given)
            ),
            form=form,
        ):
            return redirect("ledger_detail", made[0].pk)
    context = {
        "form": form, "title": _("Enter money"), "about": f"{found.name} → {found.host.name}", "multipart": True,
    }  # fmt: skip
    return render(request, "portal/worklogs/money_form.html", context)


@permitted(WRITE)
@form_page
def reverse_(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is changed: an entry is taken back by a counter-entry."""
    entry = _entry(request, pk)
    made: list[LedgerEntry] = []
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:300]
        done = act(request, lambda: made.append(domain.reverse_entry(entry=entry, reason=reason, by=me(request))))
        return redirect("ledger_detail", made[0].pk if done else pk)
    return render(request, "portal/worklogs/entry_reverse.html", {"entry": entry})


@permitted(VIEW)
@require_safe
def file(request: HttpRequest, pk: int) -> Any:
    entry = _entry(request, pk)
    path = new_file(domain.FOLDER, entry.stored.rpartition("/")[2])
    if not entry.stored or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="ledger.file", target=entry, place=entry.place, detail={})
    return stored_file(path, entry.file_name)


def _entry(request: HttpRequest, pk: int) -> LedgerEntry:
    try:
        return queries.find_entry(by=request.user, pk=pk)
    except LedgerEntry.DoesNotExist as error:
        raise Http404 from error
