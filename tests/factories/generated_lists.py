"""Hypothesis strategies for lists that have everything a pair can be scored by: two languages, works with years,
figures, facets, maturity, money.
"""

from decimal import Decimal

from hypothesis import strategies as st

from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.lists.reading import read_documents
from duijie_match.samples import FOLDER

WORDS = {
    "zh": ("球阀", "密封面", "高温", "香菇", "菌渣", "有机肥", "电池", "电解液", "转速不低于5000转/分", "500℃"),
    "en": ("valve", "sealing", "heat", "mushroom", "residue", "battery", "electrolyte", "speed 6000 rpm", "500℃"),
}  # fmt: skip
GAPS = {"zh": "，", "en": ", "}
FACETS = (
    {},
    {"field": ("新材料",)},
    {"field": ("农业",), "area": ("丽水",)},
    {"industry": ("C34",), "mode": ("转让",)},
)


@st.composite
def texts(draw: st.DrawFn, languages: tuple[str, ...] = ("zh", "en")) -> str:
    """A few words of one language."""
    language = draw(st.sampled_from(languages))
    return GAPS[language].join(draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=9)))


@st.composite
def lists_of(
    draw: st.DrawFn, kind: Kind, least: int, most: int, languages: tuple[str, ...] = ("zh", "en")
) -> list[Document]:
    """Documents of one kind; experts with works, some of them without a text of their own."""
    found = []
    for row in range(draw(st.integers(least, most))):
        years = draw(st.lists(st.sampled_from([0, 1999, 2012, 2024]), max_size=3)) if kind is Kind.EXPERT else []
        works = tuple(Work(title=draw(texts(languages)), year=year) for year in years)
        price = draw(st.sampled_from([None, 100_000, 900_000]))
        found.append(
            Document(
                f"{kind}{row}",
                kind,
                title="" if works and draw(st.booleans()) else draw(texts(languages)),
                facets=draw(st.sampled_from(FACETS)),
                trl=draw(st.sampled_from([None, 3, 8])),
                budget=None if price is None else MoneyRange(Decimal(price), Decimal(price)),
                works=works,
            )
        )
    return found


def sample_lists() -> tuple[list[Document], list[Document]]:
    """The shipped sample lists."""
    demands = read_documents(FOLDER / "demands.jsonl", Kind.DEMAND).documents
    return list(demands), list(read_documents(FOLDER / "supply.jsonl", None).documents)


def all_pairs(demands: list[Document], supply: list[Document]) -> list[tuple[str, str]]:
    """Every demand with every item, by their ids."""
    return [(demand.id, item.id) for demand in demands for item in supply]
