"""The host unit that an application names: the answer to the field ``host`` of its form, as a unit of the register.

Who applies seldom sees the firm in the register and writes its name or code. What an answer names is therefore looked
up where conditions are asked and people are posted, and the applicant is told nothing of it. Older forms ask for the
host as a text; it is read alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from duijie.programmes.conditions.batch import IN_ONE_QUERY
from duijie.registry.domain.queries.naming import numbers_once_called
from duijie.registry.models import Organisation
from duijie.registry.names import name_key, tidy_name
from duijie.registry.validators import tidy_uscc

KEY = "host"
CODE_LENGTH = 18  # of a unified social credit code


class Named(NamedTuple):
    """What was answered: a name or code, and a number of the register or None."""

    name: str
    number: int | None


def named_host(answers: Mapping[str, Any]) -> Named:
    """Who is named; an empty name where nobody is."""
    said = answers.get(KEY)
    if isinstance(said, Mapping):
        return Named(tidy_name(str(said.get("name") or "")), said.get("number"))
    return Named(tidy_name(said) if isinstance(said, str) else "", None)


def names_host(answers: Mapping[str, Any], *, number: int, name: str, uscc: str | None = None) -> bool:
    """Whether the answers name this firm, or nobody."""
    said = named_host(answers)
    if said.number is not None:
        return said.number == number
    return said.name in {"", name} or (bool(uscc) and _code(said.name) == uscc)


def numbers_of(given: Iterable[Mapping[str, Any]]) -> list[int | None]:
    """For each of the ``given`` answers the number of the one living unit that they name: by number, code, name or
    former name. A number of queries that does not grow with them but for every ``IN_ONE_QUERY``."""
    said = [named_host(one) for one in given]
    living = {pk for (pk,) in _found("pk", {one.number for one in said if one.number is not None}, "pk")}
    open_ = {one.name for one in said if one.name and one.number not in living}
    by_name = _by_name(open_) if open_ else {}
    return [one.number if one.number in living else by_name.get(one.name) for one in said]


def _by_name(names: set[str]) -> dict[str, int]:
    codes = {name: code for name in names if (code := _code(name))}
    by_code = dict(_found("uscc", set(codes.values()), "uscc", "pk"))
    called: dict[str, set[int]] = {}
    for name, pk in _found("name", names, "name", "pk"):
        called.setdefault(name, set()).add(pk)
    keys = {name: name_key(name) for name in names if name not in called and codes.get(name) not in by_code}
    once: dict[str, int] = {}
    for part in in_parts(set(keys.values()) - {""}):
        once |= numbers_once_called(part)
    still = {pk for (pk,) in _found("pk", set(once.values()), "pk")}
    found = {name: next(iter(pks)) for name, pks in called.items() if len(pks) == 1}
    found |= {name: once[key] for name, key in keys.items() if once.get(key) in still}
    return found | {name: by_code[code] for name, code in codes.items() if code in by_code}


def _code(name: str) -> str | None:
    """``name`` as a unified social credit code, where it looks like one."""
    code = tidy_uscc(name)
    return code if code and len(code) == CODE_LENGTH and code.isascii() else None


def in_parts(values: set[Any]) -> Iterator[list[Any]]:
    """In order, as many at a time as one query asks for."""
    listed = sorted(values)
    for start in range(0, len(listed), IN_ONE_QUERY):
        yield listed[start : start + IN_ONE_QUERY]


def _found(column: str, values: set[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    for part in in_parts(values):
        rows = Organisation.objects.filter(archived_at=None, **{f"{column}__in": part}).order_by()
        yield from rows.values_list(*columns)
