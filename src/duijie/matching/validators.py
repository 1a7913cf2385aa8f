"""What a list match must satisfy before it is stored. Each check raises ``ValidationError`` with the field's name."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from duijie_match.lists.sniffing import SUFFIXES

MOST_BYTES = 50 * 1024 * 1024
MOST_CANDIDATES = 50
MOST_SHOWN = 10_000


def check_list_file(name: str, content: "File[Any]", *, field: str) -> None:
    """Refuse a file that cannot be a list, before anything is stored. What is inside is checked by the reading."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        wrong = _("“%(name)s” is not a list that can be read. Save it as .xlsx or .csv and upload it again.")
        raise ValidationError({field: wrong % {"name": name}})
    if not content.size:
        raise ValidationError({field: _("“%(name)s” is empty.") % {"name": name}})
    if content.size > MOST_BYTES:
        large = _("“%(name)s” is larger than %(most)d MB. Split it, or match it on the command line.")
        raise ValidationError({field: large % {"name": name, "most": MOST_BYTES // 2**20}})


def check_limits(most_shown: int, diversity: float) -> None:
    """What is shown on request: 0 demands (as it comes) to ``MOST_SHOWN``, a diversity from 0 to 1."""
    if not 0 <= most_shown <= MOST_SHOWN:
        words = _("Choose a whole number from 0 (no limit) to %(most)d.")
        raise ValidationError({"most_shown": words % {"most": MOST_SHOWN}})
    if not 0 <= diversity <= 1:
        raise ValidationError({"diversity": _("Choose a number from 0 (as it comes) to 1.")})


def check_top(top: int) -> None:
    """1 to 50 candidates a row."""
    if not 1 <= top <= MOST_CANDIDATES:
        raise ValidationError({"top": _("Choose 1 to %(most)d candidates.") % {"most": MOST_CANDIDATES}})
