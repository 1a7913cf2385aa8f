"""The founding case prints what was reported, and says so when it does not."""

import pytest
from django.core.management import call_command

from duijie.common.terminal import Terminal
from duijie.programmes.management.commands.scenario import BUILT, show
from duijie.programmes.scenarios import huanggang, liandu, shanxi


def test_a_total_that_differs_is_told(capsys):
    found = {**huanggang.EXPECTED, "recognised": 137}
    assert show(Terminal(), "huanggang", huanggang.EXPECTED, found)
    assert "137 ≠ 138" in capsys.readouterr().out
    assert not show(Terminal(), "huanggang", huanggang.EXPECTED, dict(huanggang.EXPECTED))


@pytest.mark.slow
@pytest.mark.django_db
def test_huanggang(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    huanggang.build()
    assert huanggang.totals() == huanggang.EXPECTED


@pytest.mark.by_default_on("sqlite")  # the quickest of them: no change breaks all of them unseen
@pytest.mark.django_db
def test_shanxi_and_the_command_that_checks_it(settings, tmp_path, monkeypatch, capsys):
    settings.MEDIA_ROOT = tmp_path
    settings.DATA = tmp_path / "scenarios" / "shanxi"
    settings.DATA.mkdir(parents=True)
    call_command("scenario", "shanxi", "--check")  # builds it
    assert shanxi.totals() == shanxi.EXPECTED
    assert (settings.DATA / BUILT).exists()
    monkeypatch.setitem(shanxi.EXPECTED, "awards", 11)
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("scenario", "shanxi", "--check")  # there already
    assert ended.value.code == 1
    assert "10 ≠ 11" in capsys.readouterr().out
    call_command("scenario", "shanxi")


@pytest.mark.slow
@pytest.mark.django_db
def test_liandu(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    liandu.build()
    assert liandu.totals() == liandu.EXPECTED
