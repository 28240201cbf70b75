"""When a turn is over, with a voice activity model that is a list of numbers and an end-of-turn model that is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from voiceassistant.audio.hands_free import REJOIN_SECONDS, HandsFree, Heeded, Judges, Speech
from voiceassistant.audio.pauses import AdaptivePauses, PauseLimits
from voiceassistant.audio.recording import Recording
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import RATE, WINDOW
from voiceassistant.errors import AssistantError
from voiceassistant.events import SpeechEnded, SpeechPaused, SpeechResumed, SpeechStarted

LIMITS = PauseLimits(0.5, 2.5)
SOUND: Samples = np.full(WINDOW, 0.1, np.float32)


class Workers(ThreadPoolExecutor):
    """Works at once."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Stage:
    """An ear whose time is the sound that it was fed."""

    def __init__(self, folder: Path, done: float | None) -> None:
        self.done = done
        self.rule = AdaptivePauses(limits=LIMITS)
        self.now = 0.0
        self.told: list[tuple[float, Speech]] = []
        judges = Judges(self.rule, self, Workers(1))
        self.ear = HandsFree(judges, lambda: Recording(folder / "a.wav"), self._tell, self._fail, lambda work: work())

    def probability(self, samples: Samples) -> float | None:
        """The end-of-turn model's."""
        return self.done

    def warm(self) -> None:
        """There is nothing to load."""

    def hear(self, probability: float, seconds: float) -> None:
        for _ in range(round(seconds * RATE / WINDOW)):
            self.now += WINDOW / RATE
            self.ear.hear(SOUND, [Heeded(probability)], SOUND, self.now)

    @property
    def kinds(self) -> list[type[Speech]]:
        return [type(speech) for _, speech in self.told]

    def paused(self) -> SpeechPaused:
        return next(speech for _, speech in reversed(self.told) if isinstance(speech, SpeechPaused))

    def _tell(self, speech: Speech) -> None:
        self.told.append((self.now, speech))

    def _fail(self, error: AssistantError) -> None:
        raise error


Speaking = Callable[[float | None], Stage]


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[Speaking]:
    """Makes an ear to which somebody has spoken for a second, and the model that it asks answer so."""
    made: list[Stage] = []

    def make(done: float | None) -> Stage:
        made.append(Stage(tmp_path, done))
        made[-1].hear(0.9, 0.96)
        return made[-1]

    yield make
    for stage in made:
        stage.ear.drop()


def test_what_sounds_finished_is_over_after_the_shortest_pause(speaking: Speaking) -> None:
    stage = speaking(1.0)
    stage.hear(0.0, 3.0)
    assert stage.kinds == [SpeechStarted, SpeechPaused, SpeechEnded]
    assert stage.told[-1][0] == pytest.approx(0.96 + 0.5, abs=0.04)


@pytest.mark.parametrize("done", [0.0, None])
def test_what_does_not_is_waited_for(speaking: Speaking, done: float | None) -> None:
    stage = speaking(done)
    stage.hear(0.0, 3.0)
    assert stage.told[-1][0] == pytest.approx(0.96 + stage.rule.wait_seconds(done), abs=0.04)
    assert stage.told[-1][0] > 0.96 + 0.7


def test_words_that_break_off_are_waited_for_however_they_sound(speaking: Speaking) -> None:
    stage = speaking(1.0)
    stage.hear(0.0, 0.1)
    stage.ear.expect_more(stage.paused().utterance.speech_seconds)  # before the model was asked
    stage.hear(0.0, 0.7)
    assert SpeechEnded not in stage.kinds
    stage.hear(0.9, 0.5)
    assert stage.kinds[-1] is SpeechResumed
    stage.hear(0.0, 0.6)
    assert stage.kinds[-1] is SpeechEnded  # the next pause waits as it sounds


def test_words_of_an_earlier_pause_come_too_late(speaking: Speaking) -> None:
    stage = speaking(1.0)
    stage.hear(0.0, 0.1)
    earlier = stage.paused().utterance.speech_seconds
    stage.hear(0.9, 0.5)
    stage.hear(0.0, 0.1)
    stage.ear.expect_more(earlier)
    stage.hear(0.0, 0.5)
    assert stage.kinds[-1] is SpeechEnded


def test_nobody_is_found_impatient_with_whom_words_were_waited_for(speaking: Speaking) -> None:
    stage = speaking(1.0)
    stage.hear(0.0, 0.1)
    stage.ear.expect_more(stage.paused().utterance.speech_seconds)
    stage.hear(0.0, 0.7)
    stage.hear(0.9, 0.5)
    assert stage.rule.habits.patience == 1.0


def test_who_goes_on_after_the_end_is_waited_for_longer_next_time(speaking: Speaking) -> None:
    stage = speaking(1.0)
    stage.hear(0.0, 1.0)
    stage.hear(0.9, 0.5)
    assert stage.kinds[-2:] == [SpeechEnded, SpeechResumed]
    assert stage.rule.habits.patience > 1.0


def test_what_is_said_long_after_an_unanswered_question_is_another_one(tmp_path: Path) -> None:
    stage = Stage(tmp_path, done=1.0)
    stage.hear(0.9, 1.0)
    stage.hear(0.0, REJOIN_SECONDS + 1.0)
    stage.hear(0.9, 1.0)
    stage.ear.drop()
    assert SpeechResumed not in stage.kinds
    assert stage.kinds.count(SpeechStarted) == 2
