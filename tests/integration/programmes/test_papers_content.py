"""What stands on certificates, letters, opinion pages, forms and slips: what is set is read before it is set."""

import io
import json
from pathlib import Path

import pytest
import segno
from django.urls import reverse
from django.utils import translation
from tests.factories.postings import make_certificate, make_posted
from tests.integration.programmes.test_service_pages import client_of
from tests.integration.programmes.test_work_logs import World

from duijie.common import typesetting
from duijie.programmes.domain.worklogs.confirmations import print_slip
from duijie.programmes.interfaces.printing import print_certificates, print_letters, print_opinion
from duijie.programmes.models import Application
from duijie.programmes.numbers.certificates import shown_code

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def typeset(monkeypatch):
    """What was given to be set, the newest last: the words, and the pictures by name. It is set all the same."""
    given = []

    def keep(source, **options):
        folder = Path(source).parent
        pictures = {one.name: one.read_bytes() for one in folder.glob("*.svg")}
        given.append((json.loads((folder / "data.json").read_text(encoding="utf-8")), pictures))
        return setting(source, **options)

    setting = typesetting.typst.compile
    monkeypatch.setattr(typesetting.typst, "compile", keep)
    return given


def code_of(address):
    """The picture that a telephone reads as ``address``."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=1)
    return picture.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_certificate_letter_and_opinion(typeset, language):
    posted = make_posted()
    first, second = (make_certificate(posted, name=name) for name in ("江临", "白行舟"))

    def address(one):
        return f"https://kejj.example.cn/c/{one.code}/"

    with translation.override(language):
        for make, rows in ((print_certificates, "certificates"), (print_letters, "letters")):
            assert make([first, second], address).startswith(b"%PDF-")
            told, pictures = typeset[-1]
            assert [(one["number"], one["code"]) for one in told[rows]] == [
                (one.number, shown_code(one.code)) for one in (first, second)
            ]
            assert pictures == {f"qr-{n}.svg": code_of(address(one)) for n, one in enumerate((first, second))}
            for one, name in zip(told[rows], ("江临", "白行舟"), strict=True):
                words = json.dumps(one, ensure_ascii=False)
                assert all(part in words for part in (name, posted.home.name, "市科技局"))
            assert "文〔1〕" in json.dumps(told[rows], ensure_ascii=False)
        Application.objects.filter(pk=second.application_id).update(rank=1, opinion="同意推荐。")
        Application.objects.filter(pk=first.application_id).update(rank=2)
        unit = posted.round.units.all()[0]
        ranked = Application.objects.filter(round=posted.round).order_by("rank")
        unit_name = str(unit)
        assert print_opinion(posted.round, unit, ranked).startswith(b"%PDF-")
    told, pictures = typeset[-1]
    assert [row[:3] for row in told["rows"]] == [["1", "白行舟", posted.home.name], ["2", "江临", posted.home.name]]
    assert [row[4] for row in told["rows"]] == ["同意推荐。", "同意推荐" if language == "zh-hans" else "recommended"]
    assert (unit_name in told["title"], "2" in told["counted"], pictures) == (True, True, {})


def test_a_slip_says_what_was_done_and_leads_to_its_check(typeset, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    log = world.log()
    assert client_of(world.author).get(reverse("work_log_slip", args=[log.pk])).content.startswith(b"%PDF")
    told, pictures = typeset[-1]
    rows = dict(told["rows"])
    assert (rows["受派人员"], rows["派驻单位"]) == (log.by_name, world.firm.name)
    assert (rows["日期"], log.title in rows.values()) == (str(log.worked_on), True)
    code = print_slip(log=log, by=world.author).code
    assert told["code"] == shown_code(code)
    assert pictures == {"qr.svg": code_of("http://testserver" + reverse("work_log_slip_check", args=[code]))}
