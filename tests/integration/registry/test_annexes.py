"""Comments, files and saved views: what is kept, what is refused, and who sees it."""

# ruff: noqa: E501 – tables of files read better in long lines

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_record, make_region

from duijie.common.models import AuditEvent
from duijie.demands.registers import DEMANDS
from duijie.registry.domain import annexes
from duijie.registry.domain.annexes import (
    add_attachment,
    add_comment,
    remove_attachment,
    remove_comment,
    remove_view,
    save_view,
)  # fmt: skip
from duijie.registry.domain.queries.annexes import find_attachment, list_attachments, list_comments, list_views
from duijie.registry.domain.records import archive_record
from duijie.registry.models import Attachment, Comment, SavedView
from duijie.registry.register import register_of, registers

pytestmark = pytest.mark.django_db

EXPERTS, PERSONS = register_of("experts"), register_of("persons")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
ZIP, OLE = b"PK\x03\x04" + b"\0" * 40, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40
GOOD = {
    "说明.pdf": PDF, "图.png": PNG, "照.jpg": JPG, "照.JPEG": JPG, "动.gif": GIF, "图.webp": WEBP, "表.xlsx": ZIP, "文.docx": ZIP,
    "讲.pptx": ZIP, "包.zip": ZIP, "旧.doc": OLE, "旧.xls": OLE, "旧.ppt": OLE, "文.wps": OLE, "表.et": OLE, "密.docx": OLE,
    "单.csv": "名称,数\n甲,1\n".encode("gb18030"), "记.txt": "一段话".encode(),
}  # fmt: skip
BAD = {
    "页.html": b"<html></html>", "图.svg": b"<svg/>", "程序.exe": b"MZ", "脚本.js": b"1", "脚本.sh": b"#!/bin/sh", "无后缀": b"x",
    "页.pdf.html": PDF, "宏.xlsm": ZIP, ".htaccess": b"x", "x.php": b"<?php",
}  # fmt: skip
DISGUISED = {
    "页.pdf": b"<html><script>1</script></html>", "页.txt": b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "图.png": b"<svg onload=1>",
    "图.jpg": PNG, "图2.png": JPG, "程序.pdf": b"MZ\x90\x00", "程序.zip": b"\x7fELF\x02", "脚本.txt": b"#!/bin/sh\nrm",
    "页.csv": b"  <SCRIPT>alert(1)</SCRIPT>", "x.xls": b"<?xml version='1.0'?><html/>", "文.docx": b"no document", "表.xlsx": PDF,
    "包.zip": PDF, "文.doc": b"plain", "说明.pdf": b"%PD", "空白.pdf": b"\n\n\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def neighbour(region):
    return make_user(role="county_officer", area=region.south)


@pytest.fixture
def demand(region):
    return make_demand(state="published")


def attach(demand, by, name="说明.pdf", content=PDF):
    return add_attachment(register=DEMANDS, record=demand, name=name, chunks=[content[:5], content[5:]], by=by)


def code(refused) -> str:
    return next(iter(refused.value.error_dict.values()))[0].code


def test_a_comment_is_kept_and_can_be_taken_back(demand, by):
    made = add_comment(register=DEMANDS, record=demand, text=" 一\r\n二\0 ", by=by)
    assert [(one.text, one.by) for one in list_comments(DEMANDS, demand)] == [("一\n二", by)]
    remove_comment(register=DEMANDS, record=demand, pk=made.pk, by=by)
    assert (list_comments(DEMANDS, demand), Comment.objects.count()) == ([], 1)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["comment.add", "comment.remove"]


@pytest.mark.parametrize(
    "text, expected", [("", "required"), (" \0\n ", "required"), ("字" * 4001, "too-long"), ("\ud800", "no-text")]
)
def test_comments_that_are_none(demand, by, text, expected):
    with pytest.raises(ValidationError) as refused:
        add_comment(register=DEMANDS, record=demand, text=text, by=by)
    assert (code(refused), Comment.objects.count()) == (expected, 0)


def test_who_only_sees_an_open_record_does_not_comment_on_it(demand, neighbour):
    with pytest.raises(PermissionDenied):
        add_comment(register=DEMANDS, record=demand, text="路过", by=neighbour)


def test_comments_of_others_are_taken_back_only_by_who_may_edit(demand, by, region):
    leader = make_user(role="leader", area=region.city)
    made = add_comment(register=DEMANDS, record=demand, text="已阅", by=leader)
    others = add_comment(register=DEMANDS, record=demand, text="收到", by=by)
    with pytest.raises(PermissionDenied):
        remove_comment(register=DEMANDS, record=demand, pk=others.pk, by=leader)
    remove_comment(register=DEMANDS, record=demand, pk=made.pk, by=by)
    with pytest.raises(Comment.DoesNotExist):
        remove_comment(register=DEMANDS, record=demand, pk=made.pk, by=by)
    with pytest.raises(Comment.DoesNotExist):
        remove_comment(register=DEMANDS, record=make_demand(), pk=others.pk, by=by)


def test_a_person_has_the_same_comments_and_files_on_either_list(by):
    expert = make_expert()
    add_comment(register=EXPERTS, record=expert, text="请联系", by=by)
    add_attachment(register=PERSONS, record=expert, name="说明.pdf", chunks=[PDF], by=by)
    for register in (EXPERTS, PERSONS):
        assert [one.text for one in list_comments(register, expert)] == ["请联系"]
        assert [one.name for one in list_attachments(register, expert)] == ["说明.pdf"]
    other = make_demand(pk=expert.pk)
    assert (list_comments(DEMANDS, other), list_attachments(DEMANDS, other)) == ([], [])


@pytest.mark.parametrize("name", GOOD)
def test_documents_pictures_and_archives_are_kept_as_they_are(demand, by, name):
    made = attach(demand, by, name, GOOD[name])
    found, path = find_attachment(DEMANDS, demand, made.pk)
    assert (found.name, path.read_bytes(), found.size) == (name, GOOD[name], len(GOOD[name]))
    assert path.is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize("name", BAD)
def test_files_of_other_kinds_are_refused(demand, by, name, folder):
    with pytest.raises(ValidationError) as refused:
        attach(demand, by, name, BAD[name])
    assert (code(refused), Attachment.objects.count(), list(folder.rglob("*.*"))) == ("kind", 0, [])


@pytest.mark.parametrize("name", DISGUISED)
def test_what_is_not_what_its_name_says_is_refused(demand, by, name, folder):
    with pytest.raises(ValidationError) as refused:
        attach(demand, by, name, DISGUISED[name])
    assert (code(refused), Attachment.objects.count(), list(folder.rglob("*.*"))) == ("disguised", 0, [])


def test_empty_and_too_large_files_are_refused(demand, by, folder, monkeypatch):
    monkeypatch.setattr(annexes, "LARGEST_FILE", len(PDF))
    attach(demand, by)
    with pytest.raises(ValidationError) as refused:
        attach(demand, by, content=PDF + b" ")
    assert code(refused) == "too-large"
    with pytest.raises(ValidationError) as refused:
        attach(demand, by, content=b"")
    assert code(refused) == "empty"
    assert len(list(folder.rglob("*.pdf"))) == 1


def test_there_are_never_more_files_than_can_be_shown(demand, by, monkeypatch, folder):
    monkeypatch.setattr(annexes, "MOST_FILES", 1)
    attach(demand, by)
    with pytest.raises(ValidationError) as refused:
        attach(demand, by)
    assert (code(refused), len(list(folder.rglob("*.pdf")))) == ("too-many", 1)


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\temp\\a.txt", "a.txt"), ("/etc/a.txt", "a.txt"),
        ("a\0b\n.txt", "a_b_.txt"), ('a"b<c>.txt', "a_b_c_.txt"), ("长" * 300 + ".txt", None),
    ],
)  # fmt: skip
def test_a_path_in_the_name_goes_nowhere(demand, by, name, kept, folder):
    made = attach(demand, by, name, b"text")
    if kept is not None:
        assert made.name == kept
    assert len(made.name) <= 120
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.parent for path in files] == [folder / "attachments" / "demands"]
    assert "/" not in made.name + "".join(path.name for path in files)


def test_only_who_may_edit_adds_and_removes_files(demand, by, neighbour, region):
    made = attach(demand, by)
    for other in (neighbour, make_user(role="leader", area=region.city)):
        with pytest.raises(PermissionDenied):
            attach(demand, other)
        with pytest.raises(PermissionDenied):
            remove_attachment(register=DEMANDS, record=demand, pk=made.pk, by=other)
    remove_attachment(register=DEMANDS, record=demand, pk=made.pk, by=by)
    assert list_attachments(DEMANDS, demand) == []
    for verb in (lambda: find_attachment(DEMANDS, demand, made.pk),
                 lambda: remove_attachment(register=DEMANDS, record=demand, pk=made.pk, by=by)):  # fmt: skip
        with pytest.raises(Attachment.DoesNotExist):
            verb()


def test_the_files_of_archived_records_stay_as_they_are(demand, by):
    made = attach(demand, by)
    gone = archive_record(register=DEMANDS, record=demand, version=1, by=by)
    with pytest.raises(ValidationError):
        attach(gone, by)
    with pytest.raises(ValidationError):
        remove_attachment(register=DEMANDS, record=gone, pk=made.pk, by=by)
    assert list_attachments(DEMANDS, gone) == [made]


def test_a_file_is_handed_out_as_a_file_and_only_to_who_reaches_the_record(client, demand, by, neighbour, region):
    made = attach(demand, by, '说明 "1".txt'.replace('"', ""), b"text")
    address = f"/demands/{demand.pk}/files/{made.pk}/"
    client.force_login(by)
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"text")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    other = make_demand()
    assert client.get(f"/demands/{other.pk}/files/{made.pk}/").status_code == 404
    assert client.get(f"/achievements/{demand.pk}/files/{made.pk}/").status_code == 404
    client.force_login(neighbour)
    assert client.get(address).status_code == 403  # sees that the demand is there; its files are the office's
    demand.disclosure = "internal"
    demand.save()
    assert client.get(address).status_code == 404
    client.force_login(make_user(role="security_administrator"))
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("register", registers(), ids=lambda one: one.key)
def test_files_and_comments_of_every_register_go_through_its_page(client, register, by, region):
    record = make_organisation() if register.has_own_pages else make_record(register)
    client.force_login(by)
    address = f"/{register.key}/{record.pk}/"
    for number, (kind, data) in enumerate((
        ("comments/", {"text": "请<b>核对</b>"}), ("files/", {"file": SimpleUploadedFile("说明.pdf", PDF)}),
    )):  # fmt: skip
        assert client.post(f"{address}{kind}", data).status_code == 302, number
    text = client.get(address).content.decode()
    assert ("请&lt;b&gt;核对&lt;/b&gt;" in text, "说明.pdf" in text) == (True, True)
    assert client.post(f"{address}files/", {}).status_code == 302
    comment, file = Comment.objects.get(), Attachment.objects.get()
    assert (comment.record, file.record) == (record.pk, record.pk)
    client.post(f"{address}comments/{comment.pk}/remove/")
    client.post(f"{address}files/{file.pk}/remove/")
    assert (list_comments(register, record), list_attachments(register, record)) == ([], [])
    assert client.post(f"{address}comments/{comment.pk}/remove/").status_code == 404


def test_views_are_kept_written_over_and_ones_own(by, neighbour):
    kept = save_view(register=DEMANDS, name=" 本月\n新增 ", query="kind=technology", by=by)
    save_view(register=DEMANDS, name="本月 新增", query="kind=talent\0", by=by)
    theirs = save_view(register=DEMANDS, name="本月 新增", query="", by=neighbour)
    assert [(one.name, one.query) for one in list_views(DEMANDS, by=by)] == [("本月 新增", "kind=talent")]
    assert list_views(EXPERTS, by=by) == []
    with pytest.raises(PermissionDenied):
        remove_view(pk=theirs.pk, by=by)
    remove_view(pk=kept.pk, by=by)
    assert list(SavedView.objects.all()) == [theirs]


def test_views_that_are_none(by, region, monkeypatch):
    for name in ("", " \0 ", "\ud800"):
        with pytest.raises(ValidationError):
            save_view(register=DEMANDS, name=name, query="", by=by)
    with pytest.raises(PermissionDenied):
        save_view(register=DEMANDS, name="视图", query="", by=make_user(role="security_administrator"))
    monkeypatch.setattr(annexes, "MOST_VIEWS", 1)
    save_view(register=DEMANDS, name="一", query="", by=by)
    save_view(register=DEMANDS, name="一", query="q=x", by=by)
    with pytest.raises(ValidationError):
        save_view(register=DEMANDS, name="二", query="", by=by)


def test_views_on_the_page(client, by, neighbour):
    client.force_login(by)
    answer = client.post("/demands/views/", {"name": "本县人才", "query": "kind=talent\r\nX-Bad: 1"})
    assert (answer.status_code, answer.headers.get("X-Bad")) == (302, None)
    assert answer["Location"].startswith("/demands/?kind=talent")
    assert "本县人才" in client.get("/demands/").content.decode()
    client.force_login(neighbour)
    assert "本县人才" not in client.get("/demands/").content.decode()
    assert client.post(f"/demands/views/{SavedView.objects.get().pk}/remove/").status_code == 403
    assert client.post("/organisations/views/", {"name": "x"}).status_code == 404
