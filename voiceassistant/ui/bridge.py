"""Events and results from the engine's thread, delivered on the window's. The one file that knows both sides."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from voiceassistant.events import Event


class Source(Protocol):
    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]: ...


class Bridge(QObject):
    """Lives on the window's thread, and longer than the assistant that it listens to."""

    happened = Signal(object)  # Event
    _arrived = Signal(object)  # Event, still on the engine's thread
    _finished = Signal(object, object, object)
    _told = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe: Callable[[], None] | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._call_back, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def listen(self, source: Source) -> None:
        self._unsubscribe = source.subscribe(self._arrived.emit)

    def close(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()
            self._unsubscribe = None

    def when_done(
        self, future: "Future[Any]", receiver: QObject, callback: Callable[[Any, BaseException | None], None]
    ) -> None:
        """Calls `callback(result, error)` on the window's thread, unless `receiver` is gone by then."""
        future.add_done_callback(lambda done: self._finished.emit(done, receiver, callback))

    def relay(self, receiver: QObject, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        """To be called on any thread: has `callback` called on the window's, unless `receiver` is gone by then."""
        return lambda value: self._told.emit(value, receiver, callback)

    @Slot(object)
    def _deliver(self, event: Event) -> None:
        self.happened.emit(event)

    @Slot(object, object, object)
    def _call_back(
        self, future: "Future[Any]", receiver: QObject, callback: Callable[[Any, BaseException | None], None]
    ) -> None:
        if not shiboken6.isValid(receiver):
            return
        error = CancelledError() if future.cancelled() else future.exception()
        callback(None if error else future.result(), error)

    @Slot(object, object, object)
    def _pass_on(self, value: Any, receiver: QObject, callback: Callable[[Any], None]) -> None:
        if shiboken6.isValid(receiver):
            callback(value)
