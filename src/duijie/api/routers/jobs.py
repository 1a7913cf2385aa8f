"""Jobs, and who one is."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from duijie.accounts.access import grants
from duijie.api.schemas.common import JobOut, problems
from duijie.common.domain.jobs import cancel_job as stop
from duijie.common.models import Job

router = Router(tags=["jobs"])
me_router = Router(tags=["me"])


class GrantOut(Schema):
    role: str
    area: str | None
    organisation: int | None


class MeOut(Schema):
    id: int
    username: str
    name: str
    language: str
    permissions: list[str]
    roles: list[GrantOut]


@router.get("/{number}", operation_id="get_job", summary="Where a job is", response={200: JobOut, **problems(404)})
def get_job(request: HttpRequest, number: UUID) -> Any:
    return Job.objects.visible_to(request.user).get(pk=number)


@router.post(
    "/{number}/cancel", operation_id="cancel_job", summary="Stop a job", response={200: JobOut, **problems(404)}
)
def cancel_job(request: HttpRequest, number: UUID) -> Any:
    return stop(job=Job.objects.visible_to(request.user).get(pk=number), by=request.user)


@me_router.get("", operation_id="get_me", summary="Who I am, and what I may do", response={200: MeOut, **problems()})
def get_me(request: HttpRequest) -> Any:
    user: Any = request.user
    held = grants(user)
    return MeOut(
        id=user.pk,
        username=user.username,
        name=user.name,
        language=user.language,
        permissions=sorted({str(permission) for grant in held for permission in grant.permissions}),
        roles=[GrantOut(role=one.role, area=one.path, organisation=one.organisation_id) for one in held],
    )
