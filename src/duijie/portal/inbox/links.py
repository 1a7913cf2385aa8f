"""One-click links: confirming receipt without signing in."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from duijie.messaging.domain import one_click as domain


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, secret: str) -> HttpResponse:
    """Only looking changes nothing, so a preview in a chat does no harm; the deed is posted."""
    is_done = False
    try:
        message = domain.find_link(secret, by=request.user).message
        if request.method == "POST":
            domain.use_link(secret, by=request.user)
            is_done = True
    except (domain.LinkRefusedError, ValidationError) as error:
        reason = getattr(error, "reason", "") or "used"
        return render(request, "portal/inbox/link_refused.html", {"words": domain.REFUSALS[reason]}, status=404)
    context = {"message": message, "is_done": is_done}
    response = render(request, "portal/inbox/one_click.html", context)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
