"""The one search over all registers."""

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, problems
from duijie.registry.domain.queries.areas import find_area
from duijie.search.domain.queries.hits import SearchHit, search
from duijie.search.scope import searchable

router = Router(tags=["search"])
Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class SearchHitOut(Schema):
    kind: str = Field(description="The register")
    id: int
    title: str
    subtitle: str
    passage: str = Field(description="Where the words stand, if they do")
    by_meaning: bool = Field(description="None of the words stand in it")
    score: float = Field(description="Orders the hits of one question; says nothing across questions")


class SearchPage(Schema):
    items: list[SearchHitOut]
    count: int = Field(description="All hits in the chosen registers; at most 1000 of each can be paged through")
    counts: dict[str, int] = Field(description="Hits in each register within reach")
    page: int
    page_size: int
    complete: bool = Field(description="false while the index is being built: only names were looked up")
    lacks_meaning: bool = Field(description="The embedding model cannot be used now: only words were looked for")


class SearchQuery(Schema):
    q: str = Field(max_length=200, description="Words, a sentence, pinyin initials or the beginning of a code")
    kind: list[Kind] = Field([], max_length=20, description="Registers; all when left out")
    area: AreaCode | None = Field(None, description="With everything below it")
    page: int = Field(1, ge=1, le=1000)
    page_size: int = Field(20, ge=1, le=100)


@router.get("", operation_id="search", summary="Search all registers", response={200: SearchPage, **problems(404)})
def search_all(request: HttpRequest, query: Query[SearchQuery]) -> Any:
    if not searchable(request.user):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    path = find_area(by=request.user, code=query.area).path if query.area else ""
    found = search(
        by=request.user, text=query.q, kinds=query.kind, path=path, page=query.page, size=query.page_size
    )  # fmt: skip
    return SearchPage(
        items=[show_hit(hit) for hit in found.hits],
        count=found.total,
        counts={source.key: count for source, count in found.counts},
        page=query.page,
        page_size=query.page_size,
        complete=not found.is_fallback,
        lacks_meaning=found.lacks_meaning,
    )


def show_hit(hit: SearchHit) -> SearchHitOut:
    return SearchHitOut(
        kind=hit.source.key,
        id=hit.id,
        title=hit.row.title,
        subtitle=hit.row.subtitle,
        passage="".join(piece.text for piece in hit.passage),
        by_meaning=hit.is_by_meaning,
        score=round(hit.score, 4),
    )
