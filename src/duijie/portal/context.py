"""What every page knows beside its own content."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from duijie.common import site
from duijie.messaging.domain.queries.messages import count_unread
from duijie.portal.navigation import sections_for
from duijie.portal.tour.steps import tour_of
from duijie.registry.domain.queries.demo import has_demo_data
from duijie.search.scope import searchable
from duijie_match import __version__


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, version and the demo banner; the names and the banner ask the database only when a template uses them."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    is_demo = SimpleLazyObject(has_demo_data)
    return {
        "navigation": list(sections_for(request)) if signed_in else [],
        "may_search": signed_in and bool(searchable(request.user)),
        "unread": cache(lambda: count_unread(by=request.user)) if signed_in else 0,
        "version": __version__,
        "site_names": SimpleLazyObject(site.current),
        "as_of": settings.DUIJIE_AS_OF,
        "is_demo": is_demo,
        "tour": SimpleLazyObject(lambda: tour_of(request) if signed_in and is_demo else None),
    }
