"""How demands are counted: which of them, and by what they are cut."""

from enum import StrEnum


class Basis(StrEnum):
    """Which demands are counted: those *found* in the period, wherever they have got since; or at each stage those
    that *reached* it in the period, whenever they were found."""

    FOUND = "found"
    REACHED = "reached"


class Cut(StrEnum):
    """By what the funnel is cut. Months, quarters and years are those in which a demand is counted."""

    COUNTY = "county"
    INDUSTRY = "industry"
    SOURCE = "source"
    KIND = "kind"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
