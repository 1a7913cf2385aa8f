"""Errors of the API as ``application/problem+json`` (RFC 9457), in the reader's language."""

from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled
from ninja.errors import ValidationError as RequestError

from duijie.api.current import show_current, show_differences
from duijie.common.domain.refusals import note_forbidden, note_unseen
from duijie.common.editing import StaleError
from duijie.common.incidents import number_incident
from duijie_match.errors import DuijieError

TYPE = "application/problem+json"
TITLES: dict[int, Any] = {
    400: gettext_lazy("The request was not understood"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not permitted"),
    404: pgettext_lazy("api", "Not found"),
    405: gettext_lazy("This method is not offered here"),
    409: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("This type of content is not understood"),
    422: gettext_lazy("Some values are not right"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("An unexpected error"),
}
DETAILS: dict[int, Any] = {
    400: gettext_lazy("Nothing was changed. Check the body: it must be well-formed JSON."),
    401: gettext_lazy("Send a valid token as “Authorization: Bearer …”, or sign in on the pages."),
    403: gettext_lazy("Your roles, or the scopes of the token, do not permit this here."),
    404: gettext_lazy("There is nothing here, or you may not see it."),
    405: gettext_lazy("The header Allow lists the methods that are."),
    409: gettext_lazy(
        "Somebody changed it since you read it. Compare, decide what is kept, and send that with the present version."
    ),
    413: gettext_lazy("Send less at once."),
    415: gettext_lazy("Send the content as the description of the API says."),
    422: gettext_lazy("Nothing was changed. The list of errors says what to correct."),
    429: gettext_lazy("Wait as long as the header Retry-After says, then go on more slowly."),
    500: gettext_lazy("Nothing was changed. Tell the administrator the number of the incident."),
}
REASONS: dict[str, Any] = {
    "missing": gettext_lazy("This is needed."),
    "string_too_long": gettext_lazy("This text is too long."),
    "string_too_short": gettext_lazy("This text is too short."),
    "string_type": gettext_lazy("A text is needed."),
    "string_unicode": gettext_lazy("Characters that are no text."),
    "string_pattern_mismatch": gettext_lazy("This is not of the form described."),
    "int_parsing": gettext_lazy("A whole number is needed."),
    "int_type": gettext_lazy("A whole number is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "enum": gettext_lazy("This is none of the values offered."),
    "literal_error": gettext_lazy("This is none of the values offered."),
}


def problem(
    status: int, *, code: str = "", detail: Any = "", headers: dict[str, str] | None = None, **more: Any
) -> HttpResponse:
    """A problem document. ``code`` is stable; ``title`` and ``detail`` are for people."""
    body = {
        "type": "about:blank",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": str(detail or DETAILS.get(status, "")),
        "code": code
        or {401: "unauthenticated", 403: "permission", 404: "not-found", 409: "stale"}.get(status, f"http-{status}"),
        **more,
    }
    options = {"ensure_ascii": False}
    return JsonResponse(body, status=status, content_type=TYPE, headers=headers, json_dumps_params=options)


def field_errors(error: ValidationError) -> list[dict[str, str]]:
    """What a domain function refused: field, code and message of each."""
    found = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    return [
        {"field": field if field != "__all__" else "", "code": one.code or "invalid", "message": " ".join(one.messages)}
        for field, errors in found.items()
        for one in errors
    ]


def _request_errors(error: RequestError) -> list[dict[str, str]]:
    told = []
    for one in error.errors:
        place = [str(part) for part in one.get("loc", ())]
        kind = str(one.get("type", "invalid"))
        message = REASONS.get(kind) or gettext_lazy("This is not as described.")
        told.append({"field": ".".join(place[2:] or place[-1:]), "code": kind, "message": str(message)})
    return told


def register(api: NinjaAPI) -> None:
    """Let ``api`` answer every exception with a problem."""

    @api.exception_handler(RequestError)
    def on_request(request: HttpRequest, error: RequestError) -> HttpResponse:
        return problem(422, code="request", errors=_request_errors(error))

    @api.exception_handler(ValidationError)
    def on_refusal(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, code="invalid", errors=field_errors(error))

    @api.exception_handler(DuijieError)
    def on_core(request: HttpRequest, error: DuijieError) -> HttpResponse:
        status = 413 if error.code == "too-large" else 422
        return problem(status, code=error.code, detail=error.message.render(get_language() or "en"))

    @api.exception_handler(StaleError)
    def on_stale(request: HttpRequest, error: StaleError) -> HttpResponse:
        differences = show_differences(request, error)
        return problem(409, current=show_current(request, error.current), differences=differences)

    @api.exception_handler(PermissionDenied)
    def on_permission(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        note_forbidden(request)
        return problem(403, detail=str(error))

    @api.exception_handler(ObjectDoesNotExist)
    @api.exception_handler(Http404)
    def on_missing(request: HttpRequest, error: Exception) -> HttpResponse:
        note_unseen(request, error)
        return problem(404)

    @api.exception_handler(AuthenticationError)
    def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(401, headers={"WWW-Authenticate": "Bearer"})

    @api.exception_handler(AuthorizationError)
    def on_authorization(request: HttpRequest, error: AuthorizationError) -> HttpResponse:
        note_forbidden(request)
        return problem(403)

    @api.exception_handler(Throttled)
    def on_throttle(request: HttpRequest, error: Throttled) -> HttpResponse:
        return problem(429, headers={"Retry-After": str(int(error.wait or 1) + 1)})

    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(MultiPartParserError)
    def on_suspicion(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(413 if isinstance(error, RequestDataTooBig) else 400)

    @api.exception_handler(HttpError)
    def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code)

    @api.exception_handler(Exception)
    def on_surprise(request: HttpRequest, error: Exception) -> HttpResponse:
        number = number_incident(error, f"{request.method} {request.path}")
        response = problem(500, code="unexpected", incident=number)
        response["X-Incident"] = number
        return response


class ProblemMiddleware:
    """What Django itself answers below ``/api/v1/`` – unknown addresses, methods – as a problem, too."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith("/api/v1/"):
            return response
        if response.get("Content-Type", "").startswith(TYPE):
            return response
        replaced = problem(response.status_code)
        for name in ("Allow", "Retry-After", "X-Incident"):
            if response.has_header(name):
                replaced[name] = response[name]
        return replaced
