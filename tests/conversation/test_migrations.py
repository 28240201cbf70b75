import sqlite3
from collections.abc import Iterator

import pytest

from voiceassistant.conversation import rows
from voiceassistant.conversation.migrations import MIGRATIONS, migrate
from voiceassistant.errors import StoreError


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_database_gets_every_step_once(connection: sqlite3.Connection) -> None:
    migrate(connection)
    migrate(connection)
    assert version(connection) == len(MIGRATIONS)
    assert {"conversations", "messages", "messages_text"} <= tables(connection)
    assert "recordings" not in tables(connection)


def test_only_the_missing_steps_are_taken(connection: sqlite3.Connection) -> None:
    migrate(connection, ("CREATE TABLE a (x);",))
    connection.execute("INSERT INTO a VALUES (7)")
    migrate(connection, ("CREATE TABLE a (x);", "ALTER TABLE a ADD COLUMN y DEFAULT 1; CREATE TABLE b (x);"))
    assert version(connection) == 2
    assert connection.execute("SELECT x, y FROM a").fetchall() == [(7, 1)]


def test_a_step_that_fails_leaves_nothing_of_itself(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, ("CREATE TABLE a (x);", "CREATE TABLE b (x); CREATE TABLE a (x);"))
    assert version(connection) == 1
    assert tables(connection) == {"a"}
    assert not connection.in_transaction


def test_a_newer_database_is_left_alone(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreError) as caught:
        migrate(connection)
    assert "newer version" in caught.value.sentence
    assert "Install the newest version" in caught.value.sentence
    assert version(connection) == 999
    assert tables(connection) == set()


def test_messages_of_older_versions_stay(connection: sqlite3.Connection) -> None:
    migrate(connection, MIGRATIONS[:1])
    connection.execute("INSERT INTO conversations VALUES (1, 'Talk', '2026-01-01', '2026-01-01')")
    connection.execute(
        "INSERT INTO messages VALUES"
        " (1, 1, 1, 'assistant', '{}', '2026-01-01', NULL, 0, '[]', '', NULL, 'stop', NULL, 'x')"
    )
    migrate(connection)
    connection.row_factory = sqlite3.Row
    kept = rows.message(connection.execute("SELECT * FROM messages").fetchone())
    assert (kept.content, kept.server, kept.model, kept.images, kept.as_json) == ("{}", "x", "", (), False)
