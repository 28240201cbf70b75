from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant, refusing
from voiceassistant.errors import CannotSee
from voiceassistant.events import Asked, Failed, Phase, PhaseChanged, Step, TakenBack
from voiceassistant.messages import Attachment, Image, JsonAnswer, KeptMessage, Message
from voiceassistant.transcripts import Transcript
from voiceassistant.ui import composer as composer_module
from voiceassistant.ui.main_window import MainWindow
from voiceassistant.ui.remedies import Remedy
from voiceassistant.ui.schema_dialog import SchemaDialog, schema_problem
from voiceassistant.ui.screenshot import RegionChooser
from voiceassistant.ui.thumbnails import Thumbnails


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(composer_module, "data_folder", lambda: tmp_path)
    return tmp_path / "images"


@pytest.fixture
def picture(tmp_path: Path, qapp: object) -> Path:
    path = tmp_path / "holiday.png"
    assert bitmap().save(str(path))
    return path


def bitmap(width: int = 320, height: int = 200) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#2F5DA8"))
    return made


def file_data(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def ask(window: MainWindow, text: str) -> None:
    window.text_box.setPlainText(text)
    window.send_button.click()


def test_a_dropped_picture_goes_with_the_question(window: MainWindow, assistant: FakeAssistant, picture: Path) -> None:
    window.text_box.insertFromMimeData(file_data(picture))
    assert window.composer.attachments.isVisible()
    ask(window, "What is this?")
    attachment = Attachment((Image(str(picture), "holiday.png"),))
    assert assistant.engine.calls[-2:] == [("attach", attachment), ("ask", "What is this?")]
    assert not window.composer.attachments.isVisible()


def test_a_pasted_bitmap_becomes_a_file(window: MainWindow, folder: Path) -> None:
    data = QMimeData()
    data.setImageData(bitmap())
    window.text_box.insertFromMimeData(data)
    (kept,) = folder.iterdir()
    assert QImage(str(kept)).size() == bitmap().size()
    assert window.composer.attachments.attachment.images == (Image(str(kept), kept.name),)


def test_a_chip_is_taken_away_with_the_keyboard(window: MainWindow, assistant: FakeAssistant, picture: Path) -> None:
    window.composer.add_from(file_data(picture))
    remove = window.composer.attachments.chips[0].findChild(QPushButton)
    assert remove is not None
    assert remove.accessibleName() == "Remove holiday.png"
    assert remove.focusPolicy() & Qt.FocusPolicy.TabFocus
    remove.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
    assert assistant.engine.calls == [
        ("attach", Attachment((Image(str(picture), "holiday.png"),))),
        ("attach", Attachment()),
    ]
    assert not window.composer.attachments.chips


def test_more_pictures_than_a_question_takes_are_refused(window: MainWindow, picture: Path) -> None:
    window.composer.add_from(file_data(*[picture] * 5))
    assert len(window.composer.attachments.chips) == 4
    assert "no more pictures" in window.notice.words.text()


def test_what_is_said_takes_the_chips_with_it(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, picture: Path
) -> None:
    window.composer.add_from(file_data(picture))
    assistant.say(PhaseChanged(1, Phase.LISTENING), PhaseChanged(1, Phase.THINKING))
    qtbot.waitUntil(lambda: not window.composer.attachments.chips)


def test_what_went_with_a_question_that_was_not_finished_comes_back(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, picture: Path
) -> None:
    window.composer.add_from(file_data(picture))
    window.composer.menu.json_toggled.emit(True)
    attached = window.composer.attachments.attachment
    assistant.say(PhaseChanged(1, Phase.LISTENING), PhaseChanged(1, Phase.THINKING))
    qtbot.waitUntil(lambda: not window.composer.attachments.chips)
    assistant.say(PhaseChanged(2, Phase.LISTENING), TakenBack(1), TakenBack(1))
    qtbot.waitUntil(lambda: len(window.composer.attachments.chips) == 2)
    assert window.composer.attachments.attachment == attached
    assert window.composer.menu.json.isChecked()
    assert assistant.engine.calls[-1] == ("attach", attached)
    assistant.say(PhaseChanged(2, Phase.THINKING), TakenBack(2), PhaseChanged(3, Phase.LISTENING))
    qtbot.waitUntil(lambda: len(window.composer.attachments.chips) == 2)


def test_the_picture_is_shown_with_the_question(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, picture: Path
) -> None:
    image = Image(str(picture), "holiday.png")
    assistant.say(Asked(1, Transcript("What is this?"), False, (image,)))
    qtbot.waitUntil(lambda: len(window.conversation.rows()) == 1)
    row = window.conversation.rows()[0]
    shown = row.findChild(Thumbnails)
    assert shown is not None
    assert shown.findChildren(QLabel)[0].pixmap().width() == 96
    assert "Picture holiday.png" in row.spoken_name
    with_address = Message("user", "And this?", images=(Image("https://x.test/a.png", "a.png"),))
    window.conversation.show_messages([KeptMessage(with_address)])
    assert "Picture a.png" in window.conversation.rows()[0].spoken_name


def test_a_model_that_cannot_see_gets_the_text(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, picture: Path
) -> None:
    image = Image(str(picture), "holiday.png")
    failed = Failed(1, Step.CHAT, CannotSee("The model sees no images"), True)
    assistant.say(Asked(1, Transcript("What is this?"), False, (image,)), failed)
    qtbot.waitUntil(lambda: bool(window.conversation.rows()) and window.conversation.rows()[0].failure is not None)
    offered = window.conversation.rows()[0].failure
    assert offered is not None
    helping = {one.text(): one for one in offered.findChildren(QPushButton)}
    helping["Send the text in the picture"].click()
    text = "What is this?\n\nText in the picture:\nthe text of holiday.png"
    qtbot.waitUntil(lambda: assistant.engine.calls == [("ask_instead", 1, text)])
    assert window.conversation.rows() == []  # it is shown again with what is asked now
    assert not window.notice.isVisible()


def test_a_picture_whose_text_cannot_be_read_leaves_the_question(
    qtbot: QtBot, window: MainWindow, assistant: FakeAssistant, picture: Path
) -> None:
    image = Image(str(picture), "holiday.png")
    failed = Failed(1, Step.CHAT, CannotSee("The model sees no images"), True)
    assistant.say(Asked(1, Transcript("What is this?"), False, (image,)), failed)
    qtbot.waitUntil(lambda: bool(window.conversation.rows()) and window.conversation.rows()[0].failure is not None)
    assistant.refusal = refusing("There is no tesseract")
    window.conversation.rows()[0].remedy_chosen.emit(Remedy.READ_PICTURE)
    qtbot.waitUntil(lambda: "There is no tesseract" in window.notice.words.text())
    assert assistant.engine.calls == []
    assert len(window.conversation.rows()) == 1


def test_the_whole_screen_is_taken_without_the_window(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.composer.menu.screen_wanted.emit()
    assert not window.isVisible()
    qtbot.waitUntil(window.isVisible)
    assert bool(window.composer.attachments.chips) == folder.exists()
    assert window.composer.attachments.chips or "does not let programs see" in window.notice.words.text()


def test_a_part_of_the_screen_is_marked_with_the_keyboard(qtbot: QtBot) -> None:
    chooser = RegionChooser(QPixmap.fromImage(bitmap(400, 200)))
    with qtbot.waitExposed(chooser):
        chooser.show()
    taken: list[QPixmap] = []
    chooser.chosen.connect(taken.append)
    QTest.keyClick(chooser, Qt.Key.Key_Left)
    QTest.keyClick(chooser, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert (chooser.mark.x(), chooser.mark.width()) == (84, 216)
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert (taken[0].width(), taken[0].height()) == (216, 100)


def test_a_part_of_the_screen_goes_with_the_question(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.composer._choose_region(QPixmap.fromImage(bitmap(400, 200)))
    chooser = window.composer.region_chooser
    assert chooser is not None
    with qtbot.waitExposed(chooser):
        chooser.show()
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    (kept,) = folder.iterdir()
    assert QImage(str(kept)).width() == 200
    assert len(window.composer.attachments.chips) == 1


def test_json_and_memo_are_asked_for_once(window: MainWindow, assistant: FakeAssistant) -> None:
    window.composer.menu.json.trigger()
    ask(window, "Three colours")
    assert assistant.engine.calls[-2] == ("attach", Attachment((), JsonAnswer()))
    assert not window.composer.menu.json.isChecked()
    window.composer.menu.memo_wanted.emit()
    memo = assistant.engine.calls[-1][1].as_json
    assert '"tasks"' in memo.schema
    assert schema_problem(memo.schema) == ""


def test_a_schema_that_is_no_json_says_why(qtbot: QtBot) -> None:
    dialog = SchemaDialog("{broken")
    qtbot.addWidget(dialog)
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    dialog.buttons.accepted.emit()
    assert "This is no JSON Schema" in dialog.problem.text()
    dialog.text.setPlainText('{"type": "object"}')
    dialog.buttons.accepted.emit()
    assert chosen == ['{"type": "object"}']
