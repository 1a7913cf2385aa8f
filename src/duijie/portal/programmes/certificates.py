"""Certificates and objections, for the office and for whom they concern; certificate and opinion as PDF."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.common.steps import steps_from
from duijie.portal.exports import export_list, file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.programmes.acting import act, round_of, version_in
from duijie.portal.programmes.applications import READERS
from duijie.portal.programmes.deciding_forms import LeaveForm, ObjectionDecisionForm, RenewForm
from duijie.portal.programmes.tables import CertificateFilter, CertificateTable, ObjectionFilter, ObjectionTable
from duijie.portal.tables import show_page
from duijie.programmes.domain import notices, recognitions
from duijie.programmes.domain.queries import applications as application_queries
from duijie.programmes.domain.queries import decisions as queries
from duijie.programmes.domain.recommendations import may_recommend
from duijie.programmes.interfaces.printing import print_certificates, print_opinion
from duijie.programmes.models import Certificate, Objection, RecommendingUnit
from duijie.programmes.states import CERTIFICATE_STEPS, ObjectionState
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
PDF = "application/pdf"
MOST_PRINTED = 1000
PARTICULAR: dict[str, tuple[Any, Any]] = {
    "renew": (RenewForm, recognitions.renew), "leave": (LeaveForm, recognitions.leave),
}  # fmt: skip
"""Steps that need more than a reason: their forms and verbs."""
WARNED = frozenset({"suspend", "revoke", "leave"})
"""Steps before which one is told who is served by the certificate now."""


@permitted(*READERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = CertificateFilter(request.GET, queries.list_certificates(by=request.user))
    table = show_page(CertificateTable(found.qs), request)
    return render(request, "portal/programmes/certificates.html", {"table": table, "filter": found})


@permitted(*READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    rows = CertificateFilter(request.GET, queries.list_certificates(by=request.user)).qs.order_by("number")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("certificate_list")
    audit.record(by=request.user, verb="certificate.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [column.header for column in CertificateTable(rows).columns]
    lines = (
        [
            one.number, one.application.name, one.application.organisation_name, str(one.application.unit),
            one.recognition.document, one.from_on, one.to_on, str(one.standing_words),
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Certificates"), header, lines, suffix=suffix_asked_for(request))


@permitted(*READERS)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = _certificate(request, pk)
    decides = can(request.user, Permission.ROUND_DECIDE, certificate.application.round.place)
    context = {
        "certificate": certificate, "application": certificate.application,
        "steps": steps_from(CERTIFICATE_STEPS, certificate.state) if decides else (),
    }  # fmt: skip
    return render(request, "portal/programmes/certificate.html", context)


@permitted(Permission.ROUND_DECIDE)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    taken = CERTIFICATE_STEPS.get(verb)
    if taken is None:
        raise Http404
    certificate = _certificate(request, pk)
    require(request.user, Permission.ROUND_DECIDE, certificate.application.round.place)
    version = version_in(request, certificate.version)
    particular = PARTICULAR.get(verb)
    form = particular[0](request.POST or None, initial={"version": certificate.version}) if particular else None
    if request.method == "POST" and form is None:
        reason = request.POST.get("reason", "")[:200]
        act(
            request,
            lambda: recognitions.take_certificate_step(
                certificate=certificate, verb=verb, version=version, by=me(request), reason=reason
            ),
        )
        return redirect("certificate_detail", pk)
    if (
        form is not None
        and particular is not None
        and request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: particular[1](certificate=certificate, by=me(request), **form.cleaned_data),
            form=form,
        )
    ):
        return redirect("certificate_detail", pk)
    # A suspension may be lifted again, so postings go on; what ends for good is handed over first.
    postings = recognitions.living_postings(certificate) if verb in WARNED else []
    blocks = taken.target not in recognitions.SERVES
    context = {"certificate": certificate, "step": taken, "form": form, "postings": postings, "blocks": blocks}
    return render(request, "portal/programmes/certificate_step.html", context)


@permitted(*READERS)
@require_safe
def certificate_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = _certificate(request, pk)
    place = certificate.place
    audit.record(by=request.user, verb="certificate.print", target=certificate, place=place, detail={})
    return _pdf(_printed(request, [certificate]), f"{certificate.number}.pdf")


@permitted(*READERS)
@require_safe
def all_pdf(request: HttpRequest) -> HttpResponse:
    """The certificates of the list as it is filtered, one a page, as many as can be waited for."""
    rows = CertificateFilter(request.GET, queries.list_certificates(by=request.user)).qs.order_by("number")
    found = list(rows[: MOST_PRINTED + 1])
    if not found or len(found) > MOST_PRINTED:
        words = _(
            "At most %(most)d certificates are printed at once, and at least one. Narrow the list by its filters."
        )
        tell(request, ValidationError(words, params={"most": MOST_PRINTED}))
        return redirect("certificate_list")
    detail = {"numbers": [found[0].number, found[-1].number], "count": len(found)}
    audit.record(by=request.user, verb="certificate.print", target=None, detail=detail)
    return _pdf(_printed(request, found), f"{found[0].number}-{found[-1].number}.pdf")


def _printed(request: HttpRequest, certificates: list[Certificate]) -> bytes:
    def address(one: Certificate) -> str:
        return request.build_absolute_uri(reverse("certificate_check_code", args=[one.code]))

    return print_certificates(certificates, address)


@permitted(*READERS)
@require_safe
def opinion_pdf(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The opinion page of a recommending unit: whom it recommended in which order, to be stamped."""
    round_ = round_of(request, pk)
    unit = get_object_or_404(RecommendingUnit.objects.visible_to(request.user), pk=row, round=round_)
    if not may_recommend(unit, by=request.user):
        require(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    rows = application_queries.list_applications(by=request.user).filter(unit=unit, rank__isnull=False)
    audit.record(by=request.user, verb="round.print_opinion", target=round_, place=round_.place, detail={"unit": row})
    return _pdf(print_opinion(round_, unit, list(rows.order_by("rank"))), f"{round_.name}-{unit}.pdf")


@permitted(Permission.ROUND_DECIDE)
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    found = ObjectionFilter(request.GET, queries.list_objections(by=request.user))
    table = show_page(ObjectionTable(found.qs), request)
    return render(request, "portal/programmes/objections.html", {"table": table, "filter": found})


@permitted(Permission.ROUND_DECIDE)
@require_safe
def objections_export(request: HttpRequest) -> HttpResponse:
    """The list as it is seen: neither who objects nor what they say."""
    rows = ObjectionFilter(request.GET, queries.list_objections(by=request.user)).qs

    def line(one: Objection) -> list[Any]:
        return [one.application.name, str(one.application.round), str(one.get_state_display()), one.at]

    return export_list(request, ObjectionTable(rows), line, verb="objection.export", back=reverse("objection_list"))


@permitted(Permission.ROUND_DECIDE)
@form_page
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, with the form of the decision while it is open."""
    found = _objection(request, pk)
    form = ObjectionDecisionForm(request.POST or None) if found.state == ObjectionState.OPEN else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        if act(
            request,
            lambda: notices.decide_objection(
                objection=found, upheld=given["upheld"], reason=given["reason"], by=me(request)
            ),
            form=form,
        ):
            return redirect("objection_detail", pk)
    else:
        audit.note_read(by=request.user, targets=[found], purpose="objection")
    return render(request, "portal/programmes/objection.html", {"objection": found, "form": form})


@permitted(Permission.ROUND_DECIDE)
@require_safe
def evidence(request: HttpRequest, pk: int) -> Any:
    found = _objection(request, pk)
    path = new_file(notices.FOLDER, found.evidence.rpartition("/")[2])
    if not found.evidence or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="objection.evidence", target=found, place=found.place, detail={})
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.evidence_name)


def _objection(request: HttpRequest, pk: int) -> Objection:
    try:
        found: Objection = queries.list_objections(by=request.user).get(pk=pk)
    except Objection.DoesNotExist as error:
        raise Http404 from error
    return found


def _certificate(request: HttpRequest, pk: int) -> Certificate:
    try:
        found: Certificate = queries.list_certificates(by=request.user).get(pk=pk)
    except Certificate.DoesNotExist as error:
        raise Http404 from error
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": disposition})
