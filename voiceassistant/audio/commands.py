"""What other threads want of an audio thread, done by that thread, in order."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import Empty, SimpleQueue
from typing import TypeVar

from voiceassistant.errors import AudioError

ANSWER_SECONDS = 10.0  # a thread that does not answer for so long never will

T = TypeVar("T")


class Commands:
    """A letter box. The thread that owns it calls `obey`; everyone else asks.

    Args:
        wake: Makes the owner call `obey` soon.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def post(self, work: Callable[[], None]) -> None:
        """Has it done and does not wait. It may not raise."""
        self._waiting.put(work)
        self._wake()

    def ask(self, work: Callable[[], T]) -> T:
        """Has it done and waits; returns or raises what it does. AudioError: the thread is stuck in its device."""
        answer: Future[T] = Future()

        def command() -> None:
            try:
                answer.set_result(work())
            except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
                answer.set_exception(error)

        self.post(command)
        wait([answer], ANSWER_SECONDS)
        if not answer.done():
            raise AudioError("The sound device does not answer")
        return answer.result()

    def obey(self) -> None:
        """Does everything that has been asked for by now."""
        while True:
            try:
                command = self._waiting.get_nowait()
            except Empty:
                return
            command()
