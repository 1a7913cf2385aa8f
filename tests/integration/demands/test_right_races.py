"""Two at the same moment over a breach, a request of a contact person, the first signature: one winner, nothing twice.

A seeded sample in CI; ``./run test --full`` runs two thousand of each.
"""

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.domain.queries.undertakings import shipped
from duijie.accounts.domain.undertakings import publish_undertaking, sign_undertaking
from duijie.accounts.models import Undertaking, UndertakingSignature
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.breaches import record_breach, undo_breach
from duijie.demands.models import Breach, Challenge
from duijie.registry.domain.personal_requests import ask, take_request_step
from duijie.registry.models import ContactHold, Organisation

pytestmark = pytest.mark.django_db(transaction=True)
of_each = rounds(3)


@pytest.fixture
def office() -> tuple[Any, list[Any]]:
    region = make_region()
    return region, [make_user(role="county_officer", area=region.north) for _each in range(2)]


def refused(found: list[Any]) -> int:
    """How many were refused in words; anything else that failed is strange."""
    failed = [one for one in found if isinstance(one, Exception)]
    assert [one for one in failed if not isinstance(one, ValidationError)] == []
    return len(failed)


@of_each
def test_a_breach_is_recorded_and_taken_back_once(office: tuple[Any, list[Any]], times: int) -> None:
    region, officers = office
    for _round in range(times):
        demand = make_demand(organisation=make_organisation(area=region.north), area=region.north, state="published")
        challenge = Challenge.objects.create(
            demand=demand, state="cancelled", firm_amount=1, cash_to_solver=1, months=1, closes_on=clock.today(),
            by=officers[0],
        )  # fmt: skip
        said = {"challenge": challenge, "side": "firm", "on": clock.today(), "reason": "未付款"}
        assert refused(at_once(*(partial(record_breach, **said, by=one) for one in officers))) == 1
        made = Breach.objects.get(challenge=challenge)
        assert refused(at_once(*(partial(undo_breach, breach=made, reason="误记", by=one) for one in officers))) == 1
        told = AuditEvent.objects.filter(verb__in=["challenge.breach", "challenge.unbreach"], target_id=str(demand.pk))
        assert sorted(told.values_list("verb", flat=True)) == ["challenge.breach", "challenge.unbreach"]


@of_each
def test_a_restriction_takes_contact_data_out_once_and_gives_it_back(office: tuple[Any, list[Any]], times: int) -> None:
    region, officers = office
    for number in range(times):
        phone = f"139{number:08d}"
        firm = make_organisation(area=region.north, contact_name="李敏", contact_phone=phone)
        request = ask(kind="restriction", by=officers[0], area=region.north, contact={"phone": phone})
        for verb, held in (("fulfil", 1), ("lift", 0)):
            step = partial(take_request_step, request=request, verb=verb, reason="本人要求")
            assert refused(at_once(*(partial(step, by=one) for one in officers))) == 1
            assert ContactHold.objects.filter(request=request).count() == held
        assert Organisation.objects.get(pk=firm.pk).contact_phone == phone


@of_each
def test_the_shipped_text_is_stored_once_whoever_signs_and_publishes_first(
    office: tuple[Any, list[Any]], times: int
) -> None:
    region, _officers = office
    chief = make_user(role="city_officer", area=region.city)
    firm = make_organisation(area=region.north)
    people = [make_user(role="liaison_officer", organisation=firm, signed=False) for _each in range(2)]
    for number in range(times):
        with transaction.atomic():
            UndertakingSignature.objects.all().delete()
            Undertaking.objects.all().delete()
        acts = [partial(sign_undertaking, undertaking=shipped(), name=str(one), by=one) for one in people]
        if number % 2:
            acts[1] = partial(publish_undertaking, text="本市文本", by=chief)
        refused(at_once(*acts))
        assert sorted(Undertaking.objects.values_list("version", flat=True)) == ([1, 2] if number % 2 else [1])
        assert UndertakingSignature.objects.exclude(undertaking__version=1).count() == 0
