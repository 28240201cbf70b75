"""Models that are shut down, on days that are passed in."""

from datetime import date

import pytest

from voiceassistant.retirement import KNOWN, ModelInfo, Retirement, model_info, retirement, with_gone, with_successor
from voiceassistant.settings import Role, Settings

END = date(2027, 1, 6)
TTS = ModelInfo("tts-1", END, "gpt-realtime-2.1-mini")


@pytest.mark.parametrize(
    ("today", "over"), [(date(2026, 11, 7), False), (date(2027, 1, 5), False), (END, True), (date(2028, 1, 1), True)]
)
def test_from_60_days_before_it_is_told_and_on_the_day_it_is_over(today: date, over: bool) -> None:
    assert retirement("tts-1", [TTS], today) == Retirement("tts-1", END, "gpt-realtime-2.1-mini", over)


def test_earlier_and_of_other_models_nothing_is_told() -> None:
    assert retirement("tts-1", [TTS], date(2026, 11, 6)) is None
    assert retirement("gpt-6-luna", [TTS, ModelInfo("gpt-6-luna")], END) is None


def test_a_servers_date_counts_more_than_what_is_known_of_openai() -> None:
    assert model_info("tts-1", "2027-03-01", is_openai=True) == ModelInfo("tts-1", date(2027, 3, 1), TTS.successor)
    assert model_info("tts-1", None, is_openai=True) == TTS
    assert model_info("tts-1", "soon", is_openai=True) == TTS
    assert model_info("tts-1", None, is_openai=False) == ModelInfo("tts-1")
    assert model_info("tts-1", "2027-03-01", is_openai=False) == ModelInfo("tts-1", date(2027, 3, 1))


def test_the_model_in_use_that_the_list_leaves_out_is_known_to_be_over() -> None:
    listed = [ModelInfo("gpt-6-luna"), ModelInfo("whisper-1", date(2027, 3, 1))]
    models = with_gone(listed, "tts-1")
    assert retirement("tts-1", models, END) == Retirement("tts-1", END, "gpt-realtime-2.1-mini", over=True)
    assert models[:-1] == with_gone(listed, "whisper-1") == with_gone(listed, "nobody-knows-it") == listed


@pytest.mark.parametrize("model", ["whisper-1", "tts-1", "gpt-4o-mini", "gpt-3.5-turbo"])
def test_what_older_settings_name_has_a_successor_that_stays(model: str) -> None:
    end, successor = KNOWN[model]
    assert end.year in (2026, 2027)
    assert successor
    assert successor not in KNOWN


def test_speech_goes_on_over_the_realtime_connection() -> None:
    speech = with_successor(Settings(), Role.SPEECH, "gpt-realtime-2.1-mini").speech
    assert (speech.model, speech.kind, speech.voice) == ("gpt-realtime-2.1-mini", "realtime", "alloy")
    changed = with_successor(Settings(), Role.TRANSCRIPTION, "gpt-transcribe")
    assert (changed.transcription.model, changed.speech) == ("gpt-transcribe", Settings().speech)
