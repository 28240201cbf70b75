"""A key to talk with in a whole window, except where it types, or works a control reached by keyboard.

Space in the main window; T where Space reads and pauses.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from voiceassistant.ui.talk_button import TalkButton

# On X11 a held key repeats as a release and a press at the same instant. Qt marks them as repeats only if it sees both
# at once, which it often does not: a release counts once no press has followed it for so long.
RELEASE_MILLISECONDS = 12


class TalkKeys(QObject):
    """Watches one window's keys before any widget gets them. Keys are held once: repeats are swallowed.

    A Space that works a control works it once, and is no talk key until it has been let go.
    """

    pressed = Signal()
    released = Signal()

    def __init__(self, window: QWindow, parent: QObject, key: Qt.Key = Qt.Key.Key_Space) -> None:
        super().__init__(parent)
        self._key = key
        self.held = self._lent = False  # lent: down, but for a control
        self._releasing = QTimer(self, singleShot=True, interval=RELEASE_MILLISECONDS)
        self._releasing.timeout.connect(self.let_go)
        window.installEventFilter(self)
        window.activeChanged.connect(self._window_activated)
        self._window = window

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            self.let_go()
        if not isinstance(event, QKeyEvent) or event.key() != self._key:
            return False
        if kind is QEvent.Type.KeyPress:
            return self._press(event)
        if kind is QEvent.Type.KeyRelease:
            return self._release(event)
        return False

    def let_go(self) -> None:
        self._releasing.stop()
        self._lent = False
        if self.held:
            self.held = False
            self.released.emit()

    def _press(self, event: QKeyEvent) -> bool:
        if self.held:
            self._releasing.stop()
            return True  # the keyboard repeats itself
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        widget = QApplication.focusWidget()
        if not plain or _types(widget) or (self._key != Qt.Key.Key_Space and _looks_letters_up(widget)):
            return False
        if self._lent:
            self._releasing.stop()
            return True  # what it worked may be gone by now, and Space would talk
        if self._key == Qt.Key.Key_Space and _is_worked_by_space(widget):
            self._lent = True
            return False
        if event.isAutoRepeat():
            return True  # still down since the window lost the focus: neither talk nor typing
        self.held = True
        self.pressed.emit()
        return True

    def _release(self, event: QKeyEvent) -> bool:
        if not event.isAutoRepeat():
            self._lent = not self.held  # also if it was pressed in a menu, which is another window
            self._releasing.start()
        return self.held

    def _window_activated(self) -> None:
        if not self._window.isActive():
            self.let_go()


def _looks_letters_up(widget: QWidget | None) -> bool:
    """A list that goes to what begins with the letter, or a field for a number."""
    return isinstance(widget, QAbstractItemView | QComboBox | QAbstractSpinBox)


def _types(widget: QWidget | None) -> bool:
    if QApplication.activePopupWidget():
        return True
    match widget:
        case QLineEdit():
            return not widget.isReadOnly()
        case QPlainTextEdit():
            composing = widget.textCursor().block().layout().preeditAreaText()
            return not widget.isReadOnly() and bool(composing or widget.toPlainText())
    return False


def _is_worked_by_space(widget: QWidget | None) -> bool:
    return isinstance(widget, QAbstractButton | QComboBox) and not isinstance(widget, TalkButton)
