"""Ranking models as JSON."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.matching.domain.queries.judged_pairs import Readiness
from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import RankingState

State = Literal["proposed", "accepted", "retired", "rejected"]


class RankingModelOut(Schema):
    id: int
    state: RankingState
    pairs: int
    demands: int
    left_out: int = Field(description="Judged pairs that did not take part")
    embedder: str
    embedder_fingerprint: str
    data: str = Field(description="Fingerprint of pairs, judgements and texts")
    sha256: str = Field(description="Fingerprint of the file")
    figures: dict[str, Any] = Field(
        description="`untrained`: before; `constant`: always the same level; `known`: after, further candidates of"
        " known demands; `new`: after, new demands"
    )
    reliability: dict[str, Any] = Field(
        description="By level or above: bins as [low, high, count, told, seen]; new demands"
    )
    signals: dict[str, int] = Field(description="Pairs by what told of them")
    compared: dict[str, Any]
    versions: dict[str, str]
    created_at: datetime
    decided_at: datetime | None
    reason: str


class RankingModelPage(Schema):
    items: list[RankingModelOut]
    count: int
    page: int
    page_size: int


class RankingModelQuery(PageQuery):
    """The filters of the list page."""

    state: list[State] = Field([])


class StepIn(Strict):
    reason: str = Field("", max_length=500, description="Needed for `reject`")


class SignalOut(Schema):
    key: str
    fits: bool
    weight: float
    pairs: int


class ReadinessOut(Schema):
    pairs: int
    demands: int
    missing: dict[str, str] | None = Field(description="What is missing, by language; null when there is enough")
    in_use: int | None = Field(description="Number of the model in use; null for the shipped calibration")
    signals: list[SignalOut]


def show_model(model: RankingModel) -> RankingModelOut:
    return RankingModelOut(
        id=model.pk, state=RankingState(model.state), pairs=model.pairs, demands=model.demands,
        left_out=model.left_out, embedder=model.embedder, embedder_fingerprint=model.embedder_fingerprint,
        data=model.data, sha256=model.sha256, figures=model.figures, reliability=model.reliability,
        signals=model.signals, compared=model.compared, versions=model.versions, created_at=model.created_at,
        decided_at=model.decided_at, reason=model.reason,
    )  # fmt: skip


def show_readiness(ready: Readiness, in_use: RankingModel | None) -> ReadinessOut:
    return ReadinessOut(
        pairs=ready.pairs, demands=ready.demands, missing=ready.missing, in_use=in_use.pk if in_use else None,
        signals=[
            SignalOut(key=signal.key, fits=signal.says[1] > 0, weight=signal.weight, pairs=count)
            for signal, count in ready.signals
        ],
    )  # fmt: skip
