"""Keys of every program, as the settings have them."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from voiceassistant.settings import DesktopSettings
from voiceassistant.ui.system.hotkeys import Hotkeys, hotkey


def test_a_key_that_no_keyboard_has_is_told_of_once(qtbot: QtBot) -> None:
    hotkeys, told = Hotkeys(), list[str]()
    hotkeys.problem.connect(told.append)
    unknown = DesktopSettings(selection_key="Ctrl+Alt+Nothing")
    for settings in (unknown, unknown, unknown.model_copy(update={"talk_key": "F9"})):
        hotkeys.use(settings)
    assert told == ["No keyboard is known that has the key Ctrl+Alt+Nothing."] * 2
    hotkeys.end()


@pytest.mark.parametrize(
    ("text", "keysym", "name"),
    [("Ctrl+Alt+Return", 0xFF0D, "Return"), ("F9", 0xFFC6, "F9"), ("Meta+K", 0x6B, "k"), ("Ctrl+,", 0x2C, "comma")],
)
def test_keys_have_the_names_of_x11(text: str, keysym: int, name: str) -> None:
    found = hotkey(text)
    assert found is not None
    assert (found.keysym, found.name) == (keysym, name)


def test_more_than_one_key_is_none() -> None:
    assert hotkey("Ctrl+K, Ctrl+L") is None
    modifiers = hotkey("Meta+Shift+K")
    assert modifiers is not None
    assert modifiers.modifiers == Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.ShiftModifier
