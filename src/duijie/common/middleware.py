"""What every request carries along: from where it comes, and the language of who signed in."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from duijie.common import facts
from duijie.common.domain import audit


class FactsMiddleware:
    """Sets the facts that the audit notes, and writes the gathered reads of personal data at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = facts.new_request_id()
        with facts.acting(
            surface="api" if request.path_info.startswith("/api/") else "page",
            ip=client_address(request),
            agent=request.headers.get("User-Agent", ""),
            request_id=number,
            reads={},
        ) as here:
            response = self.get_response(request)
            if here.reads:
                audit.write_reads(here.reads)
        response["X-Request-ID"] = number
        return response


def client_address(request: HttpRequest) -> str | None:
    """The peer; behind our proxy, what the proxy says it was (its own, last, entry – earlier ones can be forged)."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.DUIJIE_BEHIND_PROXY else ""
    address = forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:  # a Unix socket, or a proxy that writes something else there
        return None


class SizeMiddleware:
    """Refuses bodies that are too large before a byte of them is read: files go to the disk while a form is parsed,
    which happens before anybody asks who sent them. Strangers have little to send. Stands behind authentication.

    Only the announced length counts, and may: without one Django reads nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 20 else 0
        if size > settings.MOST_BYTES_OF_STRANGERS and (
            size > settings.MOST_BYTES or not (request.user.is_authenticated or _is_program(request))
        ):
            raise RequestDataTooBig(f"{size} bytes")
        return self.get_response(request)


def _is_program(request: HttpRequest) -> bool:
    """A call of the API with a token: that is checked before the body is read, unless there is a cookie to check."""
    has_token = request.headers.get("Authorization", "").startswith("Bearer ")
    return has_token and not request.COOKIES and request.path_info.startswith("/api/v1/")
