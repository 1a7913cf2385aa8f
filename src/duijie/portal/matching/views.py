"""Bringing two lists, seeing how they were understood, starting and waiting."""

from collections.abc import Callable
from contextlib import ExitStack
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.importing.files import as_one
from duijie.matching.domain import list_matches as domain
from duijie.matching.domain.queries import list_matches as queries
from duijie.matching.models import ListMatch, ListSide
from duijie.matching.models.list_match import ListMatchState
from duijie.portal.matching.forms import (
    AddForm,
    ReplaceForm,
    StartForm,
    field_choices,
    mappings_from,
    sheet_choices,
)
from duijie.portal.matching.tables import ListMatchFilter, ListMatchTable
from duijie.portal.permitted import permitted, tell, tell_form
from duijie.portal.tables import show_page
from duijie_match.errors import DuijieError
from duijie_match.lists.form_template import TITLES, form_document
from duijie_match.samples import sample_files

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
may_match = permitted(Permission.LIST_MATCH_RUN)


@may_match
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What I have matched so far."""
    found = ListMatchFilter(request.GET, queries.list_matches(request.user))
    table = show_page(ListMatchTable(found.qs), request)
    return render(request, "portal/matching/index.html", {"table": table, "filter": found})


@may_match
def add(request: HttpRequest) -> HttpResponse:
    """Upload two lists."""
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {side: form.cleaned_data[side] for side in ListSide.values if form.cleaned_data.get(side)}
        try:
            with ExitStack() as stack:
                ones = {side: stack.enter_context(as_one(uploads)) for side, uploads in given.items()}
                files = {side: domain.BroughtFile(one.name, one) for side, one in ones.items()}
                added = domain.add_list_match(title=form.cleaned_data["title"], files=files, by=request.user)
        except ValidationError as invalid:
            form.add_error(None, invalid)
        except DuijieError as error:
            form.add_error(None, error.message.render(get_language() or "en"))
        else:
            return redirect("list_match_detail", added.pk)
    return render(request, "portal/matching/add.html", {"form": form}, status=422 if form.errors else 200)


@may_match
@require_safe
def form_template(request: HttpRequest) -> HttpResponse:
    """The empty form on which a firm writes down a demand, as a Word document."""
    language = get_language() or "en"
    response = HttpResponse(form_document(language), content_type=DOCX)
    name = f"{TITLES['zh' if language.startswith('zh') else 'en']}.docx"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@may_match
@require_POST
def add_samples(request: HttpRequest) -> HttpResponse:
    """Use the lists that ship with the product."""
    opened = {side: (path, path.open("rb")) for side, path in sample_files().items()}
    try:
        files = {
            side: domain.BroughtFile(path.name, File(stream, path.name)) for side, (path, stream) in opened.items()
        }
        added = domain.add_list_match(title=_("Sample lists"), files=files, by=request.user, is_demo=True)
    finally:
        for _path, stream in opened.values():
            stream.close()
    return redirect("list_match_detail", added.pk)


@may_match
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Wherever it is: being worked on, understood, or matched."""
    list_match = queries.get_list_match(request.user, pk)
    if list_match.state in {ListMatchState.READING, ListMatchState.MATCHING}:
        return render(request, "portal/matching/working.html", {"list_match": list_match})
    if list_match.state == ListMatchState.MATCHED:
        return redirect("list_match_results", pk)
    return _show_reading(request, list_match)


@may_match
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the lists were understood; correct it here."""
    list_match = queries.get_list_match(request.user, pk)
    if request.method == "POST":
        mappings = mappings_from(list_match, request.POST)
        return _do(
            request,
            list_match,
            lambda: domain.correct_reading(list_match=list_match, mappings=mappings, by=request.user),
        )
    return _show_reading(request, list_match)


@may_match
@require_POST
def replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another file in the place of one."""
    list_match = queries.get_list_match(request.user, pk)
    form = ReplaceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("list_match_reading", pk)
    side = form.cleaned_data["side"]
    try:
        with as_one(form.cleaned_data["file"]) as file:
            brought = domain.BroughtFile(file.name, file)
            return _do(
                request,
                list_match,
                lambda: domain.replace_file(list_match=list_match, side=side, brought=brought, by=request.user),
            )
    except DuijieError as error:
        messages.error(request, error.message.render(get_language() or "en"))
        return redirect("list_match_reading", pk)


@may_match
@require_POST
def start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Match."""
    list_match = queries.get_list_match(request.user, pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        tell_form(request, form)
        return redirect("list_match_detail", pk)
    asked = {"top": form.cleaned_data["top"], **form.limits}
    return _do(request, list_match, lambda: domain.start_list_match(list_match=list_match, by=request.user, **asked))


@may_match
@require_POST
def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another title."""
    list_match = queries.get_list_match(request.user, pk)
    title = request.POST.get("title", "")
    return _do(
        request, list_match, lambda: domain.rename_list_match(list_match=list_match, title=title, by=request.user)
    )


@may_match
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it away for good, after asking."""
    list_match = queries.get_list_match(request.user, pk)
    if request.method != "POST":
        return render(request, "portal/matching/remove.html", {"list_match": list_match})
    try:
        domain.remove_list_match(list_match=list_match, by=request.user)
    except ValidationError as invalid:
        tell(request, invalid)
        return redirect("list_match_detail", pk)
    messages.success(request, _("“%(title)s” was deleted with its files.") % {"title": list_match.title})
    return redirect("list_match_list")


def _show_reading(request: HttpRequest, list_match: ListMatch) -> HttpResponse:
    files = [
        {"file": file, "sheets": list(sheet_choices(file)), "fields": field_choices(file.side)}
        for file in sorted(list_match.files.all(), key=lambda file: ListSide.values.index(file.side))
    ]
    started = {"top": list_match.top, "most_shown": list_match.most_shown or None}
    start_form = StartForm(initial={**started, "diversity": list_match.diversity or None})
    context = {"list_match": list_match, "files": files, "start_form": start_form}
    return render(request, "portal/matching/reading.html", context)


def _do(request: HttpRequest, list_match: ListMatch, verb: Callable[[], object]) -> HttpResponse:
    """Do it, say what hindered it, and show the list match again."""
    try:
        verb()
    except ValidationError as invalid:
        tell(request, invalid)
    return redirect("list_match_detail", list_match.pk)
