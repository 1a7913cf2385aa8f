"""Bulk printing, official papers as Word and PDF, and the texts of a programme's papers."""

from typing import Any

import django_tables2
from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.messaging.kinds import LANGUAGES
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, programme_of, round_of
from duijie.portal.programmes.applications import READERS
from duijie.portal.programmes.tables import CertificateFilter
from duijie.portal.tables import Table, show_page
from duijie.programmes.domain import print_runs, programme_texts
from duijie.programmes.domain.queries import decisions as queries
from duijie.programmes.interfaces.official import (
    Official,
    official_of_notice,
    official_of_recognition,
    print_official,
    write_official,
)
from duijie.programmes.models import PrintedKind, PrintRun
from duijie.programmes.texts import LONGEST_BODY, LONGEST_TITLE, PAPERS, PaperKind, example_of, fill

form_page = require_http_methods(["GET", "HEAD", "POST"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class RunForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What to print"), choices=PrintedKind.choices, widget=forms.RadioSelect,
        initial=PrintedKind.CERTIFICATE,
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = [(key, get_language_info(key)["name_local"]) for key, _name in settings.LANGUAGES]
        fields["language"].initial = get_language()


class RunTable(Table):
    caption = gettext_lazy("Bulk printing")
    at = django_tables2.Column(verbose_name=gettext_lazy("Started"))
    kind = django_tables2.Column(verbose_name=gettext_lazy("What is printed"))
    count = django_tables2.Column(verbose_name=gettext_lazy("Count"), empty_values=(), orderable=False)
    state = django_tables2.Column(verbose_name=gettext_lazy("State"), accessor="job", orderable=False)

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = gettext_lazy("Nothing was printed in bulk yet. Begin on the list of certificates.")

    def render_at(self, record: Any, value: Any) -> str:
        text = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        return format_html('<a href="{}">{}</a>', reverse("print_run_detail", args=[record.pk]), text)

    def render_count(self, record: Any) -> int:
        return len(record.listed)

    def render_state(self, record: Any) -> str:
        return str(record.job.get_state_display())


@permitted(*READERS)
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    rows = PrintRun.objects.visible_to(request.user).select_related("job")
    return render(request, "portal/programmes/print_runs.html", {"table": show_page(RunTable(rows), request)})


@permitted(*READERS)
@form_page
def start(request: HttpRequest) -> HttpResponse:
    """Print the certificates of the list, as it was filtered: what is printed is what was looked at."""
    rows = CertificateFilter(request.GET, queries.list_certificates(by=request.user)).qs
    form = RunForm(request.POST or None)
    made: list[PrintRun] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: made.append(
                print_runs.start_run(
                    rows=rows,
                    base=request.build_absolute_uri("/").rstrip("/"),
                    by=me(request),
                    **form.cleaned_data,
                )
            ),
            form=form,
            said=_("Printing has begun."),
        )
    ):
        return redirect("print_run_detail", made[0].pk)
    return render(request, "portal/programmes/print_start.html", {"form": form, "count": rows.count()})


@permitted(*READERS)
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    context = {"run": found, "job": found.job, "parts": found.parts.all(), "count": len(found.listed)}
    return render(request, "portal/programmes/print_run.html", context)


@permitted(*READERS)
@require_safe
def run_file(request: HttpRequest, pk: int) -> Any:
    found = _run(request, pk)
    path = print_runs.path_of(found.stored) if found.stored else None
    if path is None or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="certificate.print_file", target=found, detail={"count": len(found.listed)})
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{found.kind}-{found.at:%Y%m%d}{path.suffix}")


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def recognition(request: HttpRequest, pk: int, row: int, suffix: str) -> HttpResponse:
    """The document of recognition, for the office that issues it."""
    round_ = round_of(request, pk)
    require(request.user, Permission.ROUND_DECIDE, round_.place)
    found = get_object_or_404(round_.recognitions.select_related("round__programme"), pk=row)
    return _paper(request, official_of_recognition(found), suffix, found.document, round_)


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def notice(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """The public notice as an official paper."""
    round_ = round_of(request, pk)
    require(request.user, Permission.ROUND_DECIDE, round_.place)
    found = getattr(round_, "notice", None)
    if found is None:
        raise Http404
    return _paper(request, official_of_notice(found), suffix, _("Public notice"), round_)


def _paper(request: HttpRequest, paper: Official, suffix: str, name: str, round_: Any) -> HttpResponse:
    audit.record(
        by=request.user, verb="round.official", target=round_, place=round_.place, detail={"document": paper.title[:80]}
    )
    content, kind = (print_official(paper), "application/pdf") if suffix == "pdf" else (write_official(paper), DOCX)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


class TextForm(forms.Form):
    """Title and body in each language."""

    def __init__(self, data: Any = None, *, programme: Any, kind: PaperKind) -> None:
        super().__init__(data)
        for language in LANGUAGES:
            text = programme_texts.text_in_force(programme, kind.key, language)
            name = get_language_info(language)["name_translated"]
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, max_length=LONGEST_TITLE, initial=text.title
            )
            self.fields[f"body_{language}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name}, max_length=LONGEST_BODY, initial=text.body,
                widget=forms.Textarea({"rows": 7}),
            )  # fmt: skip

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data
        return {one: (given[f"title_{one}"], given[f"body_{one}"]) for one in LANGUAGES}


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def text(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The text of a paper, with what its variables are and how it reads."""
    programme = programme_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, programme.place)
    kind = PAPERS.get(key)
    if kind is None:
        raise Http404
    if request.method == "POST" and "shipped" in request.POST:
        shipped = {one: (kind.shipped[one].title, kind.shipped[one].body) for one in LANGUAGES}
        act(
            request,
            lambda: programme_texts.write_texts(programme=programme, key=key, texts=shipped, by=me(request)),
            said=_("The shipped text is in force again."),
        )
        return redirect("programme_text", pk, key)
    form = TextForm(request.POST or None, programme=programme, kind=kind)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: programme_texts.write_texts(programme=programme, key=key, texts=form.texts, by=me(request)),
            form=form,
        )
    ):
        return redirect("programme_text", pk, key)
    context = {
        "programme": programme, "kind": kind, "form": form, "papers": PAPERS.values(),
        "previews": [
            fill(programme_texts.text_in_force(programme, key, one), example_of(kind)) for one in LANGUAGES
        ],
        "variables": [(f"{{{name}}}", label) for name, (label, _example) in kind.variables.items()],
    }  # fmt: skip
    return render(request, "portal/programmes/text.html", context)


def may_issue(request: HttpRequest, round_: Any) -> bool:
    return can(request.user, Permission.ROUND_DECIDE, round_.place)


def _run(request: HttpRequest, pk: int) -> PrintRun:
    rows = PrintRun.objects.visible_to(request.user).select_related("job", "by")
    found: PrintRun = get_object_or_404(rows, pk=pk)
    return found
