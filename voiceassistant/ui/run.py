"""Shows the window first and makes the assistant behind it."""

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from voiceassistant import settings as settings_file
from voiceassistant.errors import SettingsError
from voiceassistant.resource_files import resource
from voiceassistant.settings import Settings
from voiceassistant.ui import translation
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.port import AssistantPort
from voiceassistant.ui.qt_messages import qt_messages_logged
from voiceassistant.ui.system.one_program import OneProgram
from voiceassistant.ui.system.outside import Outside
from voiceassistant.ui.system.wish import Wish
from voiceassistant.ui.theme import Theme

log = logging.getLogger(__name__)


class Session(QObject):
    """One run of the window. The assistant is made and started in a thread: its imports take seconds."""

    _made = Signal()

    def __init__(
        self, window: MainWindow, bridge: Bridge, make_assistant: Callable[[], AssistantPort], outside: Outside
    ) -> None:
        super().__init__()
        self._window, self._bridge, self._make_assistant, self._outside = window, bridge, make_assistant, outside
        self._assistant: AssistantPort | None = None
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._make, name="assistant-start")
        self._made.connect(self._attach)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Ends the assistant, also one that is still being made."""
        self._outside.end()
        if self._thread.ident is not None:
            self._thread.join()
        self._bridge.close()
        if self._assistant:
            self._assistant.close()

    def _make(self) -> None:
        try:
            self._assistant = self._make_assistant()
        except Exception as error:
            log.exception("the assistant could not be made")
            self._failure = error
        self._made.emit()

    def _attach(self) -> None:
        if self._failure:
            self._window.show_broken(self._failure)
        elif self._assistant:
            self._window.attach(self._assistant)  # first, so that no event of the start is missed
            self._assistant.start()
            self._window.started()
            self._outside.attach(self._assistant)


def run(
    make_assistant: Callable[[], AssistantPort],
    *,
    exit_after_first_paint: bool = False,
    process_started: float,
    program: OneProgram | None = None,
    wish: Wish | None = None,
) -> tuple[int, float]:
    """Runs the window until it is closed.

    Args:
        make_assistant: Called in a thread of its own once the window is painted; what it raises is shown.
        exit_after_first_paint: End then; no assistant is made.
        process_started: time.monotonic() when the process began.
        program: Brings what later starts of the program ask for.
        wish: What this start asks for.
    Returns:
        The exit status, and the milliseconds from `process_started` to the end of the first paint.
    """
    with qt_messages_logged():
        return _run(make_assistant, exit_after_first_paint, process_started, program, wish)


def _run(
    make_assistant: Callable[[], AssistantPort],
    exit_after_first_paint: bool,
    process_started: float,
    program: OneProgram | None,
    wish: Wish | None,
) -> tuple[int, float]:
    application = existing if isinstance(existing := QApplication.instance(), QApplication) else QApplication([])
    application.setApplicationName("voiceassistant")
    application.setDesktopFileName("voiceassistant")
    settings = _settings()
    kept = translation.install(application, settings.language)
    theme, bridge = Theme(application, settings.theme), Bridge()
    window = MainWindow(bridge, theme)
    outside = Outside(window, bridge, wish)
    session = Session(window, bridge, make_assistant, outside)
    painted_at: list[float] = []

    def after_paint() -> None:
        painted_at.append(time.monotonic())
        if exit_after_first_paint:
            application.quit()
            return
        window.setWindowIcon(QIcon(str(resource("icons/voiceassistant.svg"))))
        if program:
            outside.listen(program)
        session.begin()

    window.painted.connect(lambda: QTimer.singleShot(0, after_paint))
    signals = _Signals(application)
    window.show()
    status = application.exec()
    signals.close()
    window.hide()  # ending the assistant may take seconds
    session.end()
    for translator in kept:
        application.removeTranslator(translator)
    return status, (painted_at[0] - process_started) * 1000 if painted_at else 0.0


def _settings() -> Settings:
    try:
        return settings_file.load()
    except SettingsError as error:
        log.warning("%s", error)  # the assistant tells the user, who sees the defaults until then
        return Settings()


class _Signals:
    """Ctrl+C and SIGTERM close the window; Python would notice them only at the next event."""

    def __init__(self, application: QApplication) -> None:
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)
        self._application = application
        self._before = {number: signal.signal(number, self._quit) for number in (signal.SIGINT, signal.SIGTERM)}

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _drain(self) -> None:
        self._reader.recv(64)

    def _quit(self, _number: int, _frame: FrameType | None) -> None:
        self._application.quit()
