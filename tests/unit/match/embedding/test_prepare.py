import io

from duijie_match.embedding.prepare import ProgressLine, main
from duijie_match.wording import msg


def test_it_makes_the_model_and_says_so_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path))
    monkeypatch.setenv("DUIJIE_LANG", "en")
    assert main() == 0
    assert capsys.readouterr().out.startswith("The embedding model e5-small is ready (")
    monkeypatch.setenv("DUIJIE_LANG", "zh-hans")
    assert main() == 0
    assert capsys.readouterr().out.startswith("语义模型 e5-small 已就绪")
    assert (tmp_path / "models" / "e5-small" / "model.onnx").stat().st_size > 20_000_000


def test_it_fails_with_one_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "models").write_text("in the way")
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path))
    monkeypatch.setenv("DUIJIE_LANG", "en")
    assert main() == 1
    out = capsys.readouterr().out
    assert out.startswith("The embedding model e5-small could not be made. The folder ")
    assert out.count("\n") == 1


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_how_far_it_is():
    out = Terminal()
    line = ProgressLine(out, "en")
    line("converting", 1, 4)
    line.close(msg("The embedding model {name} is ready ({seconds} s).", name="e5-small", seconds="1.0"))
    assert out.getvalue() == (
        "Preparing the embedding model e5-small: 25 %\r\x1b[KThe embedding model e5-small is ready (1.0 s).\n"
    )
