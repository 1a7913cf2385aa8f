"""Telling of many pairs on two cores: a second process tells of those ahead, while this one tells of others and does
what else is to be done with them.

It is given the demands and the items of these pairs alone, so a long list need not be in memory twice, and what only
all of the list can say: the scores of the pairs, and how near its surroundings are to each demand.
"""

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duijie_match.matcher import Matcher
from duijie_match.results import Contribution, Level, Mark, Match, Reasons
from duijie_match.second_process import SecondProcess
from duijie_match.wording import Message

FEWEST = 4000
"""With fewer pairs, starting the second process takes longer than it saves."""
BLOCK = 64
AHEAD = 24
"""Blocks that are known before they are needed."""
SENT = 6
"""Blocks that the second process has at once, so that it never waits."""
Pairs = Sequence[tuple[str, str]]


def score_together(matcher: Matcher, pairs: Pairs) -> Iterator[Match]:
    """What ``matcher.score(pairs)`` gives, for pairs that ``matcher.nearest`` has found; many of them on two cores. A
    ranking model is not handed over: with one, this process does the work alone.
    """
    if len(pairs) < FEWEST or matcher.model is not None or (os.cpu_count() or 1) < 2:
        yield from matcher.score(pairs)
        return
    try:
        helper = SecondProcess("duijie_match.explain.together_worker")
    except OSError:
        yield from matcher.score(pairs)
        return
    with helper:
        part = matcher.part(pairs)
        try:
            part.save(helper.folder / "matcher")
        except OSError:  # no room for it; this process does the work alone
            helper.broken = True
        else:
            helper.send({"folder": str(helper.folder / "matcher"), **matcher.told_of_all()})
        del part
        blocks = deque(_Block(pairs[start : start + BLOCK]) for start in range(0, len(pairs), BLOCK))
        sent: deque[_Block] = deque()
        while blocks:
            _share(matcher, helper, blocks, sent)
            if blocks[0].matches is not None:
                yield from blocks.popleft().matches or ()


@dataclass(slots=True, eq=False)
class _Block:
    pairs: Pairs
    is_sent: bool = False
    matches: list[Match] | None = None


def _share(matcher: Matcher, helper: SecondProcess, blocks: "deque[_Block]", sent: "deque[_Block]") -> None:
    """Take answers in, keep the second process at work, and do what nobody has begun if the first block waits."""
    ahead = [blocks[place] for place in range(min(AHEAD, len(blocks)))]
    while sent and (answer := helper.answer(wait=False)) is not None:
        sent.popleft().matches = [_match(values) for values in answer]
    for block in ahead:
        if len(sent) >= SENT or helper.broken:
            break
        if not block.is_sent and block.matches is None:
            helper.send([(*pair, matcher.raw(*pair)) for pair in block.pairs])
            block.is_sent = True
            sent.append(block)
    if helper.broken:
        for block in sent:
            block.is_sent = False
        sent.clear()
    if blocks[0].matches is not None:
        return
    for block in ahead:
        if not block.is_sent and block.matches is None:
            matcher.prepare(block.pairs)
            block.matches = list(matcher.score(block.pairs))
            return
    answer = helper.answer(wait=True)
    if answer is not None:
        sent.popleft().matches = [_match(values) for values in answer]


def plain(match: Match) -> dict[str, Any]:
    """A match as JSON; ``_match`` makes it again, every number as it was."""
    reasons = match.reasons
    return {
        "of": [getattr(match, name) for name in _NUMBERS],
        "headline": _plain_message(reasons.headline),
        "contributions": [(one.name, one.value) for one in reasons.contributions],
        "terms": reasons.terms,
        "marks": [[(one.field, one.start, one.end, one.group) for one in marks]
                  for marks in (reasons.demand_marks, reasons.supply_marks)],
        "notes": [_plain_message(note) for note in reasons.notes],
    }  # fmt: skip


_NUMBERS = ("demand_id", "supply_id", "rank", "raw", "score", "level", "expected_level", "forward", "backward")


def _match(values: Mapping[str, Any]) -> Match:
    told = dict(zip(_NUMBERS, values["of"], strict=True))
    demand_marks, supply_marks = (tuple(Mark(*mark) for mark in marks) for marks in values["marks"])
    reasons = Reasons(
        headline=_message(values["headline"]),
        contributions=tuple(Contribution(*one) for one in values["contributions"]),
        terms=tuple(values["terms"]),
        demand_marks=demand_marks,
        supply_marks=supply_marks,
        notes=tuple(_message(note) for note in values["notes"]),
    )
    return Match(**{**told, "level": Level(told["level"])}, reasons=reasons)


def _plain_message(message: Message) -> list[Any]:
    """A list, as no parameter is one."""
    params = {
        name: _plain_message(value) if isinstance(value, Message) else value for name, value in message.params.items()
    }
    return [message.msgid, params]


def _message(written: Sequence[Any]) -> Message:
    msgid, params = written
    return Message(
        msgid, {name: _message(value) if isinstance(value, list) else value for name, value in params.items()}
    )
