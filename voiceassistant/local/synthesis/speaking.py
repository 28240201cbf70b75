"""Text to speech: who speaks each sentence, and its sound. Engines are loaded when they first speak."""

from collections.abc import Callable, Iterator

import numpy as np

from voiceassistant.local.synthesis import espeak, hibari_voice, kokoro, voices
from voiceassistant.local.synthesis.hibari_voice import HibariVoice
from voiceassistant.local.synthesis.kokoro import Kokoro
from voiceassistant.local.synthesis.pieces import Sentence, sentences
from voiceassistant.local.synthesis.tempo import Samples, stretch

_SPEEDS = {
    "hibari": (hibari_voice.SLOWEST, hibari_voice.FASTEST),
    "kokoro": (kokoro.SLOWEST, kokoro.FASTEST),
    "espeak": (espeak.SLOWEST, espeak.FASTEST),
}


class Speech:
    """Speaks with whichever engine a sentence needs. Not for two threads at once.

    Args:
        hibari: Gives the default voice, loaded by the first call. Raises ApiError.
        kokoro: The same for the others.
    """

    def __init__(self, hibari: Callable[[], HibariVoice], kokoro: Callable[[], Kokoro]) -> None:
        self._hibari, self._kokoro = hibari, kokoro

    def speak(self, text: str, voice: str, speed: float = 1.0) -> Iterator[bytes]:
        """Yields 24 kHz mono 16-bit little-endian PCM, a sentence or clause at a time, as soon as each is ready.

        A text without anything to say yields nothing.

        Args:
            text: In any language, or in several: each sentence is spoken in its own.
            voice: One of `voices.VOICES`.
            speed: 0.25 to 4.
        Raises:
            ApiError: A model could not be loaded, or espeak-ng is needed and missing.
        """
        for sentence in sentences(text):
            speaker = voices.speaker(voice, sentence.language)
            slowest, fastest = _SPEEDS[speaker.engine]
            own_speed = min(max(speed, slowest), fastest)
            for samples in self._say(sentence, speaker, own_speed):
                if len(samples):
                    yield _pcm(stretch(samples, speed / own_speed))

    def _say(self, sentence: Sentence, speaker: voices.Speaker, speed: float) -> Iterator[Samples]:
        match speaker.engine:
            case "hibari":
                yield from self._hibari().say(sentence.text, speed)
            case "kokoro":
                yield from self._kokoro().say(sentence.text, speaker, speed)
            case "espeak":
                yield espeak.speak(sentence.text, speaker.language, speaker.name, speed)


def _pcm(samples: Samples) -> bytes:
    return (np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
