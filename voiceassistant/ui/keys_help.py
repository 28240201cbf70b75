"""Every key, as the menus have them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from voiceassistant.ui.parts import button, fit_to_screen, label, scrolling


class KeysHelp(QDialog):
    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All keys"))
        rows = [key_of(action) for action in actions]
        rows += [
            (self.tr("Send what is typed"), self.tr("Enter")),
            (self.tr("New line while typing"), self.tr("Shift+Enter")),
            (self.tr("Copy a message"), self.tr("Ctrl+C")),
            (self.tr("In a transcript: play or pause"), self.tr("Space, Ctrl+P")),
            (self.tr("In a transcript: play from the word at the caret"), self.tr("Enter")),
            (self.tr("In a transcript: five seconds back, on"), self.tr("Alt+Left, Alt+Right")),
            (self.tr("In a transcript: find, next, previous"), self.tr("Ctrl+F, F3, Shift+F3")),
            (self.tr("In a transcript: play from what was found"), self.tr("Ctrl+Enter")),
            (self.tr("In a transcript: copy all, save"), self.tr("Ctrl+Shift+C, Ctrl+S")),
        ]
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 16, 0)  # the scroll bar's room
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(8)
        for i, (title, key) in enumerate(row for row in rows if row[1]):
            grid.addWidget(label(title), i, 0)
            grid.addWidget(label(key, "name"), i, 1)
        close = button(self.tr("Close"), primary=True)
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(24)
        area = scrolling(page)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys move it
        area.setAccessibleName(self.windowTitle())
        area.setMinimumWidth(page.sizeHint().width())
        column.addWidget(area, 1)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        below = close.sizeHint().height() + 24 + 24 + 16
        fit_to_screen(self, page.sizeHint().width() + 48, page.sizeHint().height() + below)
        close.setFocus()


def key_of(action: QAction) -> tuple[str, str]:
    """An action's title and key; Space is written into the text, as it is no shortcut of Qt's."""
    title, _, key = action.text().replace("&", "").partition("\t")
    return title.rstrip("…"), key or action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
