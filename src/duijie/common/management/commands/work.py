"""``duijie work``: run jobs and deliver the outbox, in the foreground, until TERM, Ctrl-C or the end of the parent."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common.commands import PlatformCommand
from duijie.common.worker import Worker


class Command(PlatformCommand):
    """Run jobs and deliver the outbox."""

    help = gettext_noop("Run jobs and deliver the outbox, until it is told to stop or its parent ends.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--grace", type=float, default=5.0, help=_("seconds that running jobs get when told to stop")
        )
        parser.add_argument("--stay", action="store_true", help=_("go on when the process that started this one ends"))

    def handle(self, *args: Any, **options: Any) -> None:
        Worker(grace=options["grace"], stay=options["stay"]).work()
