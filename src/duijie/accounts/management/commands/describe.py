"""``duijie describe PAGE``: pages of the documentation that are made from the tables."""

from argparse import ArgumentParser
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop

from duijie.common.commands import PlatformCommand
from duijie.common.descriptions import pages


class Command(PlatformCommand):
    """Print a generated page, in English."""

    help = gettext_noop("Print a page of the documentation that is made from the program's tables.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", choices=list(pages()))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write(pages()[options["page"]](), ending="")
