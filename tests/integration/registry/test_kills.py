"""Killed at any moment, merges are done or not done, and imports go on: nothing by halves, nothing twice.

A sample in CI; ``./run test --full`` kills at a hundred drawn points of each.
"""

from pathlib import Path
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.kills import finish, killer, points
from tests.factories.registry import make_organisation, make_region, make_row

from duijie.accounts.models import User
from duijie.common.domain.imports import add_pasted_import, apply_import, preview_import, revert_import
from duijie.common.domain.queries.imports import find_import
from duijie.common.importing import work
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.demands.models import Demand
from duijie.registry.domain.annexes import add_comment
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.models import Affiliation, Comment, Merge, Organisation, Person
from duijie.registry.register import register_of

pytestmark = pytest.mark.django_db(transaction=True)

SETS = ("import.write", "import.put_back")  # rows of the audit for some rows of a list each
HERE = "tests.integration.registry.test_kills"
ROWS = 8


def merge(kept: int, merged: int, by: int) -> None:
    organisations = register_of("organisations")
    one, other = (Organisation.objects.get(pk=pk) for pk in (kept, merged))
    merge_records(
        register=organisations, kept=one, merged=other, choices={}, versions=(one.version, other.version),
        by=User.objects.get(pk=by),
    )  # fmt: skip


def undo(kept: int, by: int) -> None:
    undo_merge(merge=Merge.objects.get(kept=kept), by=User.objects.get(pk=by))


class World:
    """Two organisations; demands, a post and a remark refer to the second."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.kept, self.gone = make_organisation(staff=None), make_organisation(staff=7)
        self.demands = [make_row(Demand, organisation=self.gone, title="轴承降噪") for _number in range(2)]
        person = make_row(Person, name="王工")
        self.post = Affiliation.objects.create(person=person, organisation=self.gone, organisation_name=self.gone.name)
        add_comment(register=register_of("organisations"), record=self.gone, text="走访过", by=by)

    def state(self) -> dict[str, Any]:
        """Everything that the two verbs write."""
        keys = [self.kept.pk, self.gone.pk]
        audit = AuditEvent.objects.filter(target_id__in=map(str, keys), verb__endswith="merge")
        return {
            "firms": list(Organisation.objects.filter(pk__in=keys).order_by("pk").values_list("archived_at", "staff")),
            "owners": {
                *Demand.objects.filter(pk__in=[one.pk for one in self.demands]).values_list("organisation", "version")
            },
            "post": Affiliation.objects.get(pk=self.post.pk).organisation_id,
            "remark": list(
                Comment.objects.filter(record__in=keys, register="organisation").values_list("record", flat=True)
            ),
            "merges": list(Merge.objects.filter(kept=self.kept.pk).values_list("undone_at", flat=True)),
            "audit": sorted(audit.values_list("verb", flat=True)),
            "messages": OutboxMessage.objects.count(),
        }

    def signs(self) -> dict[str, Any]:
        """The state without moments and without what other rounds wrote too."""
        state = self.state()
        del state["messages"]
        return {
            **state, "firms": [(archived is not None, staff) for archived, staff in state["firms"]],
            "merges": [undone is not None for undone in state["merges"]],
        }  # fmt: skip


@points("postgres")
def test_a_killed_merge_and_a_killed_undo_are_done_or_not_done(tmp_path: Path, points: int) -> None:
    by = make_user(role="city_officer", area=make_region().city)
    with killer(1, tmp_path) as process:
        first = World(by)
        process.measure("merge", f"{HERE}.merge", kept=first.kept.pk, merged=first.gone.pk, by=by.pk)
        merged = shape(first)
        process.measure("undo", f"{HERE}.undo", kept=first.kept.pk, by=by.pk)
        undone = shape(first)
        assert merged != undone
        for _number in range(points):
            world = World(by)
            for verb, told, whole in (
                ("merge", {"kept": world.kept.pk, "merged": world.gone.pk, "by": by.pk}, merged),
                ("undo", {"kept": world.kept.pk, "by": by.pk}, undone),
            ):
                before = world.state()
                process.kill(verb, f"{HERE}.{verb}", **told)
                after = world.state()
                assert after == before or shape(world) == whole
                assert (after["messages"] == before["messages"]) == (after == before)
                if after == before:
                    process.run(f"{HERE}.{verb}", **told)
                assert shape(world) == whole
        assert process.killed >= points


def shape(world: World) -> dict[str, Any]:
    """The signs with the two organisations called by their parts."""
    names = {world.kept.pk: "kept", world.gone.pk: "gone"}
    signs = world.signs()
    return {
        **signs, "post": names[signs["post"]], "remark": [names[one] for one in signs["remark"]],
        "owners": {(names[owner], version) for owner, version in signs["owners"]},
    }  # fmt: skip


@points("sqlite")
def test_a_killed_import_goes_on_and_brings_every_row_once(tmp_path, settings, monkeypatch, points):
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(work, "CHUNK", 3)
    by = make_user(role="city_officer", area=make_region().city)
    values = {"django__conf__settings__MEDIA_ROOT": settings.MEDIA_ROOT, "duijie__common__importing__work__CHUNK": 3}
    with killer(2, tmp_path, **values) as process:
        for number in range(points + 1):
            text = "单位名称\t地区\n" + "".join(f"第{number}-{row}机床厂\t北渡县\n" for row in range(ROWS))
            batch = add_pasted_import(noun="organisations", area=make_region().city, text=text, by=by)
            for name, verb, left in (
                ("preview", preview_import, 0), ("apply", apply_import, ROWS), ("revert", revert_import, 0),
            ):  # fmt: skip
                job = verb(batch=find_import(by=by, pk=batch.pk), by=by)
                if number == 0:
                    process.measure(name, "duijie.common.jobs.run_job", job_id=str(job.pk))
                else:
                    process.kill(name, "duijie.common.jobs.run_job", job_id=str(job.pk))
                    # What a row says of itself and what is in the register agree at every moment.
                    written = set(batch.rows.filter(state="written").values_list("record", flat=True))
                    assert set(Organisation.objects.values_list("pk", flat=True)) == written
                    job.refresh_from_db()
                    if job.state != "succeeded":
                        finish(job)
                assert Organisation.objects.count() == left
                assert batch.rows.count() == ROWS
            told = AuditEvent.objects.filter(target_id=str(batch.pk))
            verbs = told.exclude(verb__in=SETS).values_list("verb", flat=True)
            assert sorted(verbs) == ["import.apply", "import.revert", "import.upload"]
            for verb in SETS:
                sets = [one.detail for one in told.filter(verb=verb)]
                numbers = sorted(row for one in sets for row in range(one["from"], one["to"] + 1))
                assert numbers == list(range(1, batch.rows.count() + 1)), verb
        assert process.killed >= points
