from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.settings import Persona
from voiceassistant.ui import state_line as state_line_module
from voiceassistant.ui.choice import VOICES
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.say_dialog import FORMATS, SayDialog


@pytest.fixture
def dialog(window: MainWindow) -> SayDialog:
    window.menus.say.emit()
    (dialog,) = window.findChildren(SayDialog)
    return dialog


def say(dialog: SayDialog, text: str = "Good morning.") -> None:
    dialog.text.setPlainText(text)
    dialog.speak_button.click()


def test_a_text_is_spoken_with_the_voice_and_speed_that_are_shown(
    qtbot: QtBot, dialog: SayDialog, assistant: FakeAssistant
) -> None:
    assert [dialog.voice.itemText(i) for i in range(dialog.voice.count())] == list(VOICES)
    assert (dialog.voice.currentText(), dialog.speed.value) == ("alloy", 1.0)
    dialog.voice.setEditText("af_heart")
    dialog.speed.slider.setValue(20)
    say(dialog)
    assert assistant.spoken == [("Good morning.", "af_heart", 2.0)]
    assert (dialog.speak_button.text(), dialog.state.text()) == ("Stop", "Speaking…")
    assert not dialog.save_button.isEnabled()
    assistant.end_work()
    qtbot.waitUntil(lambda: dialog.speak_button.text() == "Speak")
    assert dialog.state.text() == "It was spoken to its end."


def test_stop_ends_the_speech(qtbot: QtBot, dialog: SayDialog, assistant: FakeAssistant) -> None:
    say(dialog)
    dialog.speak_button.click()
    assert assistant.work[0].cancelled()
    qtbot.waitUntil(lambda: dialog.state.text() == "Stopped.")
    dialog.speak_button.click()
    assert len(assistant.spoken) == 2


def test_closing_ends_the_speech(dialog: SayDialog, assistant: FakeAssistant) -> None:
    say(dialog)
    dialog.close()
    assert assistant.work[0].cancelled()


def test_the_keyboard_speaks_and_stops(dialog: SayDialog, assistant: FakeAssistant) -> None:
    dialog.text.setPlainText("Good morning.")
    for _ in range(2):
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert assistant.work[0].cancelled()


def test_without_a_text_there_is_nothing_to_press_and_the_reason_is_said(dialog: SayDialog) -> None:
    dialog.text.setPlainText(" \n ")
    assert not dialog.speak_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert dialog.state.text() == "Type, paste or drop a text first."
    dialog.text.setPlainText("Hello")
    assert dialog.speak_button.isEnabled()
    assert dialog.save_button.isEnabled()
    assert dialog.state.text() == ""


def test_a_failure_is_one_sentence_in_the_window(qtbot: QtBot, dialog: SayDialog, assistant: FakeAssistant) -> None:
    assistant.refusal = refusing("The server does not know the voice af_heart")
    say(dialog)
    qtbot.waitUntil(lambda: dialog.state.text().startswith("⚠ The server does not know the voice af_heart."))
    assert dialog.state.property("role") == "problem"


def test_speech_is_written_in_the_format_of_the_name(
    qtbot: QtBot, dialog: SayDialog, assistant: FakeAssistant, tmp_path: Path
) -> None:
    dialog.text.setPlainText("Good morning.")
    dialog.speed.number.setValue(1.25)
    dialog.save(str(tmp_path / "morning.flac"))
    assert assistant.saved == [("Good morning.", tmp_path / "morning.flac", "alloy", 1.25)]
    assert dialog.state.text() == "morning.flac is being written…"
    assistant.end_work()
    qtbot.waitUntil(lambda: dialog.state.text() == "morning.flac is written.")


def test_the_file_dialog_offers_every_format_and_changes_the_name(qtbot: QtBot, dialog: SayDialog) -> None:
    dialog.text.setPlainText("Good morning.")
    dialog.save_button.click()
    (chooser,) = dialog.findChildren(QFileDialog)
    assert [words.partition(" ")[0].lower() for words in chooser.nameFilters()] == list(FORMATS)
    chooser.filterSelected.emit("WAV (*.wav)")
    assert chooser.defaultSuffix() == "wav"
    assert Path(chooser.selectedFiles()[0]).name == "speech.wav"
    chooser.close()


def test_states_are_announced(
    qtbot: QtBot, dialog: SayDialog, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(state_line_module, "announce", lambda _widget, text, **_: said.append(text))
    say(dialog)
    dialog.speak_button.click()
    qtbot.waitUntil(lambda: said == ["Speaking…", "Stopped."])
    assert len(assistant.spoken) == 1


def test_a_dropped_text_file_gives_its_text(dialog: SayDialog, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Röslein rot", encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"\xff\xfe\xfa")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "poem.txt"))])
    assert dialog.text.canInsertFromMimeData(data)
    dialog.text.insertFromMimeData(data)
    assert dialog.text.toPlainText() == "Röslein rot"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "broken.md"))])
    dialog.text.insertFromMimeData(data)
    assert "broken.md cannot be read as text" in dialog.state.text()
    data = QMimeData()
    data.setText(" and white")
    dialog.text.insertFromMimeData(data)
    assert dialog.text.toPlainText() == "Röslein rot and white"


def test_the_window_stays_beside_and_is_opened_once(window: MainWindow, dialog: SayDialog) -> None:
    assert not dialog.isModal()
    QTest.keyClick(
        window.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.findChildren(SayDialog) == [dialog]


def test_it_begins_with_the_persona_s_voice(window: MainWindow, assistant: FakeAssistant) -> None:
    assistant.settings = assistant.settings.with_values(
        personas=[Persona(name="A", voice="onyx").model_dump()], persona="A"
    )
    window.dialogs.say()
    (dialog,) = window.findChildren(SayDialog)
    assert dialog.voice.currentText() == "onyx"
    dialog.close()


def test_the_slider_and_the_number_say_the_same(dialog: SayDialog) -> None:
    dialog.speed.slider.setValue(dialog.speed.slider.minimum())
    assert dialog.speed.value == 0.25
    dialog.speed.number.setValue(4)
    assert dialog.speed.slider.value() == dialog.speed.slider.maximum()
