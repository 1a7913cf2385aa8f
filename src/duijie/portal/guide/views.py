"""Beside the form of a demand: how complete its text is, demands like it, and what may solve it. Asked while one
types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from duijie.accounts.permissions import Permission
from duijie.demands.guide import guidance_for
from duijie.portal.guide.finding import find_department, find_like
from duijie.portal.permitted import permitted


@permitted(Permission.DEMAND_ADD, Permission.DEMAND_EDIT)
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """A piece of the page. Nothing is kept; what is found lies within the reader's scope."""
    values = request.POST
    like = find_like(
        title=values.get("title", ""), body=values.get("body", ""), own=values.get("own", ""), by=request.user
    )
    context = {
        "guidance": guidance_for(values), **like,
        "answering": find_department(kind=values.get("kind", ""), area=values.get("area", ""), by=request.user),
        "is_handed": bool(values.get("department")),
    }  # fmt: skip
    return render(request, "portal/guide/guide.html", context)
