"""``duijie duplicates find``: look for records that stand in a register twice, here and now."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.common.speaking import SpeakingCommand
from duijie.registry.domain.duplicates import start_search
from duijie.registry.register import home_registers


class Command(SpeakingCommand):
    """The same job as the button on the page and as the one of every day."""

    help = gettext_noop("Find records that stand in a register twice; a person then decides, on the page “Duplicates”.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["find"])
        keys = [one.key for one in home_registers()]
        parser.add_argument("--register", action="append", choices=keys, help=_("only this one; can be given again"))

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        job = start_search(by=None, keys=options["register"])
        ended = run_job(job.pk)
        if ended is None:
            raise CommandError(_("A worker is looking for duplicates just now. See the list of jobs."))
        if ended.state != JobState.SUCCEEDED:
            raise CommandError(_("The search did not end: %(why)s") % {"why": ended.error})
        for key, count in (ended.result or {}).items():
            self.stdout.write(f"{key:20} {count}")
        self.stdout.write(_("Done in %(seconds).1f s.") % {"seconds": time.monotonic() - began})
