"""A field that takes the key itself: press it, and it is written down. Tab goes on, Backspace empties it.

QKeySequenceEdit does as much, but a screen reader finds neither name nor text in it.
"""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

PORTABLE = QKeySequence.SequenceFormat.PortableText
MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
NO_KEYS = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Shift, Qt.Key.Key_Meta, Qt.Key.Key_unknown)
DIALOGS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyField(QLineEdit):
    """Its text is as the settings have it: "Ctrl+Alt+Return"; empty for none. `editingFinished`: a key was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPlaceholderText(self.tr("Press a key"))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # a key of the menus is one that can be chosen
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & MODIFIERS
        if key in NO_KEYS:
            return
        if key in DIALOGS and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        empties = key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not modifiers
        self.setText("" if empties else QKeySequence(QKeyCombination(modifiers, key)).toString(PORTABLE))
        self.editingFinished.emit()
