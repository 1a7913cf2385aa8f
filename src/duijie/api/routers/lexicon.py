"""The term lexicon: listing, adding, changing, removing; what was imported, and taking it back."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, PageQuery, problems
from duijie.api.schemas.lexicon import (
    ConceptIn,
    ConceptOut,
    ConceptPage,
    ConceptPut,
    ConceptQuery,
    LexiconImportPage,
    LexiconReverted,
    show_concept,
    show_import,
)
from duijie.matching.domain import lexicon as domain
from duijie.matching.domain.lexicon_reverts import revert_import
from duijie.matching.domain.queries import lexicon as queries
from duijie.matching.interfaces.lexicon_filters import LexiconFilter

router = Router(tags=["term lexicon"])


@router.get("", operation_id="list_concepts", summary="List", response={200: ConceptPage, **problems()})
def list_concepts(request: HttpRequest, query: Query[ConceptQuery]) -> Any:
    require(request.user, Permission.LEXICON_VIEW)
    found = LexiconFilter({"q": query.q, "lacks": query.lacks}, queries.list_entries(by=request.user))
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return page_of(found.rows, query, show_concept)


@router.post("", operation_id="add_concept", summary="Add one", response={201: ConceptOut, **problems()})
def add_concept(request: HttpRequest, body: ConceptIn) -> Any:
    return Status(201, show_concept(domain.add_entry(values=body.dict(), by=request.user)))


@router.get(
    "/imports", operation_id="list_lexicon_imports", summary="Lists that were taken over, newest first",
    response={200: LexiconImportPage, **problems()},
)  # fmt: skip
def list_lexicon_imports(request: HttpRequest, query: Query[PageQuery]) -> Any:
    require(request.user, Permission.LEXICON_VIEW)
    return page_of(queries.list_imports(by=request.user), query, show_import)


@router.post(
    "/imports/{number}/revert", operation_id="revert_lexicon_import", summary="Take one back",
    response={200: LexiconReverted, **problems(404, 409)},
)  # fmt: skip
def revert_lexicon_import(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.LEXICON_EDIT)
    batch = queries.list_imports(by=request.user).get(pk=number)
    return LexiconReverted(**asdict(revert_import(batch=batch, by=request.user)))


@router.get("/{number}", operation_id="get_concept", summary="One", response={200: ConceptOut, **problems(404)})
def get_concept(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.LEXICON_VIEW)
    return show_concept(queries.find_entry(by=request.user, pk=number))


@router.put(
    "/{number}", operation_id="edit_concept", summary="Change one", response={200: ConceptOut, **problems(404, 409)}
)
def edit_concept(request: HttpRequest, number: Path[Number], body: ConceptPut) -> Any:
    require(request.user, Permission.LEXICON_EDIT)
    entry = queries.find_entry(by=request.user, pk=number)
    values = body.dict(exclude={"version"})
    return show_concept(domain.edit_entry(entry=entry, version=body.version, values=values, by=request.user))


@router.delete(
    "/{number}", operation_id="remove_concept", summary="Remove one", response={204: None, **problems(404, 409)}
)
def remove_concept(request: HttpRequest, number: Path[Number], version: int) -> Any:
    require(request.user, Permission.LEXICON_EDIT)
    domain.remove_entry(entry=queries.find_entry(by=request.user, pk=number), version=version, by=request.user)
    return Status(204, None)
