"""Whose turn it is, state by state, as a page of the documentation."""

from typing import Any

from duijie.common.descriptions import chinese, note, page
from duijie.common.turns import Turn
from duijie.demands import challenge_states, common_states, filing_states, states
from duijie.matching import states as proposal_states
from duijie.registry import access_states

NOUNS: tuple[tuple[str, Any], ...] = (
    ("demand", states), ("challenge", challenge_states), ("proposal", proposal_states),
    ("common problem", common_states), ("filing of a firm", filing_states), ("request for access", access_states),
)  # fmt: skip
OPEN = {
    "waits_enterprise": "it waits for the firm", "waits_expert": "it waits for the expert",
    "takes_bids": "bids are taken today", "is_rated": "the firm has rated it",
}  # fmt: skip
MINE = {
    Turn.WRITER: "the account that entered or submitted it; where none did, all who may edit it",
    Turn.CHECKER: "all who may take its steps and did not write it",
    Turn.OFFICE: "its case handler; while there is none, all who may take its steps; of what was passed up, that level",
    Turn.BIDDERS: "who speaks for an organisation that has no bid yet, and is not the firm's own",
    Turn.BOTH: "who may answer for a side that has not answered; never the office, which may answer for others",
    Turn.SUPPLY: "the same",
    Turn.SOLVER: "the firm; who was asked by a proposal and said yes; whose bid was chosen",
    Turn.ENTERPRISE: "the contact of the firm",
    Turn.EXPERT: "who is asked by a living proposal",
    Turn.OWNER: "who may decide about the record for the owner",
    Turn.NOBODY: "nobody",
}


@page("turns")
def describe_turns() -> str:
    """``docs/reference/turns.md``: a table of states and turns, and who of the readers is meant."""
    lines = [
        "# Whose turn it is",
        "",
        note("turns"),
        "",
        "Below the heading of each page that belongs to a case – the demand, its steps, hand-over, challenge and bids,"
        " proposals, common problems, filings, requests for access – stands whose turn it is, and *yours to do* for"
        " whoever is meant. Lists of demands have it as a column and a filter (`turn`), in their export and in the API"
        " alike.",
        "",
        "| of | state | while | whose turn | 中文 |",
        "| --- | --- | --- | --- | --- |",
    ]
    for noun, module in NOUNS:
        for one in getattr(module, "OPEN_TURNS", ()):
            every = len(one.states) == len(module.TURNS)
            where = "any" if every else ", ".join(f"`{state}`" for state in module.TURNS if state in one.states)
            lines.append(f"| {noun} | {where} | {OPEN[one.what]} | {one.turn.label} | {chinese(one.turn.label)} |")
        lines += [
            f"| {noun} | `{state}` | | {turn.label} | {chinese(turn.label)} |" for state, turn in module.TURNS.items()
        ]
    lines += [
        "",
        "The first line that fits holds.",
        "",
        "| whose turn | key | *yours to do* for |",
        "| --- | --- | --- |",
        *(f"| {turn.label} | `{turn}` | {MINE[turn]} |" for turn in Turn),
    ]
    return "\n".join(lines) + "\n"
