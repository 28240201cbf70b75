import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.transcription.test_page import SPOKEN
from voiceassistant.text.subtitles import FORMATS, rendered
from voiceassistant.ui.transcription.window import TranscriptionWindow


def choose(done: TranscriptionWindow, form: str) -> None:
    done.export.form.setCurrentIndex(done.export.form.findData(form))


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_copied_and_written_in_every_format(done: TranscriptionWindow, form: str, tmp_path: Path) -> None:
    choose(done, form)
    QTest.keyClick(
        done.windowHandle(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert QApplication.clipboard().text() == rendered(SPOKEN, form)
    assert done.export.state.text().startswith("Copied as ")
    done.export.save(tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == rendered(SPOKEN, form)
    assert done.export.state.text() == "out is written."


def test_all_formats_are_offered(done: TranscriptionWindow) -> None:
    form = done.export.form
    assert {form.itemData(i) for i in range(form.count())} == set(FORMATS)
    choose(done, "verbose_json")
    done.export.copy()
    assert len(json.loads(QApplication.clipboard().text())["words"]) == 8


def test_the_file_is_called_after_the_recording(done: TranscriptionWindow, recording: Path) -> None:
    choose(done, "vtt")
    QTest.keyClick(done.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (chooser,) = done.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]) == recording.with_suffix(".vtt")
    chooser.fileSelected.emit(str(recording.with_suffix(".vtt")))
    assert recording.with_suffix(".vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    chooser.close()


def test_a_file_that_cannot_be_written_is_told(done: TranscriptionWindow, tmp_path: Path) -> None:
    done.export.save(tmp_path / "nowhere" / "out.txt")
    assert done.export.state.text() == "⚠ out.txt cannot be written: No such file or directory. Choose another folder."


def test_there_is_nothing_to_export_before(dialog: TranscriptionWindow) -> None:
    assert not dialog.export.save_button.isEnabled()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.findChildren(QFileDialog) == []
