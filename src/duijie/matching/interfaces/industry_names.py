"""What an industry is called where only its code stands."""

import re

from duijie.registry import industries

_CODE = re.compile(r"[A-Ta-t][0-9]{2,4}")


def with_division(value: str) -> str:
    """A code of GB/T 4754 followed by the name of its division in the language in use; anything else as it is."""
    division = industries.division_of(value) if _CODE.fullmatch(value) else industries.UNCODED
    return value if division == industries.UNCODED else f"{value} {industries.name_of(division)}"
