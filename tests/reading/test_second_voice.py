"""espeak-ng through the real process: what it says and when, and what happens where it cannot."""

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from voiceassistant.reading import second_voice
from voiceassistant.reading.alignment import Reference
from voiceassistant.reading.espeak_words import Speaker
from voiceassistant.reading.second_voice import SecondVoice

pytestmark = pytest.mark.slow

TEXT = "The morning train was late, because of the heavy snow."


def is_there() -> bool:
    import ctypes.util

    return ctypes.util.find_library("espeak-ng") is not None or os.path.exists("/usr/lib/libespeak-ng.so.1")


needs_espeak = pytest.mark.skipif(
    not is_there() and "CI" not in os.environ, reason="espeak-ng is not installed: apt-get install espeak-ng"
)


@pytest.fixture
def voice() -> Iterator[SecondVoice]:
    voice = SecondVoice()
    yield voice
    voice.close()


def helper(program: str) -> SecondVoice:
    return SecondVoice((sys.executable, "-c", program))


@needs_espeak
def test_each_word_has_a_moment_in_its_own_speech(voice: SecondVoice) -> None:
    reference = voice.reference(TEXT, "en")
    assert reference is not None
    characters = [character for character, _ in reference.moments]
    assert {TEXT.index(word) for word in ("The", "morning", "train", "because", "heavy", "snow")} <= set(characters)
    moments = [moment for _, moment in reference.moments]
    assert moments == sorted(moments)
    assert 1.5 < len(reference.pcm) / 2 / reference.rate < 6.0
    assert moments[-1] < len(reference.pcm) / 2 / reference.rate


@needs_espeak
@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("ko", "오늘은 날씨가 참 좋습니다.", "참"),
        ("de", "Der Zug kam wegen des Schnees zu spät.", "Schnees"),
        ("fr", "Le train est arrivé en retard.", "retard"),
        ("es", "El tren llegó tarde por la nieve.", "nieve"),
        ("it", "Il treno è in ritardo per la neve.", "neve"),
        ("zh", "今天天气很好。", "天气"),
        ("ja", "きょうは いい てんきです", "いい"),
    ],
)
def test_it_speaks_many_languages(voice: SecondVoice, language: str, text: str, word: str) -> None:
    reference = voice.reference(text, language)
    assert reference is not None
    assert text.index(word) in [character for character, _ in reference.moments]


@needs_espeak
def test_one_process_answers_all_requests(voice: SecondVoice) -> None:
    assert voice.reference(TEXT, "en") is not None
    process = voice._process
    assert voice.reference("Ein Satz.", "de") is not None
    assert voice._process is process


@needs_espeak
def test_the_process_ends_with_close() -> None:
    voice = SecondVoice()
    assert voice.reference("One.", "en")
    process = voice._process
    voice.close()
    assert process is not None
    assert process.returncode == 0
    assert voice.reference("One.", "en") is None


@needs_espeak
def test_after_a_crash_there_is_another_one(voice: SecondVoice) -> None:
    assert voice.reference("One.", "en")
    assert voice._process is not None
    voice._process.kill()
    voice._process.wait()
    assert voice.reference("One.", "en") is None
    assert voice.reference("One.", "en") is not None


@needs_espeak
def test_odd_texts_do_no_harm(voice: SecondVoice) -> None:
    for text in (
        "a\0b",
        "…",
        "😀 Hello",
        "line\nbreak",
        "[[hello]] <break/>",
        "x" * 3_000,
        "\ud800".encode("utf-8", "replace").decode(),
    ):
        reference = voice.reference(text, "en")
        assert reference is None or all(0 <= character <= len(text) for character, _ in reference.moments)
    assert voice.reference("still there", "en") is not None


@needs_espeak
def test_threads_wait_for_one_another(voice: SecondVoice) -> None:
    texts = [f"{'Really, ' * number}this is a number." for number in range(8)]
    found: dict[str, Reference | None] = {}

    def ask(text: str) -> None:
        found[text] = voice.reference(text, "en")

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for text in texts:
        reference = found[text]
        assert reference is not None
        assert text.index("number") in [character for character, _ in reference.moments]


@needs_espeak
def test_an_unknown_language_has_no_reference(voice: SecondVoice) -> None:
    assert voice.reference("hello", "xx-none") is None
    assert voice.reference("hello", "en") is not None


@needs_espeak
def test_a_voice_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="no voice"):
        Speaker().say("hello", "xx-none")


def test_japanese_with_kanji_and_nothing_at_all_are_not_asked_for() -> None:
    voice = helper("raise SystemExit('it was started')")
    assert voice.reference("今日は", "ja") is None
    assert voice.reference("  ", "en") is None
    assert voice.reference("long " * 1_000, "en") is None
    assert voice._process is None


def test_without_the_library_it_is_asked_once() -> None:
    voice = helper("raise SystemExit(1)")
    assert voice.reference("hello", "en") is None
    assert voice.reference("hello", "en") is None
    assert voice._crashes == second_voice.MOST_CRASHES
    voice.close()


def test_without_the_program_word_times_stay_estimated() -> None:
    voice = SecondVoice(("/nonexistent/python",))
    assert voice.reference("hello", "en") is None
    voice.close()


@pytest.mark.parametrize(
    "program",
    [
        "print('no json', flush=True); input()",
        """print('{"rate": 22050, "bytes": 9, "words": []}', flush=True)""",
        "import os; os.abort()",
    ],
)
def test_a_helper_that_fails_is_given_up_after_three_times(program: str) -> None:
    voice = helper(program)
    assert [voice.reference("hello", "en") for _ in range(5)] == [None] * 5
    assert voice._process is None
    voice.close()


def test_a_helper_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_voice, "ANSWER_SECONDS", 0.05)
    voice = helper("import time; time.sleep(60)")
    assert voice.reference("hello", "en") is None
    voice.close()
