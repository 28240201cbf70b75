"""What is made of the sound, in the time of the sound: no thread, no device."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.devices import Clock
from voiceassistant.audio.echo import EchoCanceller
from voiceassistant.audio.files import load
from voiceassistant.audio.hands_free import Judges, Speech
from voiceassistant.audio.hearing import SoundHearing
from voiceassistant.audio.listener import FixedPause
from voiceassistant.audio.reference import PlayedSound
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import RATE
from voiceassistant.events import Hearing, HearingChanged, SpeechDropped, SpeechEnded, SpeechPaused, SpeechStarted
from voiceassistant.resource_files import resource

QUESTION = load(resource("samples/question-capital.wav"), RATE)
SPEECH = QUESTION[round(0.3 * RATE) : round(1.3 * RATE)]
BLOCK = RATE // 50


class Phrase:
    """A wake phrase that is said whenever it is loud."""

    def feed(self, samples: Samples) -> bool:
        return bool(np.abs(samples).max() > 0.9)

    def reset(self) -> None:
        """Nothing is remembered."""


class Stage:
    def __init__(self, folder: Path, workers: ThreadPoolExecutor) -> None:
        self.clock = Clock()
        self.played = PlayedSound(self.clock)
        self.told: list[Speech | HearingChanged] = []
        self.folder = folder
        self.hearing = SoundHearing(folder, 0.4, self.told.append, pytest.fail, EchoCanceller(self.played))
        self.hearing.prepare(Judges(FixedPause(), None, workers), lambda work: work())

    def hear(self, *sounds: Samples) -> None:
        sound = np.concatenate(sounds)
        for start in range(0, len(sound), BLOCK):
            self.clock.advance(BLOCK / RATE)
            self.hearing.hear(sound[start : start + BLOCK], self.clock())

    def play(self, seconds: float) -> None:
        """Something loud is heard from now on, for so long."""
        self.played.begin(RATE)
        for number in range(round(seconds * 50)):
            self.played.record(np.full(BLOCK, 0.3, np.float32), self.clock() + number * BLOCK / RATE)

    @property
    def kinds(self) -> list[type]:
        return [type(told) for told in self.told]

    @property
    def states(self) -> list[Hearing]:
        return [told.hearing for told in self.told if isinstance(told, HearingChanged)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ThreadPoolExecutor(1) as workers:
        stage = Stage(tmp_path, workers)
        yield stage
        stage.hearing.drop()


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def test_a_question_by_ear(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.hear(silence(0.5), SPEECH, silence(1.5))
    assert stage.kinds == [HearingChanged, SpeechStarted, SpeechPaused, SpeechEnded]
    ended = stage.told[-1]
    assert isinstance(ended, SpeechEnded)
    assert 0.8 < ended.utterance.speech_seconds < 1.2
    assert stage.clock() - ended.utterance.ended_at == pytest.approx(1.5, abs=0.15)  # of the speech, not of the wait


def test_the_key_takes_over_what_is_being_heard(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.hear(silence(0.5), SPEECH)
    stage.hearing.begin(stage.folder / "key.wav")
    stage.hear(SPEECH)
    said = stage.hearing.end(stage.clock())
    assert said.seconds > 2.0  # both, and a little before
    assert said.speech_seconds > 1.6
    stage.hear(silence(2.0))
    assert stage.kinds == [HearingChanged, SpeechStarted]  # the key's is the key's


def test_what_is_said_with_the_key_right_after_an_answer_is_speech(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.play(0.5)
    stage.hear(silence(0.5))
    stage.hearing.begin(stage.folder / "key.wav")
    stage.hear(SPEECH)
    assert stage.hearing.end(stage.clock()).speech_seconds > 0.6


def test_muted_it_hears_the_key_alone(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.hear(SPEECH)
    stage.hearing.mute(True)
    stage.hear(SPEECH, silence(2.0))
    assert stage.kinds == [HearingChanged, SpeechStarted, SpeechDropped, HearingChanged]
    assert stage.states == [Hearing.LISTENING, Hearing.MUTED]
    assert stage.hearing.meter.value == 0.0
    stage.hearing.begin(stage.folder / "key.wav")
    stage.hear(SPEECH)
    assert stage.hearing.end(stage.clock()).speech_seconds > 0.8
    assert list(stage.folder.glob("*heard*")) == []


def test_the_wake_phrase_opens_it_and_silence_closes_it(stage: Stage) -> None:
    stage.hearing.use_wake_phrase(Phrase(), 6.0)
    stage.hearing.hands_free(True)
    stage.hear(SPEECH, silence(1.0))
    assert stage.states == [Hearing.WAITING]
    stage.hear(np.full(BLOCK, 0.95, np.float32), SPEECH, silence(1.5))
    assert stage.kinds[1:] == [HearingChanged, SpeechStarted, SpeechPaused, SpeechEnded]
    stage.hearing.next_utterance(answering=True)
    stage.hear(silence(10.0))
    stage.hearing.next_utterance(answering=False)
    stage.hear(silence(5.0))
    assert stage.states == [Hearing.WAITING, Hearing.LISTENING]  # for as long as one may go on
    stage.hear(silence(2.0))
    assert stage.states[-1] is Hearing.WAITING


def test_switched_off_it_forgets_what_it_hears(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.hear(SPEECH)
    stage.hearing.hands_free(False)
    stage.hear(SPEECH, silence(2.0))
    assert stage.kinds == [HearingChanged, SpeechStarted, SpeechDropped, HearingChanged]
    assert list(stage.folder.iterdir()) == []


def test_a_microphone_that_goes_away_ends_the_question(stage: Stage) -> None:
    stage.hearing.hands_free(True)
    stage.hear(SPEECH)
    stage.hearing.lose()
    assert stage.kinds == [HearingChanged, SpeechStarted, SpeechEnded]
