"""May this person? ``can`` answers, ``require`` refuses. A thing's place is its area paths and its organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock


@dataclass(frozen=True, slots=True)
class Grant:
    """One membership, read once: what it permits and where. ``path`` is the area's path, with everything below it."""

    role: str
    permissions: frozenset[Permission]
    reach: Reach
    path: str | None
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing belongs: the paths of its areas (statistical and management) and its organisations."""

    paths: tuple[str, ...] = ()
    organisations: tuple[int, ...] = ()


EVERYWHERE = Place()


def grants(user: Any) -> tuple[Grant, ...]:
    """All grants of ``user``, one query, kept on the object for the length of a request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_grants", None)
    if known is None:
        # An area that was archived carries no rights any more; the role stays in the list for who looks after it.
        living = user.memberships.filter(in_force(), area__archived_at=None)
        rows = list(living.values_list("role", "area__path", "organisation_id"))
        bare = bool(any(role in ROLES and ROLES[role].signs for role, *_place in rows)) and has_to_sign(user)
        scopes: frozenset[Permission] | None = getattr(user, "_scopes", None)
        known = tuple(
            Grant(
                role,
                ROLES[role].permissions if scopes is None else ROLES[role].permissions & scopes,
                ROLES[role].reach,
                *((None, None) if bare and ROLES[role].signs else (path, organisation)),
            )
            for role, path, organisation in rows
            if role in ROLES
        )
        user._grants = known
    return known


def in_force() -> Q:
    """The memberships that hold today."""
    today = clock.today()
    return (Q(from_on=None) | Q(from_on__lte=today)) & (Q(to_on=None) | Q(to_on__gte=today))


def has_to_sign(user: Any) -> bool:
    """Whether ``user`` has not signed the confidentiality undertaking in force. One always is: until an office
    publishes its own, the text as shipped, which is stored when the first one signs it."""
    undertakings = apps.get_model("accounts", "Undertaking")  # the model itself asks who may see it
    newest = undertakings.objects.order_by("-version").values_list("pk", flat=True).first()
    return newest is None or not user.undertaking_signatures.filter(undertaking=newest).exists()


def forget_grants(user: Any) -> None:
    """Read the memberships anew next time; whoever changes them calls this."""
    user.__dict__.pop("_grants", None)


def restrict(user: Any, scopes: Iterable[str]) -> None:
    """Let this object of ``user`` do no more than ``scopes``, whatever the roles say: it acts through an API token."""
    known = {str(permission) for permission in Permission}
    user._scopes = frozenset(Permission(scope) for scope in scopes if scope in known)
    forget_grants(user)


def holding(user: Any, permission: Permission) -> tuple[Grant, ...]:
    """The grants of ``user`` that carry ``permission``."""
    return tuple(grant for grant in grants(user) if permission in grant.permissions)


def reach_of(user: Any, permission: Permission) -> str:
    """Where ``user`` holds ``permission``, as a text: who has the same one reaches the same rows by it."""
    held = holding(user, permission)
    return repr(sorted({(str(one.reach), one.path or "", one.organisation_id or 0) for one in held}))


def covers(grant: Grant, place: Place) -> bool:
    """Whether ``grant`` reaches ``place``. One that should name an area or organisation and does not reaches nothing.

    Paths are closed by ``/`` (a constraint of the area table), so a prefix is a subtree and never half a code.
    """
    if grant.reach is Reach.EVERYWHERE:
        return True
    if grant.reach is Reach.AREA:
        return (
            grant.path is not None
            and grant.path.endswith("/")
            and any(path.startswith(grant.path) for path in place.paths)
        )
    return grant.organisation_id is not None and grant.organisation_id in place.organisations


def can(user: Any, permission: Permission, place: Place | None = None) -> bool:
    """Whether ``user`` holds ``permission`` at ``place``; without a place, whether anywhere."""
    held = holding(user, permission)
    return bool(held) if place is None else any(covers(grant, place) for grant in held)


def require(user: Any, permission: Permission, place: Place | None = None) -> None:
    """Refuse with ``PermissionDenied`` unless ``can``."""
    if not can(user, permission, place):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))


def paths_above(path: str) -> list[str]:
    """The path and those of all areas above it, the highest first: ``42/4211/`` gives ``42/`` and ``42/4211/``."""
    return [path[: at + 1] for at, letter in enumerate(path) if letter == "/"]


def paths_of(held: Iterable[Grant]) -> tuple[str, ...]:
    """The area paths among grants, for queries."""
    return tuple(sorted({grant.path for grant in held if grant.reach is Reach.AREA and grant.path}))
