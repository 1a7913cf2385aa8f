from pathlib import Path

import pytest

from duijie_match.folders import CHECKOUT, data_folder, user_folder


def test_the_variable_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path / "数据"))
    assert data_folder() == tmp_path / "数据"


def test_a_relative_folder_becomes_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUIJIE_DATA", "here")
    assert data_folder() == tmp_path / "here"


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_checkout_keeps_its_data_in_var(monkeypatch, empty):
    monkeypatch.setenv("DUIJIE_DATA", empty)
    assert data_folder() == CHECKOUT / "var"


def test_an_installed_package_uses_the_folder_of_the_user(monkeypatch, tmp_path):
    monkeypatch.delenv("DUIJIE_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("duijie_match.folders.CHECKOUT", tmp_path / "site-packages")
    assert data_folder() == tmp_path / "duijie"


@pytest.mark.parametrize("system, part", [("darwin", "Library/Application Support"), ("linux", ".local/share")])
def test_each_system_has_its_folder(monkeypatch, system, part):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    assert user_folder() == Path("/home/someone") / part
