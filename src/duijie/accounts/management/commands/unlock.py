"""``duijie unlock NAME``: for whoever sits at the server, when nobody can sign in any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.accounts.domain.lockout import find_account, unlock_account
from duijie.accounts.domain.passwords import reset_password
from duijie.accounts.domain.second_factors import remove_second_factor
from duijie.common.speaking import SpeakingCommand


class Command(SpeakingCommand):
    """Unlock an account, and give it a one-time password when asked to."""

    help = gettext_noop(
        "Unlock an account after too many wrong passwords; with --password, give it a one-time password too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help=_("login name or mobile number"))
        parser.add_argument("--password", action="store_true", help=_("make a one-time password"))
        parser.add_argument("--second-factor", action="store_true", help=_("turn off two-step sign-in"))

    def handle(self, *args: Any, **options: Any) -> None:
        account = find_account(options["name"])
        if account is None:
            raise CommandError(_("There is no account with this login name or mobile number."))
        unlock_account(account=account, by=None)
        self.stdout.write(_("Unlocked: %(name)s") % {"name": account.username})
        if options["second_factor"]:
            try:
                remove_second_factor(account=account, by=None)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            self.stdout.write(_("Two-step sign-in is turned off."))
        if options["password"]:
            password = reset_password(account=account, by=None)
            self.stdout.write(_("One-time password: %(password)s") % {"password": password})
