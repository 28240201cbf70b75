"""Where a question is typed: Enter sends, Shift+Enter begins a new line; it grows with what is typed."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from voiceassistant.ui.confidence import Unsure
from voiceassistant.ui.images import holds_images
from voiceassistant.ui.media_files import holds_media
from voiceassistant.ui.reading.selection import documents_in
from voiceassistant.ui.theme import reading_font

MOST_LINES = 5
EDGE_PIXELS = 2 * (6 + 1) + 8  # the style sheet's padding and border, and the document's margin


class TextBox(QPlainTextEdit):
    """`sent` what was typed; while not `ready` it is kept until it can be."""

    sent = Signal(str)
    pictures_pasted = Signal(QMimeData)  # or dropped
    recordings_pasted = Signal(QMimeData)  # sound or video files; or dropped
    documents_pasted = Signal(QMimeData)  # or dropped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ready = False
        self.setFont(reading_font())
        self.setAccessibleName(self.tr("Question"))
        self.setPlaceholderText(self.tr("Type, or hold Space"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def sizeHint(self) -> QSize:
        lines = min(max(round(self.document().size().height()), 1), MOST_LINES)
        return QSize(240, lines * QFontMetrics(self.font()).lineSpacing() + EDGE_PIXELS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, QFontMetrics(self.font()).lineSpacing() + EDGE_PIXELS)

    def send(self) -> None:
        text = self.toPlainText().strip()
        if text and self.ready:
            self.clear()
            self.sent.emit(text)

    def correct(self, text: str, place: Unsure) -> None:
        """Shows a question again with the place selected that may be wrong."""
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(_units(text[: place.start]))
        cursor.setPosition(_units(text[: place.end]), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.send()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return (
            holds_images(source)
            or holds_media(source)
            or bool(documents_in(source))
            or super().canInsertFromMimeData(source)
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        if holds_images(source):
            self.pictures_pasted.emit(source)
        elif holds_media(source):
            self.recordings_pasted.emit(source)
        elif documents_in(source):
            self.documents_pasted.emit(source)
        else:
            super().insertFromMimeData(source)

    def _grow(self) -> None:
        many = self.document().size().height() > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if many else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()


def _units(text: str) -> int:
    """Length as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2
