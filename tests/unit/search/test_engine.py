"""The engine: what is written is found, within a selection, by both halves alike, whoever writes meanwhile."""

import multiprocessing
import subprocess
import sys
import threading
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duijie.search.engine.asking import read_question
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import Generation, IndexUnusable, ReadMeaning
from duijie.search.engine.marks import OPEN, Selection, ancestors, area_mark, facet_mark, organisation_mark
from duijie.search.engine.meaning import shipped_key
from duijie.search.engine.reader import Reader, current_reader, forget_readers
from duijie.search.engine.table import Table
from duijie.search.sources import SearchEntry

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ALL = Selection("things")


def ids(reader, text, selection=ALL):
    return [hit.id for hit in reader.search(read_question(text), [selection], by_meaning=False)["things"].hits]


def test_ancestors():
    assert ancestors("42/4211/421102/") == ["42/", "42/4211/", "42/4211/421102/"]
    assert ancestors("") == []


def test_written_changed_and_removed(generation, entry):
    reader = Reader(generation)
    assert generation.write([entry(1), entry(2, "水泵厂")], []) == 2
    assert (ids(reader, "轴承"), ids(reader, "水泵")) == ([1], [2])
    assert generation.write([entry(1), entry(2, "水泵厂")], []) == 0
    assert generation.write([entry(1, "齿轮厂")], [("things", 2), ("things", 9)]) == 2
    assert (ids(reader, "轴承"), ids(reader, "水泵"), ids(reader, "齿轮")) == ([], [], [1])
    assert generation.shelf.counts() == ({"things": 1}, 0)
    assert generation.write([entry(2, "水泵厂")], []) == 1
    assert ids(reader, "水泵") == [2]


def test_an_entry_that_both_comes_and_goes_stays(generation, entry):
    generation.write([entry(1)], [("things", 1)])
    assert ids(Reader(generation), "轴承") == [1]


def test_selections(generation, entry):
    generation.write(
        [
            entry(1, paths=("97/9701/970121/",), facets={"kind": ("a", "b")}),
            entry(2, paths=("97/9701/970122/", "97/9701Z1/"), organisations=(7, 8)),
            entry(3, is_open=True, organisations=(8,)),
            SearchEntry("others", 1, "轴承厂", is_open=True),
        ],
        [],
    )
    reader = Reader(generation)
    for marks, expected in (
        ([area_mark("97/")], [1, 2]),
        ([area_mark("97/9701/")], [1, 2]),
        ([area_mark("97/9701Z1/")], [2]),
        ([area_mark("97/970")], []),
        ([organisation_mark(8)], [2, 3]),
        ([organisation_mark(7), OPEN], [2, 3]),
        ([OPEN], [3]),
        ([facet_mark("kind", "b")], [1]),
        ([], []),
    ):
        assert (marks, sorted(ids(reader, "轴承", ALL.and_any(marks)))) == (marks, expected)
    assert ids(reader, "轴承", ALL.and_any([area_mark("97/")]).and_any([organisation_mark(7)])) == [2]


PATHS = ["97/", "97/9701/", "97/9701/970121/", "97/9702/", "98/"]
PLACES = st.builds(
    dict,
    paths=st.lists(st.sampled_from(PATHS), max_size=2).map(tuple),
    organisations=st.lists(st.integers(1, 4), max_size=2).map(tuple),
    is_open=st.booleans(),
)
MARKS = st.sampled_from([*map(area_mark, PATHS), *map(organisation_mark, range(1, 5)), OPEN])


@given(
    steps=st.lists(st.dictionaries(st.integers(1, 8), st.none() | PLACES, max_size=6), min_size=1, max_size=3),
    clauses=st.lists(st.lists(MARKS, min_size=1, max_size=3), max_size=2),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_halves_leave_the_same_entries_after_any_changes(tmp_path_factory, steps, clauses):
    """Words by tantivy, vectors by the table in memory, and the meaning of a selection written out here."""
    folder = IndexFolder(tmp_path_factory.mktemp("index"))
    generation = Generation.create(folder.path(folder.begin()), NOW)
    table, world = Table(), {}
    selection = ALL
    for clause in clauses:
        selection = selection.and_any(clause)
    for step in steps:
        put = [SearchEntry("things", number, "轴承厂", **place) for number, place in step.items() if place is not None]
        generation.write(put, [("things", number) for number, place in step.items() if place is None])
        world.update(step)
        table.refresh(generation.shelf)
    expected = sorted(
        number
        for number, place in world.items()
        if place is not None
        and all(
            any(
                (mark == OPEN and place["is_open"])
                or (mark[:2] == "o:" and int(mark[2:]) in place["organisations"])
                or (mark[:2] == "a:" and any(path.startswith(mark[2:]) for path in place["paths"]))
                for mark in clause
            )
            for clause in clauses
        )
    )
    assert sorted(table.identity[table.select(selection)].tolist()) == expected
    assert sorted(ids(Reader(generation), "轴承", selection)) == expected


def unit(*numbers):
    row = np.zeros(shipped_key().dimensions, np.float32)
    row[list(numbers)] = 1 / np.sqrt(len(numbers))
    return row


def place(generation, rows):
    bare = {one.number: one for one in generation.shelf.bare(100)}
    generation.place_meanings([ReadMeaning(number, bare[number].digest, row) for number, row in rows.items()])


def test_vectors_stay_while_the_text_does(generation, entry):
    generation.write([entry(1, text="深沟球轴承"), entry(2, text="水泵")], [])
    place(generation, {1: unit(0), 2: unit(1)})
    assert generation.shelf.counts()[1] == 2
    generation.write([entry(1, text="深沟球轴承", paths=("97/",)), entry(2, text="水泵与阀门")], [])
    assert [one.title for one in generation.shelf.bare(9)] == ["轴承厂"]
    assert generation.shelf.counts()[1] == 1


def test_a_vector_of_a_text_that_changed_meanwhile_is_left_out(generation, entry):
    generation.write([entry(1, text="深沟球轴承")], [])
    (old,) = generation.shelf.bare(9)
    generation.write([entry(1, text="水泵")], [])
    generation.place_meanings([ReadMeaning(old.number, old.digest, unit(0))])
    assert generation.shelf.counts()[1] == 0
    place(generation, {1: unit(1)})
    assert generation.vectors.rows(1)[0].tolist() == unit(1).tolist()


def test_damage_is_told(folder, generation, entry):
    generation.write([entry(1)], [])
    place(generation, {1: unit(0)})
    forget_readers()
    assert ids(current_reader(folder), "轴承") == [1]
    generation.vectors.path.write_bytes(b"")
    with pytest.raises(IndexUnusable):
        Generation.open(generation.folder)


def test_readers_follow_a_new_generation(folder, generation, entry):
    generation.write([entry(1)], [])
    forget_readers()
    assert ids(current_reader(folder), "轴承") == [1]
    name = folder.begin()
    Generation.create(folder.path(name), generation.built_at).write([entry(2)], [])
    assert ids(current_reader(folder), "轴承") == [1]
    with folder.writing():
        folder.swap(name)
    assert folder.remove_leftovers() == 1
    assert ids(current_reader(folder), "轴承") == [2]


def _write_many(root, start):
    folder = IndexFolder(root)
    for number in range(start, start + 10):
        with folder.writing():
            generation = Generation.open(folder.path(folder.current()))
            generation.write([SearchEntry("things", number, f"第{number}轴承厂")], [])


def test_several_processes_write_and_readers_read_meanwhile(folder, generation):
    reader, stop, seen, errors = Reader(generation), threading.Event(), ([], []), []

    def look(seen):
        while not stop.is_set():
            try:
                seen.append(len(ids(reader, "轴承")))
            except Exception as error:  # noqa: BLE001 – any error is the finding
                errors.append(error)

    threads = [threading.Thread(target=look, args=(mine,)) for mine in seen]
    processes = [
        multiprocessing.get_context("spawn").Process(target=_write_many, args=(folder.root, start))
        for start in (1, 101)
    ]
    for one in (*processes, *threads):
        one.start()
    for process in processes:
        process.join(60)
    stop.set()
    for thread in threads:
        thread.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert errors == []
    assert [mine == sorted(mine) for mine in seen] == [True, True]  # nothing found is lost again
    assert len(ids(reader, "轴承")) == 20


def test_neither_the_model_nor_faiss_is_loaded_before_it_is_needed():
    """Web servers and workers fork after reading these modules; threads of a library would not survive that."""
    code = (
        "import django; django.setup(); import sys\n"
        "import duijie.search.tasks, duijie.search.domain.queries.hits, duijie.portal.urls\n"
        "print([name for name in ('faiss', 'onnxruntime', 'onnx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
