"""Kokoro-82M: phonemes to speech, in the voices of many speakers. ONNX Runtime is imported when it is loaded."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from voiceassistant.local.synthesis.phonemes import phonemes
from voiceassistant.local.synthesis.pieces import short_clauses
from voiceassistant.local.synthesis.tempo import Samples
from voiceassistant.local.synthesis.voices import RATE, Speaker
from voiceassistant.local.weights.catalogue import KOKORO

SLOWEST, FASTEST = 0.5, 2.0

THREADS = 2
MOST_PHONEMES = 500  # the model takes 510 with those that it is padded with
_STYLE_SIZE = 256

# It begins with a quarter of a second of silence and ends with half a second or more.
_QUIET = 0.004
_SILENCE_BEFORE = int(0.04 * RATE)
_SILENCE_AFTER = {True: int(0.3 * RATE), False: int(0.12 * RATE)}  # a sentence's end, a clause's


class Kokoro:
    """The model in memory, and the speakers that have spoken. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the sound needs the processor too
        model = str(folder / KOKORO.files[0].name)
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._vocabulary: dict[str, int] = json.loads((files("hibari") / "assets" / "vocab.json").read_text("utf-8"))
        self._folder = folder
        self._styles: dict[str, Samples] = {}

    def say(self, sentence: str, speaker: Speaker, speed: float) -> Iterator[Samples]:
        """Yields 24 kHz mono samples, full scale ±1, clause by clause; nothing for a text without anything to say.

        Raises:
            ApiError: The language needs espeak-ng, and it is missing.
        """
        pieces = short_clauses(sentence)
        for number, piece in enumerate(pieces, start=1):
            tokens = [self._vocabulary[sound] for sound in phonemes(piece, speaker) if sound in self._vocabulary]
            for start in range(0, len(tokens), MOST_PHONEMES):
                sound = self._speak(tokens[start : start + MOST_PHONEMES], speaker.name, speed)
                yield _trimmed(sound, _SILENCE_AFTER[number == len(pieces)])

    def _speak(self, tokens: list[int], name: str, speed: float) -> Samples:
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._style(name)[len(tokens)],
            "speed": np.array([speed], np.float32),
        }
        samples: Samples = self._session.run(None, inputs)[0].ravel()
        return samples

    def _style(self, name: str) -> Samples:
        """How a speaker sounds, for each number of phonemes: shape (510, 1, 256)."""
        if name not in self._styles:
            self._styles[name] = np.fromfile(self._folder / f"{name}.bin", np.float32).reshape(-1, 1, _STYLE_SIZE)
        return self._styles[name]


def _trimmed(samples: Samples, silence_after: int) -> Samples:
    """With little silence before and as much as given after what is heard."""
    heard = np.flatnonzero(np.abs(samples) > _QUIET)
    if not len(heard):
        return samples[:0]
    start = max(int(heard[0]) - _SILENCE_BEFORE, 0)
    sound = samples[start : heard[-1] + silence_after]
    missing = int(heard[-1]) + silence_after - len(samples)
    return np.pad(sound, (0, missing)) if missing > 0 else sound
