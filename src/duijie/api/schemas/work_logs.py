"""Work logs as the API says and takes them."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from duijie.api.schemas.common import Number, PageQuery, Strict
from duijie.programmes.models import ConfirmedBy, LogKind, WorkLog
from duijie.programmes.service_states import LogState


class WorkLogQuery(PageQuery):
    posting: Number | None = None
    state: LogState | None = None


class WorkLogFields(Strict):
    kind: LogKind = LogKind.ON_SITE
    worked_on: date
    minutes: int = Field(ge=1, le=1440)
    venue: str = Field(min_length=1, max_length=120)
    title: str = Field(min_length=1, max_length=200)
    notes: str = Field("", max_length=10_000)


class WorkLogIn(WorkLogFields):
    """A day's work of one's own, submitted to the host."""

    posting: Number
    submission: str = Field("", max_length=36, description="The number of the form: sent twice it makes one log")


class WorkLogStepIn(Strict):
    version: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field("", max_length=300)


class WorkLogCorrectionIn(WorkLogFields):
    reason: str = Field(min_length=1, max_length=300)


class WorkLogOut(Schema):
    id: int
    posting: int
    host: str
    by_name: str
    kind: LogKind
    worked_on: date
    minutes: int
    venue: str
    title: str
    notes: str
    state: LogState
    corrects: int | None
    confirmed_how: ConfirmedBy | None
    submitted_at: datetime | None
    counted_at: datetime | None
    reason: str
    version: int


class WorkLogPage(Schema):
    items: list[WorkLogOut]
    count: int
    page: int
    page_size: int


def show_log(one: WorkLog) -> dict[str, Any]:
    plain = (
        "by_name", "kind", "worked_on", "minutes", "venue", "title", "notes", "state", "submitted_at", "counted_at",
        "reason", "version",
    )  # fmt: skip
    return {
        "id": one.pk, "posting": one.posting_id, "host": one.posting.host.name, "corrects": one.corrects_id,
        "confirmed_how": one.confirmed_how or None, **{name: getattr(one, name) for name in plain},
    }  # fmt: skip
