import pytest

from voiceassistant.local.synthesis.voices import LANGUAGES, VOICES, Speaker, speaker
from voiceassistant.local.weights import catalogue

SIX = ("alloy", "echo", "fable", "onyx", "nova", "shimmer")
LATER = ("ash", "ballad", "cedar", "coral", "marin", "sage", "verse")


def test_six_voices_are_six_speakers() -> None:
    assert len({speaker(voice, "en") for voice in SIX}) == 6


def test_the_default_one_is_the_fast_one() -> None:
    assert {speaker(voice, "en").engine for voice in ("alloy", "heart", "hibari")} == {"hibari"}
    assert {speaker(voice, "en").engine for voice in SIX[1:]} == {"kokoro"}


@pytest.mark.parametrize("voice", LATER)
def test_later_names_are_one_of_the_six(voice: str) -> None:
    assert speaker(voice, "en") in {speaker(name, "en") for name in SIX}


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
def test_every_voice_speaks_every_language_of_kokoro(language: str) -> None:
    speakers = {speaker(voice, language) for voice in VOICES}
    assert {one.engine for one in speakers} == {"kokoro"}
    assert {one.language for one in speakers} == {language}


@pytest.mark.parametrize("language", ["pl", "sv", "ru"])
def test_other_languages_are_left_to_espeak(language: str) -> None:
    assert speaker("onyx", language) == Speaker("espeak", language)
    assert speaker("nova", language) == Speaker("espeak", language, "+f3")


def test_each_of_kokoros_speakers_is_fetched_and_no_other() -> None:
    names = {file.name.removesuffix(".bin") for file in catalogue.KOKORO.files[1:]}
    wanted = {speaker(voice, language) for voice in VOICES for language in LANGUAGES}
    assert names == {one.name for one in wanted if one.engine == "kokoro"}


def test_british() -> None:
    assert speaker("fable", "en").is_british
    assert not speaker("nova", "en").is_british
