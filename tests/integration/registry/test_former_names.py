"""Renamed and merged organisations: found by their old names, and in old figures under them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.organisations import add_organisation, edit_organisation
from duijie.registry.domain.queries.as_of import OwnerThen, names_on, owners_on
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.domain.queries.organisations import list_organisations, search_text
from duijie.registry.domain.records import add_record
from duijie.registry.interfaces.record_known import Owners
from duijie.registry.models import FormerName, Organisation
from duijie.registry.registers.organisations import ORGANISATIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def rename(firm, name, by, *, on):
    firm.refresh_from_db()
    return edit_organisation(
        organisation=firm, version=firm.version, values={"name": name}, by=by, reason="更名", renamed_on=on
    )


def test_each_day_has_its_name(by, client):
    firm = make_organisation(name="北渡阀门厂")
    rename(firm, "北渡阀门有限公司", by, on=date(2015, 3, 1))
    rename(firm, "北渡阀门集团有限公司", by, on=date(2022, 7, 1))
    rename(firm, "北渡阀门集团有限公司 ", by, on=date(2023, 1, 1))  # no other name
    days = {
        "北渡阀门厂": date(2015, 2, 28),
        "北渡阀门有限公司": date(2022, 6, 30),
        "北渡阀门集团有限公司": date(2022, 7, 1),
    }
    assert {name: names_on([firm.pk], day)[firm.pk] for name, day in days.items()} == {name: name for name in days}
    held = list(FormerName.objects.order_by("to_on").values_list("name", "from_on", "to_on"))
    assert held == [
        ("北渡阀门厂", None, date(2015, 2, 28)), ("北渡阀门有限公司", date(2015, 3, 1), date(2022, 6, 30)),
    ]  # fmt: skip
    for text in days:
        assert find_named(text=text, by=by) == firm
        assert list(list_organisations(by=by).filter(search_text(text))) == [firm]
    owners = Owners(by=by)
    owners.look(["北渡阀门厂", "没有这家"])
    assert (owners.find("北渡阀门厂"), owners.find("没有这家")) == (firm, None)
    client.force_login(by)
    assert client.get(f"/api/v1/organisations/{firm.pk}/name?day=2015-02-28").json()["name"] == "北渡阀门厂"
    page = client.get(f"/organisations/{firm.pk}/").content.decode()
    assert "北渡阀门厂" in page
    other = make_user(role="county_officer", area=make_region().south)
    client.force_login(other)
    assert client.get(f"/api/v1/organisations/{firm.pk}/name?day=2015-02-28").status_code == 404


def test_a_name_that_was_only_misspelt_leaves_no_other(by, client):
    firm = make_organisation(name="北度阀门厂")
    client.force_login(by)
    form = {"name": "北渡阀门厂", "kind": firm.kind, "area": firm.area.code, "version": "1", "renamed_on": ""}
    assert client.post(f"/organisations/{firm.pk}/edit/", form).status_code == 302
    assert FormerName.objects.count() == 0
    later = (clock.today() + timedelta(days=1)).isoformat()
    for day, status in ((later, 200), ("2020-05-01", 302)):
        sent = {**form, "name": "北渡阀业有限公司", "version": "2", "renamed_on": day}
        assert client.post(f"/organisations/{firm.pk}/edit/", sent).status_code == status
    assert FormerName.objects.get().to_on == date(2020, 4, 30)
    with pytest.raises(ValidationError) as refused:
        rename(firm, "又一名", by, on=clock.today() + timedelta(days=3))
    assert set(refused.value.error_dict) == {"renamed_on"}


def test_old_periods_keep_the_old_units(by, region):
    spring = datetime(2025, 4, 1, tzinfo=UTC)
    with clock.at(spring):
        kept = add_organisation(values={"name": "恒力轴承有限公司", "kind": "enterprise", "area": region.north}, by=by)
        gone = add_organisation(values={"name": "云溪轴承厂", "kind": "enterprise", "area": region.north}, by=by)
        values = {"title": "轴承降噪", "kind": "technology", "body": "噪声大", "organisation": gone, "language": "zh"}
        demand = add_record(register=DEMANDS, values=values, by=by)
    with clock.at(spring + timedelta(days=40)):
        made = merge_records(register=ORGANISATIONS, kept=kept, merged=gone, choices={}, versions=(1, 1), by=by)
    before, after = date(2025, 4, 30), date(2025, 5, 31)
    assert owners_on(DEMANDS, [demand.pk], date(2025, 3, 1)) == {demand.pk: OwnerThen(gone.pk, "云溪轴承厂")}
    assert owners_on(DEMANDS, [demand.pk], before) == {demand.pk: OwnerThen(gone.pk, "云溪轴承厂")}
    assert owners_on(DEMANDS, [demand.pk], after) == {demand.pk: OwnerThen(kept.pk, "恒力轴承有限公司")}
    assert names_on([kept.pk, gone.pk], before) == {kept.pk: "恒力轴承有限公司", gone.pk: "云溪轴承厂"}
    assert [(one.name, one.is_merged) for one in kept.former_names.all()] == [("云溪轴承厂", True)]
    assert find_named(text="云溪轴承厂", by=by) == Organisation.objects.get(pk=kept.pk)
    undo_merge(merge=made, by=by)
    made.refresh_from_db()
    assert (FormerName.objects.count(), made.conflicts) == (0, [])
    assert find_named(text="云溪轴承厂", by=by).pk == gone.pk
