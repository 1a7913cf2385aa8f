"""Who may open a page at all. What is seen there, ``visible_to`` says; what may be done, the domain function."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from duijie.accounts.access import can
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission

View = Callable[..., HttpResponse]


def permitted(*permissions: Permission) -> Callable[[View], View]:
    """Signed in, and holding any one of ``permissions`` anywhere; without permissions, signed in is enough."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permissions and not any(can(request.user, permission) for permission in permissions):
                raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
            return view(request, *args, **kwargs)

        return checked

    return decorate


def me(request: HttpRequest) -> User:
    """The person behind a request of a page that only those who have signed in may open."""
    return cast(User, request.user)


def tell(request: HttpRequest, error: ValidationError) -> None:
    """Show what a domain function refused, when no form field is to blame."""
    for text in error.messages:
        messages.error(request, text)


def tell_form(request: HttpRequest, form: Any) -> None:
    """Show what is wrong in a form that is not shown again, with the labels of its fields."""
    for name, errors in form.errors.items():
        label = f"{form[name].label}{_(': ')}" if name in form.fields else ""
        for text in errors:
            messages.error(request, f"{label}{text}")


def blame(form: Any, error: ValidationError) -> None:
    """Show what a domain function refused at the field of ``form`` that it speaks of, else above them all."""
    for field, errors in error.error_dict.items() if hasattr(error, "error_dict") else [(None, error)]:
        form.add_error(field if field in form.fields else None, errors)


def came_from(request: HttpRequest, otherwise: str) -> str:
    """The page of ours from which a button was pressed, else the page named ``otherwise``."""
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before
    return reverse(otherwise)


def address_with(address: str, **query: str) -> str:
    """``address`` with a query."""
    asked = QueryDict(mutable=True)
    asked.update({name: value for name, value in query.items() if value})
    return f"{address}?{asked.urlencode()}" if asked else address
