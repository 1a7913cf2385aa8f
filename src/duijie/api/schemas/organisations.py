"""Organisations as JSON."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, PageQuery, Strict
from duijie.registry.interfaces.organisation_columns import COLUMNS
from duijie.registry.models import Organisation, OrganisationKind, TagKind
from duijie.registry.validators import DESCRIPTION_LENGTH, LENGTHS

COLUMN_KEYS = tuple(column.key for column in COLUMNS)


class OrganisationOut(Schema):
    id: int
    name: str
    name_en: str
    short_name: str
    kind: OrganisationKind
    uscc: str | None
    uscc_confirmed: bool
    area: str = Field(description="Code of the statistical area")
    zone: str | None = Field(description="Code of the development zone")
    industry: str
    address: str
    founded: date | None
    staff: int | None
    contact_name: str
    contact_phone: str
    website: str
    description: str
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Send it back with a change")


class OrganisationPage(Schema):
    items: list[OrganisationOut]
    count: int
    page: int
    page_size: int


class OrganisationFilters(Schema):
    """The filters of the list page."""

    q: str = Field("", max_length=100, description="Part of a name, of a code, or pinyin initials")
    kind: OrganisationKind | None = None
    area: AreaCode | None = Field(None, description="With everything below it")
    zone: AreaCode | None = None
    industry: str = Field("", max_length=60)
    tag: TagKind | None = Field(None, description="Held on the day on_day, today unless that is said")
    on_day: date | None = Field(None, description="Needs tag")
    archived: str | None = Field(None, pattern="^(yes|all)$", description="yes: archived ones only, all: them too")
    sort: str = Field("", max_length=30, description="A column, with - in front for descending", examples=["-staff"])


class OrganisationQuery(OrganisationFilters, PageQuery):
    """A page of the list."""


class OrganisationPatch(Strict):
    """What is left out stays as it is."""

    version: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field("", max_length=200)
    renamed_on: date | None = Field(
        None, description="Where it was renamed: since when; the former name is kept. Without: only written otherwise"
    )
    name: str = Field("", max_length=LENGTHS["name"])
    name_en: str = Field("", max_length=LENGTHS["name_en"])
    short_name: str = Field("", max_length=LENGTHS["short_name"])
    kind: OrganisationKind = OrganisationKind.ENTERPRISE
    uscc: str | None = Field(None, max_length=30)
    uscc_confirmed: bool = Field(False, description="The code fails the check of GB 32100 and is written like this")
    area: AreaCode = ""
    zone: AreaCode | None = None
    industry: str = Field("", max_length=LENGTHS["industry"])
    address: str = Field("", max_length=LENGTHS["address"])
    founded: date | None = None
    staff: int | None = Field(None, ge=0, le=5_000_000)
    contact_name: str = Field("", max_length=LENGTHS["contact_name"])
    contact_phone: str = Field("", max_length=LENGTHS["contact_phone"])
    website: str = Field("", max_length=LENGTHS["website"])
    description: str = Field("", max_length=DESCRIPTION_LENGTH)


class OrganisationIn(Strict):
    name: str = Field(max_length=LENGTHS["name"], min_length=1)
    area: AreaCode
    name_en: str = Field("", max_length=LENGTHS["name_en"])
    short_name: str = Field("", max_length=LENGTHS["short_name"])
    kind: OrganisationKind = OrganisationKind.ENTERPRISE
    uscc: str | None = Field(None, max_length=30)
    uscc_confirmed: bool = Field(False, description="The code fails the check of GB 32100 and is written like this")
    zone: AreaCode | None = None
    industry: str = Field("", max_length=LENGTHS["industry"])
    address: str = Field("", max_length=LENGTHS["address"])
    founded: date | None = None
    staff: int | None = Field(None, ge=0, le=5_000_000)
    contact_name: str = Field("", max_length=LENGTHS["contact_name"])
    contact_phone: str = Field("", max_length=LENGTHS["contact_phone"])
    website: str = Field("", max_length=LENGTHS["website"])
    description: str = Field("", max_length=DESCRIPTION_LENGTH)


class OrganisationSheetQuery(OrganisationFilters):
    columns: list[Literal[COLUMN_KEYS]] = Field(  # type: ignore[valid-type]
        default_factory=list, max_length=len(COLUMN_KEYS), description="Several; none: the usual ones"
    )
    format: Literal["xlsx", "csv"] = "xlsx"


class NameQuery(Schema):
    day: date


class NameOut(Schema):
    """What it was called on a day."""

    id: int
    day: date
    name: str


class DuplicateQuery(Schema):
    name: str = Field("", max_length=LENGTHS["name"])
    uscc: str = Field("", max_length=30)


class DuplicateOut(Schema):
    id: int
    name: str
    uscc: str | None
    why: str = Field(description="uscc, name (written otherwise), short (name), sound or near")


def show_organisation(organisation: Organisation) -> OrganisationOut:
    """The row as the API gives it; area and zone must be loaded."""
    values: dict[str, Any] = {
        name: getattr(organisation, name) for name in OrganisationOut.model_fields if name not in {"area", "zone"}
    }
    zone = organisation.zone.code if organisation.zone else None
    return OrganisationOut(**values, area=organisation.area.code, zone=zone)
