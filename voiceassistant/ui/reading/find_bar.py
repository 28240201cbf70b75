"""Finding words in the whole document, section by section from where reading is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from voiceassistant.documents.document import Block, Place
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.parts import button, label, search_row
from voiceassistant.ui.reading.port import ReadingPort


class FindBar(QWidget):
    """`found`: a Place, and how many characters; `gone_to`: reading goes on at what was found."""

    found = Signal(object, int)
    gone_to = Signal(object)
    closed = Signal()

    def __init__(self, desk: ReadingPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._bridge = desk, bridge
        self._sections = 0
        self._search = 0  # another search is another number
        self._at: Place | None = None
        self.field, self.words = QLineEdit(), label(role="quiet")
        self.previous_button, self.next_button = button("↑"), button("↓")
        self.read_button = button(self.tr("Read from here"))
        self.close_button = button("✕", quiet=True)
        self._arrange()
        self.field.textChanged.connect(self._begin_again)
        self.next_button.clicked.connect(lambda: self.step(1))
        self.previous_button.clicked.connect(lambda: self.step(-1))
        self.read_button.clicked.connect(self._read)
        self.close_button.clicked.connect(self.close_search)
        self.hide()

    def show_document(self, sections: int) -> None:
        self._sections, self._at = sections, None
        self._begin_again()  # what was found was in another one
        self.hide()

    def open_search(self, place: Place) -> None:
        """Begins at a place."""
        self._at = place._replace(character=place.character - 1)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def close_search(self) -> None:
        self._search += 1
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """To the next one, or with -1 to the one before; around the ends."""
        if self._at is not None and self._sections and self.field.text():
            self._search += 1
            self.words.setText(self.tr("Searching…"))
            self._ask(self._search, self._at, by, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._read()
            elif isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_search()
        else:
            super().keyPressEvent(event)

    # --- the search ---------------------------------------------------------------------------------------------------

    def _ask(self, search: int, since: Place, by: int, far: int) -> None:
        """Looks into the section so far away; the first one is looked into twice, from here and up to here."""
        if far > self._sections:
            self._tell(self.tr("Not found"))
            return
        number = (since.section + by * far) % self._sections
        answer = partial(self._look, search, since, by, far, number)
        self._bridge.when_done(self._desk.section(number), self, answer)

    def _look(
        self,
        search: int,
        since: Place,
        by: int,
        far: int,
        number: int,
        blocks: Sequence[Block] | None,
        _error: BaseException | None,
    ) -> None:
        if search != self._search:
            return
        words = self.field.text().casefold()
        hits = hits_in(number, blocks or (), words)
        if not far:
            hits = [hit for hit in hits if (hit > since if by > 0 else hit < since)]
        if not hits:
            self._ask(search, since, by, far + 1)
            return
        self._at = hits[0] if by > 0 else hits[-1]
        self._tell(self.tr("Found"))
        self.read_button.setEnabled(True)
        self.found.emit(self._at, len(self.field.text()))

    def _begin_again(self) -> None:
        self._search += 1
        self.read_button.setEnabled(False)
        self.words.setText("")

    def _tell(self, words: str) -> None:
        self.words.setText(words)
        announce(self, words)

    def _read(self) -> None:
        if self._at is not None and self.read_button.isEnabled():
            self.gone_to.emit(self._at)

    def _arrange(self) -> None:
        buttons = (
            (self.previous_button, self.tr("The one before (Shift+Enter)")),
            (self.next_button, self.tr("The next one (Enter)")),
            (self.read_button, self.tr("Read from what was found (Ctrl+Enter)")),
            (self.close_button, self.tr("Close the search (Esc)")),
        )
        search_row(self, self.field, self.tr("Find in the document"), self.words, buttons, margin=16)
        self.read_button.setEnabled(False)


def hits_in(section: int, blocks: Sequence[Block], words: str) -> list[Place]:
    """Where the words begin; `words` are folded."""
    found = []
    for index, block in enumerate(blocks):
        text = block.text.casefold()
        if len(text) != len(block.text):  # "ß" has become two: places would shift
            text = block.text.lower() if len(block.text.lower()) == len(block.text) else block.text
        at = text.find(words)
        while at >= 0:
            found.append(Place(section, index, at))
            at = text.find(words, at + 1)
    return found
