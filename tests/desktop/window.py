"""A window that shows and announces the keys it gets: what the test desktop's own tests look at."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Test window")
        self.setFixedSize(400, 200)
        self._label = QLabel("no key yet")
        self.setCentralWidget(self._label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._tell("pressed", event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._tell("released", event)

    def _tell(self, verb: str, event: QKeyEvent) -> None:
        text = f"{verb} {Qt.Key(event.key()).name.removeprefix('Key_').lower()}"
        self._label.setText(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Window()
    window.show()
    sys.exit(application.exec())
