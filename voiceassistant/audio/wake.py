"""The wake phrase: said first, it has the assistant listen. It is recognised here; no sound leaves the computer.

By microWakeWord's models, which were made for battery-driven speakers and are Apache-2.0, like the library. Of
openWakeWord's, which hear somewhat better, the trained ones are not for commercial use.
"""

import logging
from typing import TYPE_CHECKING

import numpy as np

from voiceassistant.audio.ring import Samples
from voiceassistant.errors import WakePhraseError

if TYPE_CHECKING:
    from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures

log = logging.getLogger(__name__)

NAMES = ("okay_nabu", "hey_jarvis", "hey_mycroft", "alexa")

_kept: list[object] = []  # pymicro-features 2.0.2 crashes if one is freed while an exception is on its way; 12 kB each


class WakePhrase:
    """Listens to one stream of sound for one phrase. One thread at a time.

    Args:
        name: One of NAMES.
    Raises:
        WakePhraseError: The library is missing or does not load on this system.
        ValueError: There is no such phrase.
    """

    def __init__(self, name: str) -> None:
        if name not in NAMES:
            raise ValueError(f"no wake phrase is called {name!r}")
        self._features, self._model = _load(name)

    def feed(self, samples: Samples) -> bool:
        """Returns whether the phrase was heard to its end just now; once each time that it is said.

        Args:
            samples: Mono float32, 16 kHz, full scale ±1; any length.
        """
        heard = False
        pcm = (np.clip(samples, -1.0, 1.0) * np.float32(32767.0)).astype("<i2").tobytes()
        for features in self._features.process_streaming(pcm):
            heard = bool(self._model.process_streaming(features)) or heard
        if heard:
            self.reset()  # what the model remembers of the phrase would be heard again
        return heard

    def reset(self) -> None:
        """What follows does not go on from what was fed."""
        self._features.reset()
        self._model.reset()


def _load(name: str) -> "tuple[MicroWakeWordFeatures, MicroWakeWord]":
    try:
        from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures, Model

        MicroWakeWord.model = MicroWakeWord.interpreter = None  # it asks for them in the end, even of half a model
        model = MicroWakeWord.from_builtin(Model(name))
        features = MicroWakeWordFeatures()
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        # On systems that it has no build for it installs all the same, with another system's library in it.
        log.warning("The wake phrase's library does not load: %s", error)
        raise WakePhraseError("This system cannot recognise wake phrases") from error
    _kept.append(features)
    return features, model
