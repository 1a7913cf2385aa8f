"""Embedding models as JSON."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Strict
from duijie.search.domain.embedding_models import MOST_TEXTS
from duijie.search.domain.queries.embedding_models import KnownModel
from duijie.search.models import ChoiceState, EmbeddingChoice

Language = Literal["any", "zh", "en"]


class EmbeddingModelOut(Schema):
    name: str
    language: str = Field(description="zh, en or any")
    source: str
    dimensions: int = Field(description="0 for one that is not here")
    fingerprint: str
    is_here: bool
    is_added: bool
    is_remote: bool = Field(description="Behind an address: texts are sent there")
    reads: list[str] = Field(description="The languages for which the platform uses it")


class ChoiceOut(Schema):
    id: int
    state: ChoiceState
    used: dict[str, str]
    fingerprints: dict[str, str]
    summary: dict[str, Any] = Field(description="Texts read, and seconds")
    job: UUID | None
    created_at: datetime
    used_at: datetime | None
    ended_at: datetime | None


class EmbeddingModelsOut(Schema):
    models: list[EmbeddingModelOut]
    used: dict[str, str]
    in_use: ChoiceOut | None = Field(description="Null while the shipped model reads everything")
    waiting: ChoiceOut | None = Field(description="What is being prepared; its job says how far it is")


class ChoosePost(Strict):
    any: str = Field(max_length=60)
    zh: str = Field("", max_length=60)
    en: str = Field("", max_length=60)
    agreed: bool = Field(False, description="Texts may be sent to a server, where a model is behind an address")


class AddPost(Strict):
    name: str = Field(max_length=60)
    kind: Literal["published", "folder", "address"]
    language: Language = "any"
    source: str = Field("", max_length=200)
    pooling: Literal["", "cls", "mean"] = ""
    prefix: str = Field("", max_length=60)
    limit: int | None = Field(None, ge=8, le=8192)
    url: str = Field("", max_length=300)
    model: str = Field("", max_length=200)
    key_variable: str = Field("", max_length=100)
    timeout: int | None = Field(None, ge=1, le=600)


class TryPost(Strict):
    question: str = Field(max_length=2000)
    texts: list[str] = Field(max_length=MOST_TEXTS)


def show_known(model: KnownModel) -> EmbeddingModelOut:
    return EmbeddingModelOut(
        name=model.name, language=model.language, source=model.source, dimensions=model.dimensions,
        fingerprint=model.fingerprint, is_here=model.is_here, is_added=model.is_added, is_remote=model.is_remote,
        reads=list(model.reads),
    )  # fmt: skip


def show_choice(choice: EmbeddingChoice | None) -> ChoiceOut | None:
    if choice is None:
        return None
    return ChoiceOut(
        id=choice.pk, state=ChoiceState(choice.state), used=choice.used, fingerprints=choice.fingerprints,
        summary=choice.summary, job=choice.job_id, created_at=choice.created_at, used_at=choice.used_at,
        ended_at=choice.ended_at,
    )  # fmt: skip
