"""Clocks of which supervised handling may be proposed, demands by level, and, for PostgreSQL, the list with the last
deadline first."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

COLUMNS = "clock_due_on DESC NULLS LAST, id, area_id, zone_id, organisation_id, disclosure, archived_at, state"


def make(apps: Any, editor: Any) -> None:
    """Only where an index can say that empty ones come last: SQLite has them there anyway, going backwards."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE INDEX demand_last_deadlines ON demands_demand ({COLUMNS}) WHERE archived_at IS NULL"
        )


def remove(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS demand_last_deadlines")


class Migration(migrations.Migration):
    dependencies = [("demands", "0009_clock_due_index")]

    operations = [
        migrations.AddIndex(
            model_name="demandclock",
            index=models.Index(
                condition=Q(("ended_at", None), ("told__gte", 3)), fields=["due_at", "demand"], name="clock_proposed"
            ),
        ),
        migrations.AddIndex(
            model_name="demand",
            index=models.Index(fields=["level"], name="demand_level"),
        ),
        migrations.RunPython(make, remove),
    ]
