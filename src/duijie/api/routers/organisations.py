"""Organisations."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.organisations import (
    DuplicateOut,
    DuplicateQuery,
    OrganisationIn,
    OrganisationOut,
    OrganisationPage,
    OrganisationPatch,
    OrganisationQuery,
    VersionIn,
    show_organisation,
)
from duijie.registry.domain import organisations as domain
from duijie.registry.domain.queries import organisations as queries
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.interfaces.organisation_filters import OrganisationFilter

router = Router(tags=["organisations"])


@router.get(
    "", operation_id="list_organisations", summary="List organisations", response={200: OrganisationPage, **problems()}
)
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> Any:
    require(request.user, Permission.ORGANISATION_VIEW)
    asked = {name: str(value) for name, value in query.dict(exclude={"page", "page_size"}).items() if value}
    found = OrganisationFilter(asked, queries.list_organisations(by=request.user), by=request.user)
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    page = page_of(found.rows, query, show_organisation)
    queries.note_contacts_read(by=request.user, shown=page["items"])
    return page


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
        DuplicateOut(id=hint.organisation.pk, name=hint.organisation.name, uscc=hint.organisation.uscc, why=hint.why)
        for hint in hints
    ]


@router.post(
    "", operation_id="add_organisation", summary="Add an organisation", response={201: OrganisationOut, **problems()}
)
def add_organisation(request: HttpRequest, body: OrganisationIn) -> Any:
    made = domain.add_organisation(values=_values(request, body.dict()), by=request.user)
    return Status(201, show_organisation(made))


@router.get(
    "/{number}",
    operation_id="get_organisation",
    summary="One organisation",
    response={200: OrganisationOut, **problems(404)},
)
def get_organisation(request: HttpRequest, number: Path[Number]) -> Any:
    return show_organisation(queries.read_organisation(by=request.user, pk=number))


@router.patch(
    "/{number}",
    operation_id="edit_organisation",
    summary="Change an organisation",
    response={200: OrganisationOut, **problems(404, 409)},
)
def edit_organisation(request: HttpRequest, number: Path[Number], body: OrganisationPatch) -> Any:
    organisation = queries.find_organisation(by=request.user, pk=number)
    said = body.dict(exclude_unset=True, exclude={"version", "reason"})
    saved = domain.edit_organisation(
        organisation=organisation,
        version=body.version,
        values=_values(request, said),
        by=request.user,
        reason=body.reason,
    )
    return show_organisation(saved)


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
    return show_organisation(verb(organisation=organisation, version=body.version, by=request.user, reason=body.reason))


def _values(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    """The body as values for the domain: areas by their code."""
    values = dict(said)
    for field in ("area", "zone"):
        if values.get(field):
            area = list_areas(by=request.user).filter(code=values[field]).first()
            if area is None:
                raise ValidationError({field: [ValidationError(_("There is no area with this code."), code="unknown")]})
            values[field] = area
        elif field in values:
            values[field] = None
    return values
