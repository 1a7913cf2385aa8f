"""Reading undertakings and signatures."""

from typing import Any

from duijie.accounts.access import has_to_sign
from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.accounts.roles import ROLES


def current_undertaking(*, by: Any) -> Undertaking | None:
    """The version in force."""
    found: Undertaking | None = Undertaking.objects.visible_to(by).order_by("-version").first()
    return found


def list_undertakings(*, by: Any) -> Any:
    return Undertaking.objects.visible_to(by).select_related("published_by")


def list_signatures(*, by: Any) -> Any:
    return UndertakingSignature.objects.visible_to(by).select_related("user", "undertaking")


def must_sign(user: Any) -> bool:
    """Whether a role of ``user`` reaches nothing until the text in force is signed."""
    signing = [key for key, role in ROLES.items() if role.signs]
    return user.memberships.filter(role__in=signing).exists() and has_to_sign(user)
