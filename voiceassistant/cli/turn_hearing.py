"""The ear over a recording, as fast as the processor goes: when it takes somebody for done, in the recording's time."""

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from voiceassistant.audio.end_of_turn import EndOfTurn
from voiceassistant.audio.hands_free import HandsFree, Heeded, Judges, PauseRule, Speech
from voiceassistant.audio.recording import Recording
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import RATE, WINDOW, VoiceActivity
from voiceassistant.errors import AssistantError
from voiceassistant.events import SpeechEnded, SpeechResumed, SpeechStarted

PREROLL_SECONDS = 0.4
MODEL_SECONDS = 0.1  # from a question to the end-of-turn model to its answer, in the recording's time
HEARD_ON_SECONDS = 0.15  # of the pause, which the recogniser is given with the words

BreaksOff = Callable[[Samples], bool]
"""Whether the words of an utterance break off."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sound was taken for: when an utterance began, and when it was done; in seconds of the sound."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]


def speech_probabilities(sound: Samples) -> list[float]:
    """Of each window; the voice activity model begins anew."""
    return VoiceActivity().feed(sound)


def hear(
    sound: Samples,
    probabilities: Sequence[float],
    pauses: PauseRule,
    model: "RememberingModel | None" = None,
    breaks_off: BreaksOff | None = None,
) -> Taken:
    """Plays a sound to the ear.

    Args:
        sound: Mono float32, 16 kHz.
        probabilities: Of its windows.
        pauses: How long a pause ends a turn; learns.
        model: None: the pauses alone decide.
        breaks_off: Where an utterance's words break off, its end waits for as long as after what sounds unfinished.
    """
    now, later, names = 0.0, _Later(), count()
    starts: list[float] = []
    ends: list[float] = []

    def told(speech: Speech) -> None:
        match speech:
            case SpeechStarted():
                starts.append(now)
            case SpeechResumed():
                ends[:] = [end for end in ends if end <= now]  # one that was held back did not come about
            case SpeechEnded(utterance=utterance):
                said = sound[: round((utterance.ended_at + HEARD_ON_SECONDS) * RATE)]
                held = breaks_off is not None and breaks_off(said)
                ends.append(max(now, utterance.ended_at + pauses.wait_seconds(0.0)) if held else now)

    with tempfile.TemporaryDirectory() as folder, _AtOnce() as workers:
        ear = HandsFree(
            Judges(pauses, model, workers),
            lambda: Recording(Path(folder) / f"{next(names)}.wav"),
            told,
            _raise,
            lambda work: later.post(now + MODEL_SECONDS, work),
        )
        for number, probability in enumerate(probabilities, start=1):
            end = number * WINDOW
            now = end / RATE
            later.run(now)
            preroll = sound[max(0, end - round(PREROLL_SECONDS * RATE)) : end]
            ear.hear(sound[end - WINDOW : end], [Heeded(probability)], preroll, now)
        ear.settle()
        ear.close_now(now)
    return Taken(tuple(starts), tuple(ends))


class RememberingModel:
    """The end-of-turn model, which is asked the same by several rules."""

    def __init__(self, model: EndOfTurn) -> None:
        self._model = model
        self._answers: dict[bytes, float | None] = {}
        self.milliseconds: list[float] = []
        model.warm()

    def probability(self, samples: Samples) -> float | None:
        key = samples.tobytes()
        if key not in self._answers:
            began = time.monotonic()
            self._answers[key] = self._model.probability(samples)
            self.milliseconds.append((time.monotonic() - began) * 1000)
        return self._answers[key]


class _Later:
    """Work that is due at a moment of the sound."""

    def __init__(self) -> None:
        self._due: list[tuple[float, Callable[[], None]]] = []

    def post(self, at: float, work: Callable[[], None]) -> None:
        self._due.append((at, work))

    def run(self, now: float) -> None:
        due = [work for at, work in self._due if at <= now]
        self._due = [(at, work) for at, work in self._due if at > now]
        for work in due:
            work()


class _AtOnce(Executor):
    """Works while it is asked."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def _raise(error: AssistantError) -> None:
    raise error
