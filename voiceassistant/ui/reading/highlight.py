"""What is heard is lit: the sentence on one ground, the word on another and underlined: colour alone is not enough."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from voiceassistant.reading.events import Spot
from voiceassistant.ui.reading.look import Paper
from voiceassistant.ui.reading.port import ReadingPort

LOOK_MILLISECONDS = 33  # how often it is looked what is heard


class SpotWatch(QObject):
    """`moved` to another word. Looks only while something is being read."""

    moved = Signal(object)  # a Spot

    def __init__(self, desk: ReadingPort, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last: Spot | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def watching(self) -> bool:
        return self._timer.isActive()

    def watch(self, on: bool) -> None:
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on and self._timer.isActive():
            self._timer.stop()
            self.look()  # where it stopped

    def forget(self) -> None:
        """Another document is open: its first word is news, wherever it stands."""
        self._last = None

    def look(self) -> None:
        spot = self._desk.spot()
        if spot is not None and spot != self._last:
            self._last = spot
            self.moved.emit(spot)


def sentence_mark(cursor: QTextCursor, paper: Paper) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format.setBackground(QColor(paper.sentence))
    return made


def word_mark(cursor: QTextCursor, paper: Paper) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format.setBackground(QColor(paper.word))
    made.format.setForeground(QColor(paper.text))
    made.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    made.format.setUnderlineColor(QColor(paper.line))
    return made
