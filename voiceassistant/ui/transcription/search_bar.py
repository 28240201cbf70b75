"""Finding words in the transcript, and hearing them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from voiceassistant.ui.announce import announce
from voiceassistant.ui.parts import button, label, search_row
from voiceassistant.ui.transcription.page import EMPTY, Page, Span


class SearchBar(QWidget):
    """`found`: what is found, and which of it the caret goes to; `heard_from`: the place to play from."""

    found = Signal(list, object)  # spans, and an index or None
    heard_from = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page = EMPTY
        self._hits: list[Span] = []
        self._at: int | None = None
        self.field, self.count = QLineEdit(), label(role="quiet")
        self.previous_button, self.next_button = button("↑"), button("↓")
        self.hear_button = button(self.tr("Play from here"))
        self.close_button = button("✕", quiet=True)
        self._arrange()
        self.field.textChanged.connect(lambda: self._search())  # noqa: PLW0108 - without the text
        self.field.installEventFilter(self)
        self.next_button.clicked.connect(lambda: self.step(1))
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.hear_button.clicked.connect(self.hear)
        self.close_button.clicked.connect(self.close_search)
        self._tell()
        self.hide()

    def show_page(self, page: Page) -> None:
        """What is searched from now on."""
        self._page = page
        if self.isVisible():
            self._search()

    def open_search(self) -> None:
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def close_search(self) -> None:
        self.hide()
        self._hits, self._at = [], None
        self.found.emit([], None)
        self.closed.emit()

    def step(self, by: int) -> None:
        """To the next hit, or with -1 to the one before; around the ends."""
        if not self.isVisible():
            self.open_search()
        if self._hits:
            self._at = (
                (0 if by > 0 else -1) % len(self._hits) if self._at is None else (self._at + by) % len(self._hits)
            )
            self._tell()
            announce(self, self.count.text())

    def hear(self) -> None:
        if self._at is not None:
            self.heard_from.emit(self._hits[self._at][0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.hear()
                return True
            if enter:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        self._hits, self._at = self._page.find(self.field.text()), None
        self._tell()
        if self.field.text().strip():
            announce(self, self.count.text())

    def _tell(self) -> None:
        count = len(self._hits)
        if not self.field.text().strip():
            words = ""
        elif not count:
            words = self.tr("Not found")
        elif self._at is None:
            words = self.tr("{n} found").format(n=count)
        else:
            words = self.tr("{at} of {n}").format(at=self._at + 1, n=count)
        self.count.setText(words)
        for one in (self.previous_button, self.next_button):
            one.setEnabled(bool(count))
        self.hear_button.setEnabled(self._at is not None and self._page.has_times)
        self.found.emit(self._hits, self._at)

    def _arrange(self) -> None:
        buttons = (
            (self.previous_button, self.tr("The one before (Shift+F3)")),
            (self.next_button, self.tr("The next one (F3)")),
            (self.hear_button, self.tr("Play from what was found (Ctrl+Enter)")),
            (self.close_button, self.tr("Close the search (Esc)")),
        )
        search_row(self, self.field, self.tr("Find in the transcript"), self.count, buttons)
