"""The term lexicon as JSON."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.matching.models import LexiconEntry, LexiconImport


class ConceptOut(Schema):
    id: int
    version: int
    chinese: str = Field(description="Several spellings stand apart by ；")
    english: str
    synonyms: str
    updated_at: datetime


class ConceptPage(Schema):
    items: list[ConceptOut]
    count: int
    page: int
    page_size: int


class ConceptQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=80, description="Part of a spelling")
    lacks: Literal["", "chinese", "english", "synonyms"] = ""


class ConceptIn(Strict):
    chinese: str = Field("", max_length=400)
    english: str = Field("", max_length=400)
    synonyms: str = Field("", max_length=1000)


class ConceptPut(ConceptIn):
    version: int = Field(ge=1, description="As it was read")


class LexiconImportOut(Schema):
    id: int
    name: str
    at: datetime
    added: int
    changed: int
    reverted_at: datetime | None


class LexiconImportPage(Schema):
    items: list[LexiconImportOut]
    count: int
    page: int
    page_size: int


class LexiconReverted(Schema):
    removed: int
    restored: int
    kept: list[str] = Field(description="Concepts that were changed since and stay as they are")


def show_import(batch: LexiconImport) -> LexiconImportOut:
    return LexiconImportOut(
        id=batch.pk, name=batch.name, at=batch.at, added=batch.added, changed=batch.changed,
        reverted_at=batch.reverted_at,
    )  # fmt: skip


def show_concept(entry: LexiconEntry) -> ConceptOut:
    return ConceptOut(
        id=entry.pk, version=entry.version, chinese=entry.chinese, english=entry.english, synonyms=entry.synonyms,
        updated_at=entry.updated_at,
    )  # fmt: skip
