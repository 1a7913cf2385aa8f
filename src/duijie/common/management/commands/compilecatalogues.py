"""``duijie compilecatalogues``: make the ``.mo`` files that Django reads, without GNU gettext."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import duijie
from duijie.common.catalogues import compile_catalogues


class Command(BaseCommand):
    """Compile the catalogues of this package that have changed."""

    help = "Compile the message catalogues that have changed."
    requires_system_checks: list[str] = []  # they would read the catalogues first

    def handle(self, *args: Any, **options: Any) -> None:
        count = compile_catalogues(Path(duijie.__file__).parent)
        if options["verbosity"] > 1 or count:
            self.stdout.write(f"{count} catalogues compiled")
