"""Merging and taking back leaves every row of every table as it was, for records and references drawn at random.

What only ever grows is left out: versions, the audit, the history, the merge itself, numbers given out.
"""

import random
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_organisation, make_region, make_row

from duijie.accounts.models import Department
from duijie.common import clock
from duijie.demands.models import Demand
from duijie.matching.models import Choice, Proposal
from duijie.registry.domain.annexes import add_comment
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.queries.merges import preview_merge
from duijie.registry.models import (
    Achievement,
    Affiliation,
    Attachment,
    Carrier,
    CarrierMember,
    DuplicatePair,
    Merge,
    OrganisationTag,
    Person,
    PersonTitle,
    Service,
    TrlEvidence,
    Work,
)
from duijie.registry.register import home_registers, register_of

pytestmark = pytest.mark.django_db

GROWS = {
    "common.auditevent", "common.auditseal", "common.outboxmessage", "demands.passagechange", "registry.merge",
    "sessions.session",
}  # fmt: skip
CODES = ("91110000802100433B", "914403001922038216", "9144030071526726XG", None)


def every_row() -> dict[str, list[Any]]:
    """All tables, column by column, in the order of their keys."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        columns = [one.column for one in model._meta.concrete_fields if one.name != "version"]
        if label in GROWS or "history_id" in columns or model._meta.proxy or not model._meta.managed:
            continue
        quoted = ", ".join(map(connection.ops.quote_name, columns))
        with connection.cursor() as cursor:
            table, key = (connection.ops.quote_name(one) for one in (model._meta.db_table, model._meta.pk.column))
            cursor.execute(f"SELECT {quoted} FROM {table} ORDER BY {key}")
            found[label] = cursor.fetchall()
    return found


class World:
    """A few records of each register with everything that can refer to them, drawn from ``seed``."""

    def __init__(self, seed: int) -> None:
        self.source = random.Random(seed)
        self.region = make_region()
        self.by = make_user(role="city_officer", area=self.region.city)
        codes = self.source.sample(CODES, len(CODES))
        self.records: dict[str, list[Any]] = {
            "organisations": [
                make_organisation(
                    name=self.text(), uscc=code, staff=self.maybe(self.source.randrange(500)),
                    address=self.maybe(self.text()) or "", area=self.one((self.region.north, self.region.south)),
                    zone=self.maybe(self.region.zone), updated_at=self.moment(),
                )
                for code in codes
            ]
        }  # fmt: skip
        for key, model in (
            ("persons", Person), ("achievements", Achievement), ("services", Service), ("carriers", Carrier),
            ("demands", Demand),
        ):  # fmt: skip
            self.records[key] = [self.record(model) for _number in range(3)]
        self.refer()

    def one(self, things: Any) -> Any:
        return self.source.choice(things)

    def maybe(self, value: Any) -> Any:
        return self.source.choice((value, value, None))

    def text(self) -> str:
        return "".join(self.one("恒力轴承云溪降噪主轴材料工艺") for _number in range(self.source.randrange(2, 12)))

    def moment(self) -> Any:
        return clock.now() - timedelta(days=self.source.randrange(300))

    def record(self, model: Any) -> Any:
        owner = self.maybe(self.one(self.records["organisations"]))
        more: dict[str, Any] = {"updated_at": self.moment()}
        if model is Person:
            more |= {"name": self.text(), "email": self.maybe(f"p{self.source.randrange(9)}@example.org") or ""}
            more |= {"account": self.maybe(make_user()), "profile": self.maybe(self.text()) or ""}
        else:
            more |= {"title": self.text(), "body": self.text()}
        if model is Demand:
            more |= {"budget_from": self.maybe("80.00"), "budget_to": self.maybe("120.50")}
        return make_row(model, organisation=owner, **more)

    def refer(self) -> None:
        firms, persons = self.records["organisations"], self.records["persons"]
        users = [make_user() for _number in range(2)]
        department = Department.objects.get_or_create(key="kjj", defaults={"name": "科技局"})[0]
        for _number in range(self.source.randrange(2, 8)):
            firm, person = self.one(firms), self.one(persons)
            OrganisationTag.objects.create(organisation=firm, kind=self.one(("hnte", "listed")))
            Affiliation.objects.create(person=person, organisation=firm, organisation_name=firm.name)
            Work.objects.create(person=person, title=self.one(("甲", "乙")))
            PersonTitle.objects.create(person=person, title="教授")
            TrlEvidence.objects.create(achievement=self.one(self.records["achievements"]), level=3, evidence="报告")
            carrier = self.one(self.records["carriers"])
            CarrierMember.objects.create(
                carrier=carrier, organisation=firm, organisation_name=self.one((firm.name, "别名"))
            )
            user, role = self.one(users), self.one(("firm_contact", "expert"))
            if not user.memberships.filter(role=role, organisation=firm, department=department).exists():
                grant(user, role, organisation=firm, department=department)
        for kind, key in (("expert", "persons"), ("achievement", "achievements"), ("service", "services")):
            pair = {"demand": self.one(self.records["demands"]), "kind": kind, "supply": self.one(self.records[key]).pk}
            Choice.objects.create(**pair, choice="shortlisted", by=self.by)
            Proposal.objects.create(**pair, title=self.text(), expires_on=clock.today(), by=self.by)
        for key in self.records:
            register, record = register_of(key), self.one(self.records[key])
            add_comment(register=register, record=record, text=self.text(), by=self.by)
            Attachment.objects.create(
                register=register.noun, record=record.pk, name="a.pdf", stored="x", size=1, sha256="0", by=self.by
            )
            numbers = sorted(one.pk for one in self.records[key])
            for first, second in pairwise(numbers):
                if self.source.random() < 0.7:
                    DuplicatePair.objects.create(
                        register=key, first=first, second=second, why="near", likeness=0.9,
                        state=self.one(("open", "different")),
                    )  # fmt: skip

    def merge(self, register: Any) -> Merge:
        kept, merged = self.source.sample(
            list(register.model._default_manager.filter(archived_at=None).select_related("area", "zone")), 2
        )
        lines = preview_merge(register, kept, merged)
        choices = {line.choice.name: self.one(("kept", "merged", line.suggested)) for line in lines}
        return merge_records(
            register=register, kept=kept, merged=merged, choices=choices, versions=(kept.version, merged.version),
            by=self.by,
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_taking_a_merge_back_leaves_every_row_as_it_was(seed):
    world = World(seed)
    for register in (one for one in home_registers() if one.key in world.records):
        before = every_row()
        made = world.merge(register)
        assert every_row() != before
        undone = undo_merge(merge=made, by=world.by)
        assert undone.conflicts == []
        assert every_row() == before


@pytest.mark.parametrize("seed", range(100, 103))
def test_a_row_of_merges_taken_back_from_the_last_leaves_every_row_as_it_was(seed):
    world = World(seed)
    before = every_row()
    made = []
    for _number in range(3):
        made.append(world.merge(register_of("organisations")))
    made.append(world.merge(register_of("persons")))
    for one in reversed(made):
        assert undo_merge(merge=one, by=world.by).conflicts == []
    assert every_row() == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_the_same_for_many(seed):
    test_taking_a_merge_back_leaves_every_row_as_it_was(seed)
