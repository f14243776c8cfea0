"""Files of object stores and other file systems, ``s3://bucket/news.parquet``, by fsspec (the extra ``timeline[remote]``)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from timeline.errors import InputError, OutputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

HERE = ("file", "local", "memory")
"""Those that no network is asked for."""
_ADDRESS = re.compile(r"([a-z][a-z0-9+]{1,20})://", re.IGNORECASE)


class File(NamedTuple):
    """A file of a file system: its address, its name in its folder, and what copies it (raises InputError)."""

    address: str
    name: str
    copy: Callable[[BinaryIO], None]


def is_remote(given: str) -> bool:
    """Whether it names files of a file system; pages of the web are none."""
    return _scheme(given) not in ("", "http", "https")


def is_here(address: str) -> bool:
    return _scheme(address) in HERE


def files(address: str) -> Iterator[File]:
    """The files at an address, which may be a folder or a glob, in sorted order, hidden ones left out.

    Raises:
        InputError: there is none, the file system cannot be reached, or what it needs is not installed.
    """
    with _faults(partial(InputError, address)):
        system, path = _opened(address)
        named = set(path.split("/"))
        matching = system.find(path) if system.isdir(path) else system.glob(path)
        found = [file for file in matching if not any(part[:1] == "." for part in set(file.split("/")) - named)]
        if not found:
            raise FileNotFoundError("no such file or folder")
    for file in sorted(found):
        yield File(system.unstrip_protocol(file), PurePosixPath(file).name, partial(_copy, system, file))


def put(local: Path, address: str) -> None:
    """Copy a file or a folder of this machine to an address, as that file or folder.

    Raises:
        OutputError: it cannot be written, or what the file system needs is not installed.
    """
    with _faults(lambda fault: OutputError(f"{address}: {fault}")):
        system, path = _opened(address)
        for file in sorted(one for one in local.rglob("*") if one.is_file()) if local.is_dir() else [local]:
            target = f"{path}/{file.relative_to(local).as_posix()}" if local.is_dir() else path
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
            system.put_file(str(file), target)


def _scheme(given: str) -> str:
    found = _ADDRESS.match(given)
    return found[1].lower() if found else ""


def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    if not find_spec("fsspec"):
        raise ImportError("needs fsspec: pip install '.[remote]' in the folder of the project")
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return system, path


def _copy(system: AbstractFileSystem, path: str, into: BinaryIO) -> None:
    with _faults(partial(InputError, system.unstrip_protocol(path))), system.open(path, "rb") as stream:
        shutil.copyfileobj(stream, into)


@contextmanager
def _faults(made: Callable[[str], Exception]) -> Iterator[None]:
    """Whatever a file system raises, which is what its client raises, as an error of ours."""
    try:
        yield
    except Exception as error:
        plain = isinstance(error, (FileNotFoundError, ImportError, ValueError))
        fault = " ".join(str(getattr(error, "strerror", None) or error).split())[:200]
        raise made(fault if plain and fault else f"cannot be reached ({type(error).__name__}: {fault})") from error
