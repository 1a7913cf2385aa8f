"""How far the demands of ``bench/seeding.py`` have come: days of their stages, for funnels and county pages."""

# ruff: noqa: PLC0415 – Django is imported once ``seeding.prepared`` has set the environment

from typing import Any


def make_passages() -> None:
    """Give every demand the passages of its state, a few days from stage to stage, in the database itself; packed, as a
    worker would have."""
    from django.db import connection

    from duijie.demands.domain.passage_blocks import pack_passages
    from duijie.demands.models import Passage

    if not Passage.objects.exists():
        _walk_all(connection)
    pack_passages()


def _walk_all(connection: Any) -> None:
    states = ("verified", "published", "matched", "contacted", "solving", "solved")
    later = "date(created_at, '+' || ({days} + id % 7) || ' days')"
    if connection.vendor == "postgresql":
        later = "(created_at::date + ({days} + id % 7)::int)"
    columns, values = [], []
    for number, state in enumerate(states):
        reached = ", ".join(f"'{one}'" for one in (*states[number:], "closed", "unsolved")[: len(states) - number + 1])
        columns.append(f"{state}_on")
        values.append(f"CASE WHEN state IN ({reached}) THEN {later.format(days=5 * (number + 1))} END")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO demands_passage (demand_id, taken_over, {', '.join(columns)}) "
            f"SELECT id, '{{}}', {', '.join(values)} FROM demands_demand WHERE state <> 'found'"
        )
        cursor.execute("VACUUM ANALYZE demands_passage" if connection.vendor == "postgresql" else "ANALYZE")
