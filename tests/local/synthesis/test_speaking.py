"""Which engine says what, and how fast; the engines hum a second of sound for each sentence."""

from collections.abc import Iterator

import numpy as np
import pytest

from voiceassistant.local.synthesis.hibari_voice import HibariVoice
from voiceassistant.local.synthesis.kokoro import Kokoro
from voiceassistant.local.synthesis.speaking import Speech
from voiceassistant.local.synthesis.tempo import Samples
from voiceassistant.local.synthesis.voices import Speaker

SECOND = 24_000


class HummingHibari(HibariVoice):
    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []

    def say(self, sentence: str, speed: float) -> Iterator[Samples]:
        self.said.append((sentence, speed))
        yield np.full(SECOND, 0.1, np.float32)


class HummingKokoro(Kokoro):
    def __init__(self) -> None:
        self.said: list[tuple[str, str, float]] = []

    def say(self, sentence: str, speaker: Speaker, speed: float) -> Iterator[Samples]:
        self.said.append((sentence, speaker.name, speed))
        yield np.full(SECOND, 2.0, np.float32)  # louder than full scale


@pytest.fixture
def hibari() -> HummingHibari:
    return HummingHibari()


@pytest.fixture
def kokoro() -> HummingKokoro:
    return HummingKokoro()


def test_the_default_voice_does_not_load_the_slower_one(hibari: HummingHibari) -> None:
    def load() -> Kokoro:
        raise AssertionError("Kokoro was loaded")

    list(Speech(lambda: hibari, load).speak("Good morning. It is mild today.", "alloy"))
    assert hibari.said == [("Good morning.", 1.0), ("It is mild today.", 1.0)]


def test_each_sentence_goes_to_who_speaks_its_language(hibari: HummingHibari, kokoro: HummingKokoro) -> None:
    text = "He said it in Spanish. Los niños juegan en el jardín. 그리고 한국어로도 말했습니다."
    blocks = list(Speech(lambda: hibari, lambda: kokoro).speak(text, "alloy"))
    assert len(blocks) == 3
    assert [said[0] for said in hibari.said] == ["He said it in Spanish."]
    assert [said[1] for said in kokoro.said] == ["ef_dora", "jf_alpha"]


def test_the_next_sentence_is_made_when_it_is_asked_for(hibari: HummingHibari, kokoro: HummingKokoro) -> None:
    speech = Speech(lambda: hibari, lambda: kokoro).speak("One is here. Two is there. Three is gone.", "nova")
    next(speech)
    speech.close()  # nobody listens any more
    assert len(kokoro.said) == 1


@pytest.mark.parametrize(("speed", "own", "seconds"), [(1.5, 1.5, 1.0), (4.0, 2.0, 0.5), (0.25, 0.5, 2.0)])
def test_speeds_beyond_an_engines_own_are_reached_by_stretching(
    hibari: HummingHibari, kokoro: HummingKokoro, speed: float, own: float, seconds: float
) -> None:
    (block,) = Speech(lambda: hibari, lambda: kokoro).speak("Good morning to you.", "echo", speed)
    assert kokoro.said == [("Good morning to you.", "am_echo", own)]
    assert len(block) / 2 / SECOND == pytest.approx(seconds, abs=0.05)


def test_too_loud_samples_do_not_wrap_around(hibari: HummingHibari, kokoro: HummingKokoro) -> None:
    (block,) = Speech(lambda: hibari, lambda: kokoro).speak("Good morning.", "nova")
    assert np.frombuffer(block, "<i2").min() == 32767


@pytest.mark.parametrize("text", ["", "...", "🙂"])
def test_nothing_to_say(hibari: HummingHibari, kokoro: HummingKokoro, text: str) -> None:
    assert list(Speech(lambda: hibari, lambda: kokoro).speak(text, "alloy")) == []
