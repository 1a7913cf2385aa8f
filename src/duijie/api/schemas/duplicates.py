"""Duplicates and merges as JSON."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.registry.models import DuplicatePair, Merge, PairState, Why

RegisterKey = Literal[
    "organisations", "persons", "experts", "achievements", "services", "carriers", "demands", "visits"
]
Side = Literal["kept", "merged"]


class HintQuery(Schema):
    """What is about to be saved. Give what is known; a name or title at least."""

    register_key: RegisterKey = Field(alias="register")
    name: str = Field("", max_length=200, description="Name or title")
    short_name: str = Field("", max_length=60)
    organisation_name: str = Field("", max_length=120)
    uscc: str = Field("", max_length=30)
    mobile: str = Field("", max_length=40)
    email: str = Field("", max_length=254)


class HintOut(Schema):
    id: int
    name: str
    why: Why
    likeness: float = Field(description="0 to 1")


class PairOut(Schema):
    id: int
    register_key: str = Field(serialization_alias="register")
    first: int
    second: int
    why: Why
    likeness: float
    state: PairState
    found_at: datetime


class PairPage(Schema):
    items: list[PairOut]
    count: int
    page: int
    page_size: int


class PairQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100)
    register_key: RegisterKey | None = Field(None, alias="register")
    state: Literal["open", "different", "merged", "all"] | None = Field(None, description="open ones unless it is said")


class MergeIn(Strict):
    kept: int = Field(ge=1, le=2**53 - 1, description="Which of the two stays")
    kept_version: int = Field(ge=1, le=2**31 - 1)
    merged_version: int = Field(ge=1, le=2**31 - 1)
    choices: dict[str, Side] = Field({}, description="By field whose value stays; the others as suggested on the page")
    reason: str = Field("", max_length=200)


class MergeOut(Schema):
    id: int
    register_key: str = Field(serialization_alias="register")
    kept: int
    merged: int
    at: datetime
    undone_at: datetime | None
    moved: int = Field(description="Rows that refer to the kept record now")
    dropped: int = Field(description="Rows left out, as they would stand twice")
    conflicts: list[dict[str, Any]] = Field(description="What undoing left as it was")


def show_pair(pair: DuplicatePair) -> PairOut:
    return PairOut(
        id=pair.pk, register_key=pair.register, first=pair.first, second=pair.second, why=Why(pair.why),
        likeness=pair.likeness, state=PairState(pair.state), found_at=pair.found_at,
    )  # fmt: skip


def show_merge(merge: Merge) -> MergeOut:
    return MergeOut(
        id=merge.pk, register_key=merge.register, kept=merge.kept, merged=merge.merged, at=merge.at,
        undone_at=merge.undone_at, moved=len(merge.moved), dropped=len(merge.dropped), conflicts=merge.conflicts,
    )  # fmt: skip
