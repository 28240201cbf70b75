"""Keys grabbed from a real display, pressed while another program has the focus."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.daemons import end, wait_for
from tests.desktop.session import DesktopSession
from voiceassistant.ui.system.hotkeys import Action, Hotkeys, hotkey
from voiceassistant.ui.system.x11_keys import X11Keys

pytestmark = pytest.mark.desktop

GRABBING = Path(__file__).with_name("grabbing.py")
WINDOW = Path(__file__).with_name("window.py")
KEY = "Ctrl+Alt+Return"
PRESSED = "ctrl+alt+Return"


class Told:
    """What a Hotkeys says, in order."""

    def __init__(self, hotkeys: Hotkeys) -> None:
        self.all: list[str] = []
        hotkeys.pressed.connect(lambda action: self.all.append(f"{action.value} down"))
        hotkeys.released.connect(lambda action: self.all.append(f"{action.value} up"))
        hotkeys.problem.connect(self.all.append)


@pytest.fixture
def hotkeys(qtbot: QtBot) -> Hotkeys:
    return Hotkeys()


@pytest.fixture
def told(hotkeys: Hotkeys) -> Told:
    return Told(hotkeys)


@pytest.fixture
def keys(desktop: DesktopSession, hotkeys: Hotkeys, told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[X11Keys]:
    """With a window of another program that has the focus."""
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    desktop.start("window", [sys.executable, str(WINDOW)])
    desktop.focus("Test window")
    keys = X11Keys(hotkeys)
    yield keys
    keys.end()


def bind(keys: X11Keys, **texts: str) -> None:
    found = {Action[name.upper()]: hotkey(text) for name, text in texts.items()}
    keys.bind({action: key for action, key in found.items() if key})


def tap(qtbot: QtBot, desktop: DesktopSession, told: Told, key: str, expected: list[str]) -> None:
    told.all.clear()
    desktop.tap(key)
    qtbot.waitUntil(lambda: len(told.all) >= len(expected))
    assert told.all == expected


def test_a_key_is_told_whatever_the_locks_say(qtbot: QtBot, desktop: DesktopSession, keys: X11Keys, told: Told) -> None:
    bind(keys, selection=KEY)
    both = ["read-selection down", "read-selection up"]
    for lock in ("", "Num_Lock", "Caps_Lock", "Num_Lock", "Caps_Lock"):
        if lock:
            desktop.tap(lock)
        tap(qtbot, desktop, told, PRESSED, both)
    desktop.tap("ctrl+Return")
    desktop.tap("a")
    assert told.all == both
    assert 'label "released a"' in desktop.tree("window.py")


def test_a_held_key_is_down_until_it_is_let_go(
    qtbot: QtBot, desktop: DesktopSession, keys: X11Keys, told: Told
) -> None:
    bind(keys, selection="Ctrl+F9", talk="F9")
    with desktop.holding("F9"):
        qtbot.waitUntil(lambda: told.all == ["talk down"])
        desktop.tap("F7")  # nobody's, and longer than a repetition's release counts for nothing
    qtbot.waitUntil(lambda: told.all[-1] == "talk up")
    assert told.all == ["talk down", "talk up"]
    tap(qtbot, desktop, told, "ctrl+F9", ["read-selection down", "read-selection up"])


def test_another_key_takes_the_first_ones_place(
    qtbot: QtBot, desktop: DesktopSession, keys: X11Keys, told: Told
) -> None:
    bind(keys, selection=KEY)
    bind(keys, selection="Meta+Shift+K")
    tap(qtbot, desktop, told, "super+shift+k", ["read-selection down", "read-selection up"])
    desktop.tap(PRESSED)
    tap(qtbot, desktop, told, "super+shift+k", ["read-selection down", "read-selection up"])
    keys.end()
    desktop.tap("super+shift+k")
    wait_for(lambda: 'label "released k"' in desktop.tree("window.py"), "the key elsewhere")


def test_a_key_that_is_taken_is_told_of_in_a_sentence(
    qtbot: QtBot, desktop: DesktopSession, keys: X11Keys, told: Told
) -> None:
    other = desktop.start("grabber", [sys.executable, str(GRABBING)])
    wait_for(lambda: desktop.daemons.log("grabber") == "True\n", "the other program's grab")
    bind(keys, selection=KEY, talk="F9")
    assert told.all == ["Another program has taken Ctrl+Alt+Return. Choose another key in Settings."]
    tap(qtbot, desktop, told, "F9", ["talk down", "talk up"])
    end(other)
    bind(keys, selection=KEY)
    tap(qtbot, desktop, told, PRESSED, ["read-selection down", "read-selection up"])


def test_a_key_that_the_keyboard_lacks_is_told_of(qtbot: QtBot, keys: X11Keys, told: Told) -> None:
    bind(keys, selection="Ctrl+F35")
    assert told.all == ["This keyboard has no key Ctrl+F35. Choose another one in Settings."]


def test_a_keyboard_without_num_lock_has_no_modifier_for_it(keys: X11Keys) -> None:
    assert keys._display is not None
    assert keys._display.modifier_of(0) == 0


def test_keys_go_on_working_on_another_layout(qtbot: QtBot, desktop: DesktopSession, keys: X11Keys, told: Told) -> None:
    bind(keys, selection="Ctrl+Alt+Q")
    before = keys._grabbed
    desktop.run("setxkbmap", "fr")
    qtbot.waitUntil(lambda: keys._grabbed != before)
    tap(qtbot, desktop, told, "ctrl+alt+q", ["read-selection down", "read-selection up"])
