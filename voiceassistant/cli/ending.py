"""Commands that Ctrl+C and SIGTERM end at once, with what is half done kept."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

TERMINATED = 128 + signal.SIGTERM
"""Exit status, as shells report it."""

LOOK_SECONDS = 0.05

T = TypeVar("T")


class Terminated(KeyboardInterrupt):
    """SIGTERM came."""


@contextmanager
def sigterm_like_control_c() -> Iterator[None]:
    """Within it SIGTERM raises Terminated in the main thread; of another thread's use it does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def result_of(work: "Future[T]") -> T:
    """What became of it, as its own `result`.

    Looks up now and then: a signal that comes just before a lock is waited for is noticed only when the waiting ends.
    """
    while True:
        try:
            return work.result(LOOK_SECONDS)
        except TimeoutError:
            if work.done():
                return work.result()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise Terminated
