from datetime import date

from voiceassistant.events import ModelRetiring, Notice
from voiceassistant.settings import Role
from voiceassistant.ui.notices import notice_of
from voiceassistant.ui.remedies import Remedy

DAY = date(2027, 1, 15)


def test_a_model_that_goes_offers_its_successor() -> None:
    notice = notice_of(ModelRetiring(Role.SPEECH, "tts-1", DAY, "tts-2", switched=False))
    assert notice
    assert "tts-1" in notice.text
    assert "15 January 2027" in notice.text
    assert (notice.remedies, notice.titles) == ((Remedy.SWITCH,), ("Switch to tts-2",))


def test_a_model_that_is_gone_needs_nothing_where_its_successor_is_used() -> None:
    notice = notice_of(ModelRetiring(Role.SPEECH, "tts-1", DAY, "tts-2", switched=True))
    assert notice
    assert not notice.remedies
    assert "tts-2 is used now" in notice.text


def test_a_model_without_successor_leads_to_the_settings() -> None:
    notice = notice_of(ModelRetiring(Role.SPEECH, "tts-1", DAY, "", switched=False))
    assert notice
    assert notice.remedies == (Remedy.SETTINGS,)


def test_a_device_that_went_leads_to_the_devices() -> None:
    notice = notice_of(Notice("devices", "Headset was disconnected", is_error=True))
    assert notice
    assert notice.problem
    assert notice.remedies == (Remedy.DEVICES,)


def test_what_the_successor_does_worse_is_told() -> None:
    for switched in (False, True):
        notice = notice_of(ModelRetiring(Role.TRANSCRIPTION, "whisper-1", DAY, "gpt-transcribe", switched=switched))
        assert notice is not None
        assert notice.text.endswith("gpt-transcribe does not tell when words are said.")
