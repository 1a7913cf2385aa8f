"""The Word templates of work reports: bring one's own, take the present one along, go back to the shipped one."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.word_templates import MOST_BYTES
from duijie.indicators.domain import report_templates as domain
from duijie.indicators.domain.queries import work_reports as queries
from duijie.portal.permitted import blame, permitted

form_page = require_http_methods(["GET", "HEAD", "POST"])
LANGUAGES = dict(settings.LANGUAGES)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TemplateForm(forms.Form):
    """One Word file."""

    file = forms.FileField(
        label=gettext_lazy("Word template (.docx)"), widget=forms.FileInput(attrs={"accept": ".docx"})
    )


@permitted(Permission.REPORT_TEMPLATE_EDIT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    newest = queries.newest_templates(by=request.user)
    rows = [(key, name, newest.get(key)) for key, name in LANGUAGES.items()]
    context = {"rows": rows, "history": queries.list_templates(by=request.user)[:50], "languages": LANGUAGES}
    return render(request, "portal/reports/templates.html", context)


@permitted(Permission.REPORT_TEMPLATE_EDIT)
@form_page
def take(request: HttpRequest, language: str) -> HttpResponse:
    _known(language)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(MOST_BYTES + 1)
            domain.take_template(language=language, name=file.name, content=content, by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The next reports are written with it. It was tried with a sample report."))
            return redirect("report_template_list")
    context = {"form": form, "language": LANGUAGES[language], "back": reverse("report_template_list")}
    return render(request, "portal/reports/take_template.html", context)


@permitted(Permission.REPORT_TEMPLATE_EDIT)
@form_page
def reset(request: HttpRequest, language: str) -> HttpResponse:
    _known(language)
    if request.method == "POST":
        domain.reset_template(language=language, by=request.user)
        messages.success(request, _("The next reports are written with the shipped template."))
        return redirect("report_template_list")
    context = {"language": LANGUAGES[language], "back": reverse("report_template_list")}
    return render(request, "portal/reports/reset_template.html", context)


@permitted(Permission.REPORT_TEMPLATE_EDIT)
@require_safe
def fetch(request: HttpRequest, language: str) -> HttpResponse:
    """The template in force, as a start for one's own."""
    _known(language)
    response = HttpResponse(queries.template_in_force(language), content_type=DOCX)
    response["Content-Disposition"] = str(content_disposition_header(True, f"work_report.{language}.docx"))
    return response


def _known(language: Any) -> None:
    if language not in LANGUAGES:
        raise Http404
