"""Names of the site and departments: changed on pages, seen everywhere, kept in the history, brought back."""

import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.registry import make_region
from tests.unit.common.test_images import png

from duijie.accounts.adapters import SecondFactorAdapter
from duijie.accounts.models import Department
from duijie.common import site
from duijie.common.domain import site as domain
from duijie.common.models import AuditEvent, SiteSettings

pytestmark = pytest.mark.django_db


def values(**changes: str) -> dict[str, str]:
    row = domain.latest()
    return {
        **{name: getattr(row, name) if row else site.AS_SHIPPED[name] for name in site.NAMES}, "reason": "更名",
        "seen": str(row.pk if row else 0), **changes,
    }  # fmt: skip


@pytest.fixture
def admin(client: Client) -> Any:
    user = make_user(role="system_administrator")
    client.force_login(user)
    return user


def page(client: Client, address: str, language: str = "zh-hans") -> str:
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_names_stand_everywhere(client: Client, admin: Any) -> None:
    changed = values(
        name="云溪科技大市场", name_en="Yunxi Market", short_name="云溪", short_name_en="Yunxi", owner="云溪市科学技术局",  # noqa: E501 – one sentence
        owner_en="Yunxi Bureau", footer="地址：云溪路1号", county_word="区县", county_word_en="district", accent="red",
    )  # fmt: skip
    assert client.post("/site/", changed).status_code == 302
    home = page(client, "/site/")
    assert [text in home for text in ("云溪科技大市场", "· 云溪</title>", "地址：云溪路1号", 'class="accent-red"')] == [
        True
    ] * 4
    entrance = page(Client(), "/accounts/login/", "en")
    assert [text in entrance for text in ("Yunxi Market", "Yunxi Bureau", "· Yunxi</title>")] == [True] * 3
    make_region()
    assert "970121 · 区县" in page(client, "/areas/9701/")
    with translation.override("zh-hans"):
        assert SecondFactorAdapter().get_totp_issuer() == "云溪"
        assert site.current().sender("别人 <a@b.cn>") == site.current().sender("a@b.cn")
        workbook = client.get("/site/departments/export/").content
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        assert "<dc:creator>云溪科技大市场</dc:creator>" in archive.read("docProps/core.xml").decode()
    event = AuditEvent.objects.get(verb="site.edit")
    assert event.detail["changed"]["accent"] == ["blue", "red"]


def test_only_the_system_administrator_changes_names(client: Client) -> None:
    addresses = ("/site/", "/site/history/", "/site/logo/", "/site/start/bureau/", "/site/reset/", "/site/departments/")
    client.force_login(make_user(role="city_officer", area=make_region().city))
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 403)
    assert {Client().get(address).status_code for address in addresses} == {302}


def test_two_who_change_at_once_lose_nothing(client: Client, admin: Any) -> None:
    first, second = values(short_name="甲"), values(short_name="乙")
    client.post("/site/", first)
    answer = client.post("/site/", second)
    assert "meanwhile" in page(client, "/site/", "en") or answer.status_code == 200
    assert (SiteSettings.objects.count(), site.current().values["short_name"]) == (1, "甲")


def test_presets_history_and_as_shipped(client: Client, admin: Any) -> None:
    Department.objects.create(key="own", name="科协")
    client.post("/site/start/association/")
    assert site.current().values == site.PRESETS["association"].names
    assert sorted(Department.objects.values_list("name", flat=True)) == sorted(["科协", "科技局", "经信局"])
    client.post("/site/start/bureau/")
    assert site.current().accent == "blue"
    first = SiteSettings.objects.order_by("pk").values_list("pk", flat=True)[0]
    client.post(f"/site/history/{first}/")
    assert site.current().values == site.PRESETS["association"].names
    client.post("/site/reset/")
    assert site.current().values == site.AS_SHIPPED
    history = page(client, "/site/history/")
    assert history.count("<li>\n    <div>") == 4
    assert AuditEvent.objects.filter(verb__startswith="site.").count() == 4


@pytest.mark.parametrize("key", sorted(site.PRESETS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_preset_looks_right(client: Client, key: str, language: str) -> None:
    domain.choose_preset(key=key, by=None)
    shown = page(client, "/accounts/login/", language)
    suffix = "_en" if language == "en" else ""
    names = site.PRESETS[key].names
    wanted = [names[f"{name}{suffix}"] for name in ("name", "short_name", "owner", "footer")]
    assert [text in shown for text in wanted] == [True] * 4


def test_a_logo_is_checked_shown_and_removed(client: Client, admin: Any) -> None:
    def choose(content: bytes, name: str) -> Any:
        return client.post("/site/logo/", {"picture": SimpleUploadedFile(name, content)})

    for content, name in ((b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"), (b"MZ", "a.png")):
        assert choose(content, name).status_code == 200
    assert site.current().logo == ""
    assert choose(png() + b"tail", "a.png").status_code == 302
    address = f"/site/logo/{site.current().logo}/"
    assert f'src="{address}"' in page(Client(), "/accounts/login/")
    shown = Client().get(address)
    assert (shown.content, shown["Content-Type"], "immutable" in shown["Cache-Control"]) == (png(), "image/png", True)
    assert (shown["X-Content-Type-Options"], shown["Content-Security-Policy"]) == ("nosniff", "default-src 'none'")
    client.post("/site/logo/remove/")
    assert (site.current().logo, client.get("/site/logo/00/").status_code) == ("", 404)


def test_names_cost_one_question_a_page(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        site.current()
    domain.name_site(values={"name": "甲"}, by=None)
    site.current()
    with django_assert_num_queries(1):
        assert site.current().values["name"] == "甲"


def test_departments_are_added_renamed_archived_and_restored(client: Client, admin: Any) -> None:
    client.post("/site/departments/add/", {"name": " 科技局 ", "name_en": "STB", "key": "keji"})
    made = Department.objects.get()
    user = make_user(role="city_officer", area=make_region().city, department=made)
    address = f"/site/departments/{made.pk}/"
    assert client.post("/site/departments/add/", {"name": "科技局", "key": "other"}).status_code == 200
    client.post(address, {"name": "科技和工信局", "name_en": "", "version": "1", "reason": "机构改革"})
    assert client.post(address, {"name": "迟到", "name_en": "", "version": "1"}).status_code == 200
    made.refresh_from_db()
    assert (made.name, made.version, str(user.memberships.get().department)) == ("科技和工信局", 2, "科技和工信局")
    client.post(f"{address}archive/", {"version": "2", "reason": ""})
    assert list(Department.objects.visible_to(admin).in_use()) == []
    page(client, "/site/")  # the message that it was saved is said there
    assert "科技和工信局" not in page(client, "/site/departments/")
    assert "科技和工信局" in page(client, "/site/departments/?archived=yes")
    client.post(f"{address}restore/", {"version": "3", "reason": ""})
    assert list(Department.objects.visible_to(admin).in_use()) == [made]
    assert [text in page(client, address) for text in ("机构改革", "<del>科技局</del>")] == [True, True]
    verbs = AuditEvent.objects.filter(verb__startswith="department.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["department.add", "department.edit", "department.archive", "department.restore"]


def test_the_list_of_departments_asks_the_same_for_one_and_for_three(
    client: Client, admin: Any, django_assert_max_num_queries: Any
) -> None:
    asked = []
    page(client, "/site/departments/")
    for number in (1, 2, 3):
        Department.objects.create(key=f"d{number}", name=f"局{number}")
        if number != 2:
            with django_assert_max_num_queries(50) as seen:
                client.get("/site/departments/?q=局&sort=-people")
            asked.append(len(seen))
    assert asked[0] == asked[1]


def test_setup_takes_names(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup", preset="association", owner="云溪市科协", accent="teal")
    assert (site.current().values["owner"], site.current().accent) == ("云溪市科协", "teal")
    assert site.current().values["name"] in capsys.readouterr().out
    assert Department.objects.count() == 3


ASK = """
import sys, django; django.setup()
from duijie.common import site
for _line in sys.stdin:
    print(site.current().values["name"], flush=True)
"""


@pytest.mark.django_db(transaction=True)
def test_other_processes_see_a_change_at_once() -> None:
    import os

    from django.db import connection

    known = connection.settings_dict
    url = f"sqlite:///{known['NAME']}"
    if connection.vendor == "postgresql":
        host, port = str(known["HOST"]).replace("/", "%2F"), known["PORT"] or ""
        url = f"postgres://{known['USER']}:{known['PASSWORD']}@{host}:{port}/{known['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "duijie.settings.base",
    }
    other = subprocess.Popen(
        [sys.executable, "-c", ASK], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin is not None
    assert other.stdout is not None
    said = []
    for name in ("", "甲", "乙"):
        if name:
            domain.name_site(values={"name": name}, by=None)
        other.stdin.write("\n")
        other.stdin.flush()
        said.append(other.stdout.readline().strip())
    other.stdin.close()
    other.stdout.close()
    assert (other.wait(20), said) == (0, [site.AS_SHIPPED["name"], "甲", "乙"])
