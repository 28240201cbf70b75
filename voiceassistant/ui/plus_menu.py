"""The + beside the text box: what can go with a question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from voiceassistant.ui.parts import button


class PlusMenu(QMenu):
    file_wanted = Signal()
    screen_wanted = Signal()
    region_wanted = Signal()
    json_toggled = Signal(bool)
    schema_wanted = Signal()
    memo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Add to the question"))
        self.addAction(self.tr("Picture from a file…"), self.file_wanted.emit)
        self.addAction(self.tr("Screenshot of the screen"), self.screen_wanted.emit)
        self.addAction(self.tr("Part of the screen…"), self.region_wanted.emit)
        self.addSeparator()
        self.json = self.addAction(self.tr("Answer as JSON"))
        self.json.setCheckable(True)
        self.json.triggered.connect(self.json_toggled)
        self.addAction(self.tr("Answer as JSON with a schema…"), self.schema_wanted.emit)
        self.addAction(self.tr("Voice memo"), self.memo_wanted.emit)

    def button(self) -> QPushButton:
        """Opens it."""
        made = button("+", takes_clicked_focus=False)
        made.setProperty("plus", True)
        made.setMenu(self)
        made.setAccessibleName(self.accessibleName() or self.tr("Add to the question"))
        made.setToolTip(made.accessibleName())
        return made
