"""Keys that work while another program has the focus, by whatever way the desktop has for that."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from voiceassistant.settings import DesktopSettings

translate = QCoreApplication.translate


class Action(Enum):
    """What a key does; the value names it for the desktop."""

    SELECTION = "read-selection"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Hotkey:
    """One key with modifiers, in the words of X11: the portal uses them, too."""

    text: str  # as the settings have it
    keysym: int
    name: str  # of the keysym
    modifiers: Qt.KeyboardModifier


class KeyWay(Protocol):
    """A way to have keys; tells by the signals that it was made with."""

    def bind(self, keys: Mapping[Action, Hotkey]) -> None:
        """These, in place of those that were bound before."""
        ...

    def end(self) -> None: ...


class Hotkeys(QObject):
    """`pressed`, `released`: an Action; `problem`: a sentence why one of them has no key."""

    pressed = Signal(object)
    released = Signal(object)
    problem = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way: KeyWay | None = None
        self._wanted: dict[Action, str] = {}  # as the settings have them
        self._keys: dict[Action, Hotkey] = {}

    def use(self, settings: DesktopSettings) -> None:
        """The keys as the settings have them; a way to have any is sought when the first one is wanted."""
        wanted = {Action.SELECTION: settings.selection_key, Action.TALK: settings.talk_key}
        if wanted == self._wanted:
            return
        self._wanted = wanted
        keys = self._known(wanted)
        if keys == self._keys:
            return
        self._keys = keys
        if self._way is None:
            self._way = self._find_way()
        if self._way:
            self._way.bind(keys)

    def end(self) -> None:
        if self._way:
            self._way.end()
            self._way = None

    def _known(self, texts: Mapping[Action, str]) -> dict[Action, Hotkey]:
        found = {}
        for action, text in texts.items():
            if text and (key := hotkey(text)):
                found[action] = key
            elif text:
                self.problem.emit(translate("Hotkeys", "No keyboard is known that has the key {key}.").format(key=text))
        return found

    def _find_way(self) -> KeyWay | None:
        match way_of_keys():
            case "x11":
                from voiceassistant.ui.system.x11_keys import X11Keys

                return X11Keys(self)
            case "portal":
                from voiceassistant.ui.system.portal_keys import PortalKeys

                return PortalKeys(self)
        return None


def way_of_keys() -> str:
    """How keys are had here: "x11", "portal" (the desktop is asked over D-Bus), or "" for not at all."""
    platform = QGuiApplication.platformName()
    if platform == "xcb":
        return "x11"
    return "portal" if platform.startswith("wayland") and sys.platform.startswith("linux") else ""


def hotkey(text: str) -> Hotkey | None:
    """The key that a setting means; None: it is none that can be had."""
    sequence = QKeySequence(text)
    if sequence.count() != 1:
        return None
    combination = sequence[0]  # type: ignore[index]  # the stubs do not know it
    key = Qt.Key(combination.key())
    keysym, name = _KEYSYMS.get(key) or _function_key(key) or _letter(key)
    return Hotkey(text, keysym, name, combination.keyboardModifiers()) if keysym else None


def _letter(key: Qt.Key) -> tuple[int, str]:
    """Latin letters, digits and signs: their keysym is their character."""
    if not 0x21 <= key.value <= 0x7E:
        return 0, ""
    character = chr(key.value).lower()
    return ord(character), _SIGNS.get(character, character)


def _function_key(key: Qt.Key) -> tuple[int, str] | None:
    number = key.value - Qt.Key.Key_F1.value + 1
    return (0xFFBD + number, f"F{number}") if 1 <= number <= 35 else None


_SIGNS = {",": "comma", ".": "period", "-": "minus", "=": "equal", ";": "semicolon", "'": "apostrophe", "/": "slash"}
_SIGNS |= {"[": "bracketleft", "]": "bracketright", "\\": "backslash", "`": "grave", "+": "plus"}
_KEYSYMS = {
    Qt.Key.Key_Space: (0x20, "space"),
    Qt.Key.Key_Backspace: (0xFF08, "BackSpace"),
    Qt.Key.Key_Tab: (0xFF09, "Tab"),
    Qt.Key.Key_Return: (0xFF0D, "Return"),
    Qt.Key.Key_Enter: (0xFF8D, "KP_Enter"),
    Qt.Key.Key_Pause: (0xFF13, "Pause"),
    Qt.Key.Key_ScrollLock: (0xFF14, "Scroll_Lock"),
    Qt.Key.Key_Escape: (0xFF1B, "Escape"),
    Qt.Key.Key_Home: (0xFF50, "Home"),
    Qt.Key.Key_Left: (0xFF51, "Left"),
    Qt.Key.Key_Up: (0xFF52, "Up"),
    Qt.Key.Key_Right: (0xFF53, "Right"),
    Qt.Key.Key_Down: (0xFF54, "Down"),
    Qt.Key.Key_PageUp: (0xFF55, "Prior"),
    Qt.Key.Key_PageDown: (0xFF56, "Next"),
    Qt.Key.Key_End: (0xFF57, "End"),
    Qt.Key.Key_Print: (0xFF61, "Print"),
    Qt.Key.Key_Insert: (0xFF63, "Insert"),
    Qt.Key.Key_Menu: (0xFF67, "Menu"),
    Qt.Key.Key_Delete: (0xFFFF, "Delete"),
}
