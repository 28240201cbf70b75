from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from tests.ui.test_main_window import focusable, spoken_name
from tests.ui.transcription.test_page import SPOKEN
from voiceassistant.errors import AudioFileError, CredentialsError
from voiceassistant.settings import Settings, TranscriptionSettings
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish
from voiceassistant.ui import state_line as state_line_module
from voiceassistant.ui.keys_help import KeysHelp
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.transcription import window as window_module
from voiceassistant.ui.transcription.window import TranscriptionWindow

ENGLISH = TranscriptionWish("", "", translate=True, words=True, segments=True)
AS_SPOKEN = replace(ENGLISH, translate=False)
HALF_WAY = TranscriptionProgress(200, 3480, 235, "The first part.")


def progress(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant, so_far: TranscriptionProgress
) -> None:
    with qtbot.waitSignal(dialog.work.progressed):
        assistant.tell_progress(so_far)


class TestBefore:
    @pytest.fixture
    def settings(self) -> Settings:
        usual = TranscriptionSettings(language="ko", prompt="Okonkwo")
        return Settings(first_start_done=True, transcription=usual)

    def test_it_asks_for_what_is_chosen_beginning_with_the_settings(
        self, dialog: TranscriptionWindow, assistant: FakeAssistant, recording: Path
    ) -> None:
        assert dialog.header.name.text() == "meeting.mp3"
        assert dialog.options.language.currentText() == "한국어"
        dialog.options.names.setText("Okonkwo, Lee")
        dialog.header.into_english.click()
        assert assistant.transcribed == []
        dialog.options.start_button.click()
        wish = TranscriptionWish("ko", "Okonkwo, Lee", translate=True, words=True, segments=True)
        assert assistant.transcribed == [(recording, wish)]


def test_enter_starts_it_and_progress_is_told_in_words(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)
    assert dialog.options.progress.maximum() == 0  # how long it takes is not known yet
    progress(qtbot, dialog, assistant, HALF_WAY)
    assert dialog.options.progress_label.text() == "3:20 of 58:00, about 4 minutes left"
    assert dialog.options.progress.value() == 57
    progress(qtbot, dialog, assistant, replace(HALF_WAY, done=400, text="And the second."))
    assert dialog.view.toPlainText() == "The first part.\nAnd the second."
    assert dialog.options.cancel_button.hasFocus()


def test_the_transcript_takes_the_place_of_the_parts(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    dialog.options.start_button.click()
    progress(qtbot, dialog, assistant, HALF_WAY)
    assistant.end_work(SPOKEN)
    qtbot.waitUntil(lambda: dialog.view.page.has_times)
    assert dialog.view.toPlainText() == "0:00\tGood morning. It is ten.\n0:04\tThen we begin."
    assert dialog.export.state.text() == "The transcript is ready."
    assert dialog.options.start_button.text() == "Transcribe again"
    assert dialog.view.hasFocus()


def test_what_was_cancelled_goes_on(qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant) -> None:
    dialog.options.start_button.click()
    progress(qtbot, dialog, assistant, HALF_WAY)
    dialog.options.cancel_button.click()
    assert assistant.work[0].cancelled()
    qtbot.waitUntil(lambda: dialog.options.start_button.text() == "Go on")
    assert dialog.export.state.text() == "Stopped at 3:20 of 58:00. “Go on” begins there."
    dialog.options.names.setText("Okonkwo")
    assert dialog.options.start_button.text() == "Transcribe"  # another wish begins from the beginning
    dialog.options.names.clear()
    dialog.options.start_button.click()
    assert [wish for _, wish in assistant.transcribed] == [AS_SPOKEN, AS_SPOKEN]
    assert dialog.options.progress_label.text() == "3:20 of 58:00"
    assert dialog.view.toPlainText() == "The first part."


def test_a_part_that_comes_after_another_start_is_none_of_it(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    dialog.options.start_button.click()
    late = assistant.tell_progress
    dialog.options.cancel_button.click()
    qtbot.waitUntil(lambda: dialog.export.state.text() == "Stopped.")
    dialog.header.into_english.click()
    dialog.options.start_button.click()
    late(HALF_WAY)
    progress(qtbot, dialog, assistant, replace(HALF_WAY, text="In English."))
    assert dialog.view.toPlainText() == "In English."


def test_a_failure_is_told_with_its_remedy(
    qtbot: QtBot, window: MainWindow, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    dialog.options.start_button.click()
    assistant.work[0].set_exception(CredentialsError("OpenAI refused the API key (401)"))
    qtbot.waitUntil(dialog.notice.isVisible)
    assert dialog.notice.words.text() == "⚠ OpenAI refused the API key (401). Check the API key in Settings."
    dialog.notice.buttons[0].click()
    assert [one.isVisible() for one in window.findChildren(SettingsDialog)] == [True]


def test_a_failure_leaves_the_transcript_that_is_there(
    qtbot: QtBot, done: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    done.header.into_english.click()
    assert [wish for _, wish in assistant.transcribed] == [AS_SPOKEN, ENGLISH]
    assistant.work[1].set_exception(CredentialsError("OpenAI refused the API key (401)"))
    qtbot.waitUntil(done.notice.isVisible)
    assert done.view.page.text.startswith("0:00\tGood morning.")
    assert not done.header.into_english.isChecked()
    assert done.export.save_button.isEnabled()


def test_a_file_that_is_no_sound_is_told_at_once(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, tmp_path: Path
) -> None:
    assistant.no_recording = AudioFileError("letter.mp3 is no sound file")
    window.dialogs.transcription(tmp_path / "letter.mp3")
    (dialog,) = window.findChildren(TranscriptionWindow)
    qtbot.waitUntil(dialog.notice.isVisible)
    assert dialog.notice.words.text().startswith("⚠ letter.mp3 is no sound file. Choose a file")
    assert not dialog.player.isEnabled()
    dialog.close()


def test_it_is_put_into_english_after_the_fact_and_both_stay(
    qtbot: QtBot, done: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    original = "Guten Morgen. Es ist zehn. Dann fangen wir an."
    done.header.into_english.click()
    assistant.end_work(replace(SPOKEN, words=(), translated="chat", original=original))
    qtbot.waitUntil(done.header.note.isVisible)
    assert done.header.note.text() == "Translated by a chat model from what was heard."
    done.header.original_button.click()
    assert done.view.toPlainText() == original
    assert done.header.original_button.text() == "Show the translation"
    done.export.copy()
    assert QApplication.clipboard().text().strip() == original
    done.header.original_button.click()
    assert done.view.toPlainText().startswith("0:00\tGood morning.")
    done.header.into_english.click()
    assert not done.header.note.isVisible()
    done.header.into_english.click()
    assert done.header.note.isVisible()
    assert len(assistant.transcribed) == 2  # both are there already


def test_silence_and_missing_times_are_said(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    dialog.options.start_button.click()
    assistant.end_work(Transcript(""))
    qtbot.waitUntil(lambda: dialog.export.state.text() == "No speech was found in the recording.")
    dialog.options.start_button.click()
    assistant.end_work(Transcript("Good morning."))
    qtbot.waitUntil(lambda: "cannot follow the sound" in dialog.export.state.text())


def test_closing_ends_the_work_and_the_sound(
    qtbot: QtBot, window: MainWindow, dialog: TranscriptionWindow, assistant: FakeAssistant
) -> None:
    dialog.options.start_button.click()
    window.close()
    assert assistant.work[0].cancelled()
    assert assistant.opened[0].closed
    qtbot.waitUntil(lambda: window.findChildren(TranscriptionWindow) == [])


def test_a_finished_transcript_is_there_when_the_file_is_opened_again(
    qtbot: QtBot, window: MainWindow, done: TranscriptionWindow, recording: Path
) -> None:
    done.close()
    qtbot.waitUntil(lambda: window.findChildren(TranscriptionWindow) == [])
    window.dialogs.transcription(recording)
    window.dialogs.transcription(recording)
    (again,) = window.findChildren(TranscriptionWindow)
    assert again.view.page.text.startswith("0:00\tGood morning.")
    again.close()


def test_escape_never_loses_a_transcript(done: TranscriptionWindow, assistant: FakeAssistant) -> None:
    done.player.toggle()
    done.search.open_search()
    for _ in range(3):
        QTest.keyClick(done.windowHandle(), Qt.Key.Key_Escape)
    assert not done.search.isVisible()
    assert not assistant.opened[0].playing
    assert done.isVisible()


def test_escape_closes_it_while_it_is_empty(qtbot: QtBot, window: MainWindow, dialog: TranscriptionWindow) -> None:
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChildren(TranscriptionWindow) == [])


def test_states_are_announced(
    qtbot: QtBot, dialog: TranscriptionWindow, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for module in (state_line_module, window_module):
        monkeypatch.setattr(module, "announce", lambda _widget, text, **_: said.append(text))
    dialog.options.start_button.click()
    dialog.options.cancel_button.click()
    qtbot.waitUntil(lambda: not dialog.work.busy)
    dialog.options.start_button.click()
    assistant.end_work(SPOKEN)
    qtbot.waitUntil(lambda: len(said) == 4)
    assert said == ["Transcription began.", "Stopped.", "Transcription began.", "The transcript is ready."]


def test_every_control_has_a_name(done: TranscriptionWindow) -> None:
    done.search.open_search()
    done.notice.show_notice("Something", problem=True)
    reached = [widget for widget in focusable(done) if widget.window() is done]  # a closed list's window is its own
    assert len(reached) >= 16
    assert [type(widget).__name__ for widget in reached if not spoken_name(widget).strip()] == []


def test_tab_goes_from_top_to_bottom(done: TranscriptionWindow) -> None:
    done.header.into_english.setFocus()
    reached = []
    for _ in range(12):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(done.windowHandle(), Qt.Key.Key_Tab)
    player, export = done.player, done.export
    assert reached == [
        *(done.header.into_english, done.options.language, done.options.names, done.options.start_button, done.view),
        *(player.play_button, player.back_button, player.on_button, player.slider),
        *(export.form, export.copy_button, export.save_button),
    ]


def test_it_fits_a_small_screen_at_twice_the_size(qtbot: QtBot, done: TranscriptionWindow) -> None:
    done.resize(600, 340)
    done.search.open_search()
    done.header.show_transcript(Transcript("Hello", translated="chat", original="Hallo"))
    QApplication.processEvents()
    assert (done.width(), done.height()) == (600, 340)
    parts = (done.header, done.options, done.view, done.search, done.player, done.export)
    areas = [QRect(part.mapTo(done, QPoint(0, 0)), part.size()) for part in parts]
    assert all(done.rect().contains(area) for area in areas)
    assert not any(one.intersects(other) for i, one in enumerate(areas) for other in areas[i + 1 :])
    assert done.view.height() >= 64


def test_its_keys_are_in_the_help(qtbot: QtBot, window: MainWindow, dialog: TranscriptionWindow) -> None:
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(KeysHelp)))
