"""Departments, whose keys other operations take."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from duijie.accounts.models import Department
from duijie.api.schemas.common import problems

router = Router(tags=["departments"])


class DepartmentOut(Schema):
    key: str
    name: str
    name_en: str


@router.get(
    "", operation_id="list_departments", summary="List departments", response={200: list[DepartmentOut], **problems()}
)
def list_departments(request: HttpRequest) -> Any:
    return list(Department.objects.visible_to(request.user))
