"""What firms filed without an account: listing, reading, deciding."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.filings import (
    FilingAccepted,
    FilingOut,
    FilingPage,
    FilingQuery,
    FilingReason,
    FilingWhole,
    show_filing,
    show_whole,
)
from duijie.demands.domain import filings as domain
from duijie.demands.domain.queries import filings as queries
from duijie.demands.interfaces.filing_filters import FilingFilter

router = Router(tags=["filings of firms"])
ONE = problems(404)


@router.get("", operation_id="list_filings", summary="List", response={200: FilingPage, **problems()})
def list_filings(request: HttpRequest, query: Query[FilingQuery]) -> Any:
    require(request.user, Permission.FILING_VIEW)
    found = FilingFilter(asked_of(query), queries.list_filings(by=request.user))
    return page_of(filtered(found), query, show_filing)


@router.get("/{number}", operation_id="get_filing", summary="One", response={200: FilingWhole, **problems(404)})
def get_filing(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.FILING_VIEW)
    return show_whole(queries.read_filing(by=request.user, pk=number))


@router.post("/{number}/accept", operation_id="accept_filing", summary="Accept", response={200: FilingAccepted, **ONE})
def accept_filing(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.FILING_DECIDE)
    filing = queries.read_filing(by=request.user, pk=number)
    accepted, password = domain.accept(filing=filing, by=request.user)
    return {**show_filing(accepted), "one_time_password": password}


@router.post("/{number}/refuse", operation_id="refuse_filing", summary="Refuse", response={200: FilingOut, **ONE})
def refuse_filing(request: HttpRequest, number: Path[Number], body: FilingReason) -> Any:
    return _decide(request, number, "refuse", body)


@router.post(
    "/{number}/reconsider", operation_id="reconsider_filing", summary="Decide anew", response={200: FilingOut, **ONE}
)
def reconsider_filing(request: HttpRequest, number: Path[Number], body: FilingReason) -> Any:
    return _decide(request, number, "reconsider", body)


def _decide(request: HttpRequest, number: int, verb: str, body: FilingReason) -> Any:
    require(request.user, Permission.FILING_DECIDE)
    filing = queries.read_filing(by=request.user, pk=number)
    return show_filing(domain.decide(filing=filing, verb=verb, reason=body.reason, by=request.user))
