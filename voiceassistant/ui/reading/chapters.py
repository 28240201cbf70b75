"""Where one can go: the document's chapters, and the user's bookmarks with their notes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.reading.shelf import Bookmark
from voiceassistant.ui.parts import button, column, label

INDENT = "    "  # a level
TITLE_CHARACTERS = 120
PLACE, NUMBER = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class PlaceList(QListWidget):
    """Enter or a click goes to the entry; Del is `removed`."""

    gone_to = Signal(object)  # a Place
    removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._go)

    def add(self, words: str, place: Place, number: int = -1) -> None:
        item = QListWidgetItem(words)
        item.setData(PLACE, place)
        item.setData(NUMBER, number)
        self.addItem(item)

    @property
    def number(self) -> int | None:
        """Of the entry that the user is at."""
        item = self.currentItem()
        return None if item is None else int(item.data(NUMBER))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(item)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            event.ignore()  # the window's: sentences, and to play
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem) -> None:
        section, block, character = item.data(PLACE)
        self.gone_to.emit(Place(section, block, character))


class Contents(QWidget):
    """The chapters as the document tells them, or else the headings that were come across."""

    gone_to = Signal(object)  # a Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters: Sequence[Chapter] = ()
        self.list, self.words = PlaceList(self.tr("Contents")), label(role="quiet", wrap=True)
        layout = column(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        self.list.gone_to.connect(self.gone_to)
        self.show_chapters((), found=False)

    def show_chapters(self, chapters: Sequence[Chapter], *, found: bool) -> None:
        """`found`: they are headings, and there may be more."""
        self.chapters = chapters
        at = self.list.currentRow()
        self.list.clear()
        for chapter in chapters:
            self.list.add(INDENT * (chapter.level - 1) + chapter.title, chapter.place)
        self.list.setCurrentRow(min(max(at, 0), len(chapters) - 1))
        none = self.tr("The document tells no chapters. Headings are listed as they are come across.")
        self.words.setText(none)
        self.words.setVisible(found or not chapters)

    def show_current(self, number: int | None) -> None:
        """The chapter that is being read is marked, unless the user is choosing."""
        if number is not None and not self.list.hasFocus() and self.list.currentRow() != number:
            self.list.setCurrentRow(number)


class Bookmarks(QWidget):
    """`wanted`: here; `note_wanted`: here, with a note; `removed`: one, by its number."""

    gone_to = Signal(object)  # a Place
    wanted = Signal()
    note_wanted = Signal()
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.words = PlaceList(self.tr("Bookmarks")), label(role="quiet", wrap=True)
        self.add_button, self.note_button = button(self.tr("Set")), button(self.tr("With a note…"))
        self.remove_button = button(self.tr("Remove"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.add_button, self.note_button, self.remove_button):
            one.setAutoDefault(False)
            row.addWidget(one)
        layout = column(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.words.setText(self.tr("B sets a bookmark at the sentence that is being read."))
        self.list.gone_to.connect(self.gone_to)
        self.list.removed.connect(self._remove)
        self.remove_button.clicked.connect(self._remove)
        self.add_button.clicked.connect(lambda: self.wanted.emit())  # noqa: PLW0108 - without its argument
        self.note_button.clicked.connect(lambda: self.note_wanted.emit())  # noqa: PLW0108
        self.show_bookmarks(())

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        at = self.list.currentRow()
        self.list.clear()
        for bookmark in bookmarks:
            words = _shortened(bookmark.words)
            self.list.add(f"{bookmark.note}\n{words}" if bookmark.note else words, bookmark.place, bookmark.id)
        self.list.setCurrentRow(min(max(at, 0), len(bookmarks) - 1))
        self.words.setVisible(not bookmarks)
        self.remove_button.setEnabled(bool(bookmarks))

    def _remove(self) -> None:
        if (number := self.list.number) is not None:
            self.removed.emit(number)


def headings_in(section: int, blocks: Sequence[Block]) -> list[Chapter]:
    return [
        Chapter(_shortened(block.text), max(1, block.level), Place(section, index))
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING
    ]


def _shortened(words: str) -> str:
    return words if len(words) <= TITLE_CHARACTERS else f"{words[: TITLE_CHARACTERS - 1].rstrip()}…"
