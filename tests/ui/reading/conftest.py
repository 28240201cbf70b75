"""A reading window over a desk that reads what a test lets it read."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from voiceassistant.documents.document import Block, Kind
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.window import ReadingWindow
from voiceassistant.ui.theme import Theme

FIRST = (
    Block(Kind.HEADING, "The lighthouse", 1),
    Block(Kind.PARAGRAPH, "The keeper went up 🎉 at dusk. He lit the lamp. Then he sat down."),
    Block(Kind.FOOTNOTE, "A lamp of 1822."),
    Block(Kind.PARAGRAPH, "The sea was calm that night."),
)
SECOND = (
    Block(Kind.HEADING, "The storm", 1),
    Block(Kind.ITEM, "Wind from the west."),
    Block(Kind.CODE, "if storm:\n    ring()"),
    Block(Kind.PARAGRAPH, "In the morning it was over."),
)

Open = Callable[..., ReadingWindow]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk((FIRST, SECOND))


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, bridge: Bridge, desk: FakeDesk, tmp_path: Path) -> Iterator[ReadingWindow]:
    """Shown and active, nothing open in it."""
    window = ReadingWindow(desk, bridge, tmp_path / "kept")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def reading(qtbot: QtBot, dialog: ReadingWindow, desk: FakeDesk) -> ReadingWindow:
    """With the document open, and its beginning lit."""
    dialog.open_document(Path("/books/lighthouse.epub"))
    qtbot.waitUntil(lambda: "was over" in dialog.views.text.toPlainText() and bool(marked(dialog)))
    return dialog


def marked(window: ReadingWindow) -> list[str]:
    """What is lit in the text: the sentence, and the word."""
    return [selection.cursor.selectedText() for selection in window.views.text.extraSelections()]


def book(sections: int, paragraphs: int = 20) -> Sequence[Sequence[Block]]:
    """Each paragraph can be told from every other."""
    return [
        (
            Block(Kind.HEADING, f"Chapter {number}", 1),
            *(
                Block(Kind.PARAGRAPH, f"Chapter {number}, paragraph {at}. " + "Words follow words. " * 12)
                for at in range(paragraphs)
            ),
        )
        for number in range(sections)
    ]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader would say by itself."""
    found: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            found.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return found
