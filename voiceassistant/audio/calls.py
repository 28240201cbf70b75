"""PortAudio's calls to a stream, none of which keeps its caller waiting for ever."""

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from voiceassistant.audio.library import LIBRARY_LOCK, forget_stream, never_terminate, remember_stream
from voiceassistant.audio.stack import unused_stack
from voiceassistant.errors import AudioError

ANSWER_SECONDS = 3.0  # they take some 10 ms

log = logging.getLogger(__name__)

_lock = threading.Lock()  # around the one below, and around the moment a call ends
_left_behind: set[Any] = set()  # streams a call is stuck in, kept as PortAudio may still call them back


def start(stream: Any) -> None:
    """Starts it. Raises PortAudioError; AudioError: it does not answer."""
    remember_stream(stream)
    with unused_stack():
        _call(stream, stream.start)


def abort(stream: Any) -> None:
    """Stops it at once. Raises PortAudioError: it has ended by itself; AudioError: it does not answer."""
    _call(stream, stream.abort)


def close(stream: Any) -> None:
    """Stops and closes it. One that does not answer is left behind, and `library.rescan` refuses until it does."""
    with suppress(AudioError):
        _call(stream, lambda: _close(stream))


def _close(stream: Any) -> None:
    stream.close(ignore_errors=True)  # aborts it, too, after PortAudio has struck it off its list
    forget_stream(stream)


def _call(stream: Any, call: Callable[[], None]) -> None:
    """Has a thread of its own do it, and leaves that behind with the stream where it takes too long.

    PortAudio waits without a limit for the thread of an ALSA stream, and that one for the sound server; both may hang.
    Nobody else may touch the stream meanwhile. If the call does come back one day, the stream is closed.
    """
    if not sys.platform.startswith("linux"):
        call()  # Windows wants its sound handled by threads that have initialised COM
        return
    if stream in _left_behind:
        raise AudioError("The sound device does not answer")
    ended = threading.Event()
    failures: list[Exception] = []

    def run() -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - handed to the caller, whatever it is
            failures.append(error)
        with _lock:
            ended.set()
            is_late = stream in _left_behind
        if is_late:
            with LIBRARY_LOCK:
                _close(stream)
            _left_behind.discard(stream)

    threading.Thread(target=run, name="portaudio-call", daemon=True).start()
    ended.wait(ANSWER_SECONDS)
    with _lock:
        is_stuck = not ended.is_set()
        if is_stuck:
            _left_behind.add(stream)
    if is_stuck:
        never_terminate()  # that would wait for the stream, too
        log.warning("A stream of PortAudio's does not answer; it is left behind.")
        raise AudioError("The sound device does not answer")
    if failures:
        raise failures[0]
