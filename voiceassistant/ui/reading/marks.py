"""Bookmarks of the open document: set, given a note, removed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QPlainTextEdit, QWidget

from voiceassistant.reading.shelf import Bookmark
from voiceassistant.ui.announce import announce
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.reading.port import ReadingPort


class Marks(QObject):
    """`changed`: all that there are now; `problem`: an AssistantError."""

    changed = Signal(object)
    problem = Signal(object)

    def __init__(self, desk: ReadingPort, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._bridge, self._window = desk, bridge, window

    def look_up(self) -> None:
        self._bridge.when_done(self._desk.bookmarks(), self, self._found)

    def add(self) -> None:
        """At the sentence that is being read."""
        self._bridge.when_done(self._desk.bookmark(), self, self._added)

    def ask_note(self) -> None:
        """And then marks the sentence that is being read by then with it."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Bookmark with a note"))
        dialog.setLabelText(self.tr("Note"))
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.textValueSelected.connect(self._add_noted)
        dialog.open()
        for field in dialog.findChildren(QPlainTextEdit):  # made by now; a Tab in it would lock the keyboard in
            field.setTabChangesFocus(True)
        QShortcut(QKeySequence("Ctrl+Return"), dialog, dialog.accept)

    def remove(self, number: int) -> None:
        self._bridge.when_done(self._desk.remove_bookmark(number), self, self._removed)

    def _add_noted(self, note: str) -> None:
        self._bridge.when_done(self._desk.bookmark(note.strip()), self, self._added)

    def _added(self, _nothing: None, error: BaseException | None) -> None:
        self._told(error, self.tr("Bookmark set"))

    def _removed(self, _nothing: None, error: BaseException | None) -> None:
        self._told(error, self.tr("Bookmark removed"))

    def _told(self, error: BaseException | None, words: str) -> None:
        if error:
            self.problem.emit(error)
        else:
            announce(self._window, words)
            self.look_up()

    def _found(self, bookmarks: Sequence[Bookmark] | None, error: BaseException | None) -> None:
        if error is None:
            self.changed.emit(bookmarks or ())
