"""A whole assistant that talks with a recording: simulated microphone and speaker, everything else as in the window."""

import os
import queue
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceassistant.audio.ring import Samples
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.cli.latency_rows import Rows
from voiceassistant.cli.sound_runs import SoundRun, sound_runs
from voiceassistant.events import Event, Failed, FirstSound, Timings, TurnEnded
from voiceassistant.settings import Role, Settings
from voiceassistant.talking import TalkingAssistant
from voiceassistant.tools.registry import Registry

QUESTION_RATE = 16_000
LOUD = 0.025  # of the peak: the last louder sample is the end of what was said
LONGEST_TURN_SECONDS = 120.0
SETTLE_SECONDS = 0.4  # of silence, before the next turn
HOLD_SECONDS = 0.2  # the key is down before the first word, as people do it
STEPS = ("held for over", "transcript", "first token", "first sentence", "its first sound")


@dataclass(frozen=True, slots=True)
class Question:
    """What is said, and where in it the first and the last loud samples are, in seconds from its beginning."""

    sound: Samples  # mono float32, 16 kHz
    first: float
    last: float

    @classmethod
    def of(cls, sound: Samples) -> "Question":
        loud = np.flatnonzero(np.abs(sound) > LOUD * np.abs(sound).max())
        return cls(sound, int(loud[0]) / QUESTION_RATE, (int(loud[-1]) + 1) / QUESTION_RATE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was measured of one turn.

    Attributes:
        spoken: time.monotonic() of the last loud sample of the question.
        decided: time.monotonic() when the turn was held for over: the release, or the listener's decision.
        sounds: What was heard after it.
        timings: As the engine tells them.
    """

    spoken: float
    decided: float
    sounds: list[SoundRun]
    timings: Timings

    def steps(self) -> dict[str, float]:
        """The parts by name in milliseconds, each from the one before it; one that was not reached is missing."""
        told = self.timings
        reached = (told.transcript, told.first_token, told.first_sentence, told.first_audio)
        found = {STEPS[0]: (self.decided - self.spoken) * 1000}
        before = 0.0
        for name, at in zip(STEPS[1:], reached, strict=True):
            if at is None:
                break
            found[name], before = at - before, at
        return found


class LatencyStage:
    """Speaks and listens; notes everything in `rows`.

    Args:
        assistant: Started.
        microphone, speaker: Its devices.
        rows: Take the events.
    """

    def __init__(
        self, assistant: TalkingAssistant, microphone: SimulatedMicrophone, speaker: SimulatedSpeaker, rows: Rows
    ) -> None:
        self._assistant, self._microphone, self._speaker, self._rows = assistant, microphone, speaker, rows
        self._events: queue.Queue[Event] = queue.Queue()
        assistant.engine.subscribe(self._events.put)

    def turn(self, question: Question) -> Turn:
        """Asks with the key held, and hears the answer out. Raises AssistantError."""
        spoken, decided = self.ask(question)
        timings = self.until_answered()
        time.sleep(SETTLE_SECONDS)
        return Turn(spoken, decided, self.take_sounds(), timings)

    def ask(self, question: Question, barged: list[float] | None = None) -> tuple[float, float]:
        """Holds the key while the question is said; returns when its last loud sample was, and when the key came up.

        Where it talks over an answer, `barged` takes the time.
        """
        if barged is not None:
            barged.append(self._rows.add("barge"))
        self._assistant.engine.press()
        time.sleep(HOLD_SECONDS)
        spoken = self._say(question)
        time.sleep(max(0.0, spoken - time.monotonic()))
        decided = time.monotonic()
        self._assistant.engine.release()
        self._rows.add("vad_stop", decided)
        self._rows.add("endpoint", decided)
        return spoken, decided

    def _say(self, question: Question) -> float:
        self._microphone.say(question.sound, QUESTION_RATE)
        self._microphone.begun.wait()
        began = self._microphone.first_sample_at
        self._rows.add("speech_start", began + question.first)
        return self._rows.add("speech_end", began + question.last)

    def until_answered(self) -> Timings:
        """Returns when the answer was heard. Raises AssistantError: it failed."""
        while True:
            match self._events.get(timeout=LONGEST_TURN_SECONDS):
                case Failed(error=error):
                    raise error
                case TurnEnded(interrupted=False, timings=timings):
                    return timings

    def until_sound(self) -> None:
        """Returns when the answer begins to be heard. Raises AssistantError: it failed."""
        while True:
            match self._events.get(timeout=LONGEST_TURN_SECONDS):
                case Failed(error=error):
                    raise error
                case FirstSound():
                    return

    def stop(self, barged: list[float]) -> None:
        """Presses the stop key and waits for silence."""
        barged.append(self._rows.add("barge"))
        self._assistant.engine.stop()
        time.sleep(SETTLE_SECONDS)

    def take_sounds(self) -> list[SoundRun]:
        """What was heard since it was asked last."""
        runs = sound_runs(self._speaker.take(), self._speaker.rate)
        for run in runs:
            self._rows.add("sound", run.start, end=run.end, hz_first=run.hz_first, hz_last=run.hz_last)
        return runs


@contextmanager
def latency_stage(
    settings: Settings, folder: Path, rows: Rows, tools: Registry | None = None
) -> Iterator[LatencyStage]:
    """A stage that is ready for a turn. Recordings and the conversation go into `folder`.

    Raises AssistantError.
    """
    microphone, speaker = SimulatedMicrophone(), SimulatedSpeaker()
    assistant = TalkingAssistant(settings, microphone, speaker, folder, tools)
    assistant.start()
    try:
        assistant.opened.result()
        rows.add("ready")
        yield LatencyStage(assistant, microphone, speaker, rows)
    finally:
        assistant.close()


def settings_for(base: str) -> Settings:
    """All three roles on one server, with a key that is none; nobody stands in for it."""
    for role in Role:
        os.environ[f"VOICEASSISTANT_{role.name}_KEY"] = "bench"
    roles = {role.value: {"server": "custom", "base_url": f"{base.rstrip('/')}/v1"} for role in Role}
    return Settings().with_values(fall_back=False, first_start_done=True, **roles)
