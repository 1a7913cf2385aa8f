"""Sentence models of a few kilobytes, made for a test: each known character pair is a token with a drawn vector."""

import json
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase, digits

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors

WORDS = "激光焊接缝在线跟踪苹果采后保鲜技术与冷链物流用视觉传感器实时测量位置阀门密封面磨损" + ascii_lowercase + digits
DIMENSIONS = 24


def make_tokenizer() -> Tokenizer:
    """Single characters; begin and end are marked."""
    vocabulary = {word: number for number, word in enumerate(("[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(WORDS)))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"."), behavior="isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    return tokenizer


def make_onnx(
    words: int,
    *,
    sentence: bool = False,
    inputs: Iterable[str] = ("input_ids", "attention_mask"),
    most: int = 10_000,
) -> bytes:
    """Token ids to a row a token, or, as a ``sentence`` model, to their mean. Like in real models the first row knows
    of all others, and there are no places for more than ``most`` tokens.
    """
    table = np.random.default_rng(7).normal(size=(words, DIMENSIONS)).astype(np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Shape", ["input_ids"], ["shape"]),
        helper.make_node("Gather", ["shape", "one"], ["length"]),
        helper.make_node("Sub", ["length", "one"], ["last"]),
        helper.make_node("Gather", ["places", "last"], ["place"]),  # out of bounds where there are too many
        helper.make_node("Add", ["words", "place"], ["rows"]),
        helper.make_node("ReduceMean", ["rows"], ["mean"], axes=[1], keepdims=0 if sentence else 1),
    ]
    if sentence:
        output = helper.make_tensor_value_info("mean", TensorProto.FLOAT, [None, DIMENSIONS])
    else:
        nodes.append(helper.make_node("Add", ["rows", "mean"], ["states"]))
        output = helper.make_tensor_value_info("states", TensorProto.FLOAT, [None, None, DIMENSIONS])
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [None, None]) for name in inputs],
        [output],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.zeros(most, np.float32), "places"),
            numpy_helper.from_array(np.array(1, np.int64), "one"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    data: bytes = model.SerializeToString()
    return data


def make_folder(
    folder: Path, *, sentence: bool = False, pooling: str = "", inputs: Iterable[str] = ("input_ids",)
) -> Path:
    """A folder as sentence-transformers leaves it."""
    tokenizer = make_tokenizer()
    (folder / "onnx").mkdir(parents=True)
    (folder / "onnx" / "model.onnx").write_bytes(
        make_onnx(tokenizer.get_vocab_size(), sentence=sentence, inputs=inputs)
    )
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    if pooling:
        (folder / "1_Pooling").mkdir()
        told = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"}
        (folder / "1_Pooling" / "config.json").write_text(json.dumps(told), encoding="utf-8")
    return folder
