"""Keys and a picture of the screen from a portal; the bus is real, the portal on it is the tests' own."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage, QPixmap, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.bus import ask, session_bus
from tests.desktop.daemons import Daemons, wait_for
from voiceassistant.ui.composer import Composer
from voiceassistant.ui.reading import screen_region
from voiceassistant.ui.reading.screen_region import ScreenRegion
from voiceassistant.ui.system.bus import Bus
from voiceassistant.ui.system.hotkeys import Action, Hotkeys, hotkey
from voiceassistant.ui.system.portal_keys import PortalKeys, trigger

pytestmark = pytest.mark.desktop

__all__ = ["session_bus"]

ROOT = Path(__file__).parents[2]
StartPortal = Callable[..., None]
SELECTION = hotkey("Ctrl+Alt+Return")
TALK = hotkey("Meta+Shift+F9")


@pytest.fixture
def start_portal(session_bus: Daemons) -> StartPortal:
    def start(**gives: Any) -> None:
        command = [sys.executable, "-m", "tests.desktop.fake_portal", json.dumps(gives)]
        session_bus.start("portal", command, {**os.environ, "PYTHONPATH": str(ROOT)})
        wait_for(lambda: session_bus.log("portal").startswith("ready"), lambda: session_bus.log("portal"))

    return start


@pytest.fixture
def hotkeys(qtbot: QtBot) -> Hotkeys:
    return Hotkeys()


@pytest.fixture
def told(hotkeys: Hotkeys, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    found: list[str] = []
    hotkeys.pressed.connect(lambda action: found.append(f"{action.value} down"))
    hotkeys.released.connect(lambda action: found.append(f"{action.value} up"))
    hotkeys.problem.connect(found.append)
    return found


def asked(session_bus: Daemons) -> list[Any]:
    """What was asked of the portal, in order."""
    lines = session_bus.log("portal").splitlines()[1:]
    return [found for found in map(json.loads, lines) if found[0] not in ("Register", "Introspect")]


def press(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    command = ["gdbus", "call", "--session", "--dest", "org.freedesktop.portal.Desktop", "--object-path", "/any"]
    ask(qtbot, tmp_path, *command, "--method", "org.example.Test.Press", name)


def test_keys_are_had_from_the_portal(
    qtbot: QtBot, session_bus: Daemons, start_portal: StartPortal, hotkeys: Hotkeys, told: list[str], tmp_path: Path
) -> None:
    start_portal(keys=True)
    assert SELECTION
    assert TALK
    keys = PortalKeys(hotkeys)
    keys.bind({Action.SELECTION: SELECTION, Action.TALK: TALK})
    qtbot.waitUntil(lambda: "BindShortcuts" in session_bus.log("portal"))
    session, shortcuts, parent, _ = asked(session_bus)[-1][1]
    assert (session.startswith("/org/freedesktop/portal/desktop/session/"), parent) == (True, "")
    assert [(name, what["preferred_trigger"][1]) for name, what in shortcuts] == [
        ("read-selection", "CTRL+ALT+Return"),
        ("talk", "SHIFT+LOGO+F9"),
    ]
    press(qtbot, tmp_path, "read-selection")
    qtbot.waitUntil(lambda: told == ["read-selection down", "read-selection up"])
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"
    press(qtbot, tmp_path, "talk")
    qtbot.waitUntil(lambda: told[2:] == ["talk down", "talk up"])
    press(qtbot, tmp_path, "something else")
    keys.bind({Action.TALK: TALK})
    qtbot.waitUntil(lambda: len(asked(session_bus)) >= 5)
    assert [one[0] for one in asked(session_bus)[2:]] == ["Close", "CreateSession", "BindShortcuts"]
    keys.end()
    assert len(told) == 4


def test_a_refusal_is_told_in_a_sentence_with_the_command(
    qtbot: QtBot, start_portal: StartPortal, hotkeys: Hotkeys, told: list[str]
) -> None:
    start_portal(keys=True, code=1)
    assert SELECTION
    keys = PortalKeys(hotkeys)
    keys.bind({Action.SELECTION: SELECTION})
    qtbot.waitUntil(lambda: bool(told))
    (sentence,) = told
    assert "did not give the key Ctrl+Alt+Return" in sentence
    assert "voiceassistant --read-selection" in sentence
    keys.end()


@pytest.mark.parametrize("there", ["a portal without keys", "no portal", "no bus"])
def test_without_them_nothing_is_told(
    qtbot: QtBot,
    request: pytest.FixtureRequest,
    hotkeys: Hotkeys,
    told: list[str],
    caplog: pytest.LogCaptureFixture,
    there: str,
) -> None:
    caplog.set_level("INFO")
    if there != "no bus":
        request.getfixturevalue("session_bus")
    if there == "a portal without keys":
        request.getfixturevalue("start_portal")()
    assert SELECTION
    keys = PortalKeys(hotkeys)
    keys.bind({Action.SELECTION: SELECTION})
    if there != "no bus":
        qtbot.waitUntil(lambda: "no keys to give" in caplog.text)
    keys.end()
    assert told == []


def test_signals_of_others_press_no_key(
    qtbot: QtBot, session_bus: Daemons, start_portal: StartPortal, hotkeys: Hotkeys, told: list[str], tmp_path: Path
) -> None:
    start_portal(keys=True)
    assert SELECTION
    keys = PortalKeys(hotkeys)
    keys.bind({Action.SELECTION: SELECTION})
    qtbot.waitUntil(lambda: "BindShortcuts" in session_bus.log("portal"))
    session = asked(session_bus)[-1][1][0]
    somebody = Bus.connect_to_session()
    assert somebody
    body = (session, "read-selection", 5, {})
    path, interface = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.GlobalShortcuts"
    somebody.tell(path, interface, "Activated", "osta{sv}", body)
    somebody.close()
    press(qtbot, tmp_path, "read-selection")
    qtbot.waitUntil(lambda: len(told) >= 2)
    assert told == ["read-selection down", "read-selection up"]
    keys.end()


def test_every_kind_of_key_has_the_portals_name() -> None:
    for text, name in (
        ("Ctrl+Alt+R", "CTRL+ALT+r"),
        ("Ctrl+,", "CTRL+comma"),
        ("F12", "F12"),
        ("Alt+PgUp", "ALT+Prior"),
    ):
        key = hotkey(text)
        assert key
        assert trigger(key) == name


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_part_of_the_screen_is_had_from_the_portal(
    qtbot: QtBot, start_portal: StartPortal, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_region, "only_the_desktop_sees", lambda: True)
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "a b.png"))
    start_portal(picture=(tmp_path / "a b.png").as_uri())
    taken: list[Path] = []
    failed: list[str] = []
    ScreenRegion(tmp_path, taken.append, failed.append).ask(window)
    assert window.isMinimized()
    qtbot.waitUntil(lambda: taken == [tmp_path / "a b.png"])
    assert not window.isMinimized()
    assert failed == []
    assert not window.findChildren(Bus)


@pytest.mark.parametrize(
    ("gives", "sentences"),
    [({"picture": "file:///a.png", "code": 1}, 0), ({"picture": "https://example.org/a.png"}, 1), ({"keys": True}, 1)],
)
def test_no_picture_is_told_of_unless_the_user_wanted_none(
    qtbot: QtBot,
    start_portal: StartPortal,
    window: QWidget,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    gives: dict[str, Any],
    sentences: int,
) -> None:
    monkeypatch.setattr(screen_region, "only_the_desktop_sees", lambda: True)
    start_portal(**gives)
    taken: list[Path] = []
    failed: list[str] = []
    ScreenRegion(tmp_path, taken.append, failed.append).ask(window)
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert (taken, len(failed)) == ([], sentences)


def test_a_question_gets_its_picture_of_the_screen_there_too(
    qtbot: QtBot, start_portal: StartPortal, tmp_path: Path
) -> None:
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "screen.png"))
    start_portal(picture=(tmp_path / "screen.png").as_uri())
    composer = Composer()
    qtbot.addWidget(composer)
    composer._choose_region(QPixmap())
    qtbot.waitUntil(lambda: len(composer.attachments.attachment.images) == 1)
