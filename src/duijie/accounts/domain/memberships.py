"""Granting and withdrawing roles. Nobody gives a role to oneself, and the three administrators are three people."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, forget_grants, require
from duijie.accounts.models import Department, Membership, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ADMINISTRATORS, ROLES, Reach
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction


@in_transaction
def grant_membership(
    *,
    user: User,
    role: str,
    by: User | None,
    area: Any = None,
    organisation: Any = None,
    department: Department | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Membership:
    """Give ``user`` a role where it holds. Raises ``ValidationError`` for a place that does not suit the role, a role
    that excludes one already held, a role to oneself, and one that is held already. ``by`` is None only on the
    server's own command line.
    """
    if by is not None:
        require(by, Permission.MEMBERSHIP_EDIT)
        if by.pk == user.pk:
            raise ValidationError(_("Nobody gives a role to oneself. Ask another administrator."), code="self")
    if role not in ROLES:
        raise ValidationError(_("There is no such role."), code="role")
    _check_place(role, area, organisation)
    if from_on and to_on and from_on > to_on:
        raise ValidationError({"to_on": _("It ends before it begins.")}, code="order")
    person = User.objects.select_for_update().get(pk=user.pk)  # two grants at once wait for each other here
    if not person.is_active:
        raise ValidationError(_("This account is deactivated."), code="state")
    _check_exclusions(person, role)
    membership = give_role(
        person=person, role=role, by=by, area=area, organisation=organisation, department=department,
        from_on=from_on, to_on=to_on,
    )  # fmt: skip
    forget_grants(user)
    return membership


def give_role(*, person: User, role: str, by: User | None, **where: Any) -> Membership:
    """Write down that ``person`` holds ``role``; who may say so was asked before, in the same transaction."""
    try:
        with transaction.atomic():
            membership: Membership = Membership.objects.create(user=person, role=role, granted_by=by, **where)
    except IntegrityError as error:
        raise ValidationError(_("This role is held there already."), code="held") from error
    audit.record(by=by, verb="membership.grant", target=person, place=_place(membership), detail=_detail(membership))
    return membership


@in_transaction
def revoke_membership(*, membership: Membership, by: User) -> None:
    """Withdraw a role, unless it would leave the platform without an administrator of that kind."""
    require(by, Permission.MEMBERSHIP_EDIT)
    person = User.objects.select_for_update().get(pk=membership.user_id)
    if membership.role in ADMINISTRATORS:
        refuse_last(membership.role, without=person)
    detail, place = _detail(membership), _place(membership)
    removed, _rows = Membership.objects.filter(pk=membership.pk).delete()
    if not removed:
        raise ValidationError(_("This role was withdrawn already."), code="state")
    forget_grants(membership.user)
    audit.record(by=by, verb="membership.revoke", target=person, place=place, detail=detail)


def refuse_last(role: str, *, without: User) -> None:
    """Refuse when nobody else who can sign in holds ``role``. Locks the rows it counts."""
    holders = Membership.objects.select_for_update().filter(role=role).order_by("pk")
    people = set(holders.values_list("user_id", flat=True)) - {without.pk}
    if not User.objects.filter(pk__in=people, is_active=True).exists():
        words = _("This is the last %(role)s. Give the role to somebody else first.")
        raise ValidationError(words, code="last", params={"role": ROLES[role].name})


def _check_place(role: str, area: Any, organisation: Any) -> None:
    reach = ROLES[role].reach
    if reach is Reach.AREA and (area is None or organisation is not None):
        raise ValidationError({"area": _("This role holds in an area: name one.")}, code="place")
    if reach is Reach.ORGANISATION and (organisation is None or area is not None):
        raise ValidationError({"organisation": _("This role holds at an organisation: name one.")}, code="place")
    if reach is Reach.EVERYWHERE and (area is not None or organisation is not None):
        raise ValidationError(_("This role holds everywhere: name neither area nor organisation."), code="place")
    if area is not None and getattr(area, "archived_at", None) is not None:
        raise ValidationError({"area": _("This area is archived.")}, code="place")
    if role == "zone_officer" and not area.is_management:
        raise ValidationError({"area": _("A zone officer works for a development zone.")}, code="place")
    if role in {"city_officer", "county_officer"} and area.is_management:
        raise ValidationError({"area": _("For a development zone there is the role of zone officer.")}, code="place")


def _check_exclusions(person: User, role: str) -> None:
    held = set(person.memberships.values_list("role", flat=True))
    for other in sorted(held):
        if other in ROLES[role].excludes or (other in ROLES and role in ROLES[other].excludes):
            words = _("The roles %(new)s and %(held)s must be held by two people.")
            raise ValidationError(words, code="exclusive", params={"new": ROLES[role].name, "held": ROLES[other].name})


def _place(membership: Membership) -> Place:
    return Place(paths=(membership.area.path,) if membership.area else ())


def _detail(membership: Membership) -> dict[str, Any]:
    return {
        "role": membership.role,
        "area": membership.area.code if membership.area else None,
        "organisation": membership.organisation_id,
        "department": membership.department.key if membership.department else None,
        "from": membership.from_on.isoformat() if membership.from_on else None,
        "until": membership.to_on.isoformat() if membership.to_on else None,
    }
