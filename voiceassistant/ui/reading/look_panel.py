"""How the text looks, to choose: each change is seen at once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFontDatabase, QWheelEvent
from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget

from voiceassistant.ui.choice import Choice
from voiceassistant.ui.parts import button, label, without_arrows
from voiceassistant.ui.reading.look import (
    FOCUS_LINES,
    LEAST_PIXELS,
    LETTERS_PERCENT,
    MOST_PIXELS,
    SPACING_PERCENT,
    WIDTH_CHARACTERS,
    WORDS_PIXELS,
    Look,
    clear_families,
)


class LookPanel(QWidget):
    """`chosen` by the user: a Look."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.look = look
        self.family, self.paper, self.focus = Choice(), Choice(), Choice()
        self.numbers = {
            "pixels": _number((LEAST_PIXELS, MOST_PIXELS), 1, " px"),
            "line_percent": _number(SPACING_PERCENT, 10, " %"),
            "letter_percent": _number(LETTERS_PERCENT, 2, " %"),
            "word_pixels": _number(WORDS_PIXELS, 1, " px"),
            "characters": _number(WIDTH_CHARACTERS, 5, ""),
        }
        self.usual_button = button(self.tr("As usual"))
        self.usual_button.setAutoDefault(False)
        self._offer()
        self._arrange()
        self.show_look(look)
        self._connect()

    def show_look(self, look: Look) -> None:
        self.look = look
        for box, value in ((self.family, look.family), (self.paper, look.paper), (self.focus, str(look.focus_lines))):
            with QSignalBlocker(box):
                if box.findData(value) < 0:
                    box.addItem(value, value)
                box.setCurrentIndex(box.findData(value))
        for name, number in self.numbers.items():
            with QSignalBlocker(number):
                number.setValue(look.size if name == "pixels" else getattr(look, name))

    def _choose(self, **changes: Any) -> None:
        self.look = replace(self.look, **changes)
        self.chosen.emit(self.look)

    def _usual(self) -> None:
        self.show_look(Look())
        self.chosen.emit(self.look)

    # --- how it is put together ---------------------------------------------------------------------------------------

    def _offer(self) -> None:
        clear = [(self.tr("{family} (made for easy reading)").format(family=name), name) for name in clear_families()]
        others = [name for name in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(name)]
        rest = [(name, name) for name in others if name not in {value for _, value in clear}]
        self.family.offer([(self.tr("As in the window"), ""), *clear, *rest], "")
        papers = [
            (self.tr("As in the window"), ""),
            (self.tr("Black on white"), "white"),
            (self.tr("Brown on sepia"), "sepia"),
            (self.tr("White on black"), "black"),
        ]
        self.paper.offer(papers, "")
        for choice in (self.family, self.paper, self.focus):  # a long name is no reason for a wide panel
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)
        self.focus.offer([(self._focus_words(lines), str(lines)) for lines in FOCUS_LINES], "0")

    def _focus_words(self, lines: int) -> str:
        if not lines:
            return self.tr("All lines")
        return self.tr("One line") if lines == 1 else self.tr("{n} lines").format(n=lines)

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(8, 8, 8, 8)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows = (
            (self.tr("Typeface"), self.family),
            (self.tr("Size"), self.numbers["pixels"]),
            (self.tr("Line spacing"), self.numbers["line_percent"]),
            (self.tr("Letter spacing"), self.numbers["letter_percent"]),
            (self.tr("Word spacing"), self.numbers["word_pixels"]),
            (self.tr("Letters a line"), self.numbers["characters"]),
            (self.tr("Colours"), self.paper),
            (self.tr("Line focus"), self.focus),
        )
        for title, field in rows:
            form.addRow(label(title, buddy=field), field)
        form.addRow(self.usual_button)
        note = self.tr("Pages as they are take over only the colours; Ctrl+T shows their text.")
        form.addRow(label(note, "quiet", wrap=True))

    def _connect(self) -> None:
        for name, number in self.numbers.items():
            number.valueChanged.connect(lambda value, name=name: self._choose(**{name: value}))
        self.family.currentIndexChanged.connect(lambda: self._choose(family=self.family.currentData()))
        self.paper.currentIndexChanged.connect(lambda: self._choose(paper=self.paper.currentData()))
        self.focus.currentIndexChanged.connect(lambda: self._choose(focus_lines=int(self.focus.currentData())))
        self.usual_button.clicked.connect(self._usual)


class _Number(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls


def _number(bounds: tuple[int, int], step: int, suffix: str) -> QSpinBox:
    made = _Number()
    made.setRange(*bounds)
    made.setSingleStep(step)
    made.setSuffix(suffix)
    made.setKeyboardTracking(False)
    without_arrows(made)
    return made
