"""Beside the form of a demand: how complete its text is, demands like it, and what may solve it. Asked while one
types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from duijie.accounts.permissions import Permission
from duijie.demands.guide import guidance_for
from duijie.demands.registers import DEMANDS
from duijie.portal.permitted import permitted
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.persons import EXPERTS
from duijie.search.domain.queries.hits import SearchHit, search

SHORTEST = 4  # characters before anything is looked for
OF_TEXT = 40  # characters of the description that are asked where there is no title yet
SHOWN = 4
LOOKED_AT = 40  # hits of all registers, of which some of each are shown


@permitted(Permission.DEMAND_ADD, Permission.DEMAND_EDIT)
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """A piece of the page. Nothing is kept; what is found lies within the reader's scope."""
    values = request.POST
    # The one line alone: the search wants most of the words of a question, and few records hold those of a whole text.
    title = values.get("title", "").strip()
    asked = title if len(title) >= SHORTEST else values.get("body", "").strip()[:OF_TEXT]
    found: dict[str, list[SearchHit]] = {}
    if len(asked) >= SHORTEST:
        keys = (DEMANDS.key, ACHIEVEMENTS.key, EXPERTS.key)
        for hit in search(by=request.user, text=asked, kinds=keys, size=LOOKED_AT).hits:
            found.setdefault(hit.source.key, []).append(hit)
    own = values.get("own", "")
    similar = [hit for hit in found.get(DEMANDS.key, []) if str(hit.id) != own]
    supply = [*found.get(ACHIEVEMENTS.key, [])[:SHOWN], *found.get(EXPERTS.key, [])[:SHOWN]]
    context = {"guidance": guidance_for(values), "similar": similar[:SHOWN], "supply": supply, "asked": bool(asked)}
    return render(request, "portal/guide/guide.html", context)
