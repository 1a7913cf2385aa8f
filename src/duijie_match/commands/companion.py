"""Finding the reasons of many pairs on two cores: a second process explains ahead while this one writes.

It reads the saved matcher, so both find the same words.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from duijie_match.lists.workbook_pages import reasons_words
from duijie_match.matcher import Matcher
from duijie_match.results import Contribution, Match, Reasons
from duijie_match.second_process import SecondProcess
from duijie_match.wording import Message

FEWEST_PAIRS = 2_000
"""With fewer pairs to explain, starting the second process takes longer than it saves."""
MOST_ROWS = 60_000
"""With longer lists the second copy of them would take too much memory."""
BLOCK = 32
AHEAD = 32
"""Blocks that are known before they are needed."""
SENT = 6
"""Blocks that the second process has at once, so that it never waits."""


class Companion(SecondProcess):
    """The second process of ``duijie match``."""

    def __init__(self) -> None:
        super().__init__("duijie_match.commands.companion_worker")

    def prepare(self, matcher: Matcher, language: str) -> None:
        """Hand the matcher over."""
        folder = self.folder / "matcher"
        try:
            matcher.save(folder)
        except OSError:  # no room for it; this process does the work alone
            self.broken = True
        else:
            self.send({"folder": str(folder), "language": language})

    def ask(self, matches: Iterable[Match], *, parts: bool) -> None:
        """Ask for the reasons of ``matches``, and with ``parts`` for the contributions to their raw scores."""
        self.send([(*_pair(match), int(match.level), match.raw if parts else None) for match in matches])


@dataclass(slots=True)
class _Block:
    matches: list[Match]
    places: list[int]
    """Which of ``matches`` want reasons."""
    parts: bool
    sent: bool = False
    told: list["_Told"] | None = None
    """For each of ``places`` the reasons as one text, and the contributions."""


_Told = tuple[str, Sequence[tuple[str, float]]]


class ReasonsFinder:
    """Puts sentences in the place of mere headlines; with a ``companion`` on two cores."""

    def __init__(self, matcher: Matcher, language: str, companion: Companion | None = None) -> None:
        self._matcher, self._language, self._companion = matcher, language, companion
        self._sent: deque[_Block] = deque()

    def explained(
        self, matches: Iterable[Match], wanted: Callable[[Match], bool] = bool, *, parts: bool = True
    ) -> Iterator[Match]:
        """``matches`` in their order; those that are ``wanted`` with their reasons as one text of the language, and
        with their contributions unless ``parts`` are not needed.
        """
        waiting = iter(matches)
        ahead: deque[_Block] = deque()
        while True:
            while len(ahead) < AHEAD and (part := list(islice(waiting, BLOCK))):
                ahead.append(_Block(part, [place for place, match in enumerate(part) if wanted(match)], parts))
            if not ahead:
                return
            self._share(ahead)
            head = ahead[0]
            while head.told is None:
                self._advance(ahead)
            ahead.popleft()
            for place, (text, summands) in zip(head.places, head.told, strict=True):
                match = head.matches[place]
                sentence = Message("{text}", {"text": text})  # in its language already
                reasons = Reasons(sentence, tuple(Contribution(*one) for one in summands))
                head.matches[place] = replace(match, reasons=reasons)
            yield from head.matches

    def _share(self, ahead: deque[_Block]) -> None:
        """Take answers in, and keep the companion at work."""
        companion = self._companion
        if companion is None:
            return
        while self._sent and (told := companion.answer(wait=False)) is not None:
            self._sent.popleft().told = told
        for block in ahead:
            if len(self._sent) >= SENT or companion.broken:
                break
            if block.places and not block.sent and block.told is None:
                companion.ask((block.matches[place] for place in block.places), parts=block.parts)
                block.sent = True
                self._sent.append(block)
        if companion.broken:
            for block in self._sent:
                block.sent = False
            self._sent.clear()
            self._companion = None

    def _advance(self, ahead: deque[_Block]) -> None:
        """Explain the first block that nobody has begun, or wait for the companion."""
        self._share(ahead)
        if ahead[0].told is not None:
            return
        for block in ahead:
            if not block.sent and block.told is None:
                block.told = [self._explain(block.matches[place], block.parts) for place in block.places]
                return
        assert self._companion is not None  # blocks are sent only to one that works
        told = self._companion.answer(wait=True)
        if told is not None:
            self._sent.popleft().told = told

    def _explain(self, match: Match, parts: bool) -> _Told:
        reasons = self._matcher.reasons(*_pair(match), match.level, match.raw if parts else None)
        return reasons_words(reasons, self._language), reasons.contributions


def _pair(match: Match) -> tuple[str, str]:
    return match.demand_id, match.supply_id
