"""The one error type of the core: a message that names the way out."""

from duijie_match.wording import Message


class DuijieError(Exception):
    """Something the user can mend. ``code`` is stable, ``message`` is for people, in both languages."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Unknown(DuijieError):
    """A name that is not in the table; the message lists the valid ones."""
