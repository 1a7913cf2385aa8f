"""The county on one page: the figures of an area, each one click from its records."""

from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.accounts.middleware import outlasting_idleness
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.portal.county.blocks import area_name, figures_of
from duijie.portal.county.sheets import table_response, workbook_response
from duijie.portal.permitted import permitted
from duijie.registry.domain.queries.figures import areas_with_figures
from duijie.registry.domain.region_map import read_map
from duijie.registry.models import Area


def _is_screen_looking(request: HttpRequest) -> bool:
    """Whether a large screen asks for its figures, and for nothing else."""
    return bool(request.GET.get("part") and request.GET.get("screen"))


@outlasting_idleness(_is_screen_looking)
@require_safe
def show(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page, or with ``part`` only what renews itself; a watching page of nobody is told so and asks no more."""
    if request.GET.get("part") and not request.user.is_authenticated:
        return HttpResponse(status=401)
    return _show(request, code)


@login_required
@permitted(Permission.COUNTY_VIEW)
def _show(request: HttpRequest, code: str) -> HttpResponse:
    if not code and request.GET.get("area"):  # the choice of an area, without scripts
        return redirect("county_of", request.GET["area"])
    areas = list(areas_with_figures(request.user))
    area = _chosen(areas, code)
    figures = figures_of(area, by=request.user)
    context: dict[str, Any] = {
        "figures": figures, "area": area, "area_name": area_name(area), "is_screen": bool(request.GET.get("screen")),
    }  # fmt: skip
    part = render_to_string("portal/county/figures.html", context, request)
    if request.GET.get("part"):
        moment = http_date(figures.as_of.timestamp())
        return _unless_known(request, HttpResponse(part, headers={"Last-Modified": moment}))
    context |= {"part": mark_safe(part), "etag": etag_of(part.encode())}  # noqa: S308 – a template's, thus escaped
    depth = min(one.path.count("/") for one in areas)
    context["areas"] = [(one.code, "\u3000" * (one.path.count("/") - depth) + area_name(one)) for one in areas]
    page = "portal/county/screen.html" if context["is_screen"] else "portal/county/page.html"
    return render(request, page, context)


@permitted(Permission.COUNTY_VIEW)
@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """One table (``table``, as .xlsx or ``format=csv``) or, without ``table``, all of them as one workbook."""
    area = _chosen(list(areas_with_figures(request.user)), code)
    figures = figures_of(area, by=request.user)
    key = request.GET.get("table", "")
    block = next((one for one in figures.tables if one.key == key), None)
    if key and block is None:
        raise Http404
    detail = {"table": key or "all", "format": "csv" if request.GET.get("format") == "csv" else "xlsx"}
    audit.record(by=request.user, verb="county.export", target=area, place=area.place, detail=detail)
    if block is None:
        return workbook_response(figures)
    return table_response(figures, block, suffix=f".{detail['format']}")


@permitted(Permission.COUNTY_VIEW)
@require_safe
def show_map(request: HttpRequest) -> HttpResponse:
    """The shapes of the areas, as somebody brought them; 204 where nobody has."""
    shapes = read_map()
    if shapes is None:
        return HttpResponse(status=204)
    return _unless_known(request, HttpResponse(shapes, content_type="application/geo+json"))


def _chosen(areas: list[Area], code: str) -> Area:
    """The area ``code`` among those within reach; without a code, the widest of one's own."""
    if not areas:
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    if not code:
        return min(areas, key=lambda one: (one.path.count("/"), one.path))
    found = next((one for one in areas if one.code == code), None)
    if found is None:
        raise Http404
    return found


def etag_of(content: bytes) -> str:
    """What stands for this content."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """``response``, or 304 to whoever has just this already."""
    etag = etag_of(response.content)
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response) or response
