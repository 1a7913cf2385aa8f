"""The encoder of multilingual-e5-small as an ONNX graph with int8 weights.

Input ``words`` (1, tokens, 384) float32: the word vectors of one text. Output ``vector`` (1, 384): the mean over
its tokens, not yet of unit length. The graph takes one text at a time on purpose: int8 activations share one scale
per matrix, so a neighbour in the same matrix would change the rounding of this text.

Weights are rounded to seven bits, one scale per output channel. Eight would overflow the 16-bit sums with which
processors without VNNI add pairs of products (AVX2), and the result would depend on the machine.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from duijie_match.embedding.wheel import WheelModel

OPSET = 20
IR_VERSION = 10
LEVELS = 63


class _Graph:
    """Nodes and constants while the graph grows."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], name: str, *, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name


def build_graph(model: WheelModel) -> onnx.ModelProto:
    """The ONNX model (about 22 MB). ``com.microsoft`` operators are onnxruntime's own; no other runtime is needed."""
    graph, hidden = _Graph(), model.hidden
    here = graph.node("Add", ["words", _positions(graph, model)], "embedded")
    here = _normalise(graph, model, "emb.ln", here)
    for layer in range(model.layers):
        at = f"l{layer}."
        joined = _multiply(graph, model, (at + "q", at + "k", at + "v"), here, at + "qkv")
        parts = [at + "query", at + "key", at + "value"]
        graph.nodes.append(helper.make_node("Split", [joined], parts, name=at + "split", num_outputs=3, axis=-1))
        seen = graph.node("MultiHeadAttention", parts, at + "attention", domain="com.microsoft", num_heads=model.heads)
        seen = _multiply(graph, model, (at + "ao",), seen, at + "attended")
        here = _normalise(graph, model, at + "aln", graph.node("Add", [seen, here], at + "with_attention"))
        inner = graph.node("Gelu", [_multiply(graph, model, (at + "fi",), here, at + "widened")], at + "gelu")
        inner = _multiply(graph, model, (at + "fo",), inner, at + "narrowed", width=model.inner)
        here = _normalise(graph, model, at + "oln", graph.node("Add", [inner, here], at + "with_inner"))
    axis = graph.constant("token_axis", np.array([1], np.int64))
    graph.node("ReduceMean", [here, axis], "vector", keepdims=0)
    body = helper.make_graph(
        graph.nodes,
        "e5-small",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, [1, "tokens", hidden])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, hidden])],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION, producer_name="duijie")


def _positions(graph: _Graph, model: WheelModel) -> str:
    """Rows 0 to tokens of the position table, the one token type already added."""
    table = model.floats("emb.pos").reshape(-1, model.hidden) + model.floats("emb.type")[: model.hidden]
    graph.constant("positions", table.astype(np.float32))
    graph.constant("zero", np.array([0], np.int64))
    graph.node("Shape", ["words"], "tokens", start=1, end=2)
    return graph.node("Slice", ["positions", "zero", "tokens", "zero"], "positions_here")


def _normalise(graph: _Graph, model: WheelModel, name: str, source: str) -> str:
    scale = graph.constant(name + ".scale", model.floats(name + ".w"))
    shift = graph.constant(name + ".shift", model.floats(name + ".b"))
    return graph.node("LayerNormalization", [source, scale, shift], name, epsilon=model.epsilon, axis=-1)


def _multiply(
    graph: _Graph, model: WheelModel, names: Sequence[str], source: str, name: str, *, width: int | None = None
) -> str:
    """``source @ weights + bias`` with int8 weights; several tensors side by side share one quantised input."""
    rows = np.concatenate([model.weights(part + ".w").reshape(-1, width or model.hidden) for part in names])
    bias = np.concatenate([model.floats(part + ".b") for part in names])
    scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-12)) / np.float32(LEVELS)
    rounded = np.clip(np.rint(rows / scales[:, None]), -LEVELS, LEVELS).astype(np.int8)
    inputs = [
        source,
        graph.constant(name + ".weights", rounded.T),
        graph.constant(name + ".scales", scales.astype(np.float32)),
        "",  # zero point: the weights are symmetric
        graph.constant(name + ".bias", bias),
    ]
    return graph.node("DynamicQuantizeMatMul", inputs, name, domain="com.microsoft")
