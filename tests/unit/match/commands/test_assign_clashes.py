"""What ``duijie assign`` says when wishes cannot all be met."""

from tests.unit.match.commands.assign_folder import Folder, folder

__all__ = ["folder"]


def test_a_group_is_named_as_it_was_written(folder: Folder) -> None:
    head = "需求编号,供给编号,匹配分,互斥组\n"
    fixed = folder.write("fixed.csv", "需求编号,供给编号\nX1,A\nX2,B\n")
    folder.write("scores.csv", f"{head}X1,A,.9,清华大学\nX2,B,.8,清华大学\n")
    _, err = folder.run("--fixed", fixed, status=1, language="zh")
    assert "X1 与 A 固定配对；X2 与 B 固定配对；互斥组“清华大学”中至多选一组配对。" in err
    fixed = folder.write("fixed.csv", "需求编号,供给编号\nX1,A\nX1,B\n")
    folder.write("scores.csv", f"{head}X1,A,.9,清华大学\nX1,B,.8,清华大学\n")
    _, err = folder.run("--fixed", fixed, "--cover", "2", status=1, language="zh")
    assert "X1 与 A 固定配对；X1 与 B 固定配对；X1 至多配“清华大学”中的一个。" in err
    _, err = folder.run("--fixed", fixed, "--cover", "2", status=1)
    assert "X1 may have one of “清华大学” at most." in err
