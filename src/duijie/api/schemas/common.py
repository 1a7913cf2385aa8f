"""What several operations take and give."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

Number = Annotated[int, Field(ge=1, le=2**53 - 1)]
AreaCode = Annotated[str, Field(pattern=r"^[0-9A-Z]{2,12}$", examples=["970121"])]


class Strict(Schema):
    """A body in which misspelled fields are refused."""

    model_config = ConfigDict(extra="forbid")


class FieldError(Schema):
    field: str = Field(description="Empty when the whole is meant")
    code: str
    message: str


class DifferenceOut(Schema):
    """A field that somebody else changed, with values as a person reads them in the language of Accept-Language."""

    field: str
    label: str
    before: str | None = Field(description="What both began with; null where that is not known any more")
    theirs: str
    mine: str | None = Field(description="What was sent; null where the field was not named")
    contested: bool = Field(description="Both changed it, and not to the same")


class Problem(Schema):
    """RFC 9457. ``code`` is stable, ``title`` and ``detail`` follow Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] = []
    incident: str | None = None
    current: dict[str, Any] | None = None
    differences: list[DifferenceOut] | None = None


class PageQuery(Schema):
    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(25, ge=1, le=200)


class JobOut(Schema):
    id: UUID
    kind: str
    state: str
    stage: str
    done: int
    total: int
    error: dict[str, Any] | None
    result: dict[str, Any] | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class VersionIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1, description="As it was read")
    reason: str = Field("", max_length=200, description="Shown in the history")


def problems(*more: int) -> dict[int, None]:
    """The errors that every operation may give, and ``more``; how they look, ``Api`` says once for all of them."""
    return dict.fromkeys(sorted({400, 401, 403, 422, 429, 500, *more}))
