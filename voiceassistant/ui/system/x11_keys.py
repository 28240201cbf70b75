"""Keys of every program on X11: they are grabbed from the display, on a connection apart from the window's."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer

from voiceassistant.errors import WindowError
from voiceassistant.ui.system import xcb
from voiceassistant.ui.system.hotkeys import Action, Hotkey, Hotkeys
from voiceassistant.ui.system.xcb import Event, KeyGrabs

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

RELEASE_MILLISECONDS = 12  # a held key repeats as a release and a press at once, as in talk_keys.py
NUM_LOCK = 0xFF7F
MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: xcb.SHIFT,
    Qt.KeyboardModifier.ControlModifier: xcb.CONTROL,
    Qt.KeyboardModifier.AltModifier: xcb.MOD1,
    Qt.KeyboardModifier.MetaModifier: xcb.MOD4,
}


@dataclass(frozen=True, slots=True)
class Grab:
    """One key with its modifiers, and all that CapsLock and NumLock make of them."""

    keycode: int  # 0: the keyboard has no such key
    states: tuple[int, ...]


class X11Keys(QObject):
    """A key is told once, however long it is held, and whatever CapsLock and NumLock say."""

    def __init__(self, hotkeys: Hotkeys) -> None:
        super().__init__(hotkeys)
        self._hotkeys = hotkeys
        self._keys: Mapping[Action, Hotkey] = {}
        self._sought: dict[Action, Grab] = {}
        self._grabbed: dict[Action, Grab] = {}  # without those that another program has
        self._held: Action | None = None
        self._releasing = QTimer(self, singleShot=True, interval=RELEASE_MILLISECONDS)
        self._releasing.timeout.connect(self._let_go)
        self._display: KeyGrabs | None = None
        try:
            self._display = KeyGrabs()
        except WindowError as error:
            log.warning("keys of other programs cannot be had: %s", error)
            return
        self._notifier = QSocketNotifier(self._display.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)

    def bind(self, keys: Mapping[Action, Hotkey]) -> None:
        self._keys = keys
        if self._display:
            self._grab_anew(self._display, self._seek(self._display))
            self._look()

    def end(self) -> None:
        self._let_go()
        if self._display:
            self._notifier.setEnabled(False)
            self._display.close()  # which lets the keys go
            self._display = None

    def _seek(self, display: KeyGrabs) -> dict[Action, Grab]:
        keycodes = display.keycodes()
        num_lock = display.modifier_of(keycodes.get(NUM_LOCK, 0)) or xcb.MOD2
        locks = (0, xcb.LOCK, num_lock, xcb.LOCK | num_lock)
        found = {}
        for action, key in self._keys.items():
            wanted = sum(bit for modifier, bit in MODIFIERS.items() if modifier in key.modifiers)
            found[action] = Grab(keycodes.get(key.keysym, 0), tuple(wanted | lock for lock in locks))
        return found

    def _grab_anew(self, display: KeyGrabs, sought: dict[Action, Grab]) -> None:
        self._let_go()
        for grab in self._grabbed.values():
            display.let_go(grab.keycode, grab.states)
        self._sought, self._grabbed = sought, {}
        for action, grab in sought.items():
            if not grab.keycode:
                words = translate("Hotkeys", "This keyboard has no key {key}. Choose another one in Settings.")
            elif display.grab(grab.keycode, grab.states):
                self._grabbed[action] = grab
                continue
            else:
                words = translate("Hotkeys", "Another program has taken {key}. Choose another key in Settings.")
            self._hotkeys.problem.emit(words.format(key=self._keys[action].text))

    def _look(self) -> None:
        """What has happened on the display."""
        while (display := self._display) and (events := display.events()):  # what is told may end it all
            for event in events:
                self._take(event)
            # Also sent whenever another keyboard is typed on, mostly with nothing changed.
            if any(event.kind == xcb.MAPPING_NOTIFY for event in events):
                sought = self._seek(display)
                if sought != self._sought:
                    self._grab_anew(display, sought)
        if display and display.broken:
            log.warning("the display has hung up on the keys")
            self.end()

    def _take(self, event: Event) -> None:
        for action, grab in self._grabbed.items():
            if grab.keycode != event.keycode:
                continue
            if event.kind == xcb.KEY_PRESS and event.state in grab.states:
                self._press(action)
            elif event.kind == xcb.KEY_RELEASE and action is self._held:  # Ctrl may have come up before
                self._releasing.start()

    def _press(self, action: Action) -> None:
        if self._held is action:
            self._releasing.stop()
            return
        self._let_go()
        self._held = action
        self._hotkeys.pressed.emit(action)

    def _let_go(self) -> None:
        self._releasing.stop()
        held, self._held = self._held, None
        if held:
            self._hotkeys.released.emit(held)
