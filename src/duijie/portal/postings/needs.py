"""Needs of firms: the list, one, stating, changing, checking."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.postings.finding import asking, call_of, need_of, organisation_in
from duijie.portal.postings.forms import NeedForm
from duijie.portal.postings.tables import NeedFilter, NeedTable
from duijie.portal.programmes.acting import act, version_in
from duijie.portal.tables import show_page
from duijie.programmes.domain.postings import needs as domain
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.posting_states import NEED_STEPS

form_page = require_http_methods(["GET", "HEAD", "POST"])
CALLS = 5
"""Calls to which a firm is led from the list of its needs."""


@permitted(Permission.POSTING_NEED_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = NeedFilter(request.GET, queries.list_needs(by=request.user), by=request.user)
    hosts = queries.own_hosts(by=request.user)
    context = {
        "table": show_page(NeedTable(found.qs), request), "filter": found,
        "calls": queries.calls_for(hosts, by=request.user)[:CALLS] if hosts else [],
    }  # fmt: skip
    return render(request, "portal/postings/needs.html", context)


@permitted(Permission.POSTING_NEED_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    rows = NeedFilter(request.GET, queries.list_needs(by=request.user), by=request.user).qs
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("posting_need_list")
    detail = {"filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb="posting_need.export", target=None, detail=detail)
    header = [column.header for column in NeedTable(rows).columns]
    lines = (
        [one.title, one.host.name, str(one.area), one.wanted, str(one.get_state_display()), one.changed_at.date()]
        for one in rows.order_by("-changed_at", "-pk")
    )
    return file_response(_("Needs for postings"), header, lines, suffix=suffix_asked_for(request))


@permitted(Permission.POSTING_NEED_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    need, by = need_of(request, pk), request.user
    context = {
        "need": need, "steps": queries.need_steps(need, by=by),
        "may_edit": need.state in {"submitted", "verified", "refused"}
        and can(by, Permission.POSTING_NEED_ADD, need.place),
        "postings": queries.list_postings(by=by).filter(need=need) if can(by, Permission.POSTING_VIEW) else [],
    }  # fmt: skip
    return render(request, "portal/postings/need.html", context)


@permitted(Permission.POSTING_NEED_ADD)
@form_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    hosts = queries.own_hosts(by=request.user)
    form = NeedForm(request.POST or None, is_new=True, hosts=hosts)

    def do() -> None:
        host = form.own_host if hosts else organisation_in(request, form)
        if host is None:
            raise ValidationError(_("Correct what is marked below."))
        domain.state_need(call=call, host=host, values=form.values, by=me(request))

    onward = f"{reverse('posting_need_list')}?call={pk}"
    back = reverse("posting_call", args=[pk])
    lead = f"{call} · {hosts[0]}" if len(hosts) == 1 else call
    return asking(request, form, _("State a need"), back=back, onward=onward, do=do, lead=lead)


@permitted(Permission.POSTING_NEED_ADD)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_of(request, pk)
    shown = {name: getattr(need, name) for name in (*domain.FIELDS, "version")}
    form = NeedForm(request.POST or None, initial=shown, is_new=False)

    def do() -> None:
        version = form.cleaned_data["version"] or need.version
        domain.edit_need(need=need, values=form.values, version=version, by=me(request))

    return asking(request, form, _("Change the need"), back=reverse("posting_need", args=[pk]), do=do, lead=need)


@permitted(Permission.POSTING_NEED_VIEW)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    taken = NEED_STEPS.get(verb)
    need = need_of(request, pk)
    if taken is None or taken.particular:
        raise Http404
    back = reverse("posting_need", args=[pk])
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:200]
        version = version_in(request, need.version)
        act(
            request,
            lambda: domain.take_need_step(need=need, verb=verb, version=version, reason=reason, by=me(request)),
        )
        return redirect(back)
    return render(request, "portal/postings/step.html", {"thing": need, "step": taken, "back": back})
