"""What a consent has opened for somebody, that person finds, and nobody else does."""

from datetime import timedelta

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.access_requests import ask_access, take_access_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]


def test_a_granted_demand_is_found_by_whom_it_was_granted_to(region, build, titles):
    firm = make_organisation(name="北渡阀门厂", area=region.north)
    shared = {"organisation": firm, "state": "published", "disclosure": "consent", "public_summary": "低温下泄漏"}
    demand = make_demand(title="超低温球阀密封", body="阀座泄漏", **shared)
    make_demand(title="超低温蝶阀密封", body="阀座泄漏", **shared)
    build()
    institute = make_organisation(name="省阀门研究院", area=region.south)
    expert, colleague = (make_user(role="expert", organisation=institute) for _both in range(2))
    contact = make_user(role="firm_contact", organisation=firm)
    assert titles(expert, "超低温") == []
    made = ask_access(register=DEMANDS, number=demand.pk, purpose="评估能否解决", by=expert)
    until = clock.today() + timedelta(days=30)
    granted = take_access_step(request=made, verb="grant", by=contact, until=until)
    assert titles(User.objects.get(pk=expert.pk), "超低温") == ["超低温球阀密封"]
    assert titles(colleague, "超低温") == []
    take_access_step(request=granted, verb="revoke", by=contact, reason="合作终止")
    assert titles(User.objects.get(pk=expert.pk), "超低温") == []
