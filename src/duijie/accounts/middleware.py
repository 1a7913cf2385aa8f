"""What follows from who signed in: their language, the end of an idle session, and a password that must be replaced."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from duijie.accounts.passwords_age import is_due

Get = Callable[[HttpRequest], HttpResponse]

SEEN, BEGAN = "seen_at", "began_at"
OPEN_PATHS = ("/static/", "/i18n/", "/language/")


class LanguageMiddleware:
    """The language of the profile goes before the cookie, and the cookie before the browser (``LocaleMiddleware``)."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if language and language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


class IdleMiddleware:
    """Sign out after ``DUIJIE_IDLE_MINUTES`` without a request, and after ``SESSION_COOKIE_AGE`` however busy.

    The time is written at most once a minute. Each writing renews the cookie, so the beginning is kept beside it.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            limit = settings.DUIJIE_IDLE_MINUTES * 60
            now, seen = int(time.time()), request.session.get(SEEN)
            if limit and seen is not None and now - seen > limit:
                logout(request)
                messages.info(request, _("You were signed out after a time without activity. Please sign in again."))
            elif now - request.session.get(BEGAN, now) > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, _("You were signed in for a whole working day. Please sign in again."))
            elif "Duijie-Watching" in request.headers and seen is not None:
                pass  # the page looks by itself whether anything is new; nobody need be sitting there
            elif seen is None or now - seen >= min(60, max(1, limit // 10)):
                request.session[SEEN] = now
                request.session.setdefault(BEGAN, now)
        return self.get_response(request)


class PasswordMiddleware:
    """A one-time or outdated password opens nothing but the page on which it is replaced."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and is_due(request.user):
            page = reverse("account_change_password")
            allowed = (page, reverse("account_logout"), reverse("account_login"))
            if request.path not in allowed and not request.path.startswith(OPEN_PATHS):
                messages.warning(request, _("Please choose a password of your own first."))
                return redirect(page)
        return self.get_response(request)
