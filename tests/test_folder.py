"""A folder of outputs is written whole or not at all."""

import os
import subprocess
import sys

import pytest

from timeline.errors import OutputError
from timeline.folder import check_writable, staged


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def write(folder, fault=None):
    with staged(folder) as stage:
        for name in ("a.txt", "b.txt"):
            (stage / name).write_text("new")
        if fault:
            raise fault


def test_files_come_when_the_block_ends(tmp_path):
    out = tmp_path / "new" / "out"
    with staged(out) as stage:
        (stage / "a.txt").write_text("a")
        assert not (out / "a.txt").exists()
    assert tree(tmp_path) == ["new", "new/out", "new/out/a.txt"]


def test_a_failure_changes_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(ZeroDivisionError):
        write(tmp_path, ZeroDivisionError())
    assert tree(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_stop_by_the_user_leaves_no_folder(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "deep" / "out", KeyboardInterrupt())
    assert tree(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_what_a_killed_process_left_behind_goes_and_what_another_writes_stays(tmp_path):
    script = """
import sys, time
from pathlib import Path
from timeline.folder import staged
with staged(Path(sys.argv[1])) as stage:
    (stage / "a.txt").write_text("half")
    print(flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        write(tmp_path)
        assert len(tree(tmp_path)) == 4, "the stage of the other is there, with its file"
        other.kill()
    write(tmp_path)
    assert tree(tmp_path) == ["a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_text() == "new"


def test_old_files_are_replaced_and_others_stay(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "mine.txt").write_text("mine")
    write(tmp_path)
    assert [(tmp_path / name).read_text() for name in tree(tmp_path)] == ["new", "new", "mine"]


@pytest.mark.parametrize("name", ["file", "file/out", "file/deep/out"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, name):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"cannot be written") as caught:
        check_writable(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert tree(tmp_path) == ["file"]


def test_the_check_leaves_no_trace(tmp_path):
    check_writable(tmp_path / "deep" / "out")
    assert tree(tmp_path) == []
