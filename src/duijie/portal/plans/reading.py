"""What the pages of a plan read alike."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from duijie.accounts.access import can
from duijie.matching.domain.plan_rules import changes_since
from duijie.matching.domain.queries import plans as queries
from duijie.matching.models import AssignmentPlan, PlanDemand
from duijie.matching.plan_states import STEPS

MOST_BREACHES = 20
MOST_SHORT = 10
MOST_PLACES = 12


def find_plan(request: HttpRequest, pk: int) -> AssignmentPlan:
    """The plan, or 404."""
    try:
        return queries.find_plan(by=request.user, pk=pk)
    except AssignmentPlan.DoesNotExist as error:
        raise Http404 from error


def may(request: HttpRequest, plan: AssignmentPlan) -> dict[str, bool]:
    """By verb of ``STEPS``: whether this person can do it now."""
    return {
        step.verb: plan.state in step.sources and not plan.is_busy and can(request.user, step.permission, plan.place)
        for step in STEPS.values()
    }


def tell_checked(request: HttpRequest, plan: AssignmentPlan, *, also_good: bool = True) -> None:
    """After a change by hand: what the check of the plan found; that all is well only if ``also_good``."""
    plan.refresh_from_db(fields=["result"])
    count = plan.result.get("broken", 0)
    if count:
        words = ngettext(
            "Saved and checked: %(n)d wish is not kept now. It is named on the page of the plan.",
            "Saved and checked: %(n)d wishes are not kept now. They are named on the page of the plan.", count,
        )  # fmt: skip
        messages.warning(request, words % {"n": count})
    elif also_good:
        messages.success(request, _("Saved, and the plan was checked again."))


def spoken(text: dict[str, str]) -> str:
    """The reader's of a sentence in both languages."""
    return text.get(get_language() or "zh-hans") or next(iter(text.values()), "")


def told(request: HttpRequest, plan: AssignmentPlan) -> dict[str, Any]:
    """The breaches, what has changed since, and the clash of a plan in words, with titles instead of keys."""
    breaches = plan.result.get("breaches", [])[:MOST_BREACHES]
    changed = changes_since(plan)
    clash = queries.wishes_of(plan, queries.SHOWN_WISHES)
    listed = [spoken(one["text"]) for one in breaches], changed[:MOST_BREACHES], [spoken(one["text"]) for one in clash]
    texts = iter(queries.named([text for part in listed for text in part], plan, by=request.user))
    names = ("breaches", "changed", "clash")
    shown: dict[str, Any] = {name: list(islice(texts, len(part))) for name, part in zip(names, listed, strict=True)}
    count = plan.result.get("broken", 0) + plan.result.get("idle", 0)
    more = {
        "more_breaches": count - len(breaches), "more_changed": len(changed) - len(shown["changed"]),
        "more_clash": (plan.clash or {}).get("count", 0) - len(clash),
    }  # fmt: skip
    places = {name: _places(part, plan, by=request.user) for name, part in zip(names, listed, strict=True)}
    return {**shown, **more, "changed_count": len(changed), "places": places}


def _places(texts: list[str], plan: AssignmentPlan, *, by: Any) -> list[tuple[str, str]]:
    """Names and addresses of the pages on which what ``texts`` name is changed."""
    rows = queries.rows_of(texts, plan, by=by)[:MOST_PLACES] if texts else []
    return [
        (str(one.demand), reverse("plan_demand", args=[plan.pk, one.pk]))
        if isinstance(one, PlanDemand)
        else (one.title, reverse("plan_load", args=[plan.pk, one.pk]))
        for one in rows
    ]


def with_reasons(request: HttpRequest, plan: AssignmentPlan, rows: list[Any]) -> list[Any]:
    """Demands with ``why``: the reason for their empty places, in the reader's language."""
    texts = [spoken(row.short["text"]) if row.short else "" for row in rows]
    for row, text in zip(rows, queries.named(texts, plan, by=request.user), strict=True):
        row.why = text
    return rows


def to_present_rows(request: HttpRequest, plan: AssignmentPlan, model: Any, row: int, page: str) -> HttpResponse:
    """To the list of a plan's rows where ``row`` was one until the plan was computed again, else 404. Rows have higher
    numbers each time.
    """
    first = queries.first_row(plan, model)
    if first is None or row >= first:
        raise Http404
    messages.info(request, _("The plan was computed again meanwhile. Choose from it as it is now."))
    return redirect(page, plan.pk)


def tell_stale(request: HttpRequest) -> None:
    """Somebody was faster."""
    messages.error(
        request,
        _("Somebody changed the plan meanwhile. Look at it as it is now, and do it again if it still fits."),
    )
