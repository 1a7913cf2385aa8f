"""What the guide finds for the text of a demand: demands like it, and what may solve it. Within the reader's scope."""

from typing import Any

from duijie.accounts.access import Place, holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.demands.domain.department_answers import Suggestion, suggest
from duijie.demands.guide import PARTS, guidance_for
from duijie.demands.models import Demand, DemandKind
from duijie.demands.registers import DEMANDS
from duijie.registry.models import Area
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.persons import EXPERTS
from duijie.search.domain.queries.hits import SearchHit, search

SHORTEST = 4  # characters before anything is looked for
OF_TEXT = 40  # characters of the description that are asked where there is no title yet
SHOWN = 4
LOOKED_AT = 40  # hits of all registers, of which some of each are shown
SUPPLY = (ACHIEVEMENTS.key, EXPERTS.key)


def find_like(*, title: str, body: str, own: str, by: Any, supply: bool = True) -> dict[str, Any]:
    """``similar`` demands but ``own`` (a number as text), ``supply`` that may fit, and whether anything was ``asked``.

    The one line alone is asked: the search wants most of the words of a question, and few records hold those of a
    whole text.
    """
    title = title.strip()
    asked = title if len(title) >= SHORTEST else body.strip()[:OF_TEXT]
    found: dict[str, list[SearchHit]] = {}
    if len(asked) >= SHORTEST:
        keys = (DEMANDS.key, *SUPPLY) if supply else (DEMANDS.key,)
        for hit in search(by=by, text=asked, kinds=keys, size=LOOKED_AT).hits:
            found.setdefault(hit.source.key, []).append(hit)
    similar = [hit for hit in found.get(DEMANDS.key, []) if str(hit.id) != own]
    offered = [hit for key in SUPPLY for hit in found.get(key, [])[:SHOWN]]
    return {"similar": similar[:SHOWN], "supply": offered, "asked": bool(asked)}


def find_department(*, kind: str, area: str, by: Any) -> Suggestion | None:
    """Who answers such a demand in the ``area`` of the form (its code), or in the first of the areas of ``by``
    while none is chosen; None for a matter of technology, and where nobody is named."""
    if kind not in DemandKind.values or kind == DemandKind.TECHNOLOGY:
        return None
    chosen = Area.objects.visible_to(by).filter(code=area.replace("\0", "")).first() if area else None
    paths = [chosen.path] if chosen is not None else sorted(paths_of(holding(by, Permission.DEMAND_ADD)))[:1]
    return suggest(kind=kind, place=Place(paths=tuple(paths)))


def read_for_check(demand: Demand, *, by: Any) -> dict[str, Any]:
    """What helps to check a demand that is kept: how complete its text is, and demands like it."""
    values = {part.field: getattr(demand, part.field) for part in PARTS} | {
        "kind": demand.kind, "budget_to": demand.budget_to,
    }  # fmt: skip
    like = find_like(title=demand.title, body=demand.body, own=str(demand.pk), by=by, supply=False)
    return {"guidance": guidance_for(values), **like}
