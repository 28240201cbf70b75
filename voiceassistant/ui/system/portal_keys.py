"""Keys of every program where only the desktop hands them out: its portal is asked for them (Wayland)."""

import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from voiceassistant.ui.system.buses import session_bus
from voiceassistant.ui.system.hotkeys import Action, Hotkey, Hotkeys

if TYPE_CHECKING:
    from voiceassistant.ui.system.portal import Answer

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

KEYS = "org.freedesktop.portal.GlobalShortcuts"
SESSION = "org.freedesktop.portal.Session"
MODIFIERS = {  # in the order and words of the XDG specification of shortcuts
    Qt.KeyboardModifier.ControlModifier: "CTRL",
    Qt.KeyboardModifier.AltModifier: "ALT",
    Qt.KeyboardModifier.ShiftModifier: "SHIFT",
    Qt.KeyboardModifier.MetaModifier: "LOGO",
}


class PortalKeys(QObject):
    """The desktop may ask the user, give other keys, or none. That there is no portal is told in the settings only."""

    def __init__(self, hotkeys: Hotkeys) -> None:
        super().__init__(hotkeys)
        self._hotkeys = hotkeys
        self._session = ""
        self._wanted: Mapping[Action, Hotkey] = {}
        self._held: set[Action] = set()
        bus = session_bus(self)
        if bus is None:
            self._portal = None
            return
        from voiceassistant.ui.system.portal import PATH, Portal

        self._portal = Portal(bus, self)
        for signal, told in (("Activated", self._pressed), ("Deactivated", self._released)):
            bus.listen(PATH, KEYS, signal, partial(self._told, told))

    def bind(self, keys: Mapping[Action, Hotkey]) -> None:
        self._wanted = keys
        self._close_session()
        if self._portal and keys:
            self._portal.find(KEYS, self._found)

    def end(self) -> None:
        self._close_session()
        if self._portal:
            self._portal.end()
            self._portal = None

    def _found(self, version: int) -> None:
        if self._portal is None:
            return
        if not version:
            log.info("the desktop's portal has no keys to give")
            return
        options = {"session_handle_token": ("s", self._portal.new_token())}
        wanted = self._wanted
        self._portal.ask(KEYS, "CreateSession", "", (), options, partial(self._begun, wanted))

    def _begun(self, wanted: Mapping[Action, Hotkey], answer: "Answer") -> None:
        session = answer.results.get("session_handle", "")
        if self._portal is None:
            return
        if wanted is not self._wanted:
            self._end_session(session)  # other keys are wanted by now
            return
        if not session:
            self._complain(wanted)
            return
        self._session = session
        asked = [
            (action.value, {"description": ("s", description(action)), "preferred_trigger": ("s", trigger(key))})
            for action, key in wanted.items()
        ]
        body = (session, asked, "")
        self._portal.ask(KEYS, "BindShortcuts", "oa(sa{sv})s", body, {}, partial(self._bound, wanted))

    def _bound(self, wanted: Mapping[Action, Hotkey], answer: "Answer") -> None:
        given = {shortcut[0] for shortcut in answer.results.get("shortcuts", ())}
        if missing := {action: key for action, key in wanted.items() if action.value not in given}:
            self._complain(missing)

    def _complain(self, missing: Mapping[Action, Hotkey]) -> None:
        words = translate("Hotkeys", "The desktop did not give the key {key}. Its own settings can run “{command}”.")
        for key in missing.values():
            self._hotkeys.problem.emit(words.format(key=key.text, command="voiceassistant --read-selection"))

    def _told(self, what: Callable[[Action, dict[str, Any]], None], values: tuple[Any, ...], sender: str) -> None:
        """A key's signal, if it comes from the portal and is about our session."""
        match values:
            case (str(session), str(name), int(), dict(options)) if self._portal and sender == self._portal.owner:
                action = next((one for one in Action if one.value == name), None)
                if action and session == self._session:
                    what(action, options)

    def _pressed(self, action: Action, options: dict[str, Any]) -> None:
        match options.get("activation_token"):
            case ("s", str(token)):
                os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
        if action not in self._held:
            self._held.add(action)
            self._hotkeys.pressed.emit(action)

    def _released(self, action: Action, _options: dict[str, Any]) -> None:
        if action in self._held:
            self._held.remove(action)
            self._hotkeys.released.emit(action)

    def _close_session(self) -> None:
        for action in tuple(self._held):
            self._released(action, {})
        self._end_session(self._session)
        self._session = ""

    def _end_session(self, session: str) -> None:
        if self._portal and session:
            from voiceassistant.ui.system.portal import NAME

            self._portal.bus.call((NAME, session, SESSION), "Close")


def description(action: Action) -> str:
    """What the desktop's dialogue calls it."""
    match action:
        case Action.SELECTION:
            return translate("Hotkeys", "Read what is selected")
        case Action.TALK:
            return translate("Hotkeys", "Hold to talk")


def trigger(key: Hotkey) -> str:
    words = [word for modifier, word in MODIFIERS.items() if modifier in key.modifiers]
    return "+".join([*words, key.name])
