"""A window of another program in which a text is selected, as far as the desktop is told."""

import sys

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setWindowTitle("Another program")
    window.setFixedSize(400, 200)
    window.setCentralWidget(QLabel(sys.argv[1]))
    application.clipboard().setText(sys.argv[1], QClipboard.Mode.Selection)
    window.show()
    sys.exit(application.exec())
