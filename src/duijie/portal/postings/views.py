"""Postings: the list, one – also for the person on a phone and for the host –, answers, steps and the end."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.postings.finding import asking, certificate_in, posting_of
from duijie.portal.postings.forms import EndForm, ExtendForm
from duijie.portal.postings.tables import PostingFilter, PostingTable
from duijie.portal.programmes.acting import act, version_in
from duijie.portal.tables import show_page
from duijie.portal.worklogs.of_posting import lines_of
from duijie.programmes.domain.agreements import agreements, endings
from duijie.programmes.domain.postings import postings as domain
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.posting_states import POSTING_STEPS

form_page = require_http_methods(["GET", "HEAD", "POST"])
PAGES = {
    "draw_up": "agreement_draw_up", "extend": "posting_extend", "end": "posting_end", "terminate": "posting_end",
    "transfer": "posting_end",
}  # fmt: skip
"""Steps with a page of their own; ``posting_end`` takes the verb."""


@permitted(Permission.POSTING_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = PostingFilter(request.GET, queries.list_postings(by=request.user), by=request.user)
    table = show_page(PostingTable(found.qs), request)
    return render(request, "portal/postings/index.html", {"table": table, "filter": found})


@permitted(Permission.POSTING_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    rows = PostingFilter(request.GET, queries.list_postings(by=request.user), by=request.user).qs
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("posting_list")
    audit.record(by=request.user, verb="posting.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [column.header for column in PostingTable(rows).columns]
    lines = (
        [
            one.name, one.home.name, one.host.name, one.from_on, one.to_on, str(one.get_state_display()),
            one.changed_at.date(),
        ]
        for one in rows.order_by("-changed_at", "-pk")
    )  # fmt: skip
    return file_response(_("Postings"), header, lines, suffix=suffix_asked_for(request))


@permitted(Permission.POSTING_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    posting, by = posting_of(request, pk), request.user
    context = {
        "posting": posting, "people": posting.people.all(),
        "agreements": queries.list_agreements(by=by).filter(posting=posting),
        "sides": queries.answering_sides(posting, by=by),
        "steps": [(one, _address(one.verb, pk)) for one in queries.posting_steps(posting, by=by)],
        "lines": lines_of(posting, by=by),
        "may_read_need": posting.need is not None and can(by, Permission.POSTING_NEED_VIEW, posting.place),
    }  # fmt: skip
    return render(request, "portal/postings/posting.html", context)


def _address(verb: str, pk: int) -> str:
    name = PAGES.get(verb, "posting_step")
    return reverse(name, args=[pk] if name in {"agreement_draw_up", "posting_extend"} else [pk, verb])


@permitted(Permission.POSTING_ANSWER)
@require_POST
def answer(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Agree, or decline with a reason."""
    posting = posting_of(request, pk)
    common: dict[str, Any] = {
        "posting": posting, "side": side, "version": version_in(request, posting.version), "by": me(request),
    }  # fmt: skip
    if request.POST.get("answer") == "decline":
        reason = request.POST.get("reason", "")[:300]
        act(request, lambda: domain.decline(**common, reason=reason), said=_("Declined."))
    else:
        owns_no_part = request.POST.get("owns_no_part") == "yes"
        act(request, lambda: domain.agree(**common, owns_no_part=owns_no_part), said=_("Agreed."))
    return redirect("posting_detail", pk)


@permitted(Permission.POSTING_VIEW)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    taken = POSTING_STEPS.get(verb)
    posting = posting_of(request, pk)
    if taken is None or taken.particular or verb in PAGES or verb == "decline":
        raise Http404
    back = reverse("posting_detail", args=[pk])
    if request.method == "POST":
        reason, version = request.POST.get("reason", "")[:200], version_in(request, posting.version)
        act(
            request,
            lambda: domain.take_posting_step(
                posting=posting, verb=verb, version=version, reason=reason, by=me(request)
            ),
        )
        return redirect(back)
    return render(request, "portal/postings/step.html", {"thing": posting, "step": taken, "back": back})


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    posting = posting_of(request, pk)
    form = ExtendForm(request.POST or None, initial={"version": posting.version})

    def do() -> None:
        given = form.cleaned_data
        agreements.extend(
            posting=posting, to_on=given["to_on"], reason=given["reason"], version=given["version"] or posting.version,
            by=me(request),
        )  # fmt: skip

    return asking(
        request, form, POSTING_STEPS["extend"].label, back=reverse("posting_detail", args=[pk]), do=do,
        lead=_("An agreement is drawn up; the posting is extended when it is signed and filed."),
    )  # fmt: skip


@permitted(Permission.AGREEMENT_EDIT, Permission.POSTING_MAKE)
@form_page
def end(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """In time, early, or handed over to somebody else; with the open cases."""
    if verb not in {"end", "terminate", "transfer"}:
        raise Http404
    posting = posting_of(request, pk)
    cases = endings.open_cases(posting)
    officers = holders_at(Permission.DEMAND_STEP, posting.place) if cases else []
    form = EndForm(request.POST or None, verb=verb, officers=officers, initial={"version": posting.version})

    def do() -> None:
        given = form.cleaned_data
        common: dict[str, Any] = {
            "posting": posting, "ended_on": given["ended_on"], "version": given["version"] or posting.version,
            "by": me(request), "reason": given["reason"], "cases_to": form.taker,
        }  # fmt: skip
        if verb == "transfer":
            successor = certificate_in(request, form, posting.call)
            if successor is None:
                raise ValidationError(_("Correct what is marked below."))
            endings.transfer(successor=successor, **common)
        elif verb == "terminate":
            endings.terminate(**common)
        else:
            endings.end_posting(**common)

    lead = ngettext(
        "%(count)d open case is handed over with it.", "%(count)d open cases are handed over with it.", len(cases)
    ) % {"count": len(cases)}
    back = reverse("posting_detail", args=[pk])
    return asking(request, form, POSTING_STEPS[verb].label, back=back, do=do, lead=lead)
