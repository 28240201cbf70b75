"""What can be opened to be read, as entries of a menu: of the main window's, and of the reading window's."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:  # the main window's menu is there before anything is imported that reads
    from voiceassistant.reading.shelf import KnownDocument


class OpenMenu(QObject):
    """`recent_wanted`: the menu opens; `show_recent` fills it."""

    file = Signal()
    address = Signal()
    clipboard = Signal()
    selection = Signal()
    region = Signal()
    recent_wanted = Signal()
    recent_chosen = Signal(str)  # its source

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self.actions: list[QAction] = []
        self._add(menu, self.tr("Open to read…"), "Ctrl+O", self.file)
        self._add(menu, self.tr("Read a web page…"), "Ctrl+Shift+P", self.address)
        self._add(menu, self.tr("Read the clipboard"), "Ctrl+Shift+V", self.clipboard)
        self._add(menu, self.tr("Read what is selected"), "Ctrl+Shift+R", self.selection)
        self._add(menu, self.tr("Read a part of the screen…"), "Ctrl+Shift+G", self.region)
        self.recent_menu = menu.addMenu(self.tr("Recent documents"))
        self.recent_menu.aboutToShow.connect(self.recent_wanted)
        self.recent_menu.setToolTipsVisible(True)
        self.show_recent(())

    def show_recent(self, documents: "Sequence[KnownDocument]") -> None:
        self.recent_menu.clear()
        for document in documents:
            title = document.title.replace("&", "&&")
            action = self.recent_menu.addAction(f"{title} ({document.progress:.0%})" if document.progress else title)
            action.setToolTip(document.source[:200])
            action.triggered.connect(lambda _=False, source=document.source: self.recent_chosen.emit(source))
        if not documents:
            self.recent_menu.addAction(self.tr("None yet")).setEnabled(False)

    def _add(self, menu: QMenu, text: str, key: str, chosen: SignalInstance) -> None:
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: chosen.emit())  # noqa: PLW0108 - without its argument
        self.actions.append(action)
