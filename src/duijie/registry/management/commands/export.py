"""``duijie export REGISTER -o FILE``: a register as a list, with every column that can be imported again."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from duijie.common import site
from duijie.common.listing import listed
from duijie.common.speaking import SpeakingCommand
from duijie.registry.interfaces.command_actor import WrongUse, find_actor, find_area_by_code
from duijie.registry.interfaces.list_export import list_for_export
from duijie.registry.register import register_of, registers
from duijie_match.errors import DuijieError
from duijie_match.lists.writing import Cell, check_target, write_table


class Command(SpeakingCommand):
    """Write a register to .xlsx, .csv, .tsv or .jsonl, whole or not at all."""

    help = gettext_noop(
        "Write a register as a list: .xlsx, .csv, .tsv or .jsonl, with the rows that an account may export."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "register", help=_("organisations, demands, achievements, experts, persons, services, carriers, visits")
        )
        parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--area", metavar="CODE", help=_("only this area and what lies below it"))
        parser.add_argument("--as", dest="login", metavar="LOGIN", help=_("in whose name; else the only one who may"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            register = register_of(options["register"])
        except KeyError as error:
            keys = listed(one.key for one in registers())
            words = _("There is no register “%(key)s”. There are: %(keys)s.")
            raise CommandError(words % {"key": options["register"], "keys": keys}, returncode=2) from error
        try:
            check_target(options["out"])
            area = find_area_by_code(options["area"])
            by = find_actor(options["login"], register.permission("export"), area)
        except WrongUse as error:
            raise CommandError(str(error), returncode=2) from error
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en"), returncode=2) from error
        found = list_for_export(register, by=by, area=area)
        try:
            written = write_table(
                options["out"], [str(one) for one in found.header], _cells(found.rows),
                sheet=str(register.label)[:31], author=site.current().name,
            )  # fmt: skip
        except DuijieError as error:
            raise CommandError(error.message.render(get_language() or "en"), returncode=2) from error
        self.stdout.write(_("Rows written: %(rows)d (%(file)s)") % {"rows": written, "file": options["out"]})


def _cells(rows: Iterator[list[Any]]) -> Iterator[list[Cell]]:
    return ([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or value == "":
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
