"""Talking to the assistant while a document is read: by a key or a button beside the controls."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QWindow
from PySide6.QtWidgets import QPushButton, QWidget

from voiceassistant.events import Event, Phase, PhaseChanged
from voiceassistant.ui.reading.talk_strip import TalkStrip
from voiceassistant.ui.talk_keys import TalkKeys
from voiceassistant.ui.texts import phase_word

KEY = Qt.Key.Key_T  # Space reads and pauses


class TalkKeyButton(QPushButton):
    """Held or tapped, as the talk button of the main window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to the reading
        widths = []
        for phase in Phase:
            self.show_phase(phase)
            widths.append(self.sizeHint().width())
        self.setMinimumWidth(max(widths))  # nothing moves when the word changes
        self.show_phase(Phase.READY)

    def show_phase(self, phase: Phase) -> None:
        match phase:
            case Phase.READY:
                self.setText(self.tr("Talk"))
                self.setToolTip(self.tr("Hold to talk, or tap to begin and end (T)"))
            case Phase.LISTENING:
                self.setText(phase_word(phase))
                self.setToolTip(self.tr("Hold to talk, or tap to begin and end (T)"))
            case _:
                self.setText(self.tr("Stop"))
                self.setToolTip(self.tr("Stop the answer (Esc)"))
        self.setAccessibleDescription(phase_word(phase))

    def hideEvent(self, event: QHideEvent) -> None:
        if self.isDown():
            self.setDown(False)
            self.released.emit()
        super().hideEvent(event)


class Talk(QObject):
    """What the key, the button and a menu ask for, and what the assistant says to it.

    Args:
        button: Held or tapped.
        strip: Shows what is said and answered.
    """

    pressed = Signal()
    released = Signal()
    stopped = Signal()  # the answer, or what is being said

    def __init__(self, button: TalkKeyButton, strip: TalkStrip, parent: QObject) -> None:
        super().__init__(parent)
        self.button, self.strip = button, strip
        self.offered = False  # only while something is open: else the main window is there for it
        self._keys: TalkKeys | None = None
        button.pressed.connect(self.pressed)
        button.released.connect(self.released)

    def watch(self, window: QWindow) -> None:
        """For the key; once is enough."""
        if self._keys is None:
            self._keys = TalkKeys(window, self, KEY)
            self._keys.pressed.connect(self._key_pressed)
            self._keys.released.connect(self._key_released)

    def take(self, event: Event) -> None:
        """What the assistant says: questions about what is read are asked and answered here as well."""
        if isinstance(event, PhaseChanged):
            self.button.show_phase(event.phase)
        if self.offered:
            self.strip.take(event)

    def tap(self) -> None:
        self.pressed.emit()
        self.released.emit()

    def stop(self) -> bool:
        """Whether there was anything to stop."""
        if self.strip.phase is Phase.READY:
            return False
        self.stopped.emit()
        return True

    def _key_pressed(self) -> None:
        if self.offered:
            self.button.setDown(True)
            self.pressed.emit()

    def _key_released(self) -> None:
        if self.button.isDown():
            self.button.setDown(False)
            self.released.emit()
