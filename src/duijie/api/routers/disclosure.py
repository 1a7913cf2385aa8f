"""Public summaries, and requests to see a record whole."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from duijie.accounts.access import require
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, PageQuery, Strict, problems
from duijie.registry.access_states import AccessState
from duijie.registry.domain.access_requests import ask_access, take_access_step
from duijie.registry.domain.queries import access_requests as queries
from duijie.registry.domain.queries.summaries import list_summaries, shown
from duijie.registry.models import AccessRequest
from duijie.registry.register import register_of

router = Router(tags=["requests for access"])
summaries_router = Router(tags=["public summaries"])
Tiered = Literal["demands", "achievements"]


class SummaryQuery(PageQuery):
    q: str = Field("", max_length=100, description="Words in what is public")


class SummaryOut(Schema):
    id: int
    title: str
    text: str
    owner: str = Field(description="Empty where the owner is not named")
    area: str
    by_consent: bool = Field(description="The rest is seen after the owner's consent")


class SummaryPage(Schema):
    items: list[SummaryOut]
    count: int
    page: int
    page_size: int


class AccessIn(Strict):
    kind: Tiered = Field(description="The register")
    record: int = Field(ge=1, le=2**53 - 1)
    purpose: str = Field(min_length=1, max_length=500)


class AccessStepIn(Strict):
    reason: str = Field("", max_length=300)
    slip: str = Field("", max_length=120, description="Needed where the office decides for the owner")
    until: date | None = Field(None, description="Needed to grant")


class AccessQuery(PageQuery):
    state: AccessState | None = None


class AccessOut(Schema):
    id: int
    kind: str
    record: int
    record_name: str = Field(description="Its public name for whoever does not see it whole")
    asker: str
    organisation: str
    purpose: str
    state: AccessState
    reason: str
    slip: str
    expires_on: date | None
    asked_at: datetime
    decided_at: datetime | None


class AccessPage(Schema):
    items: list[AccessOut]
    count: int
    page: int
    page_size: int


@summaries_router.get(
    "/{register_key}", operation_id="list_summaries", summary="List", response={200: SummaryPage, **problems()}
)
def list_public(request: HttpRequest, register_key: Path[Tiered], query: Query[SummaryQuery]) -> Any:
    rows = list_summaries(register_of(register_key), q=query.q)
    page = page_of(rows, query, lambda row: row)
    items = [
        {
            "id": one.number, "title": one.title, "text": one.text, "owner": one.owner, "area": one.area,
            "by_consent": one.is_by_consent,
        }
        for one in shown(page["items"])
    ]  # fmt: skip
    return {**page, "items": items}


def _show(request: HttpRequest, found: list[AccessRequest]) -> list[dict[str, Any]]:
    queries.name_records(found, by=request.user)
    plain = ("purpose", "state", "reason", "slip", "expires_on", "asked_at", "decided_at", "record")
    return [
        {
            "id": one.pk, "kind": one.register_key, "record_name": one.record_name,  # type: ignore[attr-defined]
            "asker": str(one.asker), "organisation": str(one.organisation or ""),
            **{name: getattr(one, name) for name in plain},
        }
        for one in found
    ]  # fmt: skip


@router.get("", operation_id="list_access_requests", summary="List", response={200: AccessPage, **problems()})
def list_requests(request: HttpRequest, query: Query[AccessQuery]) -> Any:
    rows = queries.list_access_requests(by=request.user)
    page = page_of(rows.filter(state=query.state) if query.state else rows, query, lambda row: row)
    return {**page, "items": _show(request, page["items"])}


@router.get("/{number}", operation_id="get_access_request", summary="One", response={200: AccessOut, **problems(404)})
def get_request(request: HttpRequest, number: Path[Number]) -> Any:
    return _show(request, [queries.find_access_request(by=request.user, pk=number)])[0]


@router.post(
    "", operation_id="ask_access", summary="Ask to see a record whole", response={201: AccessOut, **problems(404)}
)
def ask(request: HttpRequest, body: AccessIn) -> Any:
    register = register_of(body.kind)
    require(request.user, register.permission("view"))
    made = ask_access(register=register, number=body.record, purpose=body.purpose, by=request.user)
    return Status(201, _show(request, [queries.find_access_request(by=request.user, pk=made.pk)])[0])


@router.post(
    "/{number}/steps/{verb}",
    operation_id="take_access_step",
    summary="Grant, refuse, take back or withdraw",
    response={200: AccessOut, **problems(404)},
)
def take_step(
    request: HttpRequest,
    number: Path[Number],
    verb: Path[Literal["grant", "refuse", "revoke", "withdraw"]],
    body: AccessStepIn,
) -> Any:
    found = queries.find_access_request(by=request.user, pk=number)
    taken = take_access_step(request=found, verb=verb, by=request.user, **body.dict())
    return _show(request, [queries.find_access_request(by=request.user, pk=taken.pk)])[0]
