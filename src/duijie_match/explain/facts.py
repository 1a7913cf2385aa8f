"""Sentences on what stands beside the text: facets, maturity, money, quantities."""

from collections.abc import Sequence

from duijie_match.documents import Document
from duijie_match.explain.terms import SharedTerm
from duijie_match.ranking.facets import ONE_WAY, TWO_WAY, comparable, facet_values
from duijie_match.wording import Message, listed, msg

NAMES = {
    "industry": msg("industry"),
    "field": msg("technology field"),
    "discipline": msg("discipline"),
    "mode": msg("mode of cooperation"),
    "area": msg("area"),
}

MOST_VALUES = 12
"""Of one facet that are repeated in a sentence; nobody reads on."""


def facet_notes(demand: Document, supply: Document) -> tuple[Message, ...]:
    """One sentence for each facet that both sides state, where it says anything."""
    notes: list[Message] = []
    for name in TWO_WAY + ONE_WAY:
        ours, theirs = facet_values(demand, name), facet_values(supply, name)
        if not ours or not theirs:
            continue
        shared = set(ours) & set(theirs)
        if shared:
            written = [v for v in demand.facets[name] if set(comparable(name, (v,))) & shared]
            notes.append(msg("Same {facet}: {value}.", facet=NAMES[name], value=_some(written)))
        elif name in TWO_WAY:
            wanted, offered = _some(demand.facets[name]), _some(supply.facets[name])
            notes.append(
                msg(
                    "Another {facet}: wanted {wanted}, offered {offered}.",
                    facet=NAMES[name],
                    wanted=wanted,
                    offered=offered,
                )
            )
    if demand.trl is not None and supply.trl is not None:
        if supply.trl < demand.trl:
            notes.append(
                msg("Less mature than wanted: TRL {have} instead of {want}.", have=supply.trl, want=demand.trl)
            )
        else:
            notes.append(msg("Mature enough: TRL {have}.", have=supply.trl))
    if demand.budget and supply.budget and demand.budget.high is not None and supply.budget.low is not None:
        values = {"price": f"{supply.budget.low:f}", "budget": f"{demand.budget.high:f}"}
        if supply.budget.low > demand.budget.high:
            notes.append(msg("Dearer than the budget: {price:yuan} against {budget:yuan}.", **values))
        else:
            notes.append(msg("Within the budget: {price:yuan} of {budget:yuan}.", **values))
    return tuple(notes)


def _some(values: Sequence[str]) -> Message:
    return listed(values if len(values) <= MOST_VALUES else [*values[:MOST_VALUES], "…"])


def number_notes(terms: list[SharedTerm], demand_text: str) -> tuple[Message, ...]:
    """One sentence on the quantities that both texts state."""
    shared = dict.fromkeys(
        demand_text[start:end]
        for term in terms
        for start, end in term.demand[:1]
        if demand_text[start : start + 1].isdigit()
    )
    return (msg("Both state {quantities}.", quantities=listed([*shared])),) if shared else ()
