"""Accounts and roles: who gives what to whom, and what nobody may do alone."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.domain.accounts import add_account, deactivate_account, edit_account, reactivate_account
from duijie.accounts.domain.memberships import grant_membership, revoke_membership
from duijie.accounts.domain.passwords import one_time_password, reset_password, set_password
from duijie.accounts.domain.queries.accounts import list_accounts
from duijie.accounts.domain.second_factors import remove_second_factor
from duijie.accounts.models import Membership, User
from duijie.accounts.roles import ADMINISTRATORS
from duijie.common.models import AuditEvent
from duijie.registry.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> User:
    return make_user(role="system_administrator")


@pytest.fixture
def security() -> User:
    return make_user(role="security_administrator")


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> str:
    found = error.value.error_list[0] if hasattr(error.value, "error_list") else None
    return str(found.code) if found is not None else ",".join(sorted(error.value.message_dict))


def test_a_new_account_has_a_one_time_password_and_no_role(system: User) -> None:
    account, password = add_account(by=system, username="zhang", name="张三", mobile="138 0000-0000")
    assert account.check_password(password)
    assert (account.must_change_password, account.mobile, list(account.memberships.all())) == (True, "13800000000", [])
    assert AuditEvent.objects.get(verb="account.add").target_label == "张三"


def test_only_the_command_line_gives_a_password_that_lasts(system: User) -> None:
    kept, _password = add_account(by=None, lasting=True, username="zhang", name="张三")
    given, _password = add_account(by=system, lasting=True, username="li", name="李四")
    assert (kept.must_change_password, given.must_change_password) == (False, True)


@pytest.mark.parametrize("role", ["security_administrator", "audit_administrator", None])
def test_only_the_system_administrator_adds_accounts(role: str | None) -> None:
    with pytest.raises(PermissionDenied):
        add_account(by=make_user(role=role), username="zhang", name="张三")


def test_a_login_name_and_a_mobile_number_are_given_once(system: User) -> None:
    add_account(by=system, username="zhang", name="张三", mobile="13800000000")
    with pytest.raises(ValidationError):
        add_account(by=system, username="zhang", name="张三")
    with pytest.raises(ValidationError):
        add_account(by=system, username="zhang2", name="张三", mobile="13800000000")


def test_everybody_edits_ones_own_name_and_language_only() -> None:
    user = make_user()
    assert edit_account(account=user, by=user, name="新名", language="en").name == "新名"
    with pytest.raises(PermissionDenied):
        edit_account(account=user, by=user, mobile="13800000000")
    with pytest.raises(PermissionDenied):
        edit_account(account=make_user(), by=user, name="x")
    assert AuditEvent.objects.get(verb="account.edit").detail == {"fields": ["language", "name"]}


def test_a_deactivated_account_is_out_until_it_is_let_in_again(system: User) -> None:
    user = make_user(role="reviewer")
    deactivate_account(account=user, by=system)
    assert not User.objects.get(pk=user.pk).has_perm("area.view")
    with pytest.raises(ValidationError):
        deactivate_account(account=user, by=system)
    reactivate_account(account=user, by=system)
    assert User.objects.get(pk=user.pk).has_perm("area.view")


def test_nobody_deactivates_oneself_or_the_last_administrator(system: User, security: User) -> None:
    with pytest.raises(ValidationError) as own:
        deactivate_account(account=system, by=system)
    with pytest.raises(ValidationError) as last:
        deactivate_account(account=security, by=system)
    assert (code_of(own), code_of(last)) == ("self", "last")
    make_user(role="security_administrator")
    deactivate_account(account=security, by=system)


def test_nobody_grants_a_role_to_oneself(security: User) -> None:
    with pytest.raises(ValidationError) as error:
        grant_membership(user=security, role="reviewer", by=security)
    assert code_of(error) == "self"


def test_only_the_security_administrator_grants(system: User) -> None:
    with pytest.raises(PermissionDenied):
        grant_membership(user=make_user(), role="reviewer", by=system)


@pytest.mark.parametrize("held", ADMINISTRATORS)
@pytest.mark.parametrize("wanted", ADMINISTRATORS)
def test_three_administrators_are_three_people(security: User, held: str, wanted: str) -> None:
    user = make_user(role=held)
    with pytest.raises(ValidationError) as error:
        grant_membership(user=user, role=wanted, by=security)
    assert code_of(error) == ("held" if held == wanted else "exclusive")


def test_a_role_holds_where_it_can(security: User) -> None:
    make_region()
    city = Area.objects.filter(kind="city").first()
    zone = Area.objects.filter(is_management=True).first()
    firm = make_organisation()
    user = make_user()
    for role, place, field in [
        ("county_officer", {}, "area"),
        ("county_officer", {"area": zone}, "area"),
        ("zone_officer", {"area": city}, "area"),
        ("expert", {}, "organisation"),
        ("expert", {"organisation": firm, "area": city}, "organisation"),
    ]:
        with pytest.raises(ValidationError) as error:
            grant_membership(user=user, role=role, by=security, **place)
        assert list(error.value.message_dict) == [field]
    with pytest.raises(ValidationError):
        grant_membership(user=user, role="reviewer", by=security, area=city)
    grant_membership(user=user, role="zone_officer", by=security, area=zone)
    grant_membership(user=user, role="expert", by=security, organisation=firm)
    assert AuditEvent.objects.filter(verb="membership.grant").count() == 2


def test_the_last_administrator_of_a_kind_stays(security: User) -> None:
    membership = Membership.objects.get(user=security)
    other = make_user(role="security_administrator", is_active=False)
    with pytest.raises(ValidationError) as error:
        revoke_membership(membership=membership, by=security)
    assert code_of(error) == "last"
    User.objects.filter(pk=other.pk).update(is_active=True)
    revoke_membership(membership=membership, by=security)
    assert not User.objects.get(pk=security.pk).has_perm("membership.edit")


def test_a_password_is_chosen_by_its_owner_and_not_used_again(settings: Any) -> None:
    settings.DUIJIE_PASSWORD_HISTORY = 2
    user = make_user()
    for password in ("First-word-1", "Second-word-2", "Third-word-3"):
        set_password(account=user, password=password, by=user)
    with pytest.raises(ValidationError):
        set_password(account=user, password="Second-word-2", by=user)
    set_password(account=user, password="First-word-1", by=user)
    with pytest.raises(PermissionDenied):
        set_password(account=user, password="Other-word-9", by=make_user(role="system_administrator"))
    settings.DUIJIE_PASSWORD_HISTORY = 1
    with translation.override("en"), pytest.raises(ValidationError, match=r"Do not use your last 1 password again\."):
        set_password(account=user, password="First-word-1", by=user)


@pytest.mark.parametrize("password", ["Short-1", "onlysmallandlong", "smalland12345", "1234567890", "password1234"])
def test_a_weak_password_is_refused(password: str) -> None:
    user = make_user()
    with pytest.raises(ValidationError):
        set_password(account=user, password=password, by=user)


def test_a_reset_gives_a_one_time_password(system: User) -> None:
    user = make_user()
    password = reset_password(account=user, by=system)
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change_password
    set_password(account=user, password="My-own-word-7", by=user)
    assert not user.must_change_password


def test_one_administrator_does_not_become_another_by_a_reset(system: User, security: User) -> None:
    with pytest.raises(PermissionDenied):
        reset_password(account=security, by=system)
    assert reset_password(account=system, by=security)
    with pytest.raises(PermissionDenied):
        reset_password(account=make_user(), by=security)


def test_a_lost_second_factor_is_taken_away_by_who_may_reset_the_password(system: User, security: User) -> None:
    user = make_user()
    for account in (user, security):
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    with pytest.raises(PermissionDenied):
        remove_second_factor(account=security, by=system)
    with pytest.raises(ValidationError):
        remove_second_factor(account=security, by=security)
    assert remove_second_factor(account=user, by=system) == 1
    with pytest.raises(ValidationError):
        remove_second_factor(account=user, by=system)
    assert list(Authenticator.objects.values_list("user", flat=True)) == [security.pk]
    assert AuditEvent.objects.get(verb="second_factor.remove").actor == system


def test_one_time_passwords_pass_the_rules_and_differ() -> None:
    passwords = {one_time_password() for _number in range(200)}
    assert len(passwords) == 200
    user = make_user()
    for password in sorted(passwords)[:20]:
        set_password(account=user, password=password, by=user)


def test_one_sees_oneself_and_administrators_see_all(system: User) -> None:
    user = make_user(name="李雷")
    assert list(list_accounts(by=user)) == [user]
    assert set(list_accounts(by=system)) == {user, system}
    assert list(list_accounts(by=system, text="李", active=True)) == [user]
    assert list(list_accounts(by=system, role="system_administrator")) == [system]


def test_a_role_is_held_once_at_a_place(security: User) -> None:
    user = make_user(role="reviewer")
    with pytest.raises(ValidationError):
        grant_membership(user=user, role="reviewer", by=security)
    with pytest.raises(Exception, match=r"(?i)unique"):
        grant(user, "reviewer")
