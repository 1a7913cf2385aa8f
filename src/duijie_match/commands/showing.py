"""What is shown on request, by the environment: the options of the commands are a fixed contract."""

import math
import os
from dataclasses import replace

from duijie_match.errors import DuijieError
from duijie_match.ranking.settings import MatchSettings
from duijie_match.wording import msg

MOST_SHOWN = "DUIJIE_MOST_SHOWN"
DIVERSITY = "DUIJIE_DIVERSITY"


def settings_from_environment(settings: MatchSettings) -> MatchSettings:
    """``settings`` with ``$DUIJIE_MOST_SHOWN`` and ``$DUIJIE_DIVERSITY``. Raises ``DuijieError`` (``bad-setting``) for
    what is no number in its range.
    """
    most = os.environ.get(MOST_SHOWN, "").strip()
    if most:
        if not (most.isascii() and most.isdigit() and len(most) < 10):
            raise DuijieError(
                "bad-setting",
                msg("{name} is “{value}”; it must be a whole number of 0 or more.", name=MOST_SHOWN, value=most[:60]),
            )
        settings = replace(settings, most_shown=int(most))
    weight = os.environ.get(DIVERSITY, "").strip()
    if weight:
        try:
            value = float(weight)
        except ValueError:
            value = math.nan
        if not 0 <= value <= 1:
            raise DuijieError(
                "bad-setting",
                msg("{name} is “{value}”; it must be a number from 0 to 1.", name=DIVERSITY, value=weight[:60]),
            )
        settings = replace(settings, diversity=value)
    return settings
