"""Clock policies: listing, adding, changing, retiring."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.domain.queries.heads import heads_within
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered
from duijie.api.schemas.clocks import (
    ClockPolicyIn,
    ClockPolicyOut,
    ClockPolicyPage,
    ClockPolicyPut,
    ClockPolicyQuery,
    ReasonIn,
    show_policy,
    terms_said,
)  # fmt: skip
from duijie.api.schemas.common import Number, problems
from duijie.demands.domain import clock_policies as domain
from duijie.demands.domain.queries import clock_policies as queries
from duijie.demands.interfaces.clock_policy_filters import ClockPolicyFilter
from duijie.demands.models import ClockPolicy
from duijie.registry.domain.queries.areas import list_areas

router = Router(tags=["clock policies"])


@router.get("", operation_id="list_clock_policies", summary="List", response={200: ClockPolicyPage, **problems()})
def list_policies(request: HttpRequest, query: Query[ClockPolicyQuery]) -> Any:
    require(request.user, Permission.CLOCK_POLICY_VIEW)
    rows = filtered(ClockPolicyFilter(asked_of(query), queries.list_policies(by=request.user)))
    return page_of(rows, query, show_policy)


@router.post("", operation_id="add_clock_policy", summary="Add one", response={201: ClockPolicyOut, **problems()})
def add_policy(request: HttpRequest, body: ClockPolicyIn) -> Any:
    require(request.user, Permission.CLOCK_POLICY_EDIT)
    values = {
        **terms_said(body),
        "kind": body.kind or "",
        "head": _head(request, body.head),
        "department": _department(request, body.department),
    }
    if body.area is not None:
        values["area"] = list_areas(by=request.user).filter(code=body.area).first()
        if values["area"] is None:
            raise ValidationError({"area": [ValidationError(_("There is no such area."), code="area")]})
    made = domain.add_policy(values=values, by=request.user, reason=body.reason, recalculates=body.recalculates)
    return Status(201, show_policy(made))


@router.get(
    "/{number}", operation_id="get_clock_policy", summary="One version", response={200: ClockPolicyOut, **problems(404)}
)
def get_policy(request: HttpRequest, number: Path[Number]) -> Any:
    return show_policy(_find(request, number, Permission.CLOCK_POLICY_VIEW))


@router.put(
    "/{number}",
    operation_id="change_clock_policy",
    summary="Put a new version in its place",
    response={200: ClockPolicyOut, **problems(404)},
)
def change_policy(request: HttpRequest, number: Path[Number], body: ClockPolicyPut) -> Any:
    policy = _find(request, number, Permission.CLOCK_POLICY_EDIT)
    values = {
        **terms_said(body), "head": _head(request, body.head), "department": _department(request, body.department),
    }  # fmt: skip
    made = domain.change_policy(
        policy=policy, values=values, by=request.user, reason=body.reason, recalculates=body.recalculates
    )
    return show_policy(made)


@router.post(
    "/{number}/retire",
    operation_id="retire_clock_policy",
    summary="Retire one",
    response={200: ClockPolicyOut, **problems(404)},
)
def retire_policy(request: HttpRequest, number: Path[Number], body: ReasonIn) -> Any:
    policy = _find(request, number, Permission.CLOCK_POLICY_EDIT)
    return show_policy(domain.retire_policy(policy=policy, by=request.user, reason=body.reason))


def _find(request: HttpRequest, number: int, permission: Permission) -> ClockPolicy:
    require(request.user, permission)
    return queries.find_policy(by=request.user, pk=number)


def _head(request: HttpRequest, name: str | None) -> Any:
    if name is None:
        return None
    possible = heads_within(Permission.DEMAND_SUPERVISE, request.user, Permission.CLOCK_POLICY_EDIT)
    found = possible.filter(username=name).first()
    if found is None:
        words = _("Nobody of this name may order supervised handling in your area.")
        raise ValidationError({"head": [ValidationError(words, code="head")]})
    return found


def _department(request: HttpRequest, key: str | None) -> Department | None:
    if key is None:
        return None
    found: Department | None = Department.objects.visible_to(request.user).filter(key=key, archived_at=None).first()
    if found is None:
        words = _("There is no department with this key.")
        raise ValidationError({"department": [ValidationError(words, code="department")]})
    return found
