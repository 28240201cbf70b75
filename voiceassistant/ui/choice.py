"""A box of choices: from a list, or typed with names offered."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

VOICES = (
    *("alloy", "ash", "ballad", "cedar", "coral", "echo", "fable"),
    *("marin", "nova", "onyx", "sage", "shimmer", "verse"),
)
"""OpenAI's; the local engine takes them, too. Another server may have others: they are typed."""

WORDS = Qt.ItemDataRole.UserRole + 1  # what the list says of a name


class Choice(QComboBox):
    """Values with titles; the wheel scrolls the page instead of changing it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)  # the style sheet would want a picture of an arrow
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText), 2))
        x, y = self.width() - 18, self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])

    def offer(self, values: Sequence[tuple[str, str]], chosen: str) -> None:
        """(title, value) pairs; a chosen value that is not among them is offered too."""
        self.blockSignals(True)
        self.clear()
        missing = [] if chosen in (value for _, value in values) else [(chosen, chosen)]
        for title, value in (*values, *missing):
            self.addItem(title, value)
        self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)


class TypedChoice(Choice):
    """A name that is typed, or taken from those that are offered. `title` is its accessible name."""

    def __init__(self, title: str, names: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setItemDelegate(_Wordy(self))
        if edit := self.lineEdit():
            edit.setAccessibleName(title)
        self.suggest([(name, name) for name in names])

    def suggest(self, names: Sequence[tuple[str, str]]) -> None:
        """(name, what the list says of it) pairs; what is typed stays."""
        typed = self.currentText()
        self.blockSignals(True)
        self.clear()
        for name, words in names:
            self.addItem(name)
            self.setItemData(self.count() - 1, words, WORDS)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.AccessibleTextRole)
        self.setEditText(typed)
        self.blockSignals(False)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(
            self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width()
        )
        super().showPopup()


class _Wordy(QStyledItemDelegate):
    """Shows what is said of a name in the list; the field has the name alone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = index.data(WORDS) or option.text
