"""Reading with a second process: the same as alone, whoever read what, and whatever becomes of it."""

import random

import numpy as np
import pytest

from duijie_match.analysis import together
from duijie_match.analysis.dictionary import Dictionary, installed_dictionary
from duijie_match.analysis.lexicon import build_lexicon
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.texts import TextAnalyses, TextReader, gathered, read_analyses
from duijie_match.analysis.together import TogetherReader
from duijie_match.progress import Cancelled

WORDS = (
    "高速电主轴转速≥5000转/分",
    "噪声低于65分贝",
    "seal rings",
    "-196℃阀座密封",
    "温湿度自动控制",
    "0.5 ml/min",
    "\ud800",
    "",
)
LEXICON = build_lexicon([("阀座", "valve seat")])


@pytest.fixture(autouse=True)
def short_lists_count_as_long(monkeypatch):
    monkeypatch.setattr(together, "FEWEST", 1)
    monkeypatch.setattr(together, "BLOCK", 8)


def texts(count: int) -> list[str]:
    dice = random.Random(5)
    return [f"{'，'.join(dice.sample(WORDS, 3))} word{dice.randrange(40)}" for _number in range(count)]


def told(analyses: TextAnalyses) -> list[bytes]:
    packed = [analyses.sizes, analyses.keys, *analyses.arrays()[3:]]  # a vocabulary may hold more than is used
    return [column.tobytes() for column in packed]


@pytest.mark.parametrize("across", [False, True])
def test_two_read_what_one_reads(across: bool) -> None:
    every = texts(200)
    dictionary = installed_dictionary() if across else None
    alone = TextReader(LEXICON, Subjects(dictionary)).read(every)
    assert len(alone.units) > 100
    assert told(gathered(TogetherReader(LEXICON, dictionary).read(every))) == told(alone)


def test_a_second_process_that_cannot_read_is_done_without(monkeypatch) -> None:
    popen = together.subprocess.Popen
    monkeypatch.setattr(
        together.subprocess, "Popen", lambda line, **more: popen([line[0], "-c", *line[2:]], **more)
    )  # fmt: skip
    every = texts(120)
    assert told(gathered(TogetherReader().read(every))) == told(TextReader().read(every))


def test_a_dictionary_of_ones_own_is_used_alone() -> None:
    own = Dictionary({"转速": "speed"})
    assert TogetherReader(dictionary=own).fingerprint is None
    every = texts(50)
    assert told(gathered(TogetherReader(dictionary=own).read(every))) == told(
        TextReader(subjects=Subjects(own)).read(every)
    )


def test_what_is_read_depends_on_what_the_fingerprint_says() -> None:
    readers = [TogetherReader(), TogetherReader(LEXICON), TogetherReader(dictionary=installed_dictionary())]
    assert len({reader.fingerprint for reader in readers}) == 3


def test_who_is_told_to_stop_leaves_nobody_behind() -> None:
    seen = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        TogetherReader().read(texts(400), progress)


def test_some_are_taken_out_in_any_order() -> None:
    every = texts(60)
    analyses = TextReader().read(every)
    rows = np.array([17, 3, 3, 59, 0], np.intp)
    assert told(analyses.chosen(rows)) == told(TextReader().read([every[row] for row in rows.tolist()]))


def test_what_is_sent_arrives_and_what_is_cut_off_is_refused() -> None:
    written = TextReader().read(texts(30)).to_bytes()
    assert told(read_analyses(b"12345678" + written, 8)) == told(TextReader().read(texts(30)))
    with pytest.raises(ValueError, match="buffer"):
        read_analyses(written[:-100])
