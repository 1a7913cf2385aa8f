"""``duijie migrate``: Django's own, which finds the tables of a new database made already."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.utils.translation import gettext_noop

from duijie.common.commands import database_or_sentence, told_plainly
from duijie.common.structure import make_tables


class Command(Migrate):
    """Updates database schema. A new database gets its tables at once, not step by step."""

    help = gettext_noop("Bring the database to the tables of this program.")

    def execute(self, *args: Any, **options: Any) -> Any:
        with told_plainly(self, options), database_or_sentence():
            connections[options["database"]].ensure_connection()
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> Any:
        asked_for_all = not (options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"])
        if asked_for_all and not options["fake_initial"]:
            make_tables(connections[options["database"]])
        return super().handle(*args, **options)
