"""Forms of single firms through the import of organisations; one row put right by hand."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.domain.imports import (
    add_import,
    add_pasted_import,
    apply_import,
    correct_row,
    decide_rows,
    map_import,
    preview_import,
    revert_import,
)
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.importing.files import as_one
from duijie.common.importing.nouns import noun_of
from duijie.common.importing.template import template_workbook
from duijie.common.importing.workbook import error_columns, error_rows
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import AuditEvent, ImportBatch
from duijie.registry.models import Organisation
from duijie_match.lists.form_template import form_document
from duijie_match.lists.word_writing import zipped

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def form(name: str, **values: str) -> bytes:
    return form_document(
        "zh", {"org": name, "area": "北渡县", "contact": "张工", "title": "需求", "body": "内容", **values}
    )


def read(batch: ImportBatch, by) -> ImportBatch:
    job = run_job(preview_import(batch=batch, by=by).pk)
    assert (job.state, job.error) == ("succeeded", None)
    return find_import(by=by, pk=batch.pk)


def pasted(region, by, text: str) -> ImportBatch:
    return read(add_pasted_import(noun="organisations", area=region.city, text=text, by=by), by)


def seen(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return [(row.number, row.outcome, row.decision) for row in list_rows(batch)]


def corrected(batch: ImportBatch, by, number: int = 1, **texts: str) -> ImportBatch:
    job = run_job(correct_row(batch=batch, number=number, run=batch.run, texts=texts, by=by).pk)
    assert (job.state, job.error) == ("succeeded", None)
    return find_import(by=by, pk=batch.pk)


def test_an_archive_of_forms_goes_all_the_way_and_back(region, by):
    data = zipped({"甲.docx": form("甲公司"), "乙.docx": form("乙公司", area="天边县"), "c.pdf": b"%PDF-1.4"})
    batch = read(add_import(noun="organisations", area=region.city, name="forms.zip", chunks=[data], by=by), by)
    assert seen(batch) == [(1, "new", ""), (2, "error", "")]
    assert [row.cells["文件名"] for row in list_rows(batch)] == ["甲.docx", "乙.docx"]
    assert [note["code"] for note in batch.notes] == ["column", "columns-left-out", "wrong-format"]
    assert batch.notes[1]["texts"]["zh-hans"] == "下列各列在登记项目中没有对应内容，未读取：需求内容。"
    headings = error_columns(batch)
    assert [row[-2] for row in error_rows(batch, headings, "en")] == ["乙.docx"]
    batch = corrected(batch, by, 2, area="北渡县")
    assert seen(batch) == [(1, "new", ""), (2, "new", "")]
    run_job(apply_import(batch=batch, by=by).pk)
    assert sorted(Organisation.objects.values_list("name", "contact_name")) == [("乙公司", "张工"), ("甲公司", "张工")]
    run_job(revert_import(batch=batch, by=by).pk)
    assert not Organisation.objects.exists()


def test_several_files_are_as_if_zipped(region, by):
    uploads = [SimpleUploadedFile("甲.docx", form("甲公司")), SimpleUploadedFile("甲.docx", form("乙公司"))]
    with as_one(uploads) as one:
        batch = add_import(noun="organisations", area=region.city, name=one.name, chunks=one.chunks(), by=by)
    assert batch.name == "甲 +1.zip"
    assert [row.cells["文件名"] for row in list_rows(read(batch, by))] == ["甲.docx", "2-甲.docx"]


def test_a_correction_is_kept_noted_and_checked(region, by):
    batch = pasted(region, by, "单位名称\t所属县市区\t职工人数\n甲公司\t天边县\t3\n乙公司\t北渡县\t4\n")
    assert seen(batch) == [(1, "error", ""), (2, "new", "")]
    decide_rows(batch=batch, decision="skip", by=by, numbers=[2])
    batch = corrected(batch, by, area="北渡县")
    assert seen(batch) == [(1, "new", ""), (2, "new", "skip")]
    event = AuditEvent.objects.get(verb="import.correct")
    assert event.detail == {"row": 1, "fields": ["area"]}
    sheet = batch.sheets[0]["name"]
    fields = {str(at): column["field"] for at, column in enumerate(batch.sheets[0]["columns"])}
    mapping = {sheet: {"use": True, "header_row": 1, "fields": fields}}
    map_import(batch=batch, mapping=mapping, existing="update", by=by)
    assert seen(read(find_import(by=by, pk=batch.pk), by)) == [(1, "new", ""), (2, "new", "")]


def test_a_decision_on_the_corrected_row_is_asked_for_again(region, by):
    make_organisation(name="恒力轴承有限公司", area=region.north)
    batch = pasted(region, by, "单位名称\t所属县市区\n恒力轴承（集团）有限公司\t北渡县\n")
    decide_rows(batch=batch, decision="take", by=by, numbers=[1])
    assert seen(corrected(batch, by, name="恒力轴承（集团）有限责任公司")) == [(1, "new", "")]


@pytest.mark.parametrize(
    "change, code",
    [({"run": 99}, "stale"), ({"number": 9}, "stale"), ({"texts": {"name": "甲公司"}}, "unchanged")],
)
def test_what_cannot_be_corrected(region, by, change, code):
    batch = pasted(region, by, "单位名称\n甲公司\n")
    with pytest.raises(ValidationError) as caught:
        correct_row(**{"batch": batch, "number": 1, "run": batch.run, "texts": {"name": "乙"}, "by": by, **change})
    assert caught.value.code == code


def test_unknown_fields_and_strangers_are_refused(region, by):
    batch = pasted(region, by, "单位名称\n甲公司\n")
    with pytest.raises(ValidationError) as caught:
        correct_row(batch=batch, number=1, run=batch.run, texts={"staff": "3"}, by=by)
    assert list(caught.value.message_dict) == ["staff"]
    with pytest.raises(PermissionDenied):
        correct_row(batch=batch, number=1, run=batch.run, texts={"name": "乙"}, by=make_user(role="leader"))


def test_a_row_is_corrected_on_its_page(client, region, by):
    client.force_login(by)
    batch = pasted(region, by, "单位名称\t所属县市区\n甲公司\t天边县\n")
    address = f"/imports/{batch.pk}/rows/1/"
    assert address in client.get(f"/imports/{batch.pk}/").content.decode()
    assert "天边县" in client.get(address).content.decode()
    data = {"run": batch.run, "cell-name": "甲公司", "cell-area": "北渡县"}
    assert client.post(address, {**data, "run": 99}).status_code == 422
    assert client.post(address, data).status_code == 302
    run_waiting_jobs()
    assert seen(find_import(by=by, pk=batch.pk)) == [(1, "new", "")]
    assert client.get(f"/imports/{batch.pk}/rows/7/").status_code == 404


def test_files_come_in_by_the_form_of_the_page(client, region, by):
    client.force_login(by)
    files = [SimpleUploadedFile(f"{name}.docx", form(f"{name}公司")) for name in "甲乙"]
    data = {"noun": "organisations", "area": region.city.code, "file": files}
    assert client.post("/imports/add/", data).status_code == 302
    sheet = ImportBatch.objects.get().sheets[0]
    assert (sheet["name"], sheet["header_row"], sheet["columns"][0]["samples"]) == ("", 0, ["甲.docx", "乙.docx"])
    page = client.get(f"/imports/{ImportBatch.objects.get().pk}/columns/").content.decode()
    assert ('name="column-0-0"' in page, 'name="header-0"' in page) == (True, False)  # a form has no row of headers


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_understood_as_it_stands(region, by, language):
    noun = noun_of("organisations")
    data = template_workbook(noun, language)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [len(sheet.data_validations.dataValidation) for sheet in book] == [1, 0]
    batch = read(add_import(noun="organisations", area=region.north, name="t.xlsx", chunks=[data], by=by), by)
    used = [sheet for sheet in batch.sheets if sheet["use"]]
    assert [[column["field"] for column in sheet["columns"]] for sheet in used] == [[name for name, _ in noun.fields]]
    assert [(row.outcome, row.errors) for row in list_rows(batch)] == [("new", [])]


def test_templates_are_handed_out(client, region, by):
    client.force_login(by)
    page = client.get("/imports/add/").content.decode()
    assert "/imports/template/organisations.xlsx" in page
    assert client.get("/imports/template/organisations.xlsx").content[:2] == b"PK"
    assert client.get("/imports/template/none.xlsx").status_code == 404
