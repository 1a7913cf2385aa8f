"""Rights end where a place ends."""

import pytest
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_region

from duijie.accounts.access import EVERYWHERE, Grant, Place, can, covers, forget_grants, restrict
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.registry.models import Area


@pytest.mark.parametrize(
    "path, place, reached",
    [
        ("42/4211/", "42/4211/", True),
        ("42/4211/", "42/4211/421102/", True),
        ("42/4211/421102/", "42/4211/", False),
        ("42/421/", "42/4211/", False),
        ("42/4211/", "142/4211/", False),
        ("42/4211", "42/42119/", False),
        ("", "42/4211/", False),
    ],
)
def test_an_area_covers_itself_and_what_is_below(path: str, place: str, reached: bool) -> None:
    held = Grant("leader", frozenset(Permission), Reach.AREA, path, None)
    assert covers(held, Place(paths=(place,))) is reached


def test_an_organisation_role_covers_that_organisation_alone() -> None:
    held = Grant("expert", frozenset(Permission), Reach.ORGANISATION, None, 7)
    assert covers(held, Place(paths=("42/",), organisations=(7, 8)))
    assert not covers(held, Place(paths=("42/",), organisations=(8,)))
    assert not covers(Grant("expert", frozenset(Permission), Reach.ORGANISATION, None, None), Place())


@pytest.mark.django_db
def test_an_area_role_does_not_reach_what_has_no_place() -> None:
    make_region()
    user = make_user(role="city_officer", area=Area.objects.filter(kind="city").first())
    assert can(user, Permission.ORGANISATION_EDIT)
    assert not can(user, Permission.ORGANISATION_EDIT, EVERYWHERE)


@pytest.mark.django_db
def test_an_archived_area_carries_no_rights() -> None:
    make_region()
    county = Area.objects.filter(kind="county").first()
    assert county is not None
    user = make_user(role="county_officer", area=county)
    assert can(user, Permission.ORGANISATION_EDIT, Place(paths=(county.path,)))
    Area.objects.filter(pk=county.pk).update(archived_at=clock.now())
    forget_grants(user)
    assert not can(user, Permission.ORGANISATION_EDIT)


@pytest.mark.django_db
def test_nobody_who_cannot_sign_in_may_anything() -> None:
    assert not can(make_user(role="system_administrator", is_active=False), Permission.AREA_VIEW)
    assert not can(None, Permission.AREA_VIEW)


@pytest.mark.django_db
def test_a_token_narrows_and_never_widens() -> None:
    user = make_user(role="leader", area=None)
    grant(user, "reviewer")
    restrict(user, ["area.view", "account.edit", "no.such"])
    assert can(user, Permission.AREA_VIEW)
    assert not can(user, Permission.ACCOUNT_EDIT)
    assert not can(user, Permission.ORGANISATION_VIEW)


def test_every_permission_is_held_by_some_role_and_every_exclusion_is_mutual() -> None:
    assert {permission for role in ROLES.values() for permission in role.permissions} == set(Permission)
    assert [
        (role.key, other) for role in ROLES.values() for other in role.excludes if role.key not in ROLES[other].excludes
    ] == []
