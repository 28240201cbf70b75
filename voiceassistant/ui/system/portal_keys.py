"""Keys of every program where only the desktop hands them out: its portal is asked over D-Bus (Wayland)."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from voiceassistant.ui.system.hotkeys import Action, Hotkey, Hotkeys


class PortalKeys(QObject):
    def __init__(self, hotkeys: Hotkeys) -> None:
        super().__init__(hotkeys)

    def bind(self, keys: Mapping[Action, Hotkey]) -> None:
        """Later."""

    def end(self) -> None:
        """Later."""
