"""A folder of outputs: written whole or not at all."""

from __future__ import annotations

import glob
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from timeline.errors import OutputError

_OURS = f".timeline-{platform.node().replace('/', '-')}-"
"""How names of stages begin, which say on which machine and by which process they are filled."""


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """An empty folder beside the files of ``folder``: what is put there, in folders too, moves in when the block ends well.

    When the block fails, nothing has changed: no new file, none replaced, no folder made. What a process that was killed in
    such a block left behind goes.

    Raises:
        OutputError: the folder cannot be made or written.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_left_behind(folder)
        stage = Path(tempfile.mkdtemp(prefix=f"{_OURS}{os.getpid()}-", dir=folder))
    except OSError as error:
        _remove_empty(new)
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error
    try:
        yield stage
        for file in sorted(path for path in stage.rglob("*") if not path.is_dir()):
            target = folder / file.relative_to(stage)
            target.parent.mkdir(exist_ok=True)
            file.replace(target)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        _remove_empty(new)


def check_writable(folder: Path) -> None:
    """Find out, without a trace, whether files can be put into ``folder``, which need not be there yet.

    Raises:
        OutputError: they cannot.
    """
    with staged(folder):
        pass


def written(file: Path, parts: Iterable[str]) -> None:
    """Write a text of these parts, in UTF-8: all of it or nothing.

    A lone surrogate, which UTF-8 cannot hold, becomes ``\\udXXX``, which JSON reads back.

    Raises:
        OutputError: the file cannot be written.
    """
    with staged(file.parent) as stage, (stage / file.name).open("wb") as stream:
        stream.writelines(part.encode("utf8", "backslashreplace") for part in parts)


def appended(file: Path, text: str) -> None:
    """Add to a text file, which is made if need be: all of it or nothing. Raises: OutputError."""
    before = file.read_bytes() if file.exists() else b""
    with staged(file.parent) as stage:
        gap = b"" if not before else b"\n" if before.endswith(b"\n") else b"\n\n"
        (stage / file.name).write_bytes(before + gap + text.encode("utf-8"))


def _remove_left_behind(folder: Path) -> None:
    for stage in folder.glob(f"{glob.escape(_OURS)}*"):
        process = stage.name.removeprefix(_OURS).partition("-")[0]
        if process.isdecimal() and not _lives(int(process)):
            shutil.rmtree(stage, ignore_errors=True)


def _lives(process: int) -> bool:
    if os.name != "posix":  # where signal 0 is no question but the end of the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
