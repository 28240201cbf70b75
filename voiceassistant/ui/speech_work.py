"""Something that is being spoken or written as sound: one at a time, told in words, and it can be stopped."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.texts import error_sentence


class SpeechWork(QObject):
    """`told`: how it goes, and whether that is a problem; `changed`: it has begun or ended."""

    told = Signal(str, bool)
    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._future: Future[None] | None = None

    @property
    def busy(self) -> bool:
        return self._future is not None

    def begin(self, start: Callable[[], "Future[None]"], doing: str, done: str) -> None:
        """Starts it, unless something still goes on. `doing` and `done` say what, while it lasts and afterwards."""
        if self._future is None:
            self.told.emit(doing, False)
            self._future = start()
            self.changed.emit()
            self._bridge.when_done(self._future, self, partial(self._ended, done))

    def stop(self) -> None:
        if self._future:
            self._future.cancel()

    def _ended(self, done: str, _result: Any, error: BaseException | None) -> None:
        self._future = None
        self.changed.emit()
        if isinstance(error, CancelledError):
            self.told.emit(self.tr("Stopped."), False)
        else:
            self.told.emit(error_sentence(error) if error else done, error is not None)
