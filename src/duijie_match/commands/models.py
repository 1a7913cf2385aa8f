"""The ranking model that ``--model`` names."""

import json
from pathlib import Path
from typing import Any

from duijie_match.errors import DuijieError
from duijie_match.lists.packages import unreadable
from duijie_match.wording import msg

FORMAT = "duijie-ranking-model"
"""What the field ``format`` of a model's ``model.json`` says."""


def load_ranking_model(path: Path) -> Any:
    """The ranking model at ``path``. Raises ``DuijieError`` for a path that is none: the shipped calibration is
    used without MODEL.
    """
    description = path / "model.json" if path.is_dir() else path
    try:
        with description.open("rb") as stream:
            data = json.loads(stream.read(1 << 20))
    except OSError as error:
        raise unreadable(description, error) from error
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DuijieError(
            "not-a-model",
            msg("“{file}” is not a ranking model. Leave --model out to use the shipped calibration.", file=str(path)),
        )
    raise DuijieError(
        "model-version",
        msg(
            "“{file}” is a ranking model of version {version}, which this version of duijie cannot use. "
            "Update duijie, or leave --model out to use the shipped calibration.",
            file=str(path),
            version=str(data.get("version", "?"))[:20],
        ),
    )
