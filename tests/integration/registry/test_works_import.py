"""Works of experts from lists and BibTeX: whose they are, what is new, taken back."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.domain.imports import add_import, add_pasted_import, apply_import, preview_import, revert_import
from duijie.common.jobs import run_job
from duijie.registry.domain.records import add_record
from duijie.registry.models import Work
from duijie.registry.registers.persons import EXPERTS

pytestmark = pytest.mark.django_db

BIBTEX = """@article{a1, expert = {江临}, title = {低温球阀阀座密封}, year = {2021}, abstract = {收缩补偿}}
@misc{a2, expert = {无此人}, title = {别的}, year = {2022}}
"""


@pytest.fixture
def world():
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    school = make_organisation(name="云溪理工大学", area=region.south, kind="university")
    person = add_record(register=EXPERTS, by=by, values={"name": "江临", "organisation": school})
    return region, by, person


def previewed(batch, by):
    assert run_job(preview_import(batch=batch, by=by).pk).state == "succeeded"
    batch.refresh_from_db()
    return {row.number: (row.outcome, [error["code"] for error in row.errors]) for row in batch.rows.all()}


def test_a_list_is_added_once_and_taken_back(world):
    region, by, person = world
    text = (
        "姓名\t单位\t题目\t年份\t类型\t摘要\n江临\t云溪理工大学\t低温密封\t2023\t论文\t补偿\n"
        "江临\t\t低温密封\t2023\t论文\t\n何人\t\t某专利\t2020\t专利\t\n江临\t\t\t2020\t\t\n江临\t\t阀座专利\t明年\t专利\t\n"
    )
    batch = add_pasted_import(noun="works", area=region.city, text=text, by=by)
    assert previewed(batch, by) == {
        1: ("new", []), 2: ("error", ["twice"]), 3: ("error", ["unknown"]), 4: ("error", ["required"]),
        5: ("error", ["unreadable"]),
    }  # fmt: skip
    assert run_job(apply_import(batch=batch, by=by).pk).state == "succeeded"
    assert list(Work.objects.values_list("person", "kind", "title", "year")) == [(person.pk, "paper", "低温密封", 2023)]
    person.refresh_from_db()
    assert person.version == 2

    again = add_pasted_import(noun="works", area=region.city, text=text, by=by)
    assert previewed(again, by)[1] == ("unchanged", [])
    batch.refresh_from_db()
    assert run_job(revert_import(batch=batch, by=by).pk).state == "succeeded"
    assert Work.objects.count() == 0


def test_bibtex_names_the_expert(world):
    region, by, person = world
    batch = add_import(noun="works", area=region.city, name="works.bib", chunks=[BIBTEX.encode()], by=by)
    assert previewed(batch, by) == {1: ("new", []), 2: ("error", ["unknown"])}
    run_job(apply_import(batch=batch, by=by).pk)
    assert person.works.get().body == "收缩补偿"


def test_nobody_gives_works_to_an_expert_elsewhere(world):
    region, _by, _person = world
    neighbour = make_user(role="county_officer", area=region.north)
    batch = add_pasted_import(noun="works", area=region.north, text="姓名\t题目\n江临\t低温密封\n", by=neighbour)
    assert previewed(batch, neighbour) == {1: ("error", ["outside"])}
