"""What every request carries along: from where it comes, and the language of who signed in."""

from collections.abc import Callable

from django.conf import settings
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
    return address or None
