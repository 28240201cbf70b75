from voiceassistant.engine.speaking import RATE, Clip
from voiceassistant.text import Sentence

SPEECH = "The keeper is brave and kind."
LOUD, QUIET = b"\x00\x10\x00\xf0" * (RATE // 2), b"\x00\x00" * RATE  # a second each


def over_after(clip: Clip, seconds: float) -> list[str]:
    return [SPEECH[word.start : word.end] for word in clip.word_times() if word.ends <= seconds]


def test_words_are_where_something_is_heard() -> None:
    clip = Clip(Sentence(SPEECH, 0, len(SPEECH), SPEECH), sound=bytearray(QUIET + LOUD + LOUD + QUIET), is_whole=True)
    assert over_after(clip, 1.0) == []
    assert over_after(clip, 2.0) == ["The", "keeper", "is"]
    assert over_after(clip, 3.1) == SPEECH.rstrip(".").split()


def test_while_more_is_coming_they_are_as_long_as_usual() -> None:
    clip = Clip(Sentence(SPEECH, 0, len(SPEECH), SPEECH), sound=bytearray(QUIET + LOUD))
    assert over_after(clip, 1.0) == []
    assert 0 < len(over_after(clip, 2.0)) < 6
