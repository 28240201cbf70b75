"""The page of keys and documents in the settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.assistant import FakeAssistant
from voiceassistant import desktop_entry
from voiceassistant.settings import DesktopSettings
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.key_field import KeyField
from voiceassistant.ui.settings_dialog import SettingsDialog
from voiceassistant.ui.system import desktop_page
from voiceassistant.ui.system.desktop_page import DesktopPage

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL_ALT = Modifier.ControlModifier | Modifier.AltModifier


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop_page, "way_of_keys", lambda: "x11")


@pytest.fixture
def dialog(qtbot: QtBot, way: None, assistant: FakeAssistant, bridge: Bridge) -> SettingsDialog:
    dialog = SettingsDialog(assistant, bridge)
    qtbot.addWidget(dialog)
    dialog.show_page("desktop")
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def line_of(page: DesktopPage, name: str) -> KeyField:
    editor = page.fields[name].editor
    assert isinstance(editor, KeyField)
    return editor


def test_a_key_is_pressed_to_choose_it(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    line = line_of(dialog.desktop, "talk_key")
    assert line.accessibleName() == "Key: hold to talk"
    line.setFocus()
    QTest.keyClick(line, Key.Key_K, CTRL_ALT)
    qtbot.waitUntil(lambda: assistant.settings.desktop.talk_key == "Ctrl+Alt+K")
    assert assistant.settings.desktop.selection_key == "Ctrl+Alt+Return"
    QTest.keyClick(line, Key.Key_Backspace)
    qtbot.waitUntil(lambda: assistant.settings.desktop.talk_key == "")
    QTest.keyClick(line, Key.Key_Tab)
    assert not line.hasFocus()


def test_a_letter_alone_and_a_key_twice_are_refused(
    qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant
) -> None:
    field, line = dialog.desktop.fields["talk_key"], line_of(dialog.desktop, "talk_key")
    QTest.keyClick(line, Key.Key_K)
    qtbot.waitUntil(lambda: "together with" in field.problem.text())
    QTest.keyClick(line, Key.Key_Return, CTRL_ALT)
    qtbot.waitUntil(lambda: "already" in field.problem.text())
    assert assistant.settings.desktop == DesktopSettings()


def test_undo_brings_the_key_back(qtbot: QtBot, dialog: SettingsDialog, assistant: FakeAssistant) -> None:
    line = line_of(dialog.desktop, "selection_key")
    QTest.keyClick(line, Key.Key_Delete)
    qtbot.waitUntil(lambda: assistant.settings.desktop.selection_key == "")
    dialog.undo()
    assert assistant.settings.desktop.selection_key == "Ctrl+Alt+Return"
    assert line.text()


@pytest.mark.skipif(not desktop_entry.supported(), reason="this system has no such entries")
def test_the_box_offers_the_program_for_documents(qtbot: QtBot, dialog: SettingsDialog) -> None:
    box = dialog.desktop.offered
    assert not box.isChecked()
    box.click()
    assert desktop_entry.installed()
    assert DesktopPage(DesktopSettings()).offered.isChecked()
    box.click()
    assert not desktop_entry.installed()


@pytest.mark.skipif(not desktop_entry.supported(), reason="this system has no such entries")
def test_a_box_that_could_not_do_it_says_so_and_is_empty_again(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    dialog.desktop.offered.click()
    assert "could not be written" in dialog.problem.text()
    assert not dialog.desktop.offered.isChecked()


def test_where_there_are_no_keys_the_command_is_named(qtbot: QtBot) -> None:
    page = DesktopPage(DesktopSettings())
    qtbot.addWidget(page)
    assert "voiceassistant --read-selection" in page.keys_note.text()
    assert not page.fields["selection_key"].isEnabled()


def test_where_the_desktop_lacks_entries_that_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    page = DesktopPage(DesktopSettings())
    qtbot.addWidget(page)
    assert not page.offered.isEnabled()
    assert "Open with" in page.offered_note.text()
