"""An expert sees first which demands fit."""

import pytest
from tests.factories.accounts import make_user
from tests.integration.matching.conftest import docking
from tests.integration.portal.test_workspace_pages import browser_of

__all__ = ["docking"]

pytestmark = pytest.mark.django_db


def test_an_expert_sees_first_how_many_demands_fit_and_gets_to_them(docking):
    def figure(user):
        first = browser_of(user).get("/").context["figures"][0]
        return (str(first.label), first.value) if first.address.endswith("/match/") else None

    assert figure(docking.professor) == ("适合我的需求", 0)  # nothing has been matched
    docking.add_demand("球阀低温密封")
    docking.run()
    label, count = figure(docking.professor)
    home = browser_of(docking.professor).get("/").context["figures"][0].address
    assert count == browser_of(docking.professor).get(home).context["page"].paginator.count > 0
    docking.demand.archived_at = docking.demand.updated_at
    docking.demand.save()
    assert figure(docking.professor) == (label, count - 1)
    for user in (docking.school_officer, docking.firm_contact, make_user(role="expert", organisation=docking.school)):
        assert figure(user) is None
