"""From what a list says about a place to the area: code, name, or names one after another (云溪市北渡县)."""

from collections.abc import Iterable

from duijie.registry.area_codes import tidy_code
from duijie.registry.models import Area
from duijie.registry.names import simplify

_ENDINGS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "矿区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
    "街道",
)


class AreaFinder:
    """A table of the names and codes of ``areas``; a name that means two of them finds none, and says so."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.by_code = {area.code: area for area in areas}
        self._by_name: dict[str, set[str]] = {}
        by_path = {area.path: area for area in self.by_code.values()}
        for area in self.by_code.values():
            for name in self._spellings(area, by_path):
                self._by_name.setdefault(name, set()).add(area.code)

    def find(self, text: str) -> Area | None:
        """The one area that ``text`` means, or None."""
        found = self.find_all(text)
        return found[0] if len(found) == 1 else None

    def find_all(self, text: str) -> list[Area]:
        """All areas that ``text`` may mean: none, one, or several of the same name."""
        plain = "".join(simplify(text).split()).casefold()
        if plain.isdigit():
            code = tidy_code(plain)
            return [self.by_code[code]] if code in self.by_code else []
        if plain.upper() in self.by_code:
            return [self.by_code[plain.upper()]]
        codes = self._by_name.get(plain.replace("-", "").replace("/", "").replace("·", ""), set())
        return [self.by_code[code] for code in sorted(codes)]

    @staticmethod
    def _spellings(area: Area, by_path: dict[str, Area]) -> set[str]:
        """The name alone, without its ending, and with the names above it in front."""
        own = {simplify(area.name).casefold(), short_name(area.name).casefold()}
        spelled = set(own)
        if area.name_en:
            spelled.add("".join(area.name_en.split()).casefold())
        path, fronts = area.path, {""}
        for _step in range(4):
            path = path.rstrip("/").rpartition("/")[0] + "/"
            above = by_path.get(path)
            if above is None:
                break
            names = {simplify(above.name).casefold(), short_name(above.name).casefold()}
            fronts = {name + front for name in names for front in fronts} | names
            spelled |= {front + name for front in fronts for name in own}
        return spelled


def short_name(name: str) -> str:
    """``name`` without 省, 市, 县 …, unless a single character would remain."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return simplify(name[: -len(ending)])
    return simplify(name)
