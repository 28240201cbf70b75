"""How fast it is read: a number to type, or to step with the arrow keys."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from voiceassistant.reading.state import FASTEST, SLOWEST, next_speed
from voiceassistant.ui.parts import without_arrows


class SpeedBox(QDoubleSpinBox):
    """`chosen` by the user."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(SLOWEST, FASTEST)
        self.setDecimals(2)
        self.setSuffix(" ×")
        self.setValue(1.0)
        self.setKeyboardTracking(False)  # "1" on the way to "1.5" is no choice
        without_arrows(self)
        self.valueChanged.connect(self.chosen)

    def stepBy(self, steps: int) -> None:
        """To a usual speed."""
        self.setValue(next_speed(self.value(), steps))

    def show_speed(self, speed: float) -> None:
        self.blockSignals(True)
        self.setValue(speed)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # meant for the page
