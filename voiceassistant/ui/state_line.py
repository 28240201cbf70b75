"""How something goes, in words: shown, and said by a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from voiceassistant.ui.announce import announce


class StateLine(QLabel):
    """Hidden while there is nothing to say; what is there when the window opens is read with it, not announced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.tell("")

    def tell(self, text: str, *, problem: bool = False) -> None:
        self.setText(f"⚠ {text}" if problem else text)
        self.setProperty("role", "problem" if problem else "quiet")
        self.style().unpolish(self)  # the style sheet asks for properties only once
        self.style().polish(self)
        self.setVisible(bool(text))
        if text and self.isVisible():
            announce(self, text, urgent=problem)
