"""One-click links: confirming receipt without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from duijie.common.domain.links import LinkRefusedError
from duijie.messaging.domain import one_click as domain


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, secret: str) -> HttpResponse:
    """Only looking changes nothing, so a preview in a chat does no harm; the deed is posted."""
    is_done = False
    try:
        if request.method == "POST":
            message, is_done = domain.use_link(secret, by=request.user), True
        else:
            message = domain.find_link(secret, by=request.user).message
    except LinkRefusedError as error:
        return render(request, "portal/inbox/link_refused.html", {"words": error.words}, status=error.status)
    context = {"message": message, "is_done": is_done}
    response = render(request, "portal/inbox/one_click.html", context)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
