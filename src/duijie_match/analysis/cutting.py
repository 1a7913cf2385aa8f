"""Chinese words by rjieba, which is loaded when the first text is cut: its dictionary takes a tenth of a second."""

from collections.abc import Callable
from functools import cache


def cut(text: str) -> list[str]:
    """The words of ``text`` in their order; those that the dictionary does not hold by the hidden Markov model."""
    return _cutter()(text, True)


@cache
def _cutter() -> Callable[[str, bool], list[str]]:
    import rjieba  # noqa: PLC0415 – see above

    return rjieba.cut
