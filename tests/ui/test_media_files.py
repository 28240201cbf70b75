from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog

from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.media_files import file_patterns, is_media
from voiceassistant.ui.transcription.window import TranscriptionWindow


@pytest.fixture(autouse=True)
def closing(window: MainWindow) -> Iterator[None]:
    yield
    for dialog in window.findChildren(QDialog):
        dialog.close()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: MainWindow, data: QMimeData) -> bool:
    """Whether the window took it."""
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(window.rect().center(), *rest)
    entering.ignore()
    window.dragEnterEvent(entering)
    if entering.isAccepted():
        window.dropEvent(QDropEvent(QPointF(window.rect().center()), *rest))
    return entering.isAccepted()


def opened(window: MainWindow) -> list[Path]:
    return [dialog.path for dialog in window.findChildren(TranscriptionWindow)]


@pytest.mark.parametrize(
    "name",
    [
        *("a.mp3", "a.WAV", "a.m4a", "a.flac", "a.ogg", "a.opus", "a.aac", "a.wma", "a.aiff", "a.amr"),
        *("a.mp4", "a.mkv", "a.webm", "a.mov", "a.avi", "a.3gp"),
    ],
)
def test_sound_and_video(name: str) -> None:
    assert is_media(Path(name))
    assert f"*{Path(name).suffix.lower()}" in file_patterns().split()


@pytest.mark.parametrize("name", ["a.txt", "a.png", "a.pdf", "a.m3u", "a.srt", "mp3", "a"])
def test_other_files(name: str) -> None:
    assert not is_media(Path(name))


def test_a_dropped_recording_opens_its_window(window: MainWindow) -> None:
    assert drop(window, files(Path("/home/me/talk.mp3")))
    (dialog,) = window.findChildren(TranscriptionWindow)
    assert (dialog.path, dialog.notice.isVisible()) == (Path("/home/me/talk.mp3"), False)


def test_of_several_the_first_is_opened_and_that_is_said(window: MainWindow) -> None:
    assert drop(window, files(Path("/home/me/one.mp3"), Path("/home/me/two.mp4")))
    assert opened(window) == [Path("/home/me/one.mp3")]
    (dialog,) = window.findChildren(TranscriptionWindow)  # it covers the window
    assert dialog.notice.words.text() == "One recording at a time: one.mp3 was opened. Drop the others afterwards."


def test_pictures_still_go_with_the_question(window: MainWindow, tmp_path: Path) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    assert picture.save(str(tmp_path / "a.png"))
    assert drop(window, files(tmp_path / "a.png", Path("/home/me/talk.mp3")))
    assert [image.name for image in window.composer.attachments.attachment.images] == ["a.png"]
    assert opened(window) == [Path("/home/me/talk.mp3")]


def test_other_files_are_not_taken(window: MainWindow) -> None:
    assert not drop(window, files(Path("/home/me/letters.zip")))
    assert opened(window) == []


def test_a_recording_in_the_text_box_is_not_its_path(window: MainWindow) -> None:
    data = files(Path("/home/me/talk.mp3"))
    assert window.text_box.canInsertFromMimeData(data)
    window.text_box.insertFromMimeData(data)
    assert window.text_box.toPlainText() == ""
    assert opened(window) == [Path("/home/me/talk.mp3")]


def test_the_menu_asks_for_a_file(window: MainWindow) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_O, keys)
    (chooser,) = window.findChildren(QFileDialog)
    assert [name.partition(" (")[0] for name in chooser.nameFilters()] == ["Sound and video", "Every file"]
    chooser.fileSelected.emit("/home/me/talk.mp3")
    assert opened(window) == [Path("/home/me/talk.mp3")]


def test_closing_the_window_closes_what_stands_beside_it(window: MainWindow) -> None:
    window.dialogs.transcription(Path("/home/me/talk.mp3"))
    (dialog,) = window.findChildren(TranscriptionWindow)
    window.close()
    assert not dialog.isVisible()
