"""Needs for postings, postings and agreements: read, stated, posted, answered. Deadlines and limits hold here too."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.postings import (
    AgreementPage,
    AgreementQuery,
    AnswerIn,
    NeedIn,
    NeedOut,
    NeedPage,
    NeedQuery,
    PostingIn,
    PostingOut,
    PostingPage,
    PostingQuery,
    PostingStepIn,
    show_agreement,
    show_need,
    show_posting,
)
from duijie.programmes.domain.postings import needs, postings
from duijie.programmes.domain.queries import postings as queries
from duijie.registry.models import Organisation

needs_router = Router(tags=["postings"])
router = Router(tags=["postings"])
agreements_router = Router(tags=["postings"])


@needs_router.get("", operation_id="list_posting_needs", summary="List", response={200: NeedPage, **problems()})
def list_needs(request: HttpRequest, query: Query[NeedQuery]) -> Any:
    require(request.user, Permission.POSTING_NEED_VIEW)
    rows = queries.list_needs(by=request.user)
    if query.call:
        rows = rows.filter(call=query.call)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-pk"), query, show_need)


@needs_router.post(
    "", operation_id="state_posting_need", summary="State a need of a firm", response={201: NeedOut, **problems(404)}
)
def state_need(request: HttpRequest, body: NeedIn) -> Any:
    require(request.user, Permission.POSTING_NEED_ADD)
    call = queries.find_call(by=request.user, pk=body.call)
    host = Organisation.objects.visible_to(request.user).get(pk=body.host)
    values = body.dict(exclude={"call", "host"})
    return Status(201, show_need(needs.state_need(call=call, host=host, values=values, by=request.user)))


@needs_router.post(
    "/{number}/steps/{verb}", operation_id="take_posting_need_step", summary="Verify, refuse or withdraw",
    response={200: NeedOut, **problems(404, 409)},
)  # fmt: skip
def take_need_step(
    request: HttpRequest, number: Path[Number], verb: Path[Literal["verify", "refuse", "withdraw"]], body: PostingStepIn
) -> Any:
    require(request.user, Permission.POSTING_NEED_VIEW)
    need = queries.list_needs(by=request.user).get(pk=number)
    return show_need(
        needs.take_need_step(need=need, verb=verb, version=body.version, reason=body.reason, by=request.user)
    )


@router.get("", operation_id="list_postings", summary="Those that I may see", response={200: PostingPage, **problems()})
def list_postings(request: HttpRequest, query: Query[PostingQuery]) -> Any:
    require(request.user, Permission.POSTING_VIEW)
    rows = queries.list_postings(by=request.user)
    if query.call:
        rows = rows.filter(call=query.call)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-changed_at", "-pk"), query, show_posting)


@router.post(
    "", operation_id="make_posting", summary="Post somebody at a host, under all limits",
    response={201: PostingOut, **problems(404)},
)  # fmt: skip
def make_posting(request: HttpRequest, body: PostingIn) -> Any:
    by = request.user
    require(by, Permission.POSTING_MAKE)
    call = queries.find_call(by=by, pk=body.call)
    certificate = queries.certificates_of(call, by=by).get(number=body.certificate)
    host = Organisation.objects.visible_to(by).get(pk=body.host)
    need = queries.list_needs(by=by).get(pk=body.need) if body.need else None
    made = postings.make_posting(
        call=call, certificate=certificate, host=host, need=need, from_on=body.from_on, to_on=body.to_on,
        role=body.role, by=by,
    )  # fmt: skip
    return Status(201, show_posting(made))


@router.get("/{number}", operation_id="get_posting", summary="One", response={200: PostingOut, **problems(404)})
def get_posting(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.POSTING_VIEW)
    return show_posting(queries.list_postings(by=request.user).get(pk=number))


@router.post(
    "/{number}/answers/{side}", operation_id="answer_posting", summary="Agree or decline for one side",
    response={200: PostingOut, **problems(404, 409)},
)  # fmt: skip
def answer(request: HttpRequest, number: Path[Number], side: Path[Literal["person", "host"]], body: AnswerIn) -> Any:
    require(request.user, Permission.POSTING_ANSWER)
    posting = queries.list_postings(by=request.user).get(pk=number)
    common: dict[str, Any] = {"posting": posting, "side": side, "version": body.version, "by": request.user}
    if not body.agrees:
        return show_posting(postings.decline(**common, reason=body.reason))
    return show_posting(postings.agree(**common, owns_no_part=body.owns_no_part))


@router.post(
    "/{number}/steps/{verb}", operation_id="take_posting_step", summary="Call off, or begin the service",
    response={200: PostingOut, **problems(404, 409)},
)  # fmt: skip
def take_step(
    request: HttpRequest, number: Path[Number], verb: Path[Literal["call_off", "begin"]], body: PostingStepIn
) -> Any:
    require(request.user, Permission.POSTING_VIEW)
    posting = queries.list_postings(by=request.user).get(pk=number)
    return show_posting(
        postings.take_posting_step(
            posting=posting, verb=verb, version=body.version, reason=body.reason, by=request.user
        )
    )


@agreements_router.get(
    "", operation_id="list_agreements", summary="With the postings that I may see",
    response={200: AgreementPage, **problems()},
)  # fmt: skip
def list_agreements(request: HttpRequest, query: Query[AgreementQuery]) -> Any:
    require(request.user, Permission.POSTING_VIEW)
    rows = queries.list_agreements(by=request.user)
    if query.posting:
        rows = rows.filter(posting=query.posting)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-pk"), query, show_agreement)
