"""Pages of areas: the tree, an area, adding, renaming, moving, archiving, and taking over the official list."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.importing.files import store_aside
from duijie.portal.permitted import blame, permitted, tell
from duijie.registry.domain import areas as domain
from duijie.registry.domain.area_lists import AreaEntry, import_areas
from duijie.registry.domain.queries import areas as queries
from duijie.registry.domain.queries.organisations import list_organisations
from duijie.registry.interfaces.area_forms import AreaForm, AreaListForm, AreaMoveForm, AreaNameForm
from duijie.registry.interfaces.area_reading import read_area_entries
from duijie.registry.models import Area
from duijie_match.errors import DuijieError

form_page = require_http_methods(["GET", "HEAD", "POST"])
editors = permitted(Permission.AREA_EDIT)
SHOWN = 200


@permitted(Permission.AREA_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The roots with what lies directly below them, or what was searched for."""
    text = request.GET.get("q", "").strip()[:60]
    roots = list(queries.list_children(by=request.user, parent=None)) if not text else []
    context = {
        "q": text,
        "found": queries.search_areas(by=request.user, text=text) if text else [],
        "roots": roots,
        "below": queries.list_children(by=request.user, parent=roots[0]) if len(roots) == 1 else [],
        "may_edit": can(request.user, Permission.AREA_EDIT),
    }
    return render(request, "portal/areas/index.html", context)


@permitted(Permission.AREA_VIEW)
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(request, code)
    inside = list_organisations(by=request.user).filter(archived_at=None)
    column = "zone__path__startswith" if area.is_management else "area__path__startswith"
    context = {
        "area": area,
        "above": queries.list_above(by=request.user, area=area),
        "below": queries.list_children(by=request.user, parent=area, archived=True),
        "organisations": inside.filter(**{column: area.path}).count(),
        "may_edit": can(request.user, Permission.AREA_EDIT, area.place),
        "may_list": can(request.user, Permission.ORGANISATION_VIEW),
    }
    return render(request, "portal/areas/detail.html", context)


@editors
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.POST or None, by=request.user, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        made = _try(form, domain.add_area, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, _("“%(name)s” was added.") % {"name": made.name})
            return redirect("area_detail", code=made.code)
    return render(request, "portal/areas/form.html", {"form": form, "title": _("Add an area")})


@editors
@form_page
def edit(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(request, code)
    form = AreaNameForm(request.POST or None, initial={"name": area.name, "name_en": area.name_en})
    valid = request.method == "POST" and form.is_valid()
    if valid and _try(form, domain.edit_area, area=area, by=request.user, **form.cleaned_data):
        return redirect("area_detail", code=code)
    return render(request, "portal/areas/form.html", {"form": form, "area": area, "title": _("Rename")})


@editors
@form_page
def move(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(request, code)
    parent = area.parent.code if area.parent else None
    form = AreaMoveForm(request.POST or None, by=request.user, area=area, initial={"parent": parent})
    valid = request.method == "POST" and form.is_valid()
    if valid and _try(form, domain.move_area, area=area, parent=form.cleaned_data["parent"], by=request.user):
        messages.success(request, _("Moved, with everything below."))
        return redirect("area_detail", code=code)
    return render(request, "portal/areas/form.html", {"form": form, "area": area, "title": _("Move")})


@editors
@require_POST
def archive(request: HttpRequest, code: str) -> HttpResponse:
    return _do(request, code, domain.archive_area)


@editors
@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    return _do(request, code, domain.restore_area)


@editors
@form_page
def bring(request: HttpRequest) -> HttpResponse:
    """Take an official list in and show what would change."""
    form = AreaListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with store_aside(file.name, file.chunks()) as path:
                entries = read_area_entries(path)
        except DuijieError as error:
            form.add_error("file", error.message.render(get_language() or "en"))
        else:
            return redirect("area_import_report", key=_keep(entries))
    return render(request, "portal/areas/import.html", {"form": form})


@editors
@form_page
def report(request: HttpRequest, key: str) -> HttpResponse:
    """What the list would change; with a click it does."""
    entries = _kept(key)
    write = request.method == "POST"
    try:
        found = import_areas(entries=entries, by=request.user, write=write)
    except ValidationError as error:
        tell(request, error)
        return redirect("area_import")
    if write:
        messages.success(
            request,
            ngettext("%(count)d area was written.", "%(count)d areas were written.", found.changes)
            % {"count": found.changes},
        )
        return redirect("area_list")
    return render(request, "portal/areas/report.html", {"report": found, "shown": SHOWN})


def _keep(entries: list[AreaEntry]) -> str:
    """Put the entries aside until they are confirmed; the key is their digest, so nothing can be slipped in."""
    text = json.dumps([[one.code, one.name, one.row] for one in entries], ensure_ascii=False)
    key = hashlib.sha256(text.encode()).hexdigest()
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return key


def _kept(key: str) -> list[AreaEntry]:
    try:
        text = _path(key).read_text(encoding="utf-8")
    except OSError as error:
        raise Http404 from error
    if hashlib.sha256(text.encode()).hexdigest() != key:
        raise Http404
    return [AreaEntry(code, name, row) for code, name, row in json.loads(text)]


def _path(key: str) -> Path:
    if len(key) != 64 or not key.isalnum():
        raise Http404
    return Path(settings.MEDIA_ROOT) / "areas" / f"{key}.json"


def _try(form: Any, verb: Any, **arguments: Any) -> Any:
    """Call the domain; what it refuses stands on the form, and nothing comes back."""
    try:
        return verb(**arguments)
    except ValidationError as error:
        blame(form, error)
        return None


def _do(request: HttpRequest, code: str, verb: Any) -> HttpResponse:
    area = _area(request, code)
    require(request.user, Permission.AREA_EDIT, area.place)
    try:
        verb(area=area, by=request.user)
    except ValidationError as error:
        tell(request, error)
    return redirect("area_detail", code=code)


def _area(request: HttpRequest, code: str) -> Area:
    try:
        return queries.find_area(by=request.user, code=code)
    except Area.DoesNotExist as error:
        raise Http404 from error
