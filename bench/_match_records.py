"""What bench/match_run.py matches: records made of the demo's clauses, and made-up vectors for them."""

# ruff: noqa: PLC0415 – Django is imported once the environment is set

import random
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SUBJECTS = 400
SIDES = ("achievements", "demands")
FIRMS = 500
PART = 4096
USER = "matcher"


class Registers:
    """Demands and supply in the registers of a city. The subject of a record is its number modulo ``SUBJECTS``."""

    def __init__(self, demands: int, supply: int) -> None:
        achievements, services = supply * 7 // 10, supply * 2 // 10
        self.sizes = (demands, achievements, services, supply - achievements - services)
        self.source = random.Random(20)

    def make(self) -> None:
        """Everything; nothing where there are demands already."""
        from tests.factories.accounts import make_user
        from tests.factories.registry import make_organisation, make_region

        from duijie.demands.models import Demand
        from duijie.registry.models import Achievement, Service, Work

        if Demand.objects.exists():
            return
        region = make_region()
        make_user(role="city_officer", area=region.city, username=USER)
        self.areas = [region.north, region.south]
        self.firms = [make_organisation(name=f"企业{number}", area=self.areas[number % 2]) for number in range(FIRMS)]
        demands, achievements, services, experts = self.sizes
        budgets, levels = (None, 10, 20, 50, 80, 100), (None, 3, 4, 5, 6, 7, 8)
        self._store(
            demands,
            lambda n: Demand(**self._titled(n, "demands"), state="published", budget_from=self.source.choice(budgets)),
        )
        self._store(achievements, lambda n: Achievement(**self._titled(n), trl=self.source.choice(levels)))
        self._store(services, lambda n: Service(**self._titled(n)))
        people = self._store(experts, self._expert)
        self._store(
            2 * experts,
            lambda n: Work(
                person_id=people[n // 2], title=self._texts(n // 2)["title"], body=self._texts(n // 2)["body"][:80]
            ),
        )

    def _store(self, count: int, make: Callable[[int], Any]) -> list[int]:
        """The numbers of ``count`` rows that ``make`` made."""
        numbers: list[int] = []
        for start in range(0, count, PART):
            rows = [make(number) for number in range(start, min(count, start + PART))]
            numbers += [one.pk for one in type(rows[0])._default_manager.bulk_create(rows)]
        return numbers

    def _titled(self, number: int, side: str = "achievements") -> dict[str, Any]:
        return self._record() | self._texts(number, side)

    def _record(self) -> dict[str, Any]:
        firm = self.source.choice(self.firms)
        return {"area": firm.area, "organisation": firm, "organisation_name": firm.name}

    def _expert(self, number: int) -> Any:
        from duijie.registry.models import Person

        texts = self._texts(number)
        return Person(
            **self._record(), name=f"专家{number}", is_expert=True, field=texts["field"], industry=texts["industry"],
            keywords=texts["keywords"], profile=texts["body"][:300], research=texts["title"],
        )  # fmt: skip

    def _texts(self, number: int, side: str = "achievements") -> dict[str, Any]:
        """Clauses of one of the demo's records and a few of others: demands speak as demands, supply as supply."""
        source, every = self.source, clauses(side)
        own, other = every[number % SUBJECTS % len(every)], source.choice(every)
        body = [*source.sample(own, min(len(own), 6)), *source.sample(other, min(len(other), 3))]
        source.shuffle(body)
        return {
            "title": f"{source.choice(own)[:20]}{source.randrange(10, 900)}型", "body": "，".join(body) + "。",
            "keywords": "；".join(part[:6] for part in body[:3]), "industry": f"C{13 + number % SUBJECTS % 30}43",
            "field": "" if number % 10 == 0 else ("materials", "biology", "manufacturing", "energy")[number % 4],
        }  # fmt: skip


@cache
def clauses(side: str) -> list[list[str]]:
    """The clauses of each of the demo's Chinese records."""
    from duijie.demo.reading import lines

    found = []
    for line in lines(side):
        parts = [part.strip() for part in re.split("[，。；]", line["body"]) if len(part.strip()) > 5]
        if len(parts) > 5 and line["language"] == "zh":
            found.append(parts)
    return found


class MadeUpModel:
    """In the place of the embedding model: see the module. The vector follows from the text alone."""

    def __init__(self, model: Any) -> None:
        self.name, self.fingerprint, self.dimensions = model.name, model.fingerprint, model.dimensions
        self._split = model.split
        source = np.random.default_rng(1)
        self._common = unit(source.standard_normal((1, self.dimensions)))
        self._subjects = unit(source.standard_normal((SUBJECTS, self.dimensions)))
        every = [(at, part) for side in SIDES for at, parts in enumerate(clauses(side)) for part in parts]
        self._subject_of = {part: at for at, part in every}

    def split(self, text: str, tokens: int) -> list[str]:
        pieces: list[str] = self._split(text, tokens)
        return pieces

    def embed(self, texts: Sequence[str], *, progress: Any = None) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimensions))
        for row, text in enumerate(texts):
            parts = re.split("[，。\n]", text)
            met = [self._subject_of[part] for part in parts if part in self._subject_of]
            noise = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(self.dimensions)
            rows[row] = 1.7 * self._common + 0.3 * noise / np.sqrt(self.dimensions)
            if met:
                rows[row] += self._subjects[np.array(met) % SUBJECTS].mean(axis=0)
        return unit(rows)


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return found


def fill_cache(data: Path) -> None:
    """Put the vectors of all texts where the job looks for them."""
    from django.contrib.auth import get_user_model
    from tests.factories.registry import make_region

    from duijie.matching.domain.matching_registers import read_demands, read_supply
    from duijie_match.embedding.cache import CachedEmbedder
    from duijie_match.embedding.names import create_embedder
    from duijie_match.embedding.pieces import embed_documents
    from duijie_match.ranking.settings import MatchSettings
    from duijie_match.ranking.sides import read_sides

    made = data / "cache" / "filled"
    if made.exists():
        return
    by = get_user_model().objects.get(username=USER)
    demands, owners = read_demands(make_region().city, by=by)
    sides = read_sides(demands, list(read_supply(owners, by=by, progress=lambda *_told: None)))
    cached = CachedEmbedder(MadeUpModel(create_embedder(folder=data / "models")), data / "cache" / "embeddings")
    for passages, pieces in ((sides.demand_passages, MatchSettings().pieces), (sides.supply_passages, 1)):
        for start in range(0, len(passages), PART):
            embed_documents(cached, [one.text for one in passages[start : start + PART]], pieces=pieces)
    made.touch()
