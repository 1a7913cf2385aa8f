"""Records that may stand in a register twice."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from duijie.accounts.access import require
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.duplicates import (
    HintOut,
    HintQuery,
    MergeIn,
    MergeOut,
    PairOut,
    PairPage,
    PairQuery,
    show_merge,
    show_pair,
)
from duijie.registry.domain import duplicates as domain
from duijie.registry.domain import merges
from duijie.registry.domain.queries import duplicates as queries
from duijie.registry.domain.queries.merges import list_merges
from duijie.registry.interfaces.duplicate_filters import DuplicateFilter
from duijie.registry.register import register_of
from duijie.registry.validators import tidy_uscc

router = Router(tags=["duplicates"])


@router.get(
    "/hints",
    operation_id="hint_at_duplicates",
    summary="Records that may be the one about to be saved",
    response={200: list[HintOut], **problems()},
)
def hint_at_duplicates(request: HttpRequest, query: Query[HintQuery]) -> Any:
    register = register_of(query.register_key)
    require(request.user, register.permission("view"))
    values = query.dict(exclude={"register_key"})
    values |= {"title": query.name, "uscc": tidy_uscc(query.uscc) or ""}
    hints = queries.hints_for(register, values=values, by=request.user)
    return [HintOut(id=one.record.pk, name=str(one.record), why=one.why, likeness=one.likeness) for one in hints]


@router.get(
    "", operation_id="list_duplicates", summary="List pairs", by_alias=True, response={200: PairPage, **problems()}
)
def list_duplicates(request: HttpRequest, query: Query[PairQuery]) -> Any:
    asked = {"q": query.q, "register": query.register_key or "", "state": query.state or ""}
    found = DuplicateFilter(asked, queries.list_pairs(by=request.user))
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return page_of(found.rows, query, show_pair)


@router.post(
    "/{number}/different",
    operation_id="declare_different",
    summary="These two are not one",
    by_alias=True,
    response={200: PairOut, **problems(404)},
)
def declare_different(request: HttpRequest, number: Path[Number]) -> Any:
    pair = queries.find_pair(by=request.user, pk=number)
    return show_pair(domain.declare_different(pair=pair, by=request.user))


@router.post(
    "/{number}/merge",
    operation_id="merge_pair",
    summary="Make the two one",
    by_alias=True,
    response={200: MergeOut, **problems(404, 409)},
)
def merge_pair(request: HttpRequest, number: Path[Number], body: MergeIn) -> Any:
    pair = queries.find_pair(by=request.user, pk=number)
    if body.kept not in (pair.first, pair.second):
        raise ValidationError({"kept": [ValidationError(_("This is none of the two."), code="kept")]})
    queries.attach_records([pair])
    one, other = pair.one, pair.other  # type: ignore[attr-defined]
    if one is None or other is None:
        raise ValidationError(_("One of the two records is gone. Nothing was changed."), code="gone")
    kept, merged = (one, other) if one.pk == body.kept else (other, one)
    made = merges.merge_records(
        register=register_of(pair.register), kept=kept, merged=merged, choices=body.choices,
        versions=(body.kept_version, body.merged_version), by=request.user, reason=body.reason,
    )  # fmt: skip
    return show_merge(made)


@router.post(
    "/merges/{number}/undo",
    operation_id="undo_merge",
    summary="Take a merge back",
    by_alias=True,
    response={200: MergeOut, **problems(404)},
)
def undo_merge(request: HttpRequest, number: Path[Number]) -> Any:
    merge = list_merges(by=request.user).get(pk=number)
    return show_merge(merges.undo_merge(merge=merge, by=request.user))
