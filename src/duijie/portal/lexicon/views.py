"""The term lexicon: list, export, add, change, remove, import."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.matching.domain import lexicon as domain
from duijie.matching.domain.queries import lexicon as queries
from duijie.matching.interfaces.lexicon_filters import LexiconFilter
from duijie.matching.models import LexiconEntry
from duijie.portal.exports import export_list
from duijie.portal.lexicon.forms import EntryForm, ImportForm
from duijie.portal.lexicon.tables import NONE_YET, NONE_YET_TO_EDIT, LexiconTable
from duijie.portal.permitted import address_with, blame, me, permitted
from duijie.portal.tables import show_page
from duijie_match.errors import DuijieError
from duijie_match.lists.lexicon_list import COLUMNS

MOST_SHOWN = 500
"""Findings on the page; a list with more is corrected and brought again."""
form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.LEXICON_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = LexiconFilter(request.GET, queries.list_entries(by=request.user))
    try:
        files = queries.files_beside()
    except DuijieError as error:
        messages.error(request, error.message.render(get_language() or "en"))
        files = ()
    count = queries.list_entries(by=request.user).count()
    may_edit = can(request.user, Permission.LEXICON_EDIT)
    empty = None if count else NONE_YET_TO_EDIT if may_edit else NONE_YET
    table = LexiconTable(found.rows, empty_text=empty)
    context = {
        "filter": found, "table": show_page(table, request), "files": ", ".join(files), "count": count,
        "may_edit": may_edit,
    }  # fmt: skip
    return render(request, "portal/lexicon/index.html", context)


@permitted(Permission.LEXICON_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, in the form that the import and the command line read."""
    table = LexiconTable(LexiconFilter(request.GET, queries.list_entries(by=request.user)).rows)

    def line(one: LexiconEntry) -> list[str]:
        return [one.chinese, one.english, one.synonyms]

    header = [_("Chinese"), _("English"), _("Synonyms")]
    return export_list(request, table, line, verb="lexicon.export", back="lexicon_list", header=header)


@permitted(Permission.LEXICON_EDIT)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, given=request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.add_entry(values=form.values, by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made})
            return redirect("lexicon_list")
    return render(request, "portal/lexicon/entry.html", {"form": form, "back": reverse("lexicon_list")})


@permitted(Permission.LEXICON_VIEW)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _find(request, pk)
    form = EntryForm(request.POST or None, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            saved = domain.edit_entry(entry=entry, version=version, values=form.values, by=me(request))
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form = EntryForm({**request.POST.dict(), "version": entry.version}, entry=entry)
            words = _("Meanwhile somebody else has made it “%(name)s”. Save again if yours is to stand.")
            form.add_error(None, words % {"name": entry})
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
            return redirect("lexicon_list")
    context = {
        "form": form, "entry": entry, "back": reverse("lexicon_list"),
        "may_edit": can(request.user, Permission.LEXICON_EDIT),
    }  # fmt: skip
    return render(request, "portal/lexicon/entry.html", context)


@permitted(Permission.LEXICON_EDIT)
@form_page
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _find(request, pk)
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            domain.remove_entry(entry=entry, version=int(version) if version.isdecimal() else 0, by=me(request))
        except StaleError:
            messages.error(request, _("Somebody else has changed this concept meanwhile. Look at it again."))
            return redirect("lexicon_edit", pk)
        again = address_with(reverse("lexicon_add"), **{name: getattr(entry, name) for name in COLUMNS})
        told = _("“%(name)s” was removed.") % {"name": entry}
        messages.success(request, format_html('{} <a href="{}">{}</a>', told, again, _("Add it again")))
        return redirect("lexicon_list")
    return render(request, "portal/lexicon/remove.html", {"entry": entry, "back": reverse("lexicon_edit", args=[pk])})


@permitted(Permission.LEXICON_EDIT)
@form_page
def bring(request: HttpRequest) -> HttpResponse:
    """Take a list over, or only check it; what was not understood is shown row by row."""
    form = ImportForm(request.POST or None, request.FILES or None)
    taken = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = domain.import_entries(
                name=file.name, content=file, only_check=form.cleaned_data["only_check"], by=me(request)
            )
        except ValidationError as error:
            blame(form, error)
        except DuijieError as error:
            form.add_error("file", error.message.render(get_language() or "en"))
    context = {
        "form": form, "taken": taken, "back": reverse("lexicon_list"),
        "problems": [
            (one.sheet, one.row, one.severity, one.message.render(get_language() or "en"))
            for one in (taken.problems[:MOST_SHOWN] if taken else [])
        ],
    }  # fmt: skip
    return render(request, "portal/lexicon/import.html", context)


def _find(request: HttpRequest, pk: int) -> LexiconEntry:
    try:
        return queries.find_entry(by=request.user, pk=pk)
    except LexiconEntry.DoesNotExist as error:
        raise Http404 from error
