"""Beside the form of a demand: how complete its text is, demands like it, and what may solve it. Asked while one
types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from duijie.accounts.permissions import Permission
from duijie.portal.guide.finding import find_department, find_like
from duijie.portal.guide.shown import shown
from duijie.portal.permitted import permitted


@permitted(Permission.DEMAND_ADD, Permission.DEMAND_EDIT)
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """A piece of the page. Nothing is kept; what is found lies within the reader's scope."""
    values = request.POST
    guide = shown(values, of=values.get("of", ""))
    like = find_like(title=values.get("title", ""), body=guide["body"], own=values.get("own", ""), by=request.user)
    context = {
        **guide, **like,
        "answering": find_department(kind=values.get("kind", ""), area=values.get("area", ""), by=request.user),
        "is_handed": bool(values.get("department")),
    }  # fmt: skip
    return render(request, "portal/guide/guide.html", context)
