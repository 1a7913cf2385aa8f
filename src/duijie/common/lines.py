"""Text that somebody typed, as one line."""


def one_line(text: str, most: int | None = None) -> str:
    """``text`` without NULs, which databases refuse, with single spaces for all white space; cut to ``most``
    characters."""
    return " ".join(text.replace("\0", "").split())[:most]
