"""``duijie setup``: the first start of a real installation – tables and the three administrators."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.domain.presets import take_preset
from duijie.accounts.models import Membership
from duijie.accounts.roles import ADMINISTRATORS, ROLES
from duijie.common import clock
from duijie.common.domain.calendar import is_announced, load_year
from duijie.common.domain.site import latest, name_site
from duijie.common.models.site import SiteSettings
from duijie.common.site import NAMES, PRESETS, current
from duijie.common.speaking import Speaking
from duijie.common.transactions import in_transaction


class Command(Speaking):
    """Prepare the database and make the three administrators, with one-time passwords that are shown once."""

    help = gettext_noop(
        "Prepare a new installation: tables, working days, and the three administrators with one-time passwords."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role in ADMINISTRATORS:
            short = role.removesuffix("_administrator")
            parser.add_argument(f"--{short}", metavar="LOGIN", default=short, help=str(ROLES[role].name))
        parser.add_argument("--preset", choices=sorted(PRESETS), help=_("whose site it is: its names and departments"))
        labels = {field.name: str(field.verbose_name) for field in SiteSettings._meta.fields}
        for name in NAMES:
            option = name.replace("_", "-")
            parser.add_argument(f"--{option}", metavar="TEXT", help=labels[name])

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
        said = self.name_site(options)
        if said:
            self.stdout.write(said)
        if not passwords:
            self.stdout.write(_("This installation has its administrators already; nothing was changed."))
            return
        self.stdout.write(_("One-time passwords, shown only now; each is replaced at the first sign-in:"))
        for role, (login, password) in passwords.items():
            self.stdout.write(f"  {ROLES[role].name}\t{login}\t{password}")

    def name_site(self, options: dict[str, Any]) -> str:
        """The names that were given, or asked for at a terminal when there are none yet; what was done, in words."""
        values = {name: options[name] for name in NAMES if options[name]}
        preset = options["preset"]
        if not preset and not values and latest() is None and sys.stdin.isatty():
            preset = self.ask_preset()
        try:
            if preset:
                take_preset(key=preset, by=None)
            if values:
                name_site(values=values, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not preset and not values:
            return ""
        return _("The site is called “%(name)s”.") % {"name": current().name}

    def ask_preset(self) -> str:
        """The kind of organisation whose site it is; empty where the answer is."""
        keys = sorted(PRESETS)
        for number, key in enumerate(keys, 1):
            self.stdout.write(f"  {number}  {key}: {PRESETS[key].label}")
        answer = input(_("Whose site is it? A number, or Enter for neither: ")).strip()
        return keys[int(answer) - 1] if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(keys) else ""


@in_transaction
def add_administrators(names: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The administrators that are missing, all or none: role → login name and one-time password."""
    made = {}
    for role, login in names.items():
        if Membership.objects.filter(role=role, user__is_active=True).exists():
            continue
        with translation.override(settings.LANGUAGE_CODE):  # what is kept is in the language of the site
            name = str(ROLES[role].name)
        account, password = add_account(by=None, username=login, name=name)
        grant_membership(user=account, role=role, by=None)
        made[role] = (login, password)
    return made
