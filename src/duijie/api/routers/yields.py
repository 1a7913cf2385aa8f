"""Yields: read, entered, changed, proven, shared, verified and withdrawn. By the domain functions that pages call."""

from collections import Counter
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Query, Router, Status
from ninja.files import UploadedFile

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.yields import (
    SharesIn,
    YieldEdit,
    YieldIn,
    YieldOut,
    YieldPage,
    YieldQuery,
    YieldStepIn,
    show_yield,
)
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import Demand
from duijie.programmes.domain.queries import yields as queries
from duijie.programmes.domain.queries.work_logs import POSTING_JOINED
from duijie.programmes.domain.results import yields as domain
from duijie.programmes.models import Posting, Yield
from duijie.programmes.service_states import YIELD_STEPS

router = Router(tags=["yields"])
STEPS = tuple(one.verb for one in YIELD_STEPS.values() if not one.particular)
VIEW, ADD, VERIFY = Permission.YIELD_VIEW, Permission.YIELD_ADD, Permission.YIELD_VERIFY


@router.get("", operation_id="list_yields", summary="Those that I may see", response={200: YieldPage, **problems()})
def list_yields(request: HttpRequest, query: Query[YieldQuery]) -> Any:
    require(request.user, VIEW)
    wanted = {"state": query.state, "firm": query.firm, "demand": query.demand}
    rows = _rows(request).filter(**{key: one for key, one in wanted.items() if one is not None})
    if query.posting:
        rows = rows.filter(pk__in=Yield.objects.visible_to(request.user).filter(shares__posting=query.posting))
    return page_of(rows.order_by("-happened_on", "-pk"), query, show_yield)


@router.post(
    "", operation_id="add_yield", summary="Enter what came of a posting", response={201: YieldOut, **problems(404)}
)
def add_yield(request: HttpRequest, body: YieldIn) -> Any:
    require(request.user, ADD)
    posting = Posting.objects.visible_to(request.user).select_related(*POSTING_JOINED).get(pk=body.posting)
    made = domain.add_yield(posting=posting, values=_values(request, body), by=request.user)
    return Status(201, _shown(request, made))


@router.get("/{number}", operation_id="get_yield", summary="One", response={200: YieldOut, **problems(404)})
def get_yield(request: HttpRequest, number: Path[Number]) -> Any:
    return show_yield(_find(request, number))


@router.put(
    "/{number}", operation_id="edit_yield", summary="Other values, while it is not verified",
    response={200: YieldOut, **problems(404, 409)},
)  # fmt: skip
def edit_yield(request: HttpRequest, number: Path[Number], body: YieldEdit) -> Any:
    require(request.user, ADD)
    found = _find(request, number)
    values = _values(request, body)
    return _shown(request, domain.edit_yield(service_yield=found, values=values, version=body.version, by=request.user))


@router.put(
    "/{number}/shares", operation_id="set_yield_shares", summary="Which postings have which share in it",
    response={200: YieldOut, **problems(404, 409)},
)  # fmt: skip
def set_shares(request: HttpRequest, number: Path[Number], body: SharesIn) -> Any:
    require(request.user, VERIFY)
    found = _find(request, number)
    if max(Counter(one.posting for one in body.shares).values()) > 1:
        words = _("A posting is named twice.")
        raise ValidationError({"shares": [ValidationError(words, code="posting")]})
    seen = Posting.objects.visible_to(request.user).filter(pk__in=[one.posting for one in body.shares])
    known = {*seen.values_list("pk", flat=True), *found.shares.values_list("posting", flat=True)}
    if {one.posting for one in body.shares} - known:
        raise ValidationError({"shares": [ValidationError(_("There is no such posting."), code="posting")]})
    shares = {one.posting: one.percent for one in body.shares}
    return _shown(request, domain.set_shares(service_yield=found, shares=shares, version=body.version, by=request.user))


@router.post(
    "/{number}/evidence", operation_id="add_yield_evidence", summary="Keep a paper that proves it",
    response={201: YieldOut, **problems(404, 413)},
)  # fmt: skip
def add_evidence(
    request: HttpRequest, number: Path[Number], kind: Form[EvidenceKind], file: File[UploadedFile]
) -> Any:  # fmt: skip
    require(request.user, ADD)
    found = _find(request, number)
    domain.add_evidence(
        service_yield=found, kind=kind, name=file.name or "", chunks=file.chunks(), by=request.user
    )  # fmt: skip
    return Status(201, _shown(request, found))


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: YieldStepIn) -> Any:
    found = _find(request, number)
    done = domain.take_yield_step(
        service_yield=found, verb=verb, version=body.version, reason=body.reason, by=request.user
    )
    return _shown(request, done)


router.post(
    "/{number}/steps/{verb}", operation_id="take_yield_step", summary="Verify, refuse, look at it again, withdraw",
    response={200: YieldOut, **problems(404, 409)},
)(taking(take_step, verb=Literal[STEPS]))  # fmt: skip


def _rows(request: HttpRequest) -> Any:
    return queries.list_yields(by=request.user).prefetch_related("shares", "evidence")


def _find(request: HttpRequest, number: int) -> Any:
    require(request.user, VIEW)
    return _rows(request).get(pk=number)


def _shown(request: HttpRequest, one: Yield) -> Any:
    return show_yield(_rows(request).get(pk=one.pk))


def _values(request: HttpRequest, body: YieldIn | YieldEdit) -> dict[str, Any]:
    """The demand is one that the caller may see."""
    values: dict[str, Any] = body.dict(exclude={"posting", "version", "demand"})
    values["demand"] = Demand.objects.visible_to(request.user).get(pk=body.demand) if body.demand is not None else None
    return values
