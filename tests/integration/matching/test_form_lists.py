"""Forms on the page that matches two lists."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user

from duijie.common.jobs import run_waiting_jobs
from duijie.matching.models import ListFile
from duijie_match.lists.form_template import form_document
from duijie_match.lists.word_writing import zipped

pytestmark = pytest.mark.django_db(transaction=True)
SUPPLY = "编号\t名称\t内容\nS1\t低温阀门密封\t用于液化天然气\n".encode()


def form(name: str, **more: str) -> bytes:
    return form_document("zh", {"org": name, "title": f"{name}的阀门", "body": "低温下泄漏", **more})


@pytest.fixture
def officer(client, db):
    user = make_user(role="city_officer")
    client.force_login(user)
    return user


@pytest.mark.parametrize("way", ["zip", "several"])
def test_forms_are_the_list_of_demands(client, officer, way):
    files = {"甲.docx": form("甲"), "乙.docx": form("乙", budget="看情况")}
    if way == "zip":
        demands = [SimpleUploadedFile("forms.zip", zipped(dict(files)))]
    else:
        demands = [SimpleUploadedFile(name, data) for name, data in files.items()]
    data = {"demands": demands, "supply": SimpleUploadedFile("s.tsv", SUPPLY)}
    assert client.post("/matching/lists/new/", data).status_code == 302
    run_waiting_jobs()
    file = ListFile.objects.get(side="demands")
    assert (file.rows, file.error) == (2, None)
    assert [one["title"] for one in file.reading["preview"]] == ["甲的阀门", "乙的阀门"]
    problem = file.problems[0]
    assert (problem["row"], problem["column"], problem["value"]) == (2, "拟投入资金", "看情况")
    assert problem["text"]["zh-hans"].startswith("乙.docx：")


def test_the_empty_form_is_handed_out(client, officer):
    page = client.get("/matching/lists/new/").content.decode()
    address = next(part for part in page.split('"') if part.endswith("form.docx"))
    assert client.get(address).content[:2] == b"PK"
