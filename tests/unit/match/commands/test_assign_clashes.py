"""What ``duijie assign`` says when wishes cannot all be met."""

import json

from tests.unit.match.commands.assign_folder import Folder, folder

__all__ = ["folder"]


def test_a_group_is_named_as_it_was_written(folder: Folder) -> None:
    head = "需求编号,供给编号,匹配分,互斥组\n"
    fixed = folder.write("fixed.csv", "需求编号,供给编号\nX1,A\nX2,B\n")
    folder.write("scores.csv", f"{head}X1,A,.9,清华大学\nX2,B,.8,清华大学\n")
    _, err = folder.run("--fixed", fixed, status=1, language="zh")
    assert "“X1”与“A”固定配对；“X2”与“B”固定配对；互斥组“清华大学”中至多选一组配对。" in err
    fixed = folder.write("fixed.csv", "需求编号,供给编号\nX1,A\nX1,B\n")
    folder.write("scores.csv", f"{head}X1,A,.9,清华大学\nX1,B,.8,清华大学\n")
    _, err = folder.run("--fixed", fixed, "--cover", "2", status=1, language="zh")
    assert "“X1”与“A”固定配对；“X1”与“B”固定配对；“X1”至多配“清华大学”中的一个。" in err
    _, err = folder.run("--fixed", fixed, "--cover", "2", status=1)
    assert "X1 may have one of “清华大学” at most." in err


def test_a_program_is_told_each_wish_that_clashes(folder: Folder) -> None:
    fixed = folder.write("fixed.csv", "demand_id,supply_id\nXQ1,CG1\nXQ2,CG1\n")
    out, err = folder.run("--fixed", fixed, "--json", status=1)
    told = json.loads(out)
    assert told["reason"] == err.splitlines()[-1]
    del told["reason"]
    assert told == {
        "code": "clash", "clash_is_smallest": True, "clash_is_minimal": True,
        "clash": [
            {"kind": "fixed", "demand_id": "XQ1", "supply_id": "CG1", "sentence": "XQ1 with CG1 is fixed"},
            {"kind": "fixed", "demand_id": "XQ2", "supply_id": "CG1", "sentence": "XQ2 with CG1 is fixed"},
            {"kind": "most", "supply_id": "CG1", "n": 1, "sentence": "CG1 may serve at most 1"},
        ],
    }  # fmt: skip
    fixed = folder.write("fixed.csv", "demand_id,supply_id\nXQ1,CG3\n")
    assert folder.totals("--fixed", fixed, status=1)["code"] == "fixed-absent"


def test_all_wishes_are_told_to_a_program_and_some_to_people(folder: Folder) -> None:
    pairs = "".join(f"X{n},A,0.5\n" for n in range(12))
    folder.write("scores.csv", f"demand_id,supply_id,score\n{pairs}")
    fixed = folder.write("fixed.csv", f"demand_id,supply_id,score\n{pairs}")
    told = folder.totals("--fixed", fixed, "--max-load", "11", status=1)
    assert len(told["clash"]) == 13
    assert "; and 4 more" in told["reason"]


def test_when_the_time_is_over_the_set_is_not_called_smallest(folder: Folder) -> None:
    fixed = folder.write("fixed.csv", "demand_id,supply_id\nXQ1,CG1\nXQ2,CG1\nXQ3,CG3\n")
    options = ("--fixed", fixed, "--json", "--seconds", "0")
    told = json.loads(folder.run(*options, status=1)[0])
    assert (told["clash_is_smallest"], told["clash_is_minimal"]) == (False, False)
    assert told["reason"].endswith(
        "Drop or loosen some of them; nothing was planned. The time was over before all that does not matter was left "
        "out: fewer of them may clash already."
    )
    assert "限定时间内未能剔除全部无关要求" in folder.run(*options, status=1, language="zh")[1]
