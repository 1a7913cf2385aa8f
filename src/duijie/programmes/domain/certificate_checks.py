"""Asking in public whether a certificate is genuine, by the code that is printed on it.

False codes are counted by the address they come from, and asked about before the code is looked up: who had too many
within the hour is told nothing, whether the next one is right or not. Whoever scans certificates has no false ones.
The audit is told of the first false code of the hour and of the one by which the address is made to wait.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.common import facts
from duijie.common.domain import audit
from duijie.common.public_forms import note_try, tries_of
from duijie.programmes.domain.queries.decisions import find_by_code
from duijie.programmes.models import Certificate

MOST_CHECKS = 60
"""False codes from one address within ``WINDOW``."""
WINDOW = timedelta(hours=1)
KIND = "certificate"


def check_code(text: str) -> Certificate | None:
    """The certificate with this code, however it was typed, or None. Raises ``ValidationError`` (``often``) without
    having looked; what is tried meanwhile is not counted, so that the hour comes to its end."""
    address = facts.current().ip or ""
    before = tries_of(KIND, address, within=WINDOW)
    if before >= MOST_CHECKS:
        words = _("Too many wrong codes came from here. Try again in an hour, or call the office.")
        raise ValidationError(words, code="often")
    found = find_by_code(text)
    if found is None:
        note_try(KIND, address)
        if before == 0:
            audit.record(by=None, verb="certificate.check_failed", target=None, detail={})
        if before + 1 == MOST_CHECKS:
            detail = {"count": MOST_CHECKS, "minutes": WINDOW.seconds // 60}
            audit.record(by=None, verb="certificate.check_locked", target=None, detail=detail)
    return found
