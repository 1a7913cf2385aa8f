"""Who opens pages in a benchmark, and what it costs the machine."""

# ruff: noqa: PLC0415 – Django can only be imported once the environment is set (see ``seeding.prepared``)

import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.seeding import places


def officers(count: int) -> list[tuple[Any, Any, Any]]:
    """(account, its county, a client that has signed in): county and city officers in turn."""
    from django.test import Client
    from tests.factories.accounts import make_user

    region, counties = places()
    found = []
    for number in range(count):
        county = counties[number // 2 % len(counties)]
        role, area = (("county_officer", county), ("city_officer", region.city))[number % 2]
        user = make_user(role=role, area=area, username=f"{role}{time.time_ns()}")
        client = Client()
        client.force_login(user)
        found.append((user, county, client))
    return found


def busy_seconds() -> float:
    """Seconds of processor that this process, and a PostgreSQL server on Linux for it, have worked."""
    from django.db import connection

    worked = time.process_time()
    if connection.vendor == "postgresql" and sys.platform == "linux":
        own = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
        server = Path(f"/proc/{own[1]}/stat").read_text().rpartition(")")[2].split()
        ticks = [
            int(own[11]),
            int(own[12]),
            int(server[13]),
            int(server[14]),
        ]  # its own, and of helpers that have ended
        worked += sum(ticks) / os.sysconf("SC_CLK_TCK")
    return worked
