"""How fast something is spoken: a slider for the mouse, and its number for the keyboard."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QWidget

from voiceassistant.ui.parts import without_arrows

LEAST, MOST = 0.25, 4.0
STEPS = 40  # from the middle, the usual speed, to either end; each is the same factor


class SpeedField(QWidget):
    """`changed`: the user has chosen another speed."""

    changed = Signal(float)

    def __init__(self, title: str, value: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.slider = QDoubleSpinBox(), QSlider(Qt.Orientation.Horizontal)
        self.number.setRange(LEAST, MOST)
        self.number.setSingleStep(0.05)
        self.number.setSuffix(" ×")
        without_arrows(self.number)
        self.number.setAccessibleName(title)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the number beside it does the same
        self.slider.setAccessibleName(title)
        self.setFocusProxy(self.number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.number.setValue(value)
        self._move_slider(value)
        self.slider.valueChanged.connect(lambda at: self.number.setValue(round(MOST ** (at / STEPS), 2)))
        self.number.valueChanged.connect(self._numbered)

    @property
    def value(self) -> float:
        return self.number.value()

    def _numbered(self, value: float) -> None:
        self._move_slider(value)
        self.changed.emit(value)

    def _move_slider(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS * math.log(value, MOST)))
        self.slider.blockSignals(False)
