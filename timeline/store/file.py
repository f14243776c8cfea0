"""The file of a store: how it is opened and locked, its tables, and what can go wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection

from filelock import FileLock, Timeout

from timeline.errors import InputError, OutputError
from timeline.folder import check_writable

MAGIC = 0x544C4E45
"""SQLite's ``application_id`` of our files."""
HEADER = b"SQLite format 3\0"
PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
MIGRATIONS = (
    """
    CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT NOT NULL, date TEXT, date_source TEXT NOT NULL, title TEXT, url TEXT,
        source TEXT);
    CREATE TABLE readings (id TEXT PRIMARY KEY, seal TEXT NOT NULL, data BLOB NOT NULL);
    CREATE TABLE events (id TEXT PRIMARY KEY, data BLOB NOT NULL);
    CREATE TABLE mentions (event TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (event, doc)) WITHOUT ROWID;
    CREATE INDEX mentions_by_doc ON mentions (doc);
    CREATE VIRTUAL TABLE evidence USING fts5(quote, about, event UNINDEXED, doc UNINDEXED, first UNINDEXED,
        tokenize = "porter unicode61 remove_diacritics 2");
    CREATE TABLE corrections (number INTEGER PRIMARY KEY, data TEXT NOT NULL);
    CREATE TABLE log (number INTEGER PRIMARY KEY, data TEXT NOT NULL);
    CREATE TABLE notes (name TEXT PRIMARY KEY, data NOT NULL);
    CREATE TRIGGER no_correction_changes BEFORE UPDATE ON corrections
        BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
    CREATE TRIGGER no_correction_goes BEFORE DELETE ON corrections
        BEGIN SELECT raise(ABORT, 'the ledger is only added to'); END;
    """,
    """
    ALTER TABLE articles ADD COLUMN also TEXT NOT NULL DEFAULT '[]';
    CREATE INDEX articles_by_text ON articles (substr(text, 1, 200));
    """,
)
"""What makes each version of the tables out of the one before; the first makes version 1 out of nothing. Only ever add one."""

_NEWER = "a store of version {}, made by a newer timeline; this one knows {}"


def is_store(path: str | Path) -> bool:
    """Whether a path is that of an SQLite file."""
    try:
        with Path(path).open("rb") as stream:
            return stream.read(len(HEADER)) == HEADER
    except OSError:
        return False


@contextmanager
def locked(path: Path, write: bool) -> Iterator[None]:
    """Nobody else writes the store while the block runs; to look at it needs no lock."""
    if not write:
        yield
        return
    check_writable(path.parent)
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise OutputError(f"{path}: another process is writing it; try again when that has ended") from error
    except (OSError, NotImplementedError) as error:  # the latter of a file system without locks
        raise OutputError(f"{path}: cannot be written ({getattr(error, 'strerror', None) or error})") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def connected(path: Path, write: bool) -> Iterator[Connection]:
    """The open file, its tables those of this version."""
    if not write and not is_store(path):
        raise InputError(str(path), "not a store of timeline" if path.exists() else "there is no such store")
    if path.exists() and path.stat().st_size and not is_store(path):
        raise InputError(str(path), "not a store of timeline")
    with closing(_connect(path, write)) as connection:
        if not write:
            _check_made(connection, path)
        else:
            prepare(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        yield connection


def _check_made(connection: Connection, path: Path) -> None:
    """Raises: InputError where there is nothing to look at: the tables are not those of this version."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != MAGIC:
        raise InputError(str(path), "not a store of timeline")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise InputError(str(path), _NEWER.format(version, len(MIGRATIONS)))
    if version < len(MIGRATIONS):
        raise InputError(
            str(path), f"a store of version {version}; `timeline build --store {path}` makes it one of this version"
        )


def _connect(path: Path, write: bool) -> Connection:
    if write:
        return _rows(sqlite3.connect(path, timeout=PATIENCE))
    place = path.absolute().as_uri()
    try:
        looking = _rows(sqlite3.connect(f"{place}?mode=rw", uri=True, timeout=PATIENCE))
        looking.execute("PRAGMA query_only = ON")
        looking.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        # a folder in which SQLite cannot put what it needs beside the file
        looking = _rows(sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True))
    return looking


def private() -> closing[Connection]:
    """A database that SQLite keeps in memory, and puts into a file without a name where it grows large."""
    return closing(_rows(sqlite3.connect("")))


def _rows(connection: Connection) -> Connection:
    connection.row_factory = sqlite3.Row
    return connection


def prepare(connection: Connection, path: Path | None = None) -> None:
    """Make the tables those of this version, one step of `MIGRATIONS` after the other, each whole or not at all.

    Raises:
        InputError: another program's file, or one of a newer version.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (magic,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and magic != MAGIC:
        raise InputError(str(path), "not a store of timeline")
    if version > len(MIGRATIONS):
        raise InputError(str(path), _NEWER.format(version, len(MIGRATIONS)))
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        marks = f"PRAGMA user_version = {number}; PRAGMA application_id = {MAGIC};"
        connection.executescript(f"BEGIN IMMEDIATE; {step} {marks} COMMIT;")


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """What goes wrong with the file, in one line that says what it means for the store."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith("SQLITE_FULL"):
            raise OutputError(f"{path}: the disk is full; what was put in before is kept") from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise OutputError(f"{path}: cannot be written (read-only)") from error
        if name.startswith("SQLITE_IOERR"):
            raise OutputError(f"{path}: cannot be written ({error}); what was put in before is kept") from error
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise OutputError(f"{path}: another process is writing it; try again when that has ended") from error
        raise InputError(str(path), f"the store cannot be read ({error})") from error
