"""``duijie restore FILE``: a backup into an empty data folder and database, or in place of what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.backup.errors import BackupError
from duijie.common.backup.reporting import Report
from duijie.common.backup.restoring import restore_backup
from duijie.common.management.commands.backup import describe
from duijie.common.speaking import SpeakingCommand


class Command(SpeakingCommand):
    """Check a backup and put it back, all or nothing."""

    help = gettext_noop("Put a backup back into an empty data folder and database; --replace puts aside what is there.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("a file that duijie backup made"))
        parser.add_argument("--replace", action="store_true", help=_("put aside what is there, and take its place"))
        parser.add_argument("-q", "--quiet", action="store_true", help=_("print nothing but errors"))

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report(self.stderr, quiet=options["quiet"])
        try:
            done = restore_backup(options["file"], replace=options["replace"], progress=report.progress)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["quiet"]:
            return
        self.stdout.write(describe(done.manifest))
        if done.aside is not None:
            self.stdout.write(_("What was there before lies in %(folder)s.") % {"folder": done.aside})
        self.stdout.write(
            {
                "restored": _("The secret key was restored: second factors go on working, and so do sessions."),
                "environment": _("DUIJIE_SECRET_KEY is set, so the secret key of the backup was not taken."),
                "kept": _(
                    "The secret key is not in the backup. Put the old one into the data folder as secret_key before the platform starts; without it everybody signs in again and second factors must be set up anew."  # noqa: E501 – one sentence
                ),
            }[done.secret]
        )
        self.stdout.write(
            _(
                "Index, embeddings and static files are in no backup: they are made again from the records. Start the platform now."  # noqa: E501 – one sentence
            )
        )
