import sys
import time
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from voiceassistant.audio.files import load
from voiceassistant.audio.level import rms
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.vad import RATE
from voiceassistant.audio.wake import NAMES, WakePhrase
from voiceassistant.errors import WakePhraseError
from voiceassistant.settings import HandsFreeSettings

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
QUESTIONS = sorted((HERE.parents[1] / "resources/samples").glob("*.wav"))
KOREAN = HERE.parent / "local/recordings/korean.flac"
SILENCE = np.zeros(RATE, np.float32)
BLOCK = RATE // 50


@cache
def said(name: str) -> Samples:
    """The phrase after a second of silence, and a second after it. Hibari and Kokoro said them."""
    return np.concatenate((SILENCE, load(HERE / "recordings" / f"{name}.flac"), SILENCE))


@cache
def other_speech() -> list[Samples]:
    return [load(path) for path in (*QUESTIONS, KOREAN)]


def times_heard(phrase: WakePhrase, sound: Samples, block: int = BLOCK) -> int:
    return sum(phrase.feed(sound[start : start + block]) for start in range(0, len(sound), block))


def noise(size: int, level: float) -> Samples:
    return (level * np.random.default_rng(7).standard_normal(size)).astype(np.float32)


@pytest.mark.parametrize("name", NAMES)
def test_a_phrase_is_heard_once_and_only_itself(name: str) -> None:
    heard = [other for other in NAMES for _ in range(times_heard(WakePhrase(name), said(other)))]
    assert heard == [name]


def test_it_is_heard_soon_after_its_end() -> None:
    phrase, sound = WakePhrase("hey_jarvis"), said("hey_jarvis")
    heard_at = next(start for start in range(0, len(sound), BLOCK) if phrase.feed(sound[start : start + BLOCK]))
    end = np.flatnonzero(np.abs(sound) > 0.02)[-1]
    assert heard_at < end + 0.4 * RATE


@pytest.mark.parametrize("name", ["hey_jarvis", "hey_mycroft"])
def test_it_is_heard_softly_and_in_noise(name: str) -> None:
    sound = said(name)
    in_noise = sound + noise(len(sound), rms(sound) * 0.3)
    assert times_heard(WakePhrase(name), in_noise) == 1
    assert times_heard(WakePhrase(name), sound * np.float32(0.1)) == 1


def test_pieces_of_any_size_do() -> None:
    sound = said("alexa")
    assert [times_heard(WakePhrase("alexa"), sound, block) for block in (7, 512, 4_000, len(sound))] == [1] * 4


def test_said_again_it_is_heard_again() -> None:
    assert times_heard(WakePhrase("hey_jarvis"), np.tile(said("hey_jarvis"), 3)) == 3


def test_what_was_fed_before_a_reset_does_not_count() -> None:
    phrase, sound = WakePhrase("hey_mycroft"), said("hey_mycroft")
    half = RATE + (len(sound) - 2 * RATE) // 2
    assert times_heard(phrase, sound[:half]) == 0
    phrase.reset()
    assert times_heard(phrase, sound[half:]) == 0
    assert times_heard(phrase, sound) == 1


@pytest.mark.parametrize("name", NAMES)
def test_other_speech_noise_and_silence_are_not_it(name: str) -> None:
    knock = noise(2 * RATE, 0.5) * np.exp(-np.arange(2 * RATE) / 800).astype(np.float32)
    assert times_heard(WakePhrase(name), np.concatenate((*other_speech(), noise(5 * RATE, 0.1), knock, SILENCE))) == 0


def test_listening_for_it_costs_little() -> None:
    phrase, sound = WakePhrase("okay_nabu"), noise(10 * RATE, 0.05)
    before = time.thread_time()
    times_heard(phrase, sound)
    assert time.thread_time() - before < 0.02 * 10  # of a core; 0.0025 where it is not busy


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymicro_wakeword", None)
    with pytest.raises(WakePhraseError, match="cannot recognise wake phrases"):
        WakePhrase("alexa")


def test_a_library_of_another_system_is_told_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pymicro_wakeword import microwakeword

    (tmp_path / "libtensorflowlite_c.so").write_bytes(b"for another system")
    monkeypatch.setattr(microwakeword, "_MODULE_LIB_DIR", tmp_path)
    with pytest.raises(WakePhraseError, match="cannot recognise wake phrases"):
        WakePhrase("alexa")


def test_only_known_phrases_can_be_listened_for() -> None:
    with pytest.raises(ValueError, match="abracadabra"):
        WakePhrase("abracadabra")
    assert get_args(HandsFreeSettings.model_fields["wake_phrase"].annotation) == ("", *NAMES)
