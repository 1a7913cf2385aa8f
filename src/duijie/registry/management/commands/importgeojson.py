"""``duijie importgeojson FILE``: bring the map of the areas, or remove it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from duijie.accounts.models import User
from duijie.common.speaking import SpeakingCommand
from duijie.common.system_errors import SystemReason
from duijie.registry.domain.region_map import import_map, remove_map
from duijie_match.errors import DuijieError


class Command(SpeakingCommand):
    help = gettext_noop("Bring a map of the areas (GeoJSON whose features name their area by code).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--by", required=True, metavar="LOGIN", help=_("the account in whose name it is done"))
        parser.add_argument("--remove", action="store_true", help=_("forget the map that was brought"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(_("There is no active account “%(login)s”.") % {"login": options["by"]})
        if (options["file"] is None) != options["remove"]:
            raise CommandError(_("Name a file, or say --remove."))
        try:
            self.stdout.write(_remove(by) if options["remove"] else _bring(options["file"], by))
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en")) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['file']}: {SystemReason(error)}") from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error


def _remove(by: User) -> str:
    return str(_("The map was removed.") if remove_map(by=by) else _("There was no map."))


def _bring(file: Path, by: User) -> str:
    count, unknown = import_map(content=file.read_bytes(), by=by)
    text = ngettext("%(count)d shape was kept.", "%(count)d shapes were kept.", count) % {"count": count}
    if unknown:
        text += " " + _("No area of the register has these codes: %(codes)s.") % {"codes": ", ".join(unknown[:20])}
    return text
