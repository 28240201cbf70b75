"""What the rest of the desktop asks of the program and is told by it, joined to the main window."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.system.buses import session_bus
from voiceassistant.ui.system.hotkeys import Action, Hotkeys
from voiceassistant.ui.system.one_program import OneProgram
from voiceassistant.ui.system.wish import Wish

if TYPE_CHECKING:  # where there is a bus
    from voiceassistant.ui.system.media_player import MediaPlayer

FOCUS_MILLISECONDS = 1000  # after which the clipboard is looked into, whoever has the focus


class Outside(QObject):
    """Wishes that come before there is an assistant wait for it.

    Args:
        wish: What this start of the program asks for.
    """

    def __init__(self, window: MainWindow, bridge: Bridge, wish: Wish | None = None) -> None:
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._assistant: AssistantPort | None = None
        self._waiting = [wish] if wish and wish.reads else []
        self._program: OneProgram | None = None
        self._player: MediaPlayer | None = None
        self.hotkeys = Hotkeys(self)
        self.hotkeys.pressed.connect(self._key_pressed)
        self.hotkeys.released.connect(self._key_released)
        self.hotkeys.problem.connect(window.board.complain)
        window.dialogs.settings_applied.connect(self._follow_settings)

    def listen(self, program: OneProgram) -> None:
        """Other starts of the program are heard from now on, until `end`."""
        self._program = program
        program.asked.connect(self.take)
        program.listen()

    def attach(self, assistant: AssistantPort) -> None:
        """It has been started."""
        self._assistant = assistant
        self._follow_settings()
        self._appear_as_player(assistant)
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            self.take(wish)

    def end(self) -> None:
        self.hotkeys.end()
        if self._player:
            self._player.end()
        if self._program:
            self._program.hear_no_more()  # whoever has begun it ends it, when the assistant has ended, too

    def take(self, wish: Wish) -> None:
        """Does what is asked for."""
        if wish.activation:
            os.environ["XDG_ACTIVATION_TOKEN"] = wish.activation  # where Qt looks for it when a window asks for focus
        if not wish.selection:
            self._bring(self._window)
        if wish.reads and self._assistant is None:
            self._waiting.append(wish)
        elif wish.document is not None:
            if reading := self._window.dialogs.reading_window():
                reading.read_aloud(wish.document)
        elif wish.selection:
            self.read_selection()

    def read_selection(self) -> None:
        """Reads what is selected in any program aloud; the user stays there."""
        if _clipboard_wants_focus():
            self._bring(self._window)
            _when_active(self._window, self._read_selection)
        else:
            self._read_selection()

    def _follow_settings(self) -> None:
        if self._assistant:
            self.hotkeys.use(self._assistant.settings.desktop)

    def _key_pressed(self, action: Action) -> None:
        match action:
            case Action.SELECTION:
                self.read_selection()
            case Action.TALK:
                self._window.hold_talk()

    def _key_released(self, action: Action) -> None:
        if action is Action.TALK:
            self._window.let_talk_go()

    def _appear_as_player(self, assistant: AssistantPort) -> None:
        """For media keys and panels, where the desktop has a bus."""
        if bus := session_bus(self):
            from voiceassistant.ui.system.media_player import MediaPlayer

            self._player = MediaPlayer(bus, assistant.reading, self._bridge, self)
            self._player.raised.connect(lambda: self._bring(self._window))
            self._player.quitted.connect(self._window.close)

    def _read_selection(self) -> None:
        if reading := self._window.dialogs.reading_window(activate=False):
            reading.sources.take_selection(reading.read_aloud)

    def _bring(self, window: QWidget) -> None:
        """To the front, with the focus."""
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def _clipboard_wants_focus() -> bool:
    """Whether only the focused window may see what is selected or copied."""
    return QGuiApplication.platformName().startswith("wayland")


def _when_active(window: QWidget, then: Callable[[], None]) -> None:
    """Calls `then` once, when the window has the focus, or else after a second."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    changed = application.applicationStateChanged
    watch = QTimer(window, singleShot=True, interval=FOCUS_MILLISECONDS)

    def look() -> None:
        if QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive or not watch.isActive():
            watch.stop()
            watch.deleteLater()
            changed.disconnect(look)
            then()

    watch.timeout.connect(look)
    changed.connect(look)
    watch.start()
    look()
