"""How long hibari and Kokoro hold each sound: their models compute it on the way, and can be made to tell.

Only what measures word times asks for it; it speaks a sentence whole, while the voices themselves speak clauses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voiceassistant.local.synthesis.kokoro import THREADS, Kokoro
from voiceassistant.local.synthesis.phonemes import phonemes
from voiceassistant.local.synthesis.tempo import Samples
from voiceassistant.local.synthesis.voices import RATE, Speaker
from voiceassistant.local.weights.catalogue import KOKORO

_HIBARI_DURATIONS, _KOKORO_DURATIONS = "/Round_output_0", "/encoder/Round_output_0"
_NO_SOUNDS = frozenset(' .,!?;:—…"“”«»()ˈˌ')

# Fields of ONNX's messages, as their tags: ModelProto.graph, GraphProto.output, ValueInfoProto.name.
_GRAPH, _OUTPUT, _NAME = b"\x3a", b"\x62", b"\x0a"


@dataclass(frozen=True, slots=True)
class TimedSpeech:
    """`samples` are 24 kHz mono, full scale ±1; `starts` the seconds at which each phoneme word begins."""

    samples: Samples
    starts: tuple[float, ...]


class TimedHibari:
    """hibari in memory, with its durations. Not for two threads at once."""

    def __init__(self) -> None:
        import hibari

        self._hibari: Any = hibari.Hibari(threads=1)
        self._session = _session(Path(self._hibari.model_path), _HIBARI_DURATIONS)

    def say(self, sentence: str) -> TimedSpeech:
        from hibari import dsp

        sounds = str(self._hibari.g2p(sentence))
        inputs = {"ids": np.array([self._hibari.ids(sounds)], np.int64), "speed": np.ones(1, np.float32)}
        *spectrum, durations = self._session.run(None, inputs)
        samples = dsp.synth(*(part[0] for part in spectrum), np.random.default_rng(0))
        return TimedSpeech(samples, word_starts(sounds, self._hibari.vocab, durations.ravel(), len(samples) / RATE))


class TimedKokoro(Kokoro):
    """Kokoro in memory, with its durations. Not for two threads at once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._session = _session(folder / KOKORO.files[0].name, _KOKORO_DURATIONS)

    def say_timed(self, sentence: str, speaker: Speaker) -> TimedSpeech:
        """Raises ApiError: the language needs espeak-ng, and it is missing."""
        sounds = phonemes(sentence, speaker)
        tokens = [self._vocabulary[sound] for sound in sounds if sound in self._vocabulary]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._style(speaker.name)[len(tokens)],
            "speed": np.ones(1, np.float32),
        }
        audio, durations = self._session.run(None, inputs)
        samples: Samples = audio.ravel()
        return TimedSpeech(samples, word_starts(sounds, self._vocabulary, durations.ravel(), len(samples) / RATE))


def word_starts(sounds: str, vocabulary: Mapping[str, int], durations: np.ndarray, seconds: float) -> tuple[float, ...]:
    """When the first sound of each word begins.

    Args:
        sounds: Phonemes, words apart by spaces; what the vocabulary does not have is not spoken.
        vocabulary: The model's.
        durations: Of what stands before them, of each of them, and of what stands behind, in any unit.
        seconds: How long all of it is.
    """
    moments = np.concatenate(([0.0], np.cumsum(durations))) * (seconds / float(durations.sum()))
    starts, within = [], False
    for number, sound in enumerate((sound for sound in sounds if sound in vocabulary), 1):
        if sound == " ":
            within = False
        elif sound not in _NO_SOUNDS and not within:
            starts.append(float(moments[number]))
            within = True
    return tuple(starts)


def with_output(model: bytes, name: str) -> bytes:
    """An ONNX model that gives one of its inner values as its last output, too.

    Messages of Protocol Buffers are joined by writing one behind the other.
    """
    value = _field(_NAME, name.encode())
    return model + _field(_GRAPH, _field(_OUTPUT, value))


def _field(tag: bytes, content: bytes) -> bytes:
    assert len(content) < 128, "longer ones have their length in two bytes"
    return tag + bytes([len(content)]) + content


def _session(model: Path, output: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    changed = with_output(model.read_bytes(), output)
    return onnxruntime.InferenceSession(changed, options, providers=["CPUExecutionProvider"])
