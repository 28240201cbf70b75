import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant.settings import Settings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.theme import Theme


@pytest.fixture
def settings() -> Settings:
    return Settings(first_start_done=True).with_values(reading={"voice": "fable", "voices": {"de": "onyx"}})


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, bridge: Bridge, assistant: FakeAssistant) -> SettingsDialog:
    assistant.reading.languages = frozenset({"", "ko"})
    dialog = SettingsDialog(assistant, bridge)
    qtbot.addWidget(dialog)
    dialog.show_page("reading")
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_languages_that_occur_or_have_a_voice_are_there(dialog: SettingsDialog) -> None:
    voices = dialog.reading.voices
    assert {code: choice.currentText() for code, choice in voices.choices.items()} == {"ko": "", "de": "onyx"}
    assert dialog.reading.fields["voice"].value == "fable"


def test_a_voice_is_chosen_heard_and_undone(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    voices = dialog.reading.voices
    edit = voices.choices["ko"].lineEdit()
    assert edit is not None
    qtbot.keyClicks(edit, "nova")
    voices.hear_buttons["ko"].click()
    ((text, voice, _speed),) = assistant.spoken
    assert ("등대" in text, voice) == (True, "nova")
    assert not voices.hear_buttons["de"].isEnabled()
    voices.hear_buttons["ko"].click()  # stops it
    assert assistant.work[-1].cancelled()
    edit.editingFinished.emit()
    assert assistant.settings.reading.voices == {"de": "onyx", "ko": "nova"}
    dialog.undo()
    assert assistant.settings.reading.voices == {"de": "onyx"}
    assert voices.choices["ko"].currentText() == ""


def test_an_empty_voice_is_the_one_above(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    voices = dialog.reading.voices
    voices.choices["de"].setEditText("")
    voices.hear_buttons["de"].click()
    assert assistant.spoken[-1][1] == "fable"
    edit = voices.choices["de"].lineEdit()
    assert edit is not None
    edit.editingFinished.emit()
    assert assistant.settings.reading.voices == {}


def test_another_language_is_added(dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    voices = dialog.reading.voices
    voices.more.setCurrentIndex(voices.more.findData("ja"))
    voices.add_button.click()
    assert dialog.focusWidget() is voices.choices["ja"]
    assert voices.more.findData("ja") < 0
    assert voices.hear_buttons["ja"].accessibleName() == "Hear 日本語"


def test_nothing_is_cut_on_a_small_screen_at_200_percent(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.resize(600, 360)
    page = dialog.reading
    qtbot.waitUntil(lambda: page.page.width() <= page.viewport().width())
    assert page.page.minimumSizeHint().width() <= page.viewport().width()
