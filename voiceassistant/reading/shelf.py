"""What is kept of the documents that were read: where each was left, bookmarks and notes. SQLite, one file.

A place is kept with some words that stand there: so it is found again even if a document is taken apart in another way
by then.
"""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voiceassistant.documents.document import Document, Excerpt, Place, Source
from voiceassistant.errors import DocumentError, StoreError

CONTEXT_CHARACTERS = 40
NEAR_SECTIONS = 3  # how far around words are looked for that are not where they were
EDGE_BYTES = 1 << 20  # of a long file its beginning and its end tell which one it is

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    identity TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, read_at REAL NOT NULL,
    sections INTEGER NOT NULL, section INTEGER NOT NULL DEFAULT 0, block INTEGER NOT NULL DEFAULT 0,
    character INTEGER NOT NULL DEFAULT 0, context TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS bookmarks (
    id INTEGER PRIMARY KEY, identity TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, made_at REAL NOT NULL,
    section INTEGER NOT NULL, block INTEGER NOT NULL, character INTEGER NOT NULL,
    context TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS bookmarks_of ON bookmarks (identity, section, block, character);
"""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    source: str  # a path or an address
    title: str
    read_at: float  # seconds since 1970
    progress: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Bookmark:
    id: int
    place: Place
    words: str  # what stands there
    note: str  # the user's; may be empty


class DocumentShelf:
    """One thread's at a time; every method raises StoreError.

    Args:
        path: Of the database; made if it is not there.
        clock: Seconds since 1970.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock
        self._database: sqlite3.Connection | None = None
        self._open = ""  # the identity of the open document

    def opened(self, source: Source, document: Document) -> Place:
        """It is the open document from now on. Returns where it was left; its beginning if it is new."""
        self._open = identity = identity_of(source)
        with self._working() as database:
            database.execute(
                "INSERT INTO documents (identity, source, title, read_at, sections) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (identity) DO UPDATE SET source = excluded.source, title = excluded.title,"
                " read_at = excluded.read_at, sections = excluded.sections",
                (
                    identity,
                    "" if isinstance(source, Excerpt) else str(source),
                    document.title,
                    self._clock(),
                    document.sections,
                ),
            )
            row = database.execute(
                "SELECT section, block, character, context FROM documents WHERE identity = ?", (identity,)
            ).fetchone()
        return found_again(document, Place(*row[:3]), row[3])

    def reached(self, place: Place, words: str, sections: int) -> None:
        """The open document is being read here."""
        with self._working() as database:
            database.execute(
                "UPDATE documents SET section = ?, block = ?, character = ?, context = ?, read_at = ?, sections = ?"
                " WHERE identity = ?",
                (*place, words[:CONTEXT_CHARACTERS], self._clock(), sections, self._open),
            )

    def recent(self, count: int = 20) -> list[KnownDocument]:
        """What was read last, the newest first."""
        with self._working() as database:
            rows = database.execute(
                "SELECT source, title, read_at, section, sections FROM documents WHERE source != ''"
                " ORDER BY read_at DESC LIMIT ?",
                (count,),
            ).fetchall()
        return [
            KnownDocument(source, title, read_at, section / max(1, sections))
            for source, title, read_at, section, sections in rows
        ]

    def forget(self, source: str) -> None:
        """Nothing is known of a document any more; its bookmarks go, too."""
        with self._working() as database:
            database.execute("DELETE FROM documents WHERE source = ?", (source,))

    def bookmark(self, place: Place, words: str, note: str = "") -> None:
        """Marks a place of the open document; one that is marked already gets the note."""
        with self._working() as database:
            database.execute(
                "DELETE FROM bookmarks WHERE identity = ? AND (section, block, character) = (?, ?, ?)",
                (self._open, *place),
            )
            database.execute(
                "INSERT INTO bookmarks (identity, made_at, section, block, character, context, note)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self._open, self._clock(), *place, words, note),
            )

    def bookmarks(self) -> list[Bookmark]:
        """Of the open document, in reading order."""
        with self._working() as database:
            rows = database.execute(
                "SELECT id, section, block, character, context, note FROM bookmarks WHERE identity = ?"
                " ORDER BY section, block, character",
                (self._open,),
            ).fetchall()
        return [Bookmark(row[0], Place(*row[1:4]), row[4], row[5]) for row in rows]

    def remove_bookmark(self, number: int) -> None:
        with self._working() as database:
            database.execute("DELETE FROM bookmarks WHERE id = ?", (number,))

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        try:
            if self._database is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._database = sqlite3.connect(self._path, check_same_thread=False)
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.execute("PRAGMA foreign_keys = ON")
                self._database.executescript(_SCHEMA)
            with self._database:
                yield self._database
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"What is kept of documents could not be read or written: {error}") from error


def identity_of(source: Source) -> str:
    """The same for a file wherever it lies; an address, or a text that is no file, stands for itself."""
    if not isinstance(source, Path):
        return hashlib.sha256((source if isinstance(source, str) else source.text).encode()).hexdigest()
    digest = hashlib.sha256()
    try:
        with source.open("rb") as file:
            size = file.seek(0, 2)
            digest.update(str(size).encode())
            file.seek(0)
            digest.update(file.read(EDGE_BYTES))
            file.seek(max(0, size - EDGE_BYTES))
            digest.update(file.read(EDGE_BYTES))
    except OSError as error:
        raise StoreError(f"{source.name} could not be read: {error.strerror}") from error
    return digest.hexdigest()


def found_again(document: Document, place: Place, context: str) -> Place:
    """Where the words now are that once were at the place; its own beginning, if they are nowhere near."""
    if not 0 <= place.section < document.sections:
        return Place(0)
    if not context:
        return place
    numbers = sorted(range(document.sections), key=lambda number: abs(number - place.section))
    for number in numbers[: 2 * NEAR_SECTIONS + 1]:
        try:
            blocks = document.section(number)
        except DocumentError:
            continue
        order = sorted(range(len(blocks)), key=lambda index: abs(index - place.block))
        for index in order:
            near = blocks[index].text.find(context, place.character) if (number, index) == place[:2] else -1
            character = near if near == place.character else blocks[index].text.find(context)
            if character >= 0:
                return Place(number, index, character)
    return Place(place.section)
