"""Opens the database's file: checks it, brings it up to date, sets a damaged one aside."""

import logging
import sqlite3
from datetime import datetime
from pathlib import Path

from voiceassistant.conversation.migrations import migrate

BUSY_SECONDS = 5.0  # a second copy of the program may be writing
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

_log = logging.getLogger(__name__)


def open_database(path: Path, now: datetime) -> tuple[sqlite3.Connection, str]:
    """Returns the open database and what the user has to be told, "" where that is nothing.

    Raises OSError and sqlite3.Error where it cannot be opened, StoreError where a newer program wrote it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path), ""
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        _log.warning("the conversations are damaged: %s", error)
    kept = _set_aside(path, now)
    told = f"The conversations could not be read: the file was damaged. It is kept as {kept}, and a new one was begun."
    return _connected(path), told


def is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)  # absent where the error is Python's own
    return code is not None and (code & 0xFF) in _DAMAGE


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, only a power cut can cost the last messages
        connection.execute("PRAGMA foreign_keys = ON")
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            error = sqlite3.DatabaseError(found)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path, now: datetime) -> Path:
    """Renames the database with what belongs to it; returns its new path."""
    stem = f"{path.stem}-damaged-{now:%Y%m%d-%H%M%S-%f}"
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(f"{path.name}{ending}")
        if part.exists():
            part.rename(path.with_name(f"{stem}{path.suffix}{ending}"))
    return path.with_name(f"{stem}{path.suffix}")
