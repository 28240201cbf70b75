"""Ctrl and the wheel: larger and smaller, notch by notch."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

NOTCH = 120  # as Qt counts; a touchpad sends less at a time


class ZoomWheel:
    def __init__(self) -> None:
        self._turned = 0

    def notches(self, event: QWheelEvent) -> int | None:
        """How many steps larger, or smaller if negative; None: the wheel scrolls."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned = 0
            return None
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        return notches
