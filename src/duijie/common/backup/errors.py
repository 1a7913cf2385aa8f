"""What stops a backup or a restore, in one sentence for whoever started it."""

from typing import Any


class BackupError(Exception):
    """``str()`` of it is the sentence, in the language of the moment."""

    def __init__(self, text: Any) -> None:
        super().__init__(str(text))
