"""What the guide says of a text, in the words of the form that it stands in."""

from collections.abc import Mapping
from typing import Any

from duijie.demands.guide import PARTS, guidance_for

NAMES: dict[str, dict[str, str]] = {"visit": {"body": "problem"}}
"""How forms that ask for less call what the register calls otherwise. Their ``kind`` is none of a demand."""


def shown(values: Mapping[str, Any], *, of: str = "") -> dict[str, Any]:
    """The context of the guide: how complete the text is, and each part that is missing with the field it goes into."""
    names = NAMES.get(of, {})
    said = {one: values.get(names.get(one, one), "") for one in {*(part.field for part in PARTS), "budget_to"}}
    guidance = guidance_for(said | ({} if of in NAMES else {"kind": values.get("kind", "")}))
    missing = [(part, names.get(part.field, part.field)) for part in guidance.missing]
    return {"guidance": guidance, "missing": missing, "body": str(said["body"])}
