"""What follows from who signed in: their language, the end of an idle session, and a password that must be replaced."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from duijie.accounts.passwords_age import is_due

Get = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]

SEEN, BEGAN = "seen_at", "began_at"
WATCHING = "Duijie-Watching"  # the page looks by itself whether anything is new; nobody need be sitting there
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


def outlasting_idleness(when: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """A view that goes on answering a watching page when its session has been idle too long, for requests ``when``.

    For what hangs on a wall all day: nothing else opens with that session any more.
    """

    def mark(view: View) -> View:
        view.outlasts_idleness = when  # type: ignore[attr-defined]
        return view

    return mark


class IdleMiddleware:
    """Sign out after ``DUIJIE_IDLE_MINUTES`` without a request, and after ``SESSION_COOKIE_AGE`` however busy.

    What a page asks by itself, under ``WATCHING``, is no sign of life. The time is written at most once a minute. Each
    writing renews the cookie, so the beginning is kept beside it.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            limit = settings.DUIJIE_IDLE_MINUTES * 60
            now, seen = int(time.time()), request.session.get(SEEN)
            is_watching = WATCHING in request.headers and seen is not None
            if limit and seen is not None and now - seen > limit and not (is_watching and _outlasts(request)):
                logout(request)
                messages.info(request, _("You were signed out after a time without activity. Please sign in again."))
            elif now - request.session.get(BEGAN, now) > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(request, _("You were signed in for a whole working day. Please sign in again."))
            elif is_watching:
                pass
            elif seen is None or now - seen >= (min(60, max(1, limit // 10)) if limit else 60):
                request.session[SEEN] = now
                request.session.setdefault(BEGAN, now)
        return self.get_response(request)


def _outlasts(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return bool(getattr(view, "outlasts_idleness", lambda _request: False)(request))


class ReturnMiddleware:
    """Whoever has to sign in before a button does what it says comes back to the page of the button, and is told that
    it was not done: what the button calls cannot be opened by itself.
    """

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302 and not request.user.is_authenticated:
            address = urlsplit(response["Location"])
            query = QueryDict(address.query, mutable=True)
            if address.path == reverse("account_login") and REDIRECT_FIELD_NAME in query:
                query[REDIRECT_FIELD_NAME] = _page_before(request)
                response["Location"] = urlunsplit(address._replace(query=query.urlencode(safe="/")))
                messages.warning(request, _("What you pressed was not done. Sign in, then press it again."))
        return response


def _page_before(request: HttpRequest) -> str:
    """The page of ours from which ``request`` was made, else the home page."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return reverse("home")
    return urlunsplit(urlsplit(before)._replace(scheme="", netloc="", fragment=""))


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
