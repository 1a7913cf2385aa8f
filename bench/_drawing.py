"""Bars and gains as SVG: every number is written beside its mark, so that nothing is told by colour alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

OURS, PEER, GOAL, INK, FAINT = "#1f4e8c", "#b9c6d6", "#a35200", "#1c2733", "#5b6b7d"
WIDTH, NAMES, NUMBERS = 760, 316, 64  # pixels: the whole, room for names at the left and numbers at the right
NARROW_NAMES = 152  # of a panel where two stand side by side
ROW, GROUP, GOALS, TOP, FOOT, LETTER = 24, 34, 20, 36, 20, 7.4
GAINS_NAMES, FIGURE, ABREAST = 312, 52, 3  # of gains: names, the number of each panel, and how many stand in a row


@dataclass(frozen=True)
class Bar:
    """One number: whose it is, how large, whether it is ours, and how it is written."""

    name: str
    value: float
    is_ours: bool
    written: str


@dataclass(frozen=True)
class Group:
    """Bars to be compared, with the goal, if there is one."""

    title: str
    bars: tuple[Bar, ...]
    goal: float | None = None


@dataclass(frozen=True)
class Gain:
    """A difference with its 95 % interval."""

    value: float
    low: float
    high: float


def draw(title: str, groups: Iterable[Group], most: float, *, notes: Sequence[str] = (), columns: int = 1) -> str:
    """An SVG picture of all groups on one scale from 0 to ``most``, ``columns`` side by side; ``notes`` below."""
    groups = list(groups)
    parts, y = [], TOP
    width, names = WIDTH / columns, NAMES if columns == 1 else NARROW_NAMES
    for first in range(0, len(groups), columns):
        beside = groups[first : first + columns]
        above = GROUP + (GOALS if any(group.goal is not None for group in beside) else 0)
        for place, group in enumerate(beside):
            parts += _panel(group, place * width, y + above, width, names, most)
        y += above + ROW * max(len(group.bars) for group in beside) + 8
    return _picture(title, parts, y, notes)


def _panel(group: Group, left: float, top: float, width: float, names: float, most: float) -> list[str]:
    """The title of a group, a line for its goal, and its bars; ``top`` is where the bars begin."""
    y, start = top, left + names
    scale = (width - names - NUMBERS) / most
    title_at = top - GROUP + 20 - (0 if group.goal is None else GOALS)
    parts = [text(left + 8, title_at, group.title, weight="bold")]
    for bar in group.bars:
        fill = OURS if bar.is_ours else PEER
        parts.append(text(start - 8, y + 16, bar.name, anchor="end", weight="bold" if bar.is_ours else "normal"))
        length = max(1.0, min(bar.value, most) * scale)
        parts.append(f'<rect x="{start:g}" y="{y + 3:g}" width="{length:.1f}" height="{ROW - 6}" fill="{fill}"/>')
        parts.append(text(left + width - 10, y + 16, bar.written, anchor="end"))
        y += ROW
    if group.goal is not None:
        x = start + group.goal * scale
        parts.append(_line(x, top - 2, x, y, GOAL, dashed=True))
        parts.append(text(x, top - 8, f"goal {group.goal:g}", anchor="middle", fill=GOAL))
    return parts


def draw_gains(
    title: str, panels: Mapping[str, Mapping[str, Gain]], *, least: float, most: float, notes: Sequence[str] = ()
) -> str:
    """A panel for each set, a row for each change: a dot for the gain, a line for its interval,
    the number; a dash where a set has no such row. What lies beyond the scale stands at its edge.
    """
    parts, y, named = [], float(TOP), list(panels.items())
    for first in range(0, len(named), ABREAST):
        beside = dict(named[first : first + ABREAST])
        rows = list(dict.fromkeys(name for changes in beside.values() for name in changes))
        parts += _gains(beside, rows, y + GROUP, least, most)
        y += GROUP + ROW * len(rows) + 8
    return _picture(title, parts, y, notes)


def _gains(
    panels: Mapping[str, Mapping[str, Gain]], rows: Sequence[str], top: float, least: float, most: float
) -> list[str]:
    """Panels side by side, ``top`` where the rows begin; the names of the rows at the left."""
    width = (WIDTH - GAINS_NAMES) / ABREAST
    plot, foot = width - FIGURE - 20, top + ROW * len(rows)
    parts = [text(GAINS_NAMES - 8, top + place * ROW + 16, name, anchor="end") for place, name in enumerate(rows)]

    def along(value: float, left: float) -> float:
        return left + 6 + (min(max(value, least), most) - least) / (most - least) * plot

    for place, (name, changes) in enumerate(panels.items()):
        left = GAINS_NAMES + place * width
        parts.append(text(left + 6, top - 12, name, weight="bold"))
        parts.append(_line(along(0, left), top, along(0, left), foot, FAINT))
        for row, label in enumerate(rows):
            middle, gain = top + row * ROW + 12, changes.get(label)
            if gain is not None:
                fill = OURS if gain.low > 0 or gain.high < 0 else PEER
                parts.append(_line(along(gain.low, left), middle, along(gain.high, left), middle, fill, wide=4))
                dot = f'<circle cx="{along(gain.value, left):.1f}" cy="{middle:g}" r="5" fill="{fill}"/>'
                parts.append(dot)
            written = "–" if gain is None else signed(gain.value)
            parts.append(text(left + width - 8, middle + 4, written, anchor="end"))
    return parts


def signed(value: float) -> str:
    """With three digits, the sign that print uses, and none for nothing."""
    rounded = f"{abs(value):.3f}"
    return rounded if float(rounded) == 0 else ("−" if value < 0 else "+") + rounded


def _picture(title: str, parts: Sequence[str], y: float, notes: Sequence[str]) -> str:
    y += 16
    lines = [line for note in notes for line in _wrapped(note)]
    below = [text(8, y + FOOT * (place + 1) - 6, line, fill=FAINT, size=13) for place, line in enumerate(lines)]
    height = y + FOOT * len(lines) + (6 if lines else 0)
    said = escape(" ".join([title + ".", *notes]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'height="{height:g}" role="img" font-family="sans-serif" font-size="14">\n'
        f"<title>{said}</title>\n"
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>\n{text(8, 24, title, weight="bold", size=17)}\n'
        + "\n".join([*parts, *below])
        + "\n</svg>\n"
    )


def _wrapped(note: str) -> list[str]:
    """Lines that fit the width."""
    lines = [""]
    for word in note.split():
        if lines[-1] and (len(lines[-1]) + 1 + len(word)) * LETTER * 13 / 14 > WIDTH - 16:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _line(x: float, y: float, to_x: float, to_y: float, stroke: str, *, wide: int = 2, dashed: bool = False) -> str:
    place = f'x1="{x:.1f}" y1="{y:g}" x2="{to_x:.1f}" y2="{to_y:g}"'
    more = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<line {place} stroke="{stroke}" stroke-width="{wide}"{more}/>'


def text(
    x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal", fill: str = INK, size: int = 14
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-weight="{weight}" font-size="{size}" fill="{fill}">{escape(said)}</text>'
