"""Opens the other windows; each is imported when it is first wanted, so that the main one is painted sooner."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.port import AssistantPort


class Dialogs(QObject):
    """What comes of a dialog is told by signals.

    Args:
        bridge: Brings the assistant's answers to the window's thread.
        window: The dialogs' parent.
    """

    settings_applied = Signal()
    key_kept = Signal()
    personas_chosen = Signal(object)  # a tuple of Persona

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self.assistant: AssistantPort | None = None  # as soon as there is one

    def settings(self, page: str = "transcription") -> None:
        """`page` is the name of a role's section, or "general"."""
        if self.assistant is None:
            return
        from voiceassistant.ui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.assistant, self._bridge, self._window)
        dialog.applied.connect(self.settings_applied)
        dialog.key_kept.connect(self.key_kept)
        dialog.show_page(page)
        self._open(dialog)

    def keys(self, actions: Sequence[QAction]) -> None:
        """Every key, as the menus' actions have them."""
        from voiceassistant.ui.keys_help import KeysHelp

        self._open(KeysHelp(actions, self._window))

    def personas(self) -> None:
        if self.assistant is None:
            return
        from voiceassistant.ui.persona_dialog import PersonaDialog

        dialog = PersonaDialog(self.assistant.settings.personas, self._window)
        dialog.chosen.connect(self.personas_chosen)
        self._open(dialog)

    def say(self) -> None:
        from voiceassistant.ui.say_dialog import SayDialog

        self._show_beside(SayDialog, lambda assistant: SayDialog(assistant, self._bridge, self._window))

    def _show_beside(self, kind: type[QDialog], make: Callable[[AssistantPort], QDialog]) -> None:
        """Opens a window that stays beside the main one; the one that is open already comes to the front."""
        if self.assistant is None:
            return
        there = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible()]
        dialog = there[0] if there else make(self.assistant)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
