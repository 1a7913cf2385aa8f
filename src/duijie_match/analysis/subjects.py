"""What figures speak of, comparable within and across languages: the words beside them, and what those mean."""

from functools import lru_cache
from typing import Protocol

from duijie_match.analysis.dictionary import Dictionary


class Stated(Protocol):
    """A quantity with the words ``beside`` it and their terms."""

    @property
    def beside(self) -> str: ...

    @property
    def subject(self) -> frozenset[str]: ...


class Subjects:
    """Of quantities the terms that say of what they are."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        self._dictionary = dictionary
        self.terms = lru_cache(maxsize=50_000)(self.read)

    def read(self, quantity: Stated) -> frozenset[str]:
        """The words beside a figure and, with a dictionary, the English stems that the Chinese ones may mean.
        ``terms`` gives the same and remembers it.
        """
        if self._dictionary is None or quantity.beside.isascii():
            return quantity.subject
        meant = (
            one
            for word, _start, _end in self._dictionary.find(quantity.beside)
            for one, _share in self._dictionary.stems(word)
        )
        return quantity.subject | frozenset(meant)
