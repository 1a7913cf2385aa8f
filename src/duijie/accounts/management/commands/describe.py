"""``duijie describe roles``: pages of the documentation that are made from the tables."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from duijie.accounts.descriptions import describe_roles

PAGES = {"roles": describe_roles}


class Command(BaseCommand):
    """Print a generated page, in English."""

    help = "Print a page of the documentation that is made from the program's tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", choices=sorted(PAGES))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write(PAGES[options["page"]](), ending="")
