"""Bulk printing, letters, official papers and their texts: nothing twice, nothing missing, also after kills."""

import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from docx import Document
from tests.factories.accounts import make_user
from tests.factories.kills import finish, killer, points
from tests.factories.programmes import apply, open_round
from tests.factories.registry import make_organisation, make_region
from tests.integration.programmes.test_pages import client_of, get, post
from tests.integration.programmes.test_rounds import on, step

from duijie.accounts.models import User
from duijie.common.domain.jobs import cancel_job, retry_job
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, JobState
from duijie.programmes.domain import examinations, print_runs, recommendations
from duijie.programmes.domain.decisions import decide, freeze_list
from duijie.programmes.domain.notices import publicise
from duijie.programmes.domain.programme_texts import text_in_force, write_texts
from duijie.programmes.domain.recognitions import recognise
from duijie.programmes.models import Application, Certificate, PrintPart, PrintRun, Recognition, Round
from duijie.programmes.numbers.certificates import gaps
from duijie.programmes.texts import PAPERS

OPENS, CLOSES, EXAMINED, DAY = date(2022, 1, 10), date(2022, 1, 28), date(2022, 2, 20), date(2022, 3, 28)


class World:
    """A round without conditions whose meeting has approved ``count`` persons."""

    def __init__(self, count: int, *, notice: int = 0, name: str = "科创联络员") -> None:
        self.region = make_region()
        self.city = make_user(role="city_officer", area=self.region.city)
        self.county = make_user(role="county_officer", area=self.region.north)
        firm = make_organisation(area=self.region.north)
        contact = make_user(role="firm_contact", organisation=firm)
        rules = {"conditions": [], "papers": [], "notice_days": notice, "number": name[-1] + "{year}{serial:04}"}
        with on(OPENS):
            self.round = open_round(
                area=self.region.city, by=self.city, opens=OPENS, closes=CLOSES, rules=rules, name=name
            )
            for number in range(count):
                made = apply(round=self.round, organisation=firm, by=contact, name=f"联{number}")
                recommendations.recommend(application=made, version=None, by=self.county)
        with on(EXAMINED):
            for verb in ("close", "end_recommendation"):
                step(self.round, verb, self.city)
            examinations.conclude(round=self.round, by=self.city)
            step(self.round, "end_examination", self.city)
            freeze_list(round=self.round, by=self.city)
            self.round.refresh_from_db()
            decide(
                round=self.round, held_on=EXAMINED, attendees="", minutes="同意。", refused={},
                version=self.round.version, by=self.city,
            )  # fmt: skip
            self.round.refresh_from_db()

    def recognise(self):
        with on(DAY):
            return recognise(
                round=self.round, document="科〔2022〕8号", issuer="市科技局", issued_on=DAY,
                version=self.round.version, by=self.city,
            )  # fmt: skip


def start(world, kind="letter"):
    rows = Certificate.objects.visible_to(world.city)
    return print_runs.start_run(kind=kind, rows=rows, language="zh-hans", base="http://x", by=world.city)


def check_whole(run, folder):
    """Every number of the list once, in its order; every file as it was recorded, and no other beside them."""
    run.refresh_from_db()
    parts = list(run.parts.order_by("start"))
    assert [one.start for one in parts] == list(range(0, len(run.listed), print_runs.IN_A_PART))
    assert sum(one.count for one in parts) == len(run.listed)
    numbers = dict(Certificate.objects.values_list("pk", "number"))
    for one in parts:
        assert (one.first, one.last) == (numbers[run.listed[one.start]], numbers[run.listed[one.start + one.count - 1]])
        assert hashlib.sha256(print_runs.path_of(one.stored).read_bytes()).hexdigest() == one.sha256
    named = {print_runs.path_of(name).name for name in (run.stored, *(one.stored for one in parts))}
    assert {path.name for path in (folder / print_runs.FOLDER).iterdir()} == named
    if len(parts) > 1:
        with zipfile.ZipFile(print_runs.path_of(run.stored)) as package:
            assert len(package.namelist()) == len(parts) + 1
            assert package.testzip() is None


@pytest.mark.django_db
@pytest.mark.by_default_on("sqlite")
def test_bulk_printing_and_papers_through_pages(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(print_runs, "IN_A_PART", 2)
    world = World(3, notice=5)
    city, county = client_of(world.city), client_of(world.county)
    with on(EXAMINED):
        publicise(
            round=world.round, from_on=date(2022, 2, 21), receiver="机关纪委", version=world.round.version,
            by=world.city,
        )  # fmt: skip
        world.round.refresh_from_db()
    world.recognise()
    with on(DAY):
        get(city, "print_run_start")
        post(city, "print_run_start", kind="letter", language="zh-hans")
        run = PrintRun.objects.get()
        get(city, "print_run_detail", run.pk)
        get(city, "print_run_file", run.pk, status=404)
        cancel_job(job=run.job, by=world.city)
        assert run_job(run.job_id) is None
        assert reverse("job_retry", args=[run.job_id]) in get(city, "print_run_detail", run.pk)
        retry_job(job=run.job, by=world.city)
        assert run_job(run.job_id).state == JobState.SUCCEEDED
        check_whole(run, tmp_path)
        get(city, "print_run_file", run.pk)
        get(city, "print_run_list")
        get(county, "print_run_detail", run.pk, status=404)
        get(county, "print_run_file", run.pk, status=404)
        first = Recognition.objects.get()
        for page, args in (("recognition", [world.round.pk, first.pk]), ("notice", [world.round.pk])):
            assert city.get(reverse(f"{page}_pdf", args=args)).content.startswith(b"%PDF")
            document = Document(io.BytesIO(city.get(reverse(f"{page}_docx", args=args)).content))
            told = "\n".join(one.text for one in document.paragraphs)
            assert ("科〔2022〕8号" if page == "recognition" else "机关纪委") in told
            listed = [cell.text for cell in document.tables[0].columns[1].cells][1:]
            assert listed == ["联0", "联1", "联2"]
            assert "13800001111" not in told + document.tables[0]._tbl.xml
            get(county, f"{page}_pdf", *args, status=403)
        assert "科〔2022〕8号" in get(city, "round_detail", world.round.pk)
        programme = world.round.programme
        get(county, "programme_text", programme.pk, "letter", status=403)
        for key in PAPERS:
            get(city, "programme_text", programme.pk, key)
        form = city.get(reverse("programme_text", args=[programme.pk, "letter"])).context["form"]
        told = {name: field.initial for name, field in form.fields.items()}
        refused = city.post(reverse("programme_text", args=[programme.pk, "letter"]), {**told, "body_en": "{nobody} {"})
        assert len(refused.context["form"].errors["body_en"]) == 2
        post(city, "programme_text", programme.pk, "letter", **{**told, "title_zh-hans": "聘任书"})
        assert text_in_force(programme, "letter", "zh-hans").title == "聘任书"
        assert programme.texts.count() == 1
        post(city, "programme_text", programme.pk, "letter", shipped="1")
        assert programme.texts.count() == 0
    with pytest.raises(PermissionDenied):
        write_texts(programme=programme, key="letter", texts={}, by=world.county)
    with on(date(2022, 6, 1)):
        assert print_runs.forget_old_prints() == 1
        assert list((tmp_path / print_runs.FOLDER).iterdir()) == []
    with pytest.raises(ValidationError):
        print_runs.start_run(
            kind="letter", rows=Certificate.objects.none(), language="en", base="http://x", by=world.city
        )


@points("sqlite", few=2)
@pytest.mark.django_db(transaction=True)
def test_a_killed_printing_prints_nothing_twice_and_leaves_nothing_out(settings, tmp_path, points):
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "data"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    world = World(5)
    world.recognise()
    values = {"django__conf__settings__MEDIA_ROOT": folder, "duijie__programmes__domain__print_runs__IN_A_PART": 2}
    with pytest.MonkeyPatch.context() as patch, killer(7, folder, **values) as kill:
        patch.setattr(print_runs, "IN_A_PART", 2)
        first = start(world)
        kill.measure("print", "duijie.common.jobs.run_job", job_id=str(first.job_id))
        check_whole(first, folder)
        for _turn in range(points):
            for path in (folder / print_runs.FOLDER).iterdir():
                path.unlink()
            PrintPart.objects.all().delete()
            run = start(world)
            if kill.kill("print", "duijie.common.jobs.run_job", job_id=str(run.job_id)):
                run.job.refresh_from_db()
                if run.job.state != JobState.SUCCEEDED:
                    finish(run.job)
            check_whole(run, folder)
        assert kill.killed


@points("sqlite", few=2)
@pytest.mark.django_db(transaction=True)
def test_a_killed_recognition_gives_all_numbers_or_none(settings, tmp_path, points):
    settings.MEDIA_ROOT = tmp_path
    with killer(11, tmp_path) as kill:
        worlds = None
        for turn in range(points + 1):
            if worlds is None or Certificate.objects.filter(application__round=worlds.round).exists():
                worlds = World(4, name=f"科创联络员{turn}")
            order = {"round_id": worlds.round.pk, "by_id": worlds.city.pk}
            if turn == 0:
                kill.measure("recognise", CALL, **order)
                died = False
            else:
                died = kill.kill("recognise", CALL, **order)
            made = Certificate.objects.filter(application__round=worlds.round)
            recognised = Application.objects.filter(round=worlds.round, state="recognised").count()
            audited = AuditEvent.objects.filter(verb="round.recognise", target_id=str(worlds.round.pk)).count()
            assert (made.count(), recognised, audited) in ({(4, 4, 1), (0, 0, 0)} if died else {(4, 4, 1)})
            assert gaps(made.values_list("serial", flat=True)) == []
        assert kill.killed


CALL = "tests.integration.programmes.test_printing.recognise_here"


def recognise_here(*, round_id: int, by_id: int) -> None:
    """What the process that is killed does."""
    round_ = Round.objects.get(pk=round_id)
    with on(DAY):
        recognise(
            round=round_, document="科〔2022〕8号", issuer="市科技局", issued_on=DAY, version=round_.version,
            by=User.objects.get(pk=by_id),
        )  # fmt: skip
