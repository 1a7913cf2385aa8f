"""The term lexicon of the platform: kept on a page, brought as a list, found by in the next match."""

import io
import re

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.matching.domain import lexicon as domain
from duijie.matching.domain.lexicon_reverts import revert_import
from duijie.matching.domain.queries.lexicon import terms_in_use
from duijie.matching.models import Candidate, LexiconEntry, LexiconSpelling
from duijie_match.lists.lexicon_list import read_terms

pytestmark = pytest.mark.django_db
HOME = "/lexicon/"
PTFE = {"chinese": "聚四氟乙烯", "english": "PTFE", "synonyms": "特氟龙；铁氟龙"}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    """A data folder of its own, with the model of all tests."""
    models = settings.DATA / "models"
    settings.DATA = tmp_path
    (tmp_path / "models").symlink_to(models)
    return tmp_path


def bring(rows, by, **options):
    text = "\n".join(["中文,英文,同义词", *rows])
    return domain.import_entries(name="terms.csv", content=ContentFile(text.encode()), by=by, **options)


def test_the_next_match_finds_by_what_was_added_and_the_one_after_removal_does_not(docking):
    docking.add_demand("特氟龙涂层脱落", "特氟龙涂层在阀座上脱落")
    docking.add_achievement("聚四氟乙烯改性", "聚四氟乙烯与金属的粘接底漆")

    def terms():
        run = docking.run()
        rows = Candidate.objects.filter(run=run, demand__title="特氟龙涂层脱落", direction="demand")
        shared = {term for one in rows for term in one.reasons["terms"]}
        return run.summary["lexicon"]["concepts"], any("聚四氟乙烯" in term or "特氟龙" in term for term in shared)

    assert terms() == (0, False)
    entry = domain.add_entry(values=PTFE, by=docking.officer)
    assert terms() == (1, True)
    domain.remove_entry(entry=entry, version=1, by=docking.officer)
    assert terms() == (0, False)
    assert LexiconSpelling.objects.count() == 0
    verbs = AuditEvent.objects.filter(verb__startswith="lexicon.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["lexicon.add", "lexicon.remove"]


def test_the_files_are_read_until_the_table_has_a_concept(docking, data_folder):
    (data_folder / "lexicon.csv").write_text("中文,英文\n菌渣,spent substrate\n", encoding="utf-8")
    assert (terms_in_use().concepts, terms_in_use().files) == (1, ("lexicon.csv",))
    domain.add_entry(values=PTFE, by=docking.officer)
    found = terms_in_use()
    assert (found.concepts, found.files, set(found.lexicon.concepts)) == (
        1, (), {"聚四氟乙烯", "ptfe", "特氟龙", "铁氟龙"},
    )  # fmt: skip
    assert "lexicon.csv" in browser_of(docking.officer).get(HOME).content.decode()


def test_a_spelling_belongs_to_one_concept_and_two_people_do_not_overwrite_each_other(docking):
    by = docking.officer
    entry = domain.add_entry(values=PTFE, by=by)
    for values, field in (
        ({"chinese": "铁氟龙", "english": "coating"}, "chinese"),
        ({"chinese": "转子泵", "synonyms": "ＰＴＦＥ"}, "synonyms"),
        ({"chinese": "转子泵", "english": "x"}, "english"),
        ({"chinese": "转子泵", "english": "p" * 81}, "english"),
        ({"chinese": "转子泵", "synonyms": "转子泵"}, "__all__"),
    ):
        with pytest.raises(ValidationError) as raised:
            domain.add_entry(values=values, by=by)
        errors = raised.value.message_dict if hasattr(raised.value, "error_dict") else {"__all__": ""}
        assert list(errors) == [field]
    domain.edit_entry(entry=entry, version=1, values={**PTFE, "synonyms": "特氟龙"}, by=by)
    with pytest.raises(StaleError):
        domain.edit_entry(entry=entry, version=1, values=PTFE, by=by)
    with pytest.raises(StaleError):
        domain.remove_entry(entry=entry, version=1, by=by)
    domain.add_entry(values={"chinese": "铁氟龙", "english": "coating"}, by=by)  # it is free again
    for outsider in (docking.firm_contact, make_user(role="county_officer", area=docking.region.north)):
        with pytest.raises(PermissionDenied):
            domain.add_entry(values={"chinese": "转子泵", "english": "lobe pump"}, by=outsider)


def test_a_list_is_checked_then_taken_over_with_what_is_wrong_by_row(docking):
    by = docking.officer
    for values in (PTFE, {"chinese": "菌渣", "english": "spent substrate", "synonyms": ""}):
        domain.add_entry(values=values, by=by)
    rows = [
        "聚四氟乙烯,PTFE,特氟龙；Teflon",  # 2: takes the place of the first
        "菌渣,spent substrate,",  # 3: as it is
        "转子泵,rotary lobe pump,凸轮转子泵",  # 4: new
        "铁氟龙,菌渣,",  # 5: a spelling stands above already; with one left the row is left out
        "单独,,",  # 6: one spelling
    ]
    checked = bring(rows, by, only_check=True)
    assert (checked.added, checked.changed, checked.unchanged, LexiconEntry.objects.count()) == (1, 1, 1, 2)
    taken = bring(rows, by)
    assert (taken.added, taken.changed, taken.unchanged, taken.refused) == (1, 1, 1, 2)
    assert {(one.row, one.code) for one in taken.problems} == {(5, "same-term"), (6, "one-term")}
    assert [one.synonyms for one in LexiconEntry.objects.order_by("pk")] == ["特氟龙；Teflon", "", "凸轮转子泵"]
    cut = bring(["聚四氟乙烯,PTFE,特氟龙；Teflon", "PTFE；菌渣,waste,"], by)  # the rest must not take another's place
    assert [(one.row, one.code) for one in cut.problems] == [(3, "same-term"), (3, "joins")]
    assert ((cut.changed, cut.added), LexiconEntry.objects.get(chinese="菌渣").english) == ((0, 0), "spent substrate")
    joined = bring(["菌渣,lobe,凸轮转子泵"], by)
    assert ([(one.row, one.code) for one in joined.problems], joined.added + joined.changed) == ([(2, "joins")], 0)
    with pytest.raises(ValidationError):
        domain.import_entries(name="terms.pdf", content=ContentFile(b"%PDF"), by=by)


def test_the_pages_list_filter_export_change_import_and_remove(docking, data_folder):
    browser = browser_of(docking.officer)
    assert browser.post(f"{HOME}add/", {"chinese": "单独"}).status_code == 200
    browser.post(f"{HOME}add/", PTFE)
    browser.post(f"{HOME}add/", {"chinese": "菌渣", "english": "spent substrate"})
    first, second = LexiconEntry.objects.order_by("pk")
    assert [row.record for row in browser.get(f"{HOME}?sort=-chinese").context["table"].rows] == [second, first]
    assert [row.record for row in browser.get(f"{HOME}?q=特氟").context["table"].rows] == [first]
    assert [row.record for row in browser.get(f"{HOME}?lacks=synonyms").context["table"].rows] == [second]
    data = browser.get(f"{HOME}export/").content
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["聚四氟乙烯", "菌渣"]
    path = data_folder / "lexicon.xlsx"
    path.write_bytes(data)
    spellings = [("聚四氟乙烯", "ptfe", "特氟龙", "铁氟龙"), ("菌渣", "spent substrate")]
    assert read_terms(path).rows == spellings
    page = browser.post(f"{HOME}import/", {"file": io.BytesIO(data), "only_check": "on"})
    assert page.status_code == 200
    page = browser.post(f"{HOME}import/", {"file": ContentFile(data, name="lexicon.xlsx")})
    assert page.context["taken"].unchanged == 2
    assert "没有改动：术语表已包含清单中的全部术语" in page.content.decode()
    page = browser.post(f"{HOME}import/", {"file": ContentFile(b"a,b\n1,2\n", name="错的表.xlsx")}).content.decode()
    assert ("“错的表.xlsx”实为" in page, "没有导入任何术语" in page, "已导入" in page) == (True, True, False)
    assert browser.post(f"{HOME}{second.pk}/", {"chinese": "菌渣", "english": "SMS", "version": "9"}).status_code == 200
    browser.post(f"{HOME}{second.pk}/", {"chinese": "菌渣", "english": "SMS", "version": "1"})
    second.refresh_from_db()
    assert (second.english, second.version) == ("SMS", 2)
    gone = browser.post(f"{HOME}{second.pk}/remove/", {"version": "2"}, follow=True)
    assert (LexiconEntry.objects.count(), browser.get(f"{HOME}{second.pk}/").status_code) == (1, 404)
    again = re.search(r'href="(/lexicon/add/[^"]+)"', gone.content.decode()).group(1).replace("&amp;", "&")
    assert browser.get(again).context["form"].initial == {"chinese": "菌渣", "english": "SMS", "synonyms": ""}
    county = browser_of(make_user(role="county_officer", area=docking.region.north))
    assert (county.get(f"{HOME}{first.pk}/").status_code, county.get(f"{HOME}add/").status_code) == (200, 403)
    assert county.post(f"{HOME}{first.pk}/", {**PTFE, "version": "1"}).status_code == 403
    assert browser_of(docking.firm_contact).get(HOME).status_code == 403


def test_the_same_through_the_api(docking, client):
    call = caller(client, docking.officer)
    status, made = call("post", "/lexicon", PTFE)
    assert (status, made["version"]) == (201, 1)
    assert call("post", "/lexicon", PTFE)[0] == 422
    assert call("get", "/lexicon?q=PTFE")[1]["items"] == [made]
    status, changed = call("put", f"/lexicon/{made['id']}", {**PTFE, "synonyms": "特氟龙", "version": 1})
    assert (status, changed["synonyms"], changed["version"]) == (200, "特氟龙", 2)
    assert call("put", f"/lexicon/{made['id']}", {**PTFE, "version": 1})[0] == 409
    assert call("delete", f"/lexicon/{made['id']}?version=2")[0] == 204
    assert call("get", f"/lexicon/{made['id']}")[0] == 404
    assert caller(client, docking.firm_contact)("get", "/lexicon")[0] == 403


def test_an_import_is_taken_back_but_later_edits_stay(docking):
    by = docking.officer
    domain.add_entry(values=PTFE, by=by)
    domain.add_entry(values={"chinese": "菌渣", "english": "spent substrate"}, by=by)
    rows = [
        "聚四氟乙烯,PTFE,Teflon",
        "菌渣,SMS,菌糠",
        "转子泵,rotary lobe pump,",
        "谐波减速器,harmonic drive,",
        "球阀,ball valve,",
    ]
    batch = bring(rows, by).batch
    first, second, _pump, drive, valve = LexiconEntry.objects.order_by("pk")
    domain.edit_entry(entry=second, version=2, values={"chinese": "菌渣", "english": "SMS"}, by=by)
    domain.edit_entry(entry=drive, version=1, values={"chinese": "谐波减速器", "english": "strain wave gear"}, by=by)
    domain.remove_entry(entry=valve, version=1, by=by)
    done = revert_import(batch=batch, by=by)
    assert (done.removed, done.restored, done.kept) == (1, 1, ("菌渣 = SMS", "谐波减速器 = strain wave gear"))
    first.refresh_from_db()
    assert ({name: getattr(first, name) for name in PTFE}, first.version) == (PTFE, 3)
    assert set(LexiconSpelling.objects.filter(entry=first).values_list("spelling", flat=True)) == {
        "聚四氟乙烯", "ptfe", "特氟龙", "铁氟龙",
    }  # fmt: skip
    assert set(LexiconEntry.objects.values_list("pk", flat=True)) == {first.pk, second.pk, drive.pk}
    with pytest.raises(ValidationError):
        revert_import(batch=batch, by=by)
    assert bring(["聚四氟乙烯,PTFE,特氟龙；铁氟龙"], by).batch is None  # it changed nothing


def test_a_concept_whose_spelling_another_has_now_stays_as_it_is(docking):
    by = docking.officer
    domain.add_entry(values=PTFE, by=by)
    rows = ["聚四氟乙烯,PTFE,Teflon", "特氟龙,fluoropolymer,"]  # the one concept becomes two, and nothing is lost
    checked, taken = bring(rows, by, only_check=True), bring(rows, by)
    assert [(one.changed, one.added) for one in (checked, taken)] == [(1, 1), (1, 1)]
    assert list(LexiconEntry.objects.order_by("pk").values_list("english", flat=True)) == ["PTFE", "fluoropolymer"]
    domain.add_entry(values={"chinese": "铁氟龙", "english": "coating"}, by=by)
    done = revert_import(batch=taken.batch, by=by)
    assert (done.removed, done.restored, len(done.kept)) == (1, 0, 1)
    assert LexiconSpelling.objects.filter(spelling="铁氟龙").count() == 1


def test_an_import_is_taken_back_on_its_page_and_through_the_api(docking, client):
    browser = browser_of(docking.officer)
    text = "中文,英文\n菌渣,SMS\n".encode()
    page = browser.post(f"{HOME}import/", {"file": ContentFile(text, name="术语.csv")})
    batch = page.context["taken"].batch
    assert f"{HOME}imports/{batch.pk}/revert/" in page.content.decode()
    assert "术语.csv" in browser.get(f"{HOME}imports/").content.decode()
    assert browser.get(f"{HOME}imports/{batch.pk}/revert/").status_code == 200
    county = browser_of(make_user(role="county_officer", area=docking.region.north))
    assert county.get(f"{HOME}imports/").status_code == 200
    assert county.post(f"{HOME}imports/{batch.pk}/revert/").status_code == 403
    browser.post(f"{HOME}imports/{batch.pk}/revert/")
    assert "已撤回" in browser.get(f"{HOME}imports/{batch.pk}/revert/", follow=True).content.decode()
    assert LexiconEntry.objects.count() == 0
    call = caller(client, docking.officer)
    assert call("get", "/lexicon/imports")[1]["items"][0]["reverted_at"] is not None
    assert call("post", f"/lexicon/imports/{batch.pk}/revert")[0] == 422
    again = bring(["菌渣,SMS,"], docking.officer).batch
    assert call("post", f"/lexicon/imports/{again.pk}/revert") == (200, {"removed": 1, "restored": 0, "kept": []})
    assert call("post", "/lexicon/imports/999999/revert")[0] == 404


def test_keywords_of_papers_come_back_as_a_list_that_the_import_reads(docking):
    rows = ["题名,中文关键词,英文关键词", *["甲,球阀；菌渣,ball valve; spent substrate"] * 2, "乙,密封,"]
    papers = ContentFile("\n".join(rows).encode(), name="papers.csv")
    domain.add_entry(values={"chinese": "菌渣", "english": "mushroom waste", "synonyms": ""}, by=docking.officer)
    browser = browser_of(docking.officer)
    assert f"{HOME}from-papers/" in browser.get(HOME).content.decode()
    answer = browser.post(f"{HOME}from-papers/", {"file": papers})
    found = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows(values_only=True))
    assert found[1:] == [("球阀", "ball valve", 2)]
    content = ContentFile(answer.getvalue(), name="proposed.xlsx")
    taken = domain.import_entries(name="proposed.xlsx", content=content, by=docking.officer)
    assert (taken.added, taken.refused) == (1, 0)
    again = browser.post(f"{HOME}from-papers/", {"file": ContentFile("\n".join(rows).encode(), name="papers.csv")})
    assert "没有至少两篇一致" in again.content.decode()
    assert browser_of(docking.firm_contact).post(f"{HOME}from-papers/", {"file": papers}).status_code == 403
    assert list(AuditEvent.objects.filter(verb="lexicon.mine").values_list("detail", flat=True)) == [
        {"file": "papers.csv", "terms": 1}
    ]


def test_who_only_reads_is_not_told_to_add(docking, data_folder):
    (data_folder / "lexicon.csv").write_text("中文,英文\n聚四氟乙烯,PTFE\n", encoding="utf-8")
    told = {}
    readers = {"editor": docking.officer, "reader": make_user(role="leader")}
    for name, user in readers.items():
        browser = browser_of(user)
        browser.cookies["duijie_language"] = "en"
        told[name] = browser.get(HOME).content.decode()
    assert "Add one, or import a list." in told["editor"]
    assert "Import it to keep it here" in told["editor"]
    assert "The offices that keep the lexicon enter them." in told["reader"]
    assert "matches read lexicon.csv in the data folder." in told["reader"]
    assert "Import it to keep it here" not in told["reader"]
    assert "Add one" not in told["reader"]
    domain.add_entry(values=PTFE, by=docking.officer)
    assert "No concept fits. Clear the filters." in browser.get(f"{HOME}?q=nothing").content.decode()


def test_a_term_without_chinese_has_a_dash_there_that_leads_to_it(docking):
    entry = domain.add_entry(values={"english": "PTFE", "synonyms": "Teflon"}, by=docking.officer)
    page = browser_of(docking.officer).get(HOME).content.decode()
    assert f'<a href="/lexicon/{entry.pk}/" aria-label="PTFE">–</a>' in page
    assert page.count(">PTFE<") == 1
