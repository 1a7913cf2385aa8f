"""The confidentiality undertaking: its text, signing and publishing it, who has signed."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.domain import undertakings as domain
from duijie.accounts.domain.queries import undertakings as queries
from duijie.accounts.interfaces.signature_filters import SignatureFilter
from duijie.accounts.models import Undertaking
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.privacy import (
    SignaturePage,
    SignatureQuery,
    SignIn,
    UndertakingIn,
    UndertakingOut,
    show_signature,
    show_undertaking,
)

router = Router(tags=["confidentiality undertaking"])


def _me(request: HttpRequest) -> Any:
    require(request.user, Permission.PERSONAL_OWN)
    return request.user


def _shown(undertaking: Undertaking, *, by: Any) -> dict[str, Any]:
    return show_undertaking(undertaking, queries.signature_of(undertaking, by=by))


@router.get(
    "", operation_id="get_undertaking", summary="The text in force", response={200: UndertakingOut, **problems()}
)
def get_undertaking(request: HttpRequest) -> Any:
    by = _me(request)
    return _shown(queries.current_undertaking(by=by), by=by)


@router.post(
    "", operation_id="publish_undertaking", summary="Publish a new version, which is signed anew",
    response={201: UndertakingOut, **problems()},
)  # fmt: skip
def publish(request: HttpRequest, body: UndertakingIn) -> Any:
    require(request.user, Permission.UNDERTAKING_EDIT)
    return Status(201, _shown(domain.publish_undertaking(by=request.user, **body.dict()), by=request.user))


@router.get(
    "/versions/{version}", operation_id="get_undertaking_version", summary="A version as it was signed",
    response={200: UndertakingOut, **problems(404)},
)  # fmt: skip
def get_version(request: HttpRequest, version: Path[Number]) -> Any:
    by = _me(request)
    return _shown(queries.find_version(min(version, 2**31 - 1), by=by), by=by)


@router.post(
    "/sign", operation_id="sign_undertaking", summary="Sign the text in force with my full name",
    response={200: UndertakingOut, **problems(404)},
)  # fmt: skip
def sign(request: HttpRequest, body: SignIn) -> Any:
    by = _me(request)
    undertaking = queries.find_version(body.version, by=by)
    domain.sign_undertaking(undertaking=undertaking, name=body.name, by=by)
    return _shown(undertaking, by=by)


@router.get(
    "/signatures", operation_id="list_signatures", summary="Who has signed which version",
    response={200: SignaturePage, **problems()},
)  # fmt: skip
def list_signatures(request: HttpRequest, query: Query[SignatureQuery]) -> Any:
    require(request.user, Permission.UNDERTAKING_VIEW)
    found = SignatureFilter(asked_of(query), queries.list_signatures(by=request.user))
    return page_of(filtered(found), query, show_signature)
