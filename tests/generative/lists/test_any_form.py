"""Whatever way a form is laid out, what was written beside its labels is read back; no bytes bring the reader down."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie_match.errors import DuijieError
from duijie_match.lists.columns import DOCUMENTS
from duijie_match.lists.form_labels import Labels
from duijie_match.lists.forms import forms_of_word
from duijie_match.lists.limits import STANDARD
from duijie_match.lists.sources import open_source
from duijie_match.lists.word import read_word
from duijie_match.lists.word_writing import WordCell, document, paragraph, table, zipped

calm = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LABELS = (
    "企业名称", "统一社会信用代码", "所属县市区", "所属行业", "联系人", "联系电话",
    "需求名称", "需求内容", "关键词", "技术领域",
    "合作方式",
    "拟投入资金", "期望完成时间", "备注", "电子邮箱", "通讯地址",
)  # fmt: skip
DRESSES = ("{}", "{}：", "*{}", "一、{}", "（二）{}", "3. {}", "{}（必填）", " {} ")
# Words that no vocabulary knows: a value that is itself a label is another test's matter.
words = st.text(alphabet="甲乙丙丁戊己庚辛壬癸东南西北山水木火土", min_size=1, max_size=12)
pairs = st.lists(st.sampled_from(LABELS), min_size=4, max_size=14, unique=True).flatmap(
    lambda names: st.tuples(*(st.tuples(st.just(name), st.sampled_from(DRESSES), words) for name in names))
)


def two_columns(fields: Sequence[tuple[str, str]]) -> str:
    return table([[WordCell(label), WordCell(value)] for label, value in fields])


def four_columns(fields: Sequence[tuple[str, str]]) -> str:
    rows = []
    for at in range(0, len(fields), 2):
        beside = fields[at : at + 2]
        cells = [WordCell(text) for field in beside for text in field]
        rows.append(cells if len(beside) == 2 else [cells[0], WordCell(cells[1].text, 3)])
    return table(rows)


def above(fields: Sequence[tuple[str, str]]) -> str:
    rows = []
    for label, value in fields:
        rows += [[WordCell(label, 2)], [WordCell(value, 2)]]
    return table(rows)


def heads(fields: Sequence[tuple[str, str]]) -> str:
    rows = []
    for at in range(0, len(fields), 3):
        beside = fields[at : at + 3]
        wide = 6 // len(beside)
        rows.append([WordCell(label, wide) for label, _ in beside])
        rows.append([WordCell(value, wide) for _, value in beside])
    return table(rows)


def grouped(fields: Sequence[tuple[str, str]]) -> str:
    rows = []
    for at, (label, value) in enumerate(fields):
        merge = "restart" if at % 4 == 0 else "continue"
        rows.append([WordCell("基本情况" if at % 4 == 0 else "", merge=merge), WordCell(label), WordCell(value)])
    return table(rows)


def lines(fields: Sequence[tuple[str, str]]) -> str:
    return "".join(paragraph(f"{label.rstrip('：')}：__{value}__") for label, value in fields)


LAYOUTS = (two_columns, four_columns, above, heads, grouped, lines)


@calm
@given(pairs, st.lists(st.sampled_from(LAYOUTS), min_size=1, max_size=3))
def test_every_layout_is_read_back(fields: tuple[tuple[str, str, str], ...], layouts: list[object]) -> None:
    dressed = [(dress.format(name), value) for name, dress, value in fields]
    size = -(-len(dressed) // len(layouts))
    parts = [paragraph("企业技术需求征集表")]
    for at, lay in enumerate(layouts):
        if chunk := dressed[at * size : (at + 1) * size]:
            parts += [lay(chunk), paragraph("")]  # type: ignore[operator]  # one of LAYOUTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        path.write_bytes(document(parts))
        forms = forms_of_word(read_word(path, STANDARD), Labels(DOCUMENTS)).forms
    assert [{label.name: text for label, text in form.fields.values()} for form in forms] == [
        {name: value for name, _, value in fields}
    ]


@calm
@given(st.binary(max_size=600), st.integers(0, 3000), st.sampled_from([".docx", ".zip", ".bib", ".ris"]))
def test_damage_anywhere_is_said_not_thrown(noise: bytes, at: int, suffix: str) -> None:
    whole = document([table([[WordCell(name), WordCell("甲")] for name in LABELS[:8]])])
    whole = zipped({"a.docx": whole, "b.docx": whole}) if suffix == ".zip" else whole
    data = noise if suffix in (".bib", ".ris") else whole[:at] + noise + whole[at + len(noise) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(data)
        with suppress(DuijieError), open_source(path) as source:
            for sheet in source.sheets():
                assert all(row.cells for row in sheet.rows)
