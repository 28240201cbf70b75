import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from voiceassistant.ui import parts
from voiceassistant.ui.keys_help import KeysHelp
from voiceassistant.ui.main_window import MainWindow


def test_every_key_of_the_menus_is_there(window: MainWindow) -> None:
    shown = [label.text() for label in KeysHelp(window.menus.actions, window).findChildren(QLabel)]
    for action in window.menus.actions:
        assert action.text().replace("&", "").partition("\t")[0].rstrip("…") in shown
    assert "In a transcript: play or pause" in shown


def test_on_a_small_screen_it_scrolls(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    room = window.screen().availableSize()
    monkeypatch.setattr(parts, "FRAME", QSize(16, room.height() - 200))
    dialog = KeysHelp((), window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.height() <= 200
    (area,) = dialog.findChildren(QScrollArea)
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Down)
    assert 0 < area.verticalScrollBar().value() <= area.verticalScrollBar().maximum()
