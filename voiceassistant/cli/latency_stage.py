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
from voiceassistant.events import (
    Event,
    Failed,
    FirstSound,
    HandsFreeInput,
    HearingChanged,
    SpeechEnded,
    SpeechPaused,
    Timings,
    TurnEnded,
)
from voiceassistant.settings import Role, Settings
from voiceassistant.talking import TalkingAssistant
from voiceassistant.tools.registry import Registry

QUESTION_RATE = 16_000
LOUD = 0.025  # of the peak: the last louder sample is the end of what was said
LONGEST_TURN_SECONDS = 120.0
SETTLE_SECONDS = 0.4  # of silence, before the next turn
HOLD_SECONDS = 0.2  # the key is down before the first word, as people do it
STEPS = ("transcript", "first token", "first sentence", "its first sound")
HELD, NOTICED = "turn held for over", "pause noticed"
VARIANTS = {"push-to-talk": None, "hands-free": "answer", "hands-free-no-speculation": "no"}  # what is begun early


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
        """The parts by name in milliseconds; one that was not reached is missing.

        Of STEPS each one from the one before it, the first from the pause that was noticed, or the release.
        """
        told = self.timings
        reached = (told.transcript, told.first_token, told.first_sentence, told.first_audio)
        found = {HELD: (self.decided - self.spoken) * 1000}
        before = told.pause_noticed or 0.0
        if told.pause_noticed is not None:
            found[NOTICED] = before
        for name, at in zip(STEPS, reached, strict=True):
            if at is None:
                break
            found[name], before = at - before, at
        return found


class MeasuredAssistant(TalkingAssistant):
    """Notes when the ear suspects, and when it is sure, that somebody is done."""

    def __init__(
        self,
        settings: Settings,
        devices: tuple[SimulatedMicrophone, SimulatedSpeaker],
        folder: Path,
        tools: Registry | None,
        rows: Rows,
    ) -> None:
        self.decided = 0.0  # time.monotonic() when a turn was last held for over
        self._rows = rows
        super().__init__(settings, *devices, folder, tools)

    def note_decision(self) -> float:
        self.decided = self._rows.add("endpoint")
        return self.decided

    def note_suspicion(self) -> None:
        self._rows.add("vad_stop")

    def _heard(self, happened: HandsFreeInput | HearingChanged) -> None:
        match happened:
            case SpeechPaused():
                self.note_suspicion()
            case SpeechEnded():
                self.note_decision()
        super()._heard(happened)


class LatencyStage:
    """Speaks and listens; notes everything in `rows`.

    Args:
        assistant: Started.
        microphone, speaker: Its devices.
        rows: Take the events.
        hands_free: Whether it hears by itself that a question is over.
    """

    def __init__(
        self,
        assistant: MeasuredAssistant,
        microphone: SimulatedMicrophone,
        speaker: SimulatedSpeaker,
        rows: Rows,
        *,
        hands_free: bool,
    ) -> None:
        self._assistant, self._microphone, self._speaker, self._rows = assistant, microphone, speaker, rows
        self._hands_free = hands_free
        self._events: queue.Queue[Event] = queue.Queue()
        assistant.engine.subscribe(self._events.put)

    def turn(self, question: Question) -> Turn:
        """Asks, and hears the answer out. Raises AssistantError."""
        spoken = self.ask(question)
        timings = self.until_answered()
        time.sleep(SETTLE_SECONDS)
        return Turn(spoken, self._assistant.decided, self.take_sounds(), timings)

    def ask(self, question: Question, barged: list[float] | None = None) -> float:
        """Says the question, with the key held if it is not hands-free; returns when its last loud sample was.

        Where it talks over an answer, `barged` takes the time: of the press, or of the first loud sample.
        """
        if self._hands_free:
            began, spoken = self._say(question)
            if barged is not None:
                barged.append(began)
            time.sleep(max(0.0, spoken - time.monotonic()))
            return spoken
        if barged is not None:
            barged.append(self._rows.add("barge"))
        self._assistant.engine.press()
        time.sleep(HOLD_SECONDS)
        _, spoken = self._say(question)
        time.sleep(max(0.0, spoken - time.monotonic()))
        self._assistant.note_suspicion()
        self._assistant.note_decision()
        self._assistant.engine.release()
        return spoken

    def _say(self, question: Question) -> tuple[float, float]:
        self._microphone.say(question.sound, QUESTION_RATE)
        self._microphone.begun.wait()
        began = self._microphone.first_sample_at
        first = self._rows.add("speech_start", began + question.first)
        return first, self._rows.add("speech_end", began + question.last)

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

    def stop(self) -> None:
        """Presses the stop key and waits for silence."""
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
    settings: Settings, variant: str, folder: Path, rows: Rows, tools: Registry | None = None
) -> Iterator[LatencyStage]:
    """A stage that is ready for a turn. Recordings and the conversation go into `folder`.

    Raises AssistantError.
    """
    early = VARIANTS[variant]
    hands_free = {**settings.hands_free.model_dump(), "enabled": early is not None, "wake_phrase": ""}
    settings = settings.with_values(hands_free={**hands_free, **({"early_start": early} if early else {})})
    devices = SimulatedMicrophone(), SimulatedSpeaker()
    assistant = MeasuredAssistant(settings, devices, folder, tools, rows)
    assistant.start()
    try:
        assistant.opened.result()
        assistant.engine.hands_free(early is not None)
        rows.add("ready")
        yield LatencyStage(assistant, *devices, rows, hands_free=early is not None)
    finally:
        assistant.close()


def settings_for(base: str) -> Settings:
    """All three roles on one server, with a key that is none; nobody stands in for it."""
    for role in Role:
        os.environ[f"VOICEASSISTANT_{role.name}_KEY"] = "bench"
    roles = {role.value: {"server": "custom", "base_url": f"{base.rstrip('/')}/v1"} for role in Role}
    return Settings().with_values(fall_back=False, first_start_done=True, **roles)
