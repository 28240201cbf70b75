"""The database's shape, as numbered steps. A step that was released is never changed: the next one corrects it."""

import sqlite3

from voiceassistant.errors import StoreError

MIGRATIONS: tuple[str, ...] = (
    # 1: conversations, messages with full-text search, recordings that wait for their transcript
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL
    );
    CREATE INDEX conversations_by_update ON conversations (updated_at DESC, id DESC);

    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'tool')),
        content TEXT NOT NULL,
        created_at TEXT NOT NULL,
        heard TEXT,
        interrupted INTEGER NOT NULL,
        tool_calls TEXT NOT NULL,
        tool_call_id TEXT NOT NULL,
        recording_path TEXT,
        finish_reason TEXT NOT NULL,
        usage TEXT,
        server TEXT NOT NULL
    );
    CREATE INDEX messages_by_conversation ON messages (conversation_id, id);

    CREATE VIRTUAL TABLE messages_text USING fts5 (
        content, content = 'messages', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    CREATE TRIGGER messages_text_added AFTER INSERT ON messages BEGIN
        INSERT INTO messages_text (rowid, content) VALUES (new.id, new.content);
    END;
    CREATE TRIGGER messages_text_deleted AFTER DELETE ON messages BEGIN
        INSERT INTO messages_text (messages_text, rowid, content) VALUES ('delete', old.id, old.content);
    END;
    CREATE TRIGGER messages_text_updated AFTER UPDATE OF content ON messages BEGIN
        INSERT INTO messages_text (messages_text, rowid, content) VALUES ('delete', old.id, old.content);
        INSERT INTO messages_text (rowid, content) VALUES (new.id, new.content);
    END;

    CREATE TABLE recordings (
        path TEXT PRIMARY KEY,
        turn INTEGER NOT NULL,
        started_at TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # 2: who gave an answer, the pictures of a question; recordings are found by looking for their files
    """
    ALTER TABLE messages ADD COLUMN model TEXT NOT NULL DEFAULT '';
    ALTER TABLE messages ADD COLUMN images TEXT NOT NULL DEFAULT '[]';
    CREATE INDEX messages_by_time ON messages (created_at);
    DROP TABLE recordings;
    """,
    # 3: which answers are JSON
    """
    ALTER TABLE messages ADD COLUMN as_json INTEGER NOT NULL DEFAULT 0;
    """,
)


def migrate(connection: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Takes the missing steps, each wholly or not at all. The connection must be in autocommit mode.

    Raises StoreError where a newer program wrote the database, sqlite3.Error where a step fails.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(migrations):
        error = StoreError("The conversations were written by a newer version of this program")
        error.advice = "Install the newest version; nothing was changed."
        raise error
    for number, step in enumerate(migrations[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
