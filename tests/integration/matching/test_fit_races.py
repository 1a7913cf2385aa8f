"""Two people, or one who presses twice, have a ranking model learned at the same moment: it is learned once.

A few times in CI; ``./run test --full`` runs two hundred.
"""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_organisation, make_region

from duijie.common.domain.jobs import stop_job
from duijie.common.models import Job
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.ranking_models import FIT, start_fit
from duijie.matching.models import Judgement
from duijie.registry.domain.records import add_record

pytestmark = pytest.mark.django_db(transaction=True)

of_each = rounds(5, 200)


@of_each
def test_a_ranking_model_is_learned_once_however_many_ask(times: int) -> None:
    region = make_region()
    by, other = (make_user(role="city_officer", area=region.city) for _ in range(2))
    firm = make_organisation(name="甲厂")
    for number in range(8):
        values = {"title": f"第{number}项", "body": "阀门密封", "organisation": firm}
        demand = add_record(register=DEMANDS, by=by, values=values)
        for supply in range(6):
            Judgement.objects.create(
                demand=demand, kind="achievement", supply=supply + 1, level=4 if supply % 2 else 1, by=by
            )
    for number in range(times):
        found = at_once(partial(start_fit, by=by), partial(start_fit, by=by), partial(start_fit, by=other))
        started = [one for one in found if isinstance(one, Job)]
        refused = [one for one in found if isinstance(one, ValidationError)]
        assert len(started) + len(refused) == 3
        assert len({one.pk for one in started}) == 1
        assert Job.objects.filter(kind=FIT).count() == number + 1
        stop_job(job=started[0], by=by)
