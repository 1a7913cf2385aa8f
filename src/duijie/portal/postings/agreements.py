"""Agreements: drawn up, as a document, signed, filed with the scan, replaced; and their templates."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.listing import strung
from duijie.common.word_templates import MOST_BYTES, fill_word_file
from duijie.portal.permitted import me, permitted
from duijie.portal.postings.finding import agreement_of, asking, posting_of, still_there
from duijie.portal.postings.forms import DrawUpForm, FileForm, ReplaceForm, SignForm, TemplateForm
from duijie.portal.programmes.acting import act
from duijie.programmes.domain.agreements import agreements as domain
from duijie.programmes.domain.agreements import templates
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.interfaces.agreement_pdf import print_agreement
from duijie.programmes.interfaces.agreement_pictures import LEFT_OUT, what_is_left_out
from duijie.programmes.interfaces.agreement_words import told_of
from duijie.programmes.models import Agreement

form_page = require_http_methods(["GET", "HEAD", "POST"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    posting = posting_of(request, pk)
    form = DrawUpForm(request.POST or None, by=request.user, initial={"version": posting.version})

    def do() -> None:
        given = form.cleaned_data
        domain.draw_up(
            posting=posting, tasks=given["tasks"], template=given["template"], language=given["language"],
            version=given["version"] or posting.version, by=me(request),
        )  # fmt: skip

    back = reverse("posting_detail", args=[pk])
    return asking(request, form, _("Draw up the agreement"), back=back, do=do, lead=posting.name)


@permitted(Permission.POSTING_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    signatures = list(agreement.signatures.all())
    signed = {one.party for one in signatures}
    waiting = [one for one in agreement.party_list if one not in signed]
    context = {
        "agreement": agreement, "posting": agreement.posting, "signatures": signatures, "waiting": waiting,
        "may_edit": can(request.user, Permission.AGREEMENT_EDIT, agreement.place),
    }  # fmt: skip
    return render(request, "portal/postings/agreement.html", context)


@permitted(Permission.POSTING_VIEW)
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as a Word document, from its template, to be changed, printed, stamped and signed."""
    agreement = agreement_of(request, pk)
    content = fill_word_file(templates.template_content(agreement), told_of(agreement, clock.today()))
    return _document(request, agreement, content, kind=DOCX, suffix="docx")


@permitted(Permission.POSTING_VIEW)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as PDF, with number and parties on every page."""
    agreement = agreement_of(request, pk)
    content = print_agreement(agreement, templates.template_content(agreement), day=clock.today())
    return _document(request, agreement, content, kind="application/pdf", suffix="pdf")


def _document(request: HttpRequest, agreement: Agreement, content: bytes, *, kind: str, suffix: str) -> HttpResponse:
    detail = {"format": suffix}
    audit.record(by=request.user, verb="agreement.document", target=agreement, place=agreement.place, detail=detail)
    name = _("Agreement %(name)s – %(host)s") % {"name": agreement.posting.name, "host": agreement.posting.host.name}
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@permitted(Permission.POSTING_VIEW)
@require_safe
def scan(request: HttpRequest, pk: int) -> Any:
    agreement = agreement_of(request, pk)
    path = Path(settings.MEDIA_ROOT) / agreement.scan
    if not agreement.scan or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="agreement.scan", target=agreement, place=agreement.place)
    return FileResponse(path.open("rb"), as_attachment=True, filename=agreement.scan_name)


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def sign(request: HttpRequest, pk: int, party: str) -> HttpResponse:
    agreement = agreement_of(request, pk)
    form = SignForm(request.POST or None, initial={"version": agreement.version, "signed_on": clock.today()})

    def do() -> None:
        given = form.cleaned_data
        domain.sign(
            agreement=agreement, party=party, signed_on=given["signed_on"], signer=given["signer"],
            version=given["version"] or agreement.version, by=me(request),
        )  # fmt: skip

    labels = {str(one): one.label for one in agreement.party_list}
    if party not in labels:
        raise Http404
    title = _("Signed by: %(party)s") % {"party": labels[party]}
    return asking(request, form, title, back=reverse("agreement_detail", args=[pk]), do=do)


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    shown = {"version": agreement.version, "filed_on": clock.today()}
    form = FileForm(request.POST or None, request.FILES or None, initial=shown)

    def do() -> None:
        given = form.cleaned_data
        domain.file_agreement(
            agreement=agreement, number=given["number"], filed_on=given["filed_on"],
            scan=(given["scan"].name, given["scan"].chunks()), version=given["version"] or agreement.version,
            by=me(request),
        )  # fmt: skip

    back = reverse("agreement_detail", args=[pk])
    return asking(request, form, _("File the agreement"), back=back, do=do)


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_of(request, pk)
    shown = {"version": agreement.version, "to_on": agreement.to_on, "tasks": agreement.tasks}
    form = ReplaceForm(request.POST or None, initial=shown)

    def do() -> None:
        given = form.cleaned_data
        domain.replace(
            agreement=agreement, tasks=given["tasks"], to_on=given["to_on"], reason=given["reason"],
            version=given["version"] or agreement.version, by=me(request),
        )  # fmt: skip

    back, onward = reverse("agreement_detail", args=[pk]), reverse("posting_detail", args=[agreement.posting_id])
    return asking(request, form, _("Replace by another agreement"), back=back, onward=onward, do=do)


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def template_list(request: HttpRequest) -> HttpResponse:
    """Templates, the shipped ones included, and bringing one's own."""
    by = request.user
    may_edit = can(by, Permission.AGREEMENT_TEMPLATE_EDIT)
    form = TemplateForm(request.POST or None, request.FILES or None, by=by) if may_edit else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        content = given["file"].read(MOST_BYTES + 1)
        if act(
            request,
            lambda: templates.take_template(area=given["area"], name=given["name"], content=content, by=me(request)),
            form=form,
        ):
            if left_out := what_is_left_out(content):
                said = strung(str(LEFT_OUT[one]) for one in left_out)
                words = _("Word documents made of it show everything. Their PDF does not show: %(what)s.")
                messages.warning(request, words % {"what": said})
            return redirect("agreement_template_list")
    context = {"form": form, "templates": queries.templates_for(by=by), "may_edit": may_edit}
    return render(request, "portal/postings/templates.html", context)


@permitted(Permission.AGREEMENT_EDIT)
@require_safe
def template_file(request: HttpRequest, name: str) -> HttpResponse:
    """A template to be changed: a shipped one by its language, an own one by its number."""
    if name in {"zh-hans", "en"}:
        content = templates.shipped_template(name)
    else:
        found = queries.templates_for(by=request.user).filter(
            pk=int(name) if name.isdecimal() and len(name) < 18 else 0
        )
        one = found.first()
        if one is None:
            raise Http404
        content = (Path(settings.MEDIA_ROOT) / one.stored).read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="agreement-{name}.docx"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


@permitted(Permission.AGREEMENT_TEMPLATE_EDIT)
@require_POST
def template_archive(request: HttpRequest, pk: int) -> HttpResponse:
    found = still_there(request, queries.templates_for(by=request.user), pk)
    if found is not None:
        act(request, lambda: templates.archive_template(template=found, by=me(request)))
    return redirect("agreement_template_list")
