import sys

import pytest

from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.kernel import E5Kernel
from duijie_match.embedding.names import create_embedder
from duijie_match.errors import DuijieError, Unknown


def test_default_is_e5_small(models):
    embedder = create_embedder(folder=models)
    assert isinstance(embedder, E5Small)
    assert embedder.notice is None


def test_unknown_name_lists_the_valid_ones():
    with pytest.raises(Unknown) as raised:
        create_embedder("word2vec")
    assert str(raised.value) == "There is no embedding model word2vec. Valid names: e5-small, e5-small-kernel."
    assert raised.value.message.render("zh-hans") == "没有名为 word2vec 的语义模型。可选：e5-small, e5-small-kernel。"


def test_default_falls_back_to_the_kernel_and_says_so(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    embedder = create_embedder(folder=blocked)
    assert isinstance(embedder, E5Kernel)
    assert "e5-small-kernel is used" in str(embedder.notice)
    assert "现改用" in embedder.notice.render("zh-hans")
    assert str(blocked) in str(embedder.notice)


def test_default_falls_back_when_onnxruntime_cannot_be_imported(models, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # what Python itself does for a failed import
    assert isinstance(create_embedder(folder=models), E5Kernel)


def test_a_named_model_is_never_replaced(tmp_path, models, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(DuijieError) as raised:
        create_embedder("e5-small", folder=blocked)
    assert raised.value.code == "model_folder"
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(DuijieError) as raised:
        create_embedder("e5-small", folder=models)
    assert raised.value.code == "embedder_broken"
