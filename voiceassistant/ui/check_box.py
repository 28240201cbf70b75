"""A box to tick whose edge is seen on dark ground, too: Fusion draws it darker than the window."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton


class CheckBox(QCheckBox):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.PlaceholderText
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QApplication.palette().color(role), width))
        inside = width / 2
        painter.drawRoundedRect(QRectF(box).adjusted(inside, inside, -inside, -inside), 2, 2)
        if self.hasFocus():  # a line under the words, too: the box alone is small
            words = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
            end = min(words.left() + self.fontMetrics().horizontalAdvance(self.text()), self.width())
            painter.drawLine(words.left(), self.height() - 1, end, self.height() - 1)
