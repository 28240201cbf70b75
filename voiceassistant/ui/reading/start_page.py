"""What is seen while nothing is open: what can be opened, and what was read last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QWidget

from voiceassistant.reading.shelf import KnownDocument
from voiceassistant.ui.parts import button, column, label

SOURCE = Qt.ItemDataRole.UserRole


class RecentList(QListWidget):
    """Enter or a click opens one; Del is `forgotten`."""

    chosen = Signal(str)  # its source
    forgotten = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setAccessibleName(self.tr("Recent documents"))
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(SOURCE)))

    def show_documents(self, documents: Sequence[KnownDocument]) -> None:
        self.clear()
        for document in documents:
            share = f" · {document.progress:.0%}" if document.progress else ""  # 0: unknown within its one section
            item = QListWidgetItem(f"{document.title}{share}")
            item.setData(SOURCE, document.source)
            item.setToolTip(document.source[:200])
            self.addItem(item)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(item.data(SOURCE))
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(item.data(SOURCE))
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Tells which way of opening was chosen."""

    file = Signal()
    address = Signal()
    clipboard = Signal()
    recent_chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(self.tr("Open a document, or drop a file, an address or a text here."), wrap=True)
        self.file_button = button(self.tr("Open…"), primary=True)
        self.address_button, self.clipboard_button = button(self.tr("Web page…")), button(self.tr("Clipboard"))
        self.recent, self.recent_title = RecentList(), label(self.tr("Recent documents"), "name")
        self.recent_words = label(self.tr("Del forgets a document, its place and its bookmarks."), "quiet", wrap=True)
        layout = column(self, margin=24, spacing=16)
        layout.addWidget(self.words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for one in (self.file_button, self.address_button, self.clipboard_button):
            one.setAutoDefault(False)
            self._row.addWidget(one)
        self._row.addStretch()
        layout.addLayout(self._row)
        layout.addWidget(self.recent_title)
        layout.addWidget(self.recent, 1)
        layout.addWidget(self.recent_words)
        layout.addStretch()
        self.file_button.clicked.connect(lambda: self.file.emit())  # noqa: PLW0108 - without its argument
        self.address_button.clicked.connect(lambda: self.address.emit())  # noqa: PLW0108
        self.clipboard_button.clicked.connect(lambda: self.clipboard.emit())  # noqa: PLW0108
        self.recent.chosen.connect(self.recent_chosen)
        self.recent.forgotten.connect(self.forgotten)
        self.show_recent(())

    def show_recent(self, documents: Sequence[KnownDocument]) -> None:
        self.recent.show_documents(documents)
        for part in (self.recent_title, self.recent, self.recent_words):
            part.setVisible(bool(documents))
