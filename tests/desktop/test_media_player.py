"""The reader as a player on a real message bus, steered by GLib's own tool, as panels do."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.bus import ask, session_bus
from tests.desktop.daemons import Daemons, end
from tests.fakes.desk import FakeDesk
from voiceassistant.documents.document import Block, Excerpt, Kind
from voiceassistant.reading.plan import Unit
from voiceassistant.ui.bridge import Bridge
from voiceassistant.ui.system.bus import Bus
from voiceassistant.ui.system.bus_object import Method
from voiceassistant.ui.system.media_player import NAME, PATH, PLAYER, ROOT, MediaPlayer

pytestmark = pytest.mark.desktop

__all__ = ["session_bus"]

OWN_NAME = f"{NAME}.instance{os.getpid()}"
Gdbus = Callable[..., str]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(((Block(Kind.PARAGRAPH, "A text."),),))


@pytest.fixture
def gdbus(qtbot: QtBot, tmp_path: Path) -> Gdbus:
    def call(method: str, *values: str, name: str = OWN_NAME, path: str = PATH) -> str:
        command = ("gdbus", "call", "--session", "--timeout=5", "--dest", name, "--object-path", path)
        return ask(qtbot, tmp_path, *command, "--method", method, *values)

    return call


@pytest.fixture
def player(qtbot: QtBot, session_bus: Daemons, desk: FakeDesk) -> Iterator[MediaPlayer]:
    bridge, bus = Bridge(), Bus.connect_to_session()
    assert bus is not None
    player = MediaPlayer(bus, desk, bridge)
    yield player
    player.end()


def names(gdbus: Gdbus) -> str:
    bus = "org.freedesktop.DBus"
    return gdbus(f"{bus}.ListNames", name=bus, path="/org/freedesktop/DBus")


def test_it_is_on_the_bus_while_a_document_is_open(
    player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot
) -> None:
    assert OWN_NAME not in names(gdbus)
    desk.open(Path("/books/a b.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    desk.close_document()
    qtbot.waitUntil(lambda: OWN_NAME not in names(gdbus))


def test_panels_steer_it(player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot) -> None:
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    desk.calls.clear()
    for method in ("Play", "PlayPause", "PlayPause", "Pause", "Stop", "Next", "Previous"):
        assert gdbus(f"{PLAYER}.{method}") == "()"
    on, back = (("step", Unit.SENTENCE, count) for count in (1, -1))
    assert desk.calls == ["play", "pause", "play", "pause", "pause", on, back]
    gdbus("org.freedesktop.DBus.Properties.Set", PLAYER, "Rate", "<1.5>")
    assert desk.calls[-1] == ("speed", 1.5)
    gdbus("org.freedesktop.DBus.Properties.Set", PLAYER, "Rate", "<0.0>")
    assert desk.calls[-1] == "pause"
    for action, happened in (("Raise", player.raised), ("Quit", player.quitted)):
        with qtbot.waitSignal(happened):
            gdbus(f"{ROOT}.{action}")


def test_panels_see_what_is_read_and_how(player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot) -> None:
    desk.open(Path("/books/a b.epub"))
    desk.play()
    desk.set_speed(2.0)
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    found = gdbus("org.freedesktop.DBus.Properties.GetAll", PLAYER)
    for part in (
        "'PlaybackStatus': <'Playing'>",
        "'Rate': <2.0>",
        "'Position': <int64 0>",
        "'mpris:trackid': <objectpath '/voiceassistant/document/1'>",
        "'xesam:title': <'The title'>",
        "'xesam:url': <'file:///books/a%20b.epub'>",
        "'CanSeek': <false>",
    ):
        assert part in found
    desk.open(Excerpt("Some text."))
    qtbot.waitUntil(lambda: "document/2" in gdbus("org.freedesktop.DBus.Properties.Get", PLAYER, "Metadata"))
    assert "xesam:url" not in gdbus("org.freedesktop.DBus.Properties.Get", PLAYER, "Metadata")
    assert "DesktopEntry': <'voiceassistant'>" in gdbus("org.freedesktop.DBus.Properties.GetAll", ROOT)


def test_a_title_that_no_bus_can_carry_does_no_harm(
    player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot
) -> None:
    desk.title = "A\0 ti\udcfftle"
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    assert "'xesam:title': <'A ti?tle'>" in gdbus("org.freedesktop.DBus.Properties.GetAll", PLAYER)


@pytest.mark.expected_log("Player.Play failed")
def test_what_fails_is_answered(player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot) -> None:
    def play(*_: object) -> None:
        raise ZeroDivisionError

    player._object._interfaces[PLAYER].methods["Play"] = Method(play)
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    with pytest.raises(AssertionError, match="It did not work"):
        gdbus(f"{PLAYER}.Play")


def test_changes_are_told_by_themselves(
    player: MediaPlayer, desk: FakeDesk, session_bus: Daemons, gdbus: Gdbus, qtbot: QtBot
) -> None:
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    watch = session_bus.start("watch", ["gdbus", "monitor", "--session", "--dest", OWN_NAME], dict(os.environ))
    qtbot.waitUntil(lambda: "is owned by" in session_bus.log("watch"))

    def told() -> bool:
        desk.toggle()  # again and again, because the watcher says so before it listens
        return f"({PLAYER!r}, {{'PlaybackStatus': <'Playing'>}}, @as [])" in session_bus.log("watch")

    qtbot.waitUntil(told)
    end(watch)


def test_what_does_not_fit_is_refused(player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot) -> None:
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    properties = "org.freedesktop.DBus.Properties"
    for method, values, words in (
        (f"{PLAYER}.Explode", (), "UnknownMethod"),
        (f"{properties}.Get", (PLAYER, "Nothing"), "UnknownProperty"),
        (f"{properties}.Get", ("org.example", "Rate"), "UnknownInterface"),
        (f"{properties}.Set", (PLAYER, "Metadata", "<1>"), "PropertyReadOnly"),
        (f"{properties}.Set", (PLAYER, "Rate", "<'fast'>"), "InvalidArgs"),
    ):
        with pytest.raises(AssertionError, match=words):
            gdbus(method, *values)
    gdbus(f"{properties}.Set", PLAYER, "Rate", "<1000.0>")
    assert not [call for call in desk.calls if call[0] == "speed"]


def test_other_programs_can_ask_what_it_can_do(
    player: MediaPlayer, desk: FakeDesk, gdbus: Gdbus, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.open(Path("/books/a.epub"))
    qtbot.waitUntil(lambda: OWN_NAME in names(gdbus))
    found = ask(qtbot, tmp_path, "gdbus", "introspect", "--session", "--dest", OWN_NAME, "--object-path", PATH)
    for line in (
        "interface org.mpris.MediaPlayer2.Player {",
        "PlayPause();",
        "readwrite d Rate",
        "readonly x Position",
    ):
        assert line in found


def test_a_bus_that_goes_away_does_no_harm(
    player: MediaPlayer, desk: FakeDesk, session_bus: Daemons, qtbot: QtBot
) -> None:
    desk.open(Path("/books/a.epub"))
    session_bus.end()
    qtbot.waitUntil(lambda: player._bus.closed)
    desk.play()
    desk.close_document()
    qtbot.waitUntil(lambda: player._opened is None)


def test_without_a_bus_there_is_none(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Bus.connect_to_session() is None
    for address in ("unix:path=/nowhere", "nonsense", "tcp:host=localhost,port=1"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert Bus.connect_to_session() is None
