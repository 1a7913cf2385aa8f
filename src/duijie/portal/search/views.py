"""The one search: results, suggestions while typing, and how the index is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.search.forms import SearchForm
from duijie.search.domain import rebuilds
from duijie.search.domain.queries import hits
from duijie.search.domain.queries import status as statuses
from duijie.search.sources import label_counts

SHORTEST = 2  # characters before anything is suggested


@permitted()
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET, by=request.user)
    asked = form.asked()
    number = request.GET.get("page", "1")
    page = min(int(number), 100) if number.isdecimal() and len(number) < 4 else 1
    found = hits.search(by=request.user, page=page, **asked)
    shown = Paginator(range(found.listed), found.size).get_page(page)
    kind = asked["kinds"][0] if asked["kinds"] else ""
    context = {"found": found, "form": form, "sought": asked["text"], "kind": kind, "page": shown}
    return render(request, "portal/search/results.html", context)


@permitted()
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A piece for the box in the header."""
    text = request.GET.get("q", "").strip()
    found = hits.suggest(by=request.user, text=text) if len(text) >= SHORTEST else []
    return render(request, "portal/search/suggestions.html", {"hits": found})


@permitted(Permission.INDEX_VIEW)
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    found = statuses.read_status(by=request.user)
    may_rebuild = can(request.user, Permission.INDEX_REBUILD)
    context = {"status": found, "sources": label_counts(found.sources), "may_rebuild": may_rebuild}
    return render(request, "portal/search/status.html", context)


@permitted(Permission.INDEX_REBUILD)
@require_POST
def rebuild(request: HttpRequest) -> HttpResponse:
    rebuilds.start_rebuild(by=me(request))
    messages.success(request, _("The index is being built anew. Searching goes on meanwhile."))
    return redirect("index_status")
