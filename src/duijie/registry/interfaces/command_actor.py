"""In whose name a command reads or writes a register: always an account, so that scope and audit are the same as on
a page."""

from typing import Any

from django.utils.translation import gettext as _

from duijie.accounts.access import Place, can
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.common.listing import listed
from duijie.registry.models import Area


class WrongUse(Exception):
    """What was typed names something that is not there; ``str()`` is the sentence."""


def find_actor(login: str | None, permission: Permission, area: Area | None) -> User:
    """The account named, or else the only one that holds ``permission`` at ``area`` (anywhere, without an area)."""
    place = None if area is None else Place((area.path,))
    if login:
        found: User | None = User.objects.filter(username=login, is_active=True).first()
        if found is None:
            raise WrongUse(_("There is no active account “%(login)s”.") % {"login": login})
        if not can(found, permission, place):
            raise WrongUse(
                _("The roles of “%(login)s” do not permit this here. Name another account with --as.")
                % {"login": login}
            )
        return found
    able: list[Any] = [
        one for one in User.objects.filter(is_active=True).order_by("username") if can(one, permission, place)
    ]
    if not able:
        raise WrongUse(_("No active account may do this here. Ask the security administrator for a role."))
    if len(able) > 1:
        names = listed(one.username for one in able[:5]) + ("…" if len(able) > 5 else "")
        raise WrongUse(_("Several accounts may do this: %(names)s. Name one with --as.") % {"names": names})
    first: User = able[0]
    return first


def find_area_by_code(code: str | None) -> Area | None:
    """The area, or None where no code is given."""
    if not code:
        return None
    found: Area | None = Area.objects.filter(code=code, archived_at=None).first()
    if found is None:
        raise WrongUse(_("There is no area with the code “%(code)s”.") % {"code": code})
    return found
