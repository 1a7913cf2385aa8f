"""Organisations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered, places_of
from duijie.api.routers.annexes import add_annexes
from duijie.api.routers.parts import add_parts
from duijie.api.routers.taking import SHEET
from duijie.api.schemas.common import Number, VersionIn, problems
from duijie.api.schemas.organisations import (
    DuplicateOut,
    DuplicateQuery,
    NameOut,
    NameQuery,
    OrganisationIn,
    OrganisationOut,
    OrganisationPage,
    OrganisationPatch,
    OrganisationQuery,
    OrganisationSheetQuery,
    show_organisation,
)
from duijie.registry.domain import organisations as domain
from duijie.registry.domain.queries import organisations as queries
from duijie.registry.domain.queries.as_of import names_on
from duijie.registry.domain.queries.merges import kept_of
from duijie.registry.interfaces.organisation_filters import OrganisationFilter
from duijie.registry.interfaces.organisation_sheets import export_organisations
from duijie.registry.models import Organisation
from duijie.registry.registers.organisations import ORGANISATIONS

router = Router(tags=["organisations"])


@router.get(
    "", operation_id="list_organisations", summary="List organisations", response={200: OrganisationPage, **problems()}
)
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> Any:
    require(request.user, Permission.ORGANISATION_VIEW)
    rows = OrganisationFilter(asked_of(query), queries.list_organisations(by=request.user), by=request.user)
    page = page_of(filtered(rows), query, show_organisation)
    queries.note_contacts_read(by=request.user, shown=page["items"])
    return page


@router.get(
    "/export",
    operation_id="export_organisations",
    summary="Organisations as a file",
    response=problems(),
    openapi_extra=SHEET,
)
def export(request: HttpRequest, query: Query[OrganisationSheetQuery]) -> Any:
    require(request.user, Permission.ORGANISATION_EXPORT)
    asked = asked_of(query)
    rows = filtered(OrganisationFilter(asked, queries.list_exportable(by=request.user), by=request.user))
    return export_organisations(rows, keys=query.columns, filters=asked, suffix=f".{query.format}", by=request.user)


@router.get(
    "/duplicates",
    operation_id="find_duplicates",
    summary="Organisations that may be the same",
    response={200: list[DuplicateOut], **problems()},
)
def find_duplicates(request: HttpRequest, query: Query[DuplicateQuery]) -> Any:
    require(request.user, Permission.ORGANISATION_VIEW)
    hints = queries.find_duplicates(by=request.user, name=query.name, uscc=query.uscc)
    return [
        DuplicateOut(id=hint.record.pk, name=hint.record.name, uscc=hint.record.uscc, why=hint.why) for hint in hints
    ]


@router.post(
    "", operation_id="add_organisation", summary="Add an organisation", response={201: OrganisationOut, **problems()}
)
def add_organisation(request: HttpRequest, body: OrganisationIn) -> Any:
    made = domain.add_organisation(values=places_of(body.dict(), by=request.user), by=request.user)
    return Status(201, _answer(request, made))


@router.get(
    "/{number}",
    operation_id="get_organisation",
    summary="One organisation",
    description="One that was merged into another answers 308 with the address of the other.",
    response={200: OrganisationOut, 308: None, **problems(404)},
)
def get_organisation(request: HttpRequest, number: Path[Number], response: HttpResponse) -> Any:
    found = queries.find_organisation(by=request.user, pk=number)
    kept = kept_of(ORGANISATIONS, number) if found.archived_at is not None else None
    if kept is not None:
        response["Location"] = reverse("api-1:get_organisation", args=[kept])
        return Status(308, None)
    return show_organisation(queries.read_organisation(by=request.user, pk=number))


@router.patch(
    "/{number}",
    operation_id="edit_organisation",
    summary="Change an organisation",
    response={200: OrganisationOut, **problems(404, 409)},
)
def edit_organisation(request: HttpRequest, number: Path[Number], body: OrganisationPatch) -> Any:
    organisation = queries.find_organisation(by=request.user, pk=number)
    said = body.dict(exclude_unset=True, exclude={"version", "reason", "renamed_on"})
    saved = domain.edit_organisation(
        organisation=organisation,
        version=body.version,
        values=places_of(said, by=request.user),
        by=request.user,
        reason=body.reason,
        renamed_on=body.renamed_on,
    )
    return _answer(request, saved)


@router.get(
    "/{number}/name",
    operation_id="get_organisation_name",
    summary="What it was called on a day",
    response={200: NameOut, **problems(404)},
)
def get_name(request: HttpRequest, number: Path[Number], query: Query[NameQuery]) -> Any:
    found = queries.find_organisation(by=request.user, pk=number)
    return NameOut(id=found.pk, day=query.day, name=names_on([found.pk], query.day)[found.pk])


@router.post(
    "/{number}/archive",
    operation_id="archive_organisation",
    summary="Archive an organisation",
    response={200: OrganisationOut, **problems(404, 409)},
)
def archive_organisation(request: HttpRequest, number: Path[Number], body: VersionIn) -> Any:
    return _set_archived(request, number, body, domain.archive_organisation)


@router.post(
    "/{number}/restore",
    operation_id="restore_organisation",
    summary="Restore an archived organisation",
    response={200: OrganisationOut, **problems(404, 409)},
)
def restore_organisation(request: HttpRequest, number: Path[Number], body: VersionIn) -> Any:
    return _set_archived(request, number, body, domain.restore_organisation)


def _set_archived(request: HttpRequest, number: int, body: VersionIn, verb: Any) -> OrganisationOut:
    organisation = queries.find_organisation(by=request.user, pk=number)
    done = verb(organisation=organisation, version=body.version, by=request.user, reason=body.reason)
    return _answer(request, done)


def _answer(request: HttpRequest, organisation: Organisation) -> OrganisationOut:
    """What was written, with names and numbers of persons in it: the audit notes that they were read."""
    queries.note_contacts_read(by=request.user, shown=[organisation])
    return show_organisation(organisation)


add_parts(router, ORGANISATIONS)
add_annexes(router, ORGANISATIONS)
