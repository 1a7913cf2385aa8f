"""Reading the results of a list match: both sides, reasons, why-not, the workbook."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.matching.domain.queries import list_matches as queries
from duijie.matching.models import ItemSide, ListItem, ListMatch
from duijie.portal.limits import limits_of
from duijie.portal.matching.labels import LEVELS
from duijie.portal.matching.views import may_match

PER_PAGE = 15
NONE = 1  # the level of what does not match


@may_match
@require_safe
def results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows of one side on the left, the candidates of the chosen row on the right."""
    list_match = _matched(request, pk)
    side = ItemSide.SUPPLY if request.GET.get("side") == "supply" else ItemSide.DEMAND
    text = request.GET.get("q", "")
    level = _number(request.GET.get("level"), 1, 4)
    lowest = _number(request.GET.get("lowest"), 1, 4) or 1
    found = queries.items(list_match, side=side, text=text, level=level)
    by_times = side == ItemSide.SUPPLY and request.GET.get("sort") == "shown"
    if by_times:
        found = queries.most_shown_first(list_match, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    chosen = found.filter(pk=_number(request.GET.get("item"), 1, 2**62) or 0).first() or next(iter(page), None)
    asked = request.GET.get("find", "").strip()
    kept = request.GET.copy()
    for name in ("page", "item", "find"):
        kept.pop(name, None)
    candidates = list(queries.candidates(chosen, level=lowest)) if chosen else []
    rows: list[Any] = list(page) if side == ItemSide.SUPPLY else [pair.supply for pair in candidates]
    times = queries.times_shown(list_match, [row.pk for row in rows])
    for row in rows:
        row.times = times.get(row.pk, 0)
    named, has_more = queries.find_others(chosen, asked) if chosen and asked else ([], False)
    context = {
        "list_match": list_match,
        "limits": limits_of(list_match),
        "spread": queries.spread_of_list(list_match),
        "by_times": by_times,
        "side": side,
        "page": page,
        "chosen": chosen,
        "near": [pair for pair in candidates if pair.level > NONE],
        "far": [pair for pair in candidates if pair.level == NONE],
        "others": named,
        "has_more": has_more,
        "query": {"q": text, "level": level, "lowest": lowest, "find": asked},
        "kept": kept.urlencode(),
        "levels": LEVELS,
        "best": [(label, list_match.summary["levels"].get(str(number), 0), number) for number, label in LEVELS.items()],
    }
    return render(request, "portal/matching/results.html", context)


@may_match
@require_safe
def why_not(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where one named row of the other side stands, and what it lacks."""
    list_match = _matched(request, pk)
    demand = _item(list_match, ItemSide.DEMAND, request.GET.get("demand"))
    supply = _item(list_match, ItemSide.SUPPLY, request.GET.get("supply"))
    answer = queries.why_not(list_match, demand=demand, supply=supply)
    piece = request.htmx  # type: ignore[attr-defined]
    template = "portal/matching/why_not_answer.html" if piece else "portal/matching/why_not.html"
    context = {"list_match": list_match, "demand": demand, "supply": supply, "answer": answer}
    return render(request, template, context)


@may_match
@require_safe
def workbook(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The workbook in the reader's language, as an attachment."""
    list_match = _matched(request, pk)
    path = queries.workbook(list_match, get_language() or "en", by=request.user)
    # The title is often the name of the list of demands, which would lie in the same folder under the same name.
    name = _("%(title)s – matches.xlsx") % {"title": list_match.title}
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)  # type: ignore[return-value]


def _matched(request: HttpRequest, pk: UUID) -> ListMatch:
    list_match = queries.get_list_match(request.user, pk)
    if list_match.matched_at is None:
        raise Http404
    return list_match


def _item(list_match: ListMatch, side: str, pk: str | None) -> ListItem:
    found = queries.items(list_match, side=side).filter(pk=_number(pk, 1, 2**62) or 0).first()
    if found is None:
        raise Http404
    return found


def _number(text: str | None, least: int, most: int) -> int | None:
    """``text`` as a number in the bounds, else nothing: addresses are typed by hand, too."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 19:
        return None
    return int(text) if least <= int(text) <= most else None
