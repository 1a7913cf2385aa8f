"""Areas."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import AreaCode, PageQuery, problems
from duijie.registry.domain.queries import areas as queries
from duijie.registry.models import Area, AreaKind

router = Router(tags=["areas"])


class AreaOut(Schema):
    code: str
    name: str
    name_en: str
    kind: AreaKind
    parent: str | None = Field(description="Code of the area above")
    path: str = Field(description="Codes from the root, each closed by /")
    is_management: bool
    archived: bool


class AreaPage(Schema):
    items: list[AreaOut]
    count: int
    page: int
    page_size: int


class AreaQuery(PageQuery):
    q: str = Field("", max_length=60, description="Part of the name, beginning of the code or pinyin initials")
    below: Annotated[str, Field(pattern=r"^[0-9A-Z]{2,12}$")] | None = Field(
        None, description="Code; with all below it"
    )
    kind: AreaKind | None = None


def show_area(area: Area) -> AreaOut:
    return AreaOut(
        code=area.code,
        name=area.name,
        name_en=area.name_en,
        kind=AreaKind(area.kind),
        parent=area.parent.code if area.parent else None,
        path=area.path,
        is_management=area.is_management,
        archived=area.archived_at is not None,
    )


@router.get("", operation_id="list_areas", summary="List areas", response={200: AreaPage, **problems(404)})
def list_areas(request: HttpRequest, query: Query[AreaQuery]) -> Any:
    require(request.user, Permission.AREA_VIEW)
    rows = queries.list_areas(by=request.user)
    if query.below:
        rows = rows.below(queries.find_area(by=request.user, code=query.below).path)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.q:
        rows = rows.filter(queries.search_text(query.q))
    return page_of(rows, query, show_area)


@router.get("/{code}", operation_id="get_area", summary="One area", response={200: AreaOut, **problems(404)})
def get_area(request: HttpRequest, code: Path[AreaCode]) -> Any:
    return show_area(queries.find_area(by=request.user, code=code))
