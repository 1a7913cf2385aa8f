"""``duijie backup FILE``: all records and files in one file; ``--check`` reads one from beginning to end."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.backup.errors import BackupError
from duijie.common.backup.manifest import Manifest
from duijie.common.backup.reporting import Report
from duijie.common.backup.restoring import check_backup
from duijie.common.backup.writing import write_backup
from duijie.common.speaking import SpeakingCommand


class Command(SpeakingCommand):
    """Save everything that cannot be made again, while the platform is running."""

    help = gettext_noop(
        "Save all records and files in one file, while the platform is running; --check reads a backup again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("the backup, such as duijie-2026-03-01.zip"))
        parser.add_argument(
            "--check", action="store_true", help=_("read the file from beginning to end, write nothing")
        )
        parser.add_argument("--with-secret", action="store_true", help=_("put the secret key into it too"))
        parser.add_argument("-q", "--quiet", action="store_true", help=_("print nothing but errors"))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        report = Report(self.stderr, quiet=options["quiet"])
        try:
            if options["check"]:
                made = check_backup(path, progress=report.progress)
            else:
                made = write_backup(path, with_secret=options["with_secret"], progress=report.progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["quiet"]:
            return
        self.stdout.write(_("Whole and unaltered: %(file)s") % {"file": path} if options["check"] else str(path))
        self.stdout.write(describe(made))
        if not options["check"] and options["with_secret"]:
            self.stderr.write(
                _("The secret key is in this backup: whoever has the file can sign in as anybody. Keep it locked away.")
            )
        elif not options["check"]:
            self.stderr.write(
                _(
                    "The secret key is not in this backup. Keep a copy of it apart, or second factors must be set up anew."  # noqa: E501 – one sentence
                )
            )


def describe(made: Manifest) -> str:
    """What is in it, in one line."""
    words = _(
        "%(moment)s · version %(version)s · tables: %(tables)d, rows: %(rows)d, files: %(files)d, %(size)s MB unpacked"
    )
    return words % {
        "moment": made.made_at[:19],
        "version": made.version,
        "tables": len(made.columns),
        "rows": made.rows,
        "files": made.files,
        "size": f"{made.size / 1e6:.1f}",
    }
