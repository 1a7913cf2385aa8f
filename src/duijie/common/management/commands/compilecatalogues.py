"""``duijie compilecatalogues``: make the ``.mo`` files that Django reads, without GNU gettext."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

import duijie
from duijie.common.catalogues import compile_catalogues
from duijie.common.commands import PlatformCommand


class Command(PlatformCommand):
    """Compile the catalogues of this package that have changed."""

    help = gettext_noop("Compile the message catalogues that have changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = compile_catalogues(Path(duijie.__file__).parent)
        if options["verbosity"] > 1 or count:
            self.stdout.write(f"{count} catalogues compiled")
