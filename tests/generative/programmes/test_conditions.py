"""Properties of conditions, against an oracle that knows neither their classes nor their code."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.programmes.conditions.answers import Answer
from duijie.programmes.conditions.batch import Batch, Subject
from duijie.programmes.conditions.evaluation import evaluate, recall
from duijie.programmes.conditions.facts import Fact, FactKind, Known, Source, Unknown
from duijie.programmes.conditions.tree import as_json, comparisons_in, read_condition
from duijie.programmes.conditions.wording import reason, sentence
from duijie.programmes.faults import Faults

NAMES = ("a", "b", "c", "d", "e")
calm = settings(max_examples=60, deadline=None)
DAYS = {"closing": date(2022, 2, 28)}


def _flag(name: str) -> Fact:
    def read(batch: Batch, _day: Any) -> Any:
        said = {one.key: one.answers.get(name) for one in batch.subjects}
        return {key: Unknown("not-said") if value is None else Known(value) for key, value in said.items()}

    return Fact(name, FactKind.YESNO, name, Source.FORM, read, "paper")


FACTS = {name: _flag(name) for name in NAMES}
comparisons = st.builds(
    lambda name, value: {"fact": name, "is": "is", "value": value}, st.sampled_from(NAMES), st.booleans()
)


def _joined(inner: Any) -> Any:
    parts = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        parts.map(lambda given: {"all": given}),
        parts.map(lambda given: {"any": given}),
        inner.map(lambda given: {"not": given}),
        parts.flatmap(lambda given: st.integers(1, len(given)).map(lambda n: {"at_least": n, "of": given})),
    )


trees = st.recursive(comparisons, _joined, max_leaves=12).filter(lambda tree: _depth(tree) <= 8)
values = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})
WORTH = {True: 1.0, False: 0.0, None: 0.5}
ANSWERS = {1.0: Answer.YES, 0.0: Answer.NO, 0.5: Answer.CANNOT_TELL}


def _parts(tree: dict[str, Any]) -> list[Any]:
    return [tree["not"]] if "not" in tree else tree.get("all") or tree.get("any") or tree.get("of") or []


def _depth(tree: dict[str, Any]) -> int:
    return 1 + max((_depth(part) for part in _parts(tree)), default=0)


def worth(tree: dict[str, Any], said: dict[str, bool | None]) -> float:
    """Kleene's logic as arithmetic on 0, ½ and 1: the smallest, the greatest, the n-th greatest, one minus."""
    if "fact" in tree:
        value = WORTH[said[tree["fact"]]]
        return value if tree["value"] else 1 - value
    parts = sorted((worth(part, said) for part in _parts(tree)), reverse=True)
    if "not" in tree:
        return 1 - parts[0]
    return parts[-1] if "all" in tree else parts[0] if "any" in tree else parts[tree["at_least"] - 1]


def asked(tree: Any, said: dict[str, bool | None], settled: dict[str, bool] | None = None) -> Any:
    condition = read_condition(tree, FACTS)
    return evaluate(condition, Batch([Subject(1, answers=said)], days=DAYS), {1: settled or {}})[1]


@calm
@given(trees, values)
def test_answers_are_those_of_the_arithmetic(tree, said):
    assert asked(tree, said).answer is ANSWERS[worth(tree, said)]


@calm
@given(trees, values, values)
def test_knowing_more_never_turns_an_answer_round(tree, said, more):
    known = {name: more[name] if said[name] is None else said[name] for name in NAMES}
    before, after = asked(tree, said).answer, asked(tree, known).answer
    assert before is Answer.CANNOT_TELL or after is before


@calm
@given(trees, values, st.lists(st.booleans(), min_size=12, max_size=12))
def test_settling_all_open_questions_gives_an_answer_and_settling_others_changes_nothing(tree, said, verdicts):
    first = asked(tree, said)
    places = [one.condition.place for one in first.open_questions()]
    assert bool(places) is (first.answer is Answer.CANNOT_TELL)
    settled = asked(tree, said, dict(zip(places, verdicts, strict=False)))
    assert settled.answer is not Answer.CANNOT_TELL
    told = {one.condition.place: True for one in first.comparisons() if one.answer is not Answer.CANNOT_TELL}
    assert asked(tree, said, told).answer is first.answer


@calm
@given(trees, values)
def test_what_is_kept_is_recalled_and_said(tree, said):
    condition = read_condition(tree, FACTS)
    finding = asked(tree, said)
    assert recall(condition, finding.as_json()).answer is finding.answer
    assert read_condition(as_json(condition), FACTS) == condition
    assert sentence(condition)
    assert all(reason(one) for one in finding.comparisons())
    assert len({one.place for one in comparisons_in(condition)}) == len(list(comparisons_in(condition)))


@calm
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["all", "any", "not", "of", "at_least", "fact", "is", "value"]),
                                      inner, max_size=4), max_leaves=15))  # fmt: skip
def test_whatever_is_written_is_read_or_refused_at_a_place(data):
    try:
        condition = read_condition(data, FACTS)
    except Faults as faults:
        told = [str(one) for one in faults.found]
        refused = bool(told) and all(told)
    else:
        refused = False
        assert read_condition(as_json(condition), FACTS) == condition
    assert refused or isinstance(data, dict)
