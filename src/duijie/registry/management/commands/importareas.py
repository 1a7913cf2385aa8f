"""``duijie importareas FILE``: take over an official list of administrative divisions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from duijie.accounts.models import User
from duijie.common.speaking import SpeakingCommand
from duijie.registry.domain.area_lists import AreaReport, import_areas
from duijie.registry.interfaces.area_reading import read_area_entries
from duijie_match.errors import DuijieError

SHOWN = 20


class Command(SpeakingCommand):
    help = gettext_noop("Take over an official list of administrative divisions (csv, xlsx, json with code and name).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="LOGIN", help=_("the account in whose name it is done"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would change, and change nothing"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(_("There is no active account “%(login)s”.") % {"login": options["by"]})
        try:
            entries = read_area_entries(options["file"])
            report = import_areas(entries=entries, by=by, write=not options["dry_run"])
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en")) from error
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        for line in lines_of(report):
            self.stdout.write(line)


def lines_of(report: AreaReport) -> list[str]:
    """The report in words, the first of each kind by name."""
    words = {
        "added": _("added"),
        "renamed": _("renamed"),
        "moved": _("moved"),
        "restored": _("restored"),
        "gone": _("no longer in the list (kept)"),
        "refused": _("not understood"),
    }
    lines = [f"{_('unchanged')}: {report.unchanged}"]
    if report.villages:
        lines.append(f"{_('villages, left out')}: {report.villages}")
    for name, label in words.items():
        rows: list[tuple[Any, ...]] = getattr(report, name)
        lines.append(f"{label}: {len(rows)}")
        lines += [f"  {' '.join(str(part) for part in row)}" for row in rows[:SHOWN]]
    return lines
