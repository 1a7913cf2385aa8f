"""What every page knows beside its own content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from duijie.common import site
from duijie.portal.navigation import sections_for
from duijie.registry.domain.queries.demo import has_demo_data
from duijie_match import __version__


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, version and the demo banner; the names and the banner ask the database only when a template uses them."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "navigation": list(sections_for(request)) if signed_in else [],
        "version": __version__,
        "site_names": SimpleLazyObject(site.current),
        "is_demo": SimpleLazyObject(has_demo_data),
    }
