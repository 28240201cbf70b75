"""What stands beside the page: contents, bookmarks, what is read, and how it looks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, column, frame, scrolling
from voiceassistant.ui.reading.chapters import Bookmarks, Contents
from voiceassistant.ui.reading.look import Look
from voiceassistant.ui.reading.look_panel import LookPanel
from voiceassistant.ui.reading.skipped import WhatIsRead

CONTENTS, BOOKMARKS, WHAT_IS_READ, LOOK = range(4)


class SidePanel(QWidget):
    """`closed` by the user."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents, self.bookmarks = Contents(), Bookmarks()
        self.what_is_read, self.look = WhatIsRead(), LookPanel(look)
        self.pages, self.choice = QStackedWidget(), Choice()
        for page in (self.contents, self.bookmarks, scrolling(self.what_is_read), scrolling(self.look)):
            self.pages.addWidget(page)
        titles = (self.tr("Contents"), self.tr("Bookmarks"), self.tr("What is read"), self.tr("How it looks"))
        self.choice.offer([(title, str(at)) for at, title in enumerate(titles)], "0")
        self.choice.setAccessibleName(self.tr("Beside the text"))
        self.close_button = button("✕", quiet=True)
        self.close_button.setAccessibleName(self.tr("Close the panel"))
        self.close_button.setFixedWidth(24)
        self.close_button.setAutoDefault(False)
        self._arrange()
        self.choice.currentIndexChanged.connect(self.pages.setCurrentIndex)
        self.close_button.clicked.connect(lambda: self.closed.emit())  # noqa: PLW0108 - without its argument

    def show_page(self, page: int) -> None:
        """And goes to its first field."""
        self.choice.setCurrentIndex(page)
        fields = (
            self.contents.list,
            self.bookmarks.list if self.bookmarks.list.count() else self.bookmarks.add_button,
            next(iter(self.what_is_read.boxes.values())),
            self.look.family,
        )
        fields[page].setFocus()

    @property
    def page(self) -> int:
        return self.pages.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        outer = column(self)
        inside = frame("side")
        outer.addWidget(inside)
        layout = column(inside, margin=8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        layout.addWidget(self.pages, 1)
