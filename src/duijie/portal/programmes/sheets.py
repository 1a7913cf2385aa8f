"""An application as a workbook to be filled in offline and brought back, and as PDF to be signed and stamped."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.common.domain import audit
from duijie.portal.exports import XLSX
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.programmes.acting import act, application_of, version_in
from duijie.portal.programmes.applications import READERS, WRITERS
from duijie.programmes.domain import applications as domain
from duijie.programmes.domain.queries import applications as queries
from duijie.programmes.forms.printing import form_pdf
from duijie.programmes.forms.workbook import form_workbook, read_workbook
from duijie.programmes.models import Application
from duijie_match.errors import DuijieError

LARGEST = 5 << 20  # bytes of a workbook with one form


@permitted(*READERS)
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with what was answered so far, as .xlsx."""
    application = _read(request, pk)
    content = form_workbook(queries.form_of(application.round), title_of(application), application.answers)
    return _file(content, f"{application.name}.xlsx", XLSX)


@permitted(*READERS)
@require_safe
def form_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as PDF, with room for signature and seal."""
    application = _read(request, pk)
    who = (str(application.round), application.organisation_name, application.title)
    content = form_pdf(
        queries.form_of(application.round), application.answers, title=title_of(application),
        subtitle=" · ".join(one for one in who if one), signatures=(_("Applicant (signature):"), _("Unit (seal):")),
    )  # fmt: skip
    return _file(content, f"{application.name}.pdf", "application/pdf")


@permitted(*WRITERS)
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answers of a workbook over; what is wrong is told by sheet and row, and then nothing is changed."""
    application = application_of(request, pk)
    if not domain.may_write(application, by=request.user):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None or not (file.name or "").lower().endswith(".xlsx") or (file.size or 0) > LARGEST:
        tell(request, ValidationError(_("Choose the filled workbook, an .xlsx file of at most 5 MB.")))
        return redirect("application_edit", pk)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(b"".join(file.chunks()))
        try:
            read = read_workbook(queries.form_of(application.round), path)
        except DuijieError as error:
            tell(request, ValidationError(error.message.render(get_language() or "en")))
            return redirect("application_edit", pk)
    if read.errors:
        tell(request, ValidationError([ValidationError(str(one)) for one in read.errors[:20]]))
        return redirect("application_edit", pk)
    values: dict[str, Any] = {"answers": read.over(application.answers)}
    version = version_in(request, application.version)
    act(
        request,
        lambda: domain.write_application(application=application, values=values, version=version, by=me(request)),
        said=_("Filled from the workbook."),
    )
    return redirect("application_edit", pk)


def title_of(application: Application) -> str:
    return _("Application of %(name)s") % {"name": application.name}


def _read(request: HttpRequest, pk: int) -> Application:
    application = application_of(request, pk)
    audit.note_read(by=request.user, targets=[application], purpose="application")
    return application


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
