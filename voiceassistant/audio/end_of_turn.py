"""Whether somebody who pauses has said all that he wanted to: Smart Turn judges it by how it sounds.

The model knows no words. It hears whether the voice comes to its end or stays up, in 23 languages.
"""

import logging
import time
from pathlib import Path
from typing import Any

import numpy as np

from voiceassistant.audio.log_mel import RATE, log_mel
from voiceassistant.audio.ring import Samples

HEARD_SECONDS = 8.0
"""How much of the end of what was said the model hears."""

THREADS = 1
_FAINTEST = 1e-7  # variance of silence

log = logging.getLogger(__name__)


class EndOfTurn:
    """The model; loaded when it is first asked or warmed. For one thread at a time.

    Args:
        path: Of its ONNX file. Where that is missing or unusable no question is answered, and the log says so, once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._session: Any = None
        self._is_unusable = False

    def warm(self) -> None:
        """Loads the model, so that the first question does not wait for it: about half a second."""
        self.probability(np.zeros(0, np.float32))

    def probability(self, samples: Samples) -> float | None:
        """How likely it is that the speaker is done; tens of milliseconds of work on one core.

        Args:
            samples: The turn so far, with the short pause at its end (the model was trained on some 200 ms of it) and
                no other turn before it: mono float32, 16 kHz, shape (n,). Only the last HEARD_SECONDS count.
        Returns:
            0 to 1; None without the model.
        """
        session = self._loaded()
        if session is None:
            return None
        (answer,) = session.run(None, {"input_features": features(samples)[np.newaxis]})
        return float(answer.item())

    def _loaded(self) -> Any:
        if self._session is None and not self._is_unusable:
            began = time.monotonic()
            try:
                self._session = _load(self._path)
                log.info("The end-of-turn model was loaded in %.2f s", time.monotonic() - began)
            except Exception as error:  # noqa: BLE001 - ONNX Runtime's errors have no parent but this one
                self._is_unusable = True
                log.warning("The end-of-turn model does not load (%s); pauses alone decide.", error)
        return self._session


def features(samples: Samples) -> Samples:
    """What the model takes: the sound's last 8 s, silence before what is shorter, as loud as all. Shape (80, 800)."""
    heard = np.zeros(round(HEARD_SECONDS * RATE), np.float32)
    end = samples[-len(heard) :]
    heard[len(heard) - len(end) :] = end
    return log_mel((heard - heard.mean()) / np.sqrt(heard.var() + np.float32(_FAINTEST)))


def _load(path: Path) -> Any:
    import onnxruntime

    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing")  # in our words: the runtime's are three lines
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = THREADS
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
