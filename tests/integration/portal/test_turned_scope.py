"""Turned round, an item of supply is looked at by many: only who takes part in a proposal learns of it."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation
from tests.integration.matching.conftest import docking
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.matching.domain.proposals import propose

__all__ = ["docking"]

pytestmark = pytest.mark.django_db


def test_a_proposal_between_others_is_neither_shown_nor_linked_nor_exported(docking):
    docking.run()
    made = propose(demand=docking.demand, kind="expert", supply=docking.expert.pk, by=docking.officer)
    address = f"/experts/{docking.expert.pk}/match/"
    competitor = make_user(role="firm_contact", organisation=make_organisation(name="别家阀门有限公司"))
    stranger = make_user(role="expert", organisation=docking.school)
    for user, takes_part in (
        (docking.officer, True), (docking.firm_contact, True), (docking.professor, True),
        (docking.school_officer, True), (competitor, False), (stranger, False),
    ):  # fmt: skip
        browser = browser_of(user)
        page = browser.get(f"{address}?lowest=1").content.decode()
        assert docking.demand.title in page
        file = browser.get(f"{address}export/?lowest=1&format=csv").content.decode()
        for shown in (page, file):
            assert ("待双方答复" in shown) is takes_part, user.memberships.first()
        assert (f"/proposals/{made.pk}/" in page) is takes_part
        if takes_part:
            assert browser.get(f"/proposals/{made.pk}/").status_code == 200
