"""Assignment plans: made, computed, looked at, changed, released."""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import area_of
from duijie.api.schemas import plans as shapes
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.matching.domain import plan_pairs
from duijie.matching.domain.plan_releases import release_plan, withdraw_plan
from duijie.matching.domain.plan_rules import changes_since
from duijie.matching.domain.plans import compute_plan, copy_plan, create_plan, edit_plan
from duijie.matching.domain.queries import plans as queries
from duijie.matching.models import AssignmentPlan
from duijie.matching.plan_states import Mark

router = Router(tags=["plans"])
ANSWERS = {200: shapes.PlanOut, **problems(404, 409)}
CHANGES: dict[str, Any] = {
    "fix": plan_pairs.fix_pair,
    "free": plan_pairs.free_pair,
    "remove": plan_pairs.remove_pair,
}
"""What is done to a pair without a reason."""


def find(request: HttpRequest, number: int) -> AssignmentPlan:
    """The plan, or 404; 403 for whoever may see plans nowhere."""
    require(request.user, Permission.PLAN_VIEW)
    return queries.find_plan(by=request.user, pk=number)


def answer(request: HttpRequest, plan: AssignmentPlan) -> shapes.PlanOut:
    """The plan as it is now, its sentences with titles."""
    current = queries.find_plan(by=request.user, pk=plan.pk)
    breaches = [shapes.spoken(one["text"]) for one in current.result.get("breaches", [])]
    clash = [shapes.spoken(one["text"]) for one in queries.wishes_of(current, queries.SHOWN_WISHES)]
    texts = queries.named([*breaches, *clash], current, by=request.user)
    changed = queries.named(changes_since(current), current, by=request.user)
    return shapes.show_plan(current, texts[: len(breaches)], texts[len(breaches) :], changed)


@router.get(
    "", operation_id="list_plans", summary="List plans", response={200: shapes.PlanPage, **problems()}
)  # fmt: skip
def list_plans(request: HttpRequest, query: Query[shapes.PlanQuery]) -> Any:
    require(request.user, Permission.PLAN_VIEW)
    rows = queries.list_plans(by=request.user)
    for word in query.q.replace("\0", " ").split():
        rows = rows.filter(title__icontains=word)
    if query.state:
        rows = rows.filter(state__in=query.state)
    if query.area:
        rows = rows.filter(area__path__startswith=area_of(query.area, field="area", by=request.user).path)
    if query.kind:
        rows = rows.filter(kinds__contains=query.kind)
    return page_of(rows, query, lambda plan: shapes.show_plan(plan, [], [], []))


@router.post("", operation_id="add_plan", summary="Make a plan", response={200: shapes.PlanOut, **problems()})
def add_plan(request: HttpRequest, body: shapes.PlanIn) -> Any:
    require(request.user, Permission.PLAN_MAKE)
    area = area_of(body.area, field="area", by=request.user)
    made = create_plan(area=area, values=_settings(request, body), by=request.user)
    return answer(request, made)


@router.get(
    "/{number}", operation_id="get_plan", summary="A plan and its totals",
    response={200: shapes.PlanOut, **problems(404)},
)  # fmt: skip
def get_plan(request: HttpRequest, number: Path[Number]) -> Any:
    return answer(request, find(request, number))


@router.get(
    "/{number}/clash", operation_id="list_plan_clash", summary="All wishes that cannot all be met",
    response={200: shapes.PlanWishPage, **problems(404)},
)  # fmt: skip
def list_clash(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    plan = find(request, number)
    wishes = queries.wishes_of(plan)
    start = (query.page - 1) * query.page_size
    part = wishes[start : start + query.page_size]
    texts = queries.named([shapes.spoken(one["text"]) for one in part], plan, by=request.user)
    items = [{"kind": one["kind"], "text": text} for one, text in zip(part, texts, strict=True)]
    return {"items": items, "count": len(wishes), "page": query.page, "page_size": query.page_size}


@router.put("/{number}", operation_id="edit_plan", summary="Change the settings", response=ANSWERS)
def change_plan(request: HttpRequest, number: Path[Number], body: shapes.PlanEdit) -> Any:
    plan = find(request, number)
    values = _settings(request, body)
    return answer(request, edit_plan(plan=plan, version=body.version, values=values, by=request.user))


def _settings(request: HttpRequest, body: shapes.PlanSettingsIn) -> dict[str, Any]:
    values = body.dict(exclude={"area", "version"})
    if body.previous is not None:
        values["previous"] = queries.list_plans(by=request.user).filter(pk=body.previous).first()
        if values["previous"] is None:
            raise ValidationError({"previous": [ValidationError(_("There is no such plan."), code="unknown")]})
    return values


@router.post(
    "/{number}/compute", operation_id="compute_plan", summary="Compute; the answer names the job", response=ANSWERS
)
def compute(request: HttpRequest, number: Path[Number], body: shapes.PlanVerbIn) -> Any:
    return answer(request, compute_plan(plan=find(request, number), version=body.version, by=request.user))


@router.post("/{number}/copy", operation_id="copy_plan", summary="A draft like it",
             response={200: shapes.PlanOut, **problems(404)})  # fmt: skip
def copy(request: HttpRequest, number: Path[Number], body: shapes.PlanCopyIn) -> Any:
    return answer(request, copy_plan(plan=find(request, number), by=request.user, title=body.title))


@router.post(
    "/{number}/release", operation_id="release_plan", summary="Propose every pair to both sides", response=ANSWERS
)
def release(request: HttpRequest, number: Path[Number], body: shapes.PlanReleaseIn) -> Any:
    released = release_plan(
        plan=find(request, number), version=body.version, by=request.user, message=body.message, days=body.days
    )
    return answer(request, released)


@router.post("/{number}/withdraw", operation_id="withdraw_plan", summary="Take a plan back", response=ANSWERS)
def withdraw(request: HttpRequest, number: Path[Number], body: shapes.PlanVerbIn) -> Any:
    return answer(request, withdraw_plan(plan=find(request, number), version=body.version, by=request.user))


@router.get(
    "/{number}/entries", operation_id="list_plan_entries", summary="What is in the plan",
    response={200: shapes.PlanEntryPage, **problems(404)},
)  # fmt: skip
def list_entries(request: HttpRequest, number: Path[Number], query: Query[shapes.PlanEntryQuery]) -> Any:
    rows = queries.entries_of(find(request, number), by=request.user)
    if query.level:
        rows = rows.filter(level=query.level)
    if query.show:
        rows = rows.filter(mark=Mark.FIXED) if query.show == "fixed" else rows.filter(was_chosen=False)
    for word in query.q.replace("\0", " ").split():
        rows = queries.entries_holding(rows, word)
    return page_of(rows.order_by("demand__position", "-score", "pk"), query, shapes.show_entry)


@router.get(
    "/{number}/demands", operation_id="list_plan_demands", summary="The demands of a plan, and who goes without",
    response={200: shapes.PlanDemandPage, **problems(404)},
)  # fmt: skip
def list_demands(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    plan = find(request, number)
    rows = queries.demands_of(plan, by=request.user).order_by("position")
    found = page_of(rows, query, lambda row: row)
    texts = [shapes.spoken(row.short["text"]) if row.short else "" for row in found["items"]]
    said = queries.named(texts, plan, by=request.user)
    items = [shapes.show_demand(row, why) for row, why in zip(found["items"], said, strict=True)]
    return {**found, "items": items}


@router.get(
    "/{number}/demands/{row}/pairs", operation_id="list_plan_pairs", summary="Everybody who could serve a demand",
    response={200: list[shapes.PlanEntryOut], **problems(404)},
)  # fmt: skip
def list_pairs(request: HttpRequest, number: Path[Number], row: Path[Number]) -> Any:
    plan = find(request, number)
    found = queries.demands_of(plan, by=request.user).get(pk=row)
    rows = queries.pairs_of(plan, by=request.user).filter(demand=found).order_by("-is_chosen", "-score", "pk")
    return [shapes.show_entry(pair) for pair in rows]


@router.put(
    "/{number}/demands/{row}", operation_id="set_plan_need", summary="How many suppliers one demand needs",
    response=ANSWERS,
)  # fmt: skip
def set_need(request: HttpRequest, number: Path[Number], row: Path[Number], body: shapes.PlanNeedIn) -> Any:
    plan = find(request, number)
    plan_pairs.set_need(plan=plan, row=row, cover=body.cover, version=body.version, by=request.user)
    return answer(request, plan)


@router.get(
    "/{number}/loads", operation_id="list_plan_loads", summary="How many each row of supply serves",
    response={200: shapes.PlanLoadPage, **problems(404)},
)  # fmt: skip
def list_loads(request: HttpRequest, number: Path[Number], query: Query[PageQuery]) -> Any:
    rows = queries.supplies_of(find(request, number), by=request.user).order_by("position")
    return page_of(rows, query, shapes.show_load)


@router.put(
    "/{number}/loads/{row}", operation_id="set_plan_load", summary="How many demands one must and may serve",
    response=ANSWERS,
)  # fmt: skip
def set_load(request: HttpRequest, number: Path[Number], row: Path[Number], body: shapes.PlanLoadIn) -> Any:
    plan = find(request, number)
    plan_pairs.set_load(
        plan=plan, row=row, least=body.least, most=body.most, version=body.version, by=request.user
    )  # fmt: skip
    return answer(request, plan)


@router.post("/{number}/pairs", operation_id="add_plan_pair", summary="Take a pair in, and fix it", response=ANSWERS)
def add_pair(request: HttpRequest, number: Path[Number], body: shapes.PlanAddIn) -> Any:
    plan = find(request, number)
    plan_pairs.add_pair(
        plan=plan, demand=body.demand, kind=body.kind, supply=body.supply, version=body.version, by=request.user
    )
    return answer(request, plan)


@router.post(
    "/{number}/pairs/{pair}/{verb}", operation_id="change_plan_pair", summary="Fix, free, take out or forbid a pair",
    response=ANSWERS,
)  # fmt: skip
def change_pair(
    request: HttpRequest, number: Path[Number], pair: Path[Number],
    verb: Literal["fix", "free", "remove", "forbid"], body: shapes.PlanPairIn,
) -> Any:  # fmt: skip
    plan = find(request, number)
    seen: dict[str, Any] = {"plan": plan, "pair": pair, "version": body.version, "by": request.user}
    if verb == "forbid":
        plan_pairs.forbid_pair(**seen, reason=body.reason, note_text=body.note)
    else:
        CHANGES[verb](**seen)
    return answer(request, plan)
