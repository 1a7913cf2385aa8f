"""Reading undertakings and signatures."""

from typing import Any

from duijie.accounts.access import has_to_sign
from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.accounts.roles import ROLES
from duijie.accounts.undertaking_text import TEXT, TEXT_EN, VERSION


def current_undertaking(*, by: Any) -> Undertaking:
    """The version in force; not stored yet where it is the shipped one and nobody has signed it."""
    found: Undertaking | None = Undertaking.objects.visible_to(by).order_by("-version").first()
    return found or shipped()


def shipped() -> Undertaking:
    """The text that is in force until an office publishes its own."""
    return Undertaking(version=VERSION, text=TEXT, text_en=TEXT_EN)


def find_version(version: int, *, by: Any) -> Undertaking:
    """The version, or ``DoesNotExist``."""
    current = current_undertaking(by=by)
    if current.version == version:
        return current
    found: Undertaking = Undertaking.objects.visible_to(by).get(version=version)
    return found


def signature_of(undertaking: Undertaking, *, by: Any) -> UndertakingSignature | None:
    """That of ``by`` under a version."""
    return UndertakingSignature.objects.filter(undertaking__version=undertaking.version, user=by).first()


def list_undertakings(*, by: Any) -> Any:
    return Undertaking.objects.visible_to(by).select_related("published_by")


def list_signatures(*, by: Any) -> Any:
    return UndertakingSignature.objects.visible_to(by).select_related("user", "undertaking")


def must_sign(user: Any) -> bool:
    """Whether a role of ``user`` reaches nothing until the text in force is signed."""
    signing = [key for key, role in ROLES.items() if role.signs]
    return user.memberships.filter(role__in=signing).exists() and has_to_sign(user)
