"""A common problem is one problem and one service a firm, however the rows come."""

from hypothesis import given
from hypothesis import strategies as st

from duijie.demands.domain.queries.common_counts import tally

PAIRS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from("甲乙丙丁戊")), max_size=40)
ALONE = st.lists(st.integers(1, 30), max_size=20)


@given(PAIRS, ALONE)
def test_order_and_repetition_count_nothing(pairs, alone):
    assert tally([*pairs, *reversed(pairs)], [*alone, *alone]) == tally(pairs, alone)


@given(PAIRS, ALONE)
def test_each_problem_once_and_each_firm_once_a_problem(pairs, alone):
    found = tally(pairs, alone)
    firms = {problem: {firm for one, firm in pairs if one == problem} for problem, _firm in pairs}
    assert found.common == len(firms)
    assert found.problems == len(firms) + len(set(alone))
    assert found.services == sum(map(len, firms.values())) + len(set(alone))
    assert found.common <= found.problems <= found.services


@given(PAIRS, st.sampled_from("甲乙丙"))
def test_places_add_up_to_the_services_of_all_and_share_the_problems(pairs, firm):
    here = tally([one for one in pairs if one[1] <= firm], [])
    there = tally([one for one in pairs if one[1] > firm], [])
    both = tally(pairs, [])
    assert here.services + there.services == both.services
    assert max(here.problems, there.problems) <= both.problems <= here.problems + there.problems
