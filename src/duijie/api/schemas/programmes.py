"""Rounds and applications as JSON. Days are inclusive."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.programmes.models import Application, Round
from duijie.programmes.states import ApplicationState, RoundState


class RoundQuery(PageQuery):
    state: RoundState | None = None


class RoundOut(Schema):
    id: int
    programme: str
    name: str
    state: RoundState
    area: str
    opens_on: date
    closes_on: date
    recommend_by: date | None
    fingerprint: str = Field(description="Of the rules it was opened with; empty before")
    rules: dict[str, Any] = Field(description="The form's fields, the papers and the conditions stand here")
    version: int


class RoundPage(Schema):
    items: list[RoundOut]
    count: int
    page: int
    page_size: int


class ApplicationQuery(PageQuery):
    round: Number | None = None
    state: ApplicationState | None = None


class ApplicationIn(Strict):
    """A draft; what the form asks for stands in ``answers``, by the keys of its fields."""

    round: Number
    organisation: Number
    person: Number | None = Field(None, description="The person of the register")
    unit: Number | None = Field(None, description="The recommending unit; left out where one alone fits")
    name: str = Field(min_length=1, max_length=60)
    title: str = Field("", max_length=60)
    answers: dict[str, Any] = Field(default_factory=dict)


class AnswersIn(Strict):
    answers: dict[str, Any]
    version: int = Field(ge=1, le=2**31 - 1)


class ApplicationStepIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field("", max_length=600, description="The opinion, when recommending")


class ReturnIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1)
    defects: list[str] = Field(min_length=1, max_length=40, description="All of them, at once")
    again: str = Field("", max_length=300, description="Why there are further defects")


class ApplicationOut(Schema):
    id: int
    round: int
    unit: str
    organisation: int
    organisation_name: str
    name: str
    title: str
    state: ApplicationState
    rank: int | None
    is_late: bool
    submitted_at: datetime | None
    reason: str
    version: int


class ApplicationWhole(ApplicationOut):
    answers: dict[str, Any]
    missing: list[str] = Field(description="What is missing before it can be submitted")
    papers: list[str] = Field(description="Keys of the papers that are there")


class ApplicationPage(Schema):
    items: list[ApplicationOut]
    count: int
    page: int
    page_size: int


def show_round(one: Round) -> dict[str, Any]:
    plain = ("name", "state", "opens_on", "closes_on", "recommend_by", "fingerprint", "version")
    return {
        "id": one.pk, "programme": one.programme.name, "area": str(one.programme.area),
        "rules": one.rules_in_force,
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip


def show_application(one: Application) -> dict[str, Any]:
    plain = (
        "organisation_name", "name", "title", "state", "rank", "is_late", "submitted_at", "reason", "version",
    )  # fmt: skip
    return {
        "id": one.pk, "round": one.round_id, "unit": str(one.unit), "organisation": one.organisation_id,
        **{name: getattr(one, name) for name in plain},
    }  # fmt: skip
