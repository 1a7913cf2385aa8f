"""A question finds what the term lexicon calls by another name, from the moment it stands there."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation

from duijie.matching.domain import lexicon
from duijie.search.domain.queries.hits import search, suggest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]


@pytest.fixture
def officer(region, build):
    for name in ("聚四氟乙烯涂层厂", "聚四氟乙烯公司", "四氟乙烷制冷剂公司", "涂层设备公司", "PTFE Coatings Ltd"):
        make_organisation(name=name, area=region.city)
    build()
    return make_user(role="city_officer", area=region.city)


def names(text, by):
    return {"".join(piece.text for piece in hit.title) for hit in search(by=by, text=text).hits}


def test_a_question_is_widened_by_the_lexicon_without_a_rebuild(officer):
    assert names("特氟龙", officer) == set()
    entry = lexicon.add_entry(
        values={"chinese": "聚四氟乙烯；特氟龙", "english": "PTFE", "synonyms": "teflon"}, by=officer
    )
    every = {"聚四氟乙烯涂层厂", "聚四氟乙烯公司", "PTFE Coatings Ltd"}
    assert names("特氟龙", officer) == names("Teflon", officer) == names("聚四氟乙烯", officer) == every
    assert names("特氟龙涂层", officer) == {"聚四氟乙烯涂层厂"}
    assert names("teflon coatings", officer) == {"PTFE Coatings Ltd"}
    (hit,) = search(by=officer, text="特氟龙涂层").hits
    assert "".join(piece.text for piece in hit.title if piece.found) == "聚四氟乙烯涂层"
    assert {hit.row.title for hit in suggest(by=officer, text="特氟龙")} == every
    lexicon.edit_entry(entry=entry, version=1, values={"chinese": "特氟龙", "synonyms": "teflon"}, by=officer)
    assert names("特氟龙", officer) == set()
    lexicon.remove_entry(entry=entry, version=2, by=officer)
    assert names("teflon", officer) == set()


def test_files_of_the_data_folder_count_while_the_table_is_empty(officer, settings):
    path = settings.DATA / "lexicon.csv"
    try:
        path.write_text("中文,英文\n特氟龙；聚四氟乙烯,PTFE\n", encoding="utf-8")
        assert "聚四氟乙烯公司" in names("特氟龙", officer)
        path.write_bytes(b"\x00\x01")  # the page of the lexicon tells of it; the search goes on
        assert names("聚四氟乙烯涂层厂", officer) == {"聚四氟乙烯涂层厂"}
    finally:
        path.unlink()
