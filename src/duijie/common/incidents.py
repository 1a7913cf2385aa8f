"""Unexpected errors get a number: the person reads it out, the log has the rest."""

import logging
import secrets

from duijie.common import clock

log = logging.getLogger("duijie.incidents")
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read out as another


def number_incident(error: BaseException | None, where: str) -> str:
    """Log ``error`` with its traceback under a new number, and return the number (``0322-7KQ4MX``)."""
    number = f"{clock.today():%m%d}-{''.join(secrets.choice(LETTERS) for _ in range(6))}"
    # Escaped, since an address may hold line breaks and with them forged lines of the log.
    log.error("incident %s in %s", number, where.encode("unicode_escape").decode("ascii"), exc_info=error)
    return number
