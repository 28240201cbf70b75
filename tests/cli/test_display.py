import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from voiceassistant.cli import display
from voiceassistant.cli.display import missing_display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
UNUSED = 7_421  # no X server has this number


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """As over a plain SSH connection."""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(sys, "platform", "linux")


@contextmanager
def listening(address: str | tuple[str, int], family: socket.AddressFamily = socket.AF_UNIX) -> Iterator[socket.socket]:
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.bind(address)
        server.listen()
        yield server


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A Unix socket's path has to be short."""
    with tempfile.TemporaryDirectory(prefix="d-") as folder:
        yield Path(folder)


def test_without_a_display_there_is_none() -> None:
    assert missing_display() == "there is no display"


@pytest.mark.parametrize(
    "name", [f":{UNUSED}", f":{UNUSED}.0", f"unix:{UNUSED}", f"localhost:{UNUSED}", "nonsense", ":x"]
)
def test_an_x11_display_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    began = time.monotonic()
    assert missing_display() == f"the display {name} does not answer"
    assert time.monotonic() - began < 3 * display.ANSWER_SECONDS


def test_the_terminal_answers_then(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", f":{UNUSED}")
    done = cli()
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"The window cannot be used because the display :{UNUSED} does not answer; ")


@pytest.mark.parametrize("name", [f":{UNUSED}", f":{UNUSED}.1", f"unix:{UNUSED}"])
def test_a_local_x11_display_that_answers(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    with listening(f"\0/tmp/.X11-unix/X{UNUSED}"):
        assert missing_display() == ""


def test_an_x11_display_of_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(("127.0.0.1", 0), socket.AF_INET) as server:
        monkeypatch.setenv("DISPLAY", f"localhost:{server.getsockname()[1] - display.X11_PORT}.0")
        assert missing_display() == ""


def test_a_wayland_display(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    assert missing_display() == "the display wayland-9 does not answer"
    with listening(str(short_folder / "wayland-9")):
        assert missing_display() == ""
        monkeypatch.setenv("WAYLAND_DISPLAY", str(short_folder / "wayland-9"))
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        assert missing_display() == ""
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        assert missing_display() == "there is no display"


def test_qts_own_screens_need_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("offscreen", "offscreen:size=800x600"):
        monkeypatch.setenv("QT_QPA_PLATFORM", name)
        assert missing_display() == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert missing_display() == "there is no display"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_there_is_always_a_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert missing_display() == ""
