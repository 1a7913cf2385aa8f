"""``duijie setup``: the first start of a real installation – tables and the three administrators."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.models import Membership
from duijie.accounts.roles import ADMINISTRATORS, ROLES
from duijie.common import clock
from duijie.common.domain.calendar import is_announced, load_year
from duijie.common.transactions import in_transaction


class Command(BaseCommand):
    """Prepare the database and make the three administrators, with one-time passwords that are shown once."""

    help = "Prepare a new installation: tables, working days, and the three administrators with one-time passwords."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role in ADMINISTRATORS:
            short = role.removesuffix("_administrator")
            parser.add_argument(f"--{short}", metavar="LOGIN", default=short, help=f"login name of the {short} one")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        year = clock.today().year
        for one in (year - 1, year, year + 1):
            if is_announced(one):
                load_year(one)
        names = {role: options[role.removesuffix("_administrator")] for role in ADMINISTRATORS}
        if len(set(names.values())) < len(names):
            raise CommandError(_("The three administrators are three people: name three login names."))
        try:
            passwords = add_administrators(names)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not passwords:
            self.stdout.write(_("This installation has its administrators already; nothing was changed."))
            return
        self.stdout.write(_("One-time passwords, shown only now; each is replaced at the first sign-in:"))
        for role, (login, password) in passwords.items():
            self.stdout.write(f"  {ROLES[role].name}\t{login}\t{password}")


@in_transaction
def add_administrators(names: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The administrators that are missing, all or none: role → login name and one-time password."""
    made = {}
    for role, login in names.items():
        if Membership.objects.filter(role=role, user__is_active=True).exists():
            continue
        account, password = add_account(by=None, username=login, name=str(ROLES[role].name))
        grant_membership(user=account, role=role, by=None)
        made[role] = (login, password)
    return made
