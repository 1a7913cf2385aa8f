"""What allauth does not have: accounts are given and passwords reset by administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def explain_reset(request: HttpRequest) -> HttpResponse:
    """No mail server stands on a county's laptop: an administrator gives a one-time password."""
    return render(request, "account/password_reset.html")
