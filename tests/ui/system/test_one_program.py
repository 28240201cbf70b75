"""One program for a user: real processes, a real socket."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from voiceassistant.errors import RunningAlready
from voiceassistant.ui.system.one_program import OneProgram, meeting_place
from voiceassistant.ui.system.wish import LONGEST_WISH, Wish

ADDRESS = "https://example.org/page"
HOLDER = (  # holds the lock and, if it is told to, the socket, until somebody has told it something
    "import sys\n"
    "from pathlib import Path\n"
    "from PySide6.QtCore import QCoreApplication\n"
    "from voiceassistant.ui.system.one_program import OneProgram\n"
    "from voiceassistant.ui.system.wish import Wish\n"
    "application = QCoreApplication([])\n"
    "program = OneProgram(Path(sys.argv[1]))\n"
    "program.asked.connect(lambda wish: (print(wish.source, flush=True), application.quit()))\n"
    "assert program.begin(Wish())\n"
    "if sys.argv[2] == 'listen': program.listen()\n"
    "print('up', flush=True)\n"
    "application.exec()\n"
    "program.end()\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def holder(folder: Path, how: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder), how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


@pytest.fixture
def running(qtbot: QtBot, folder: Path) -> Iterator[OneProgram]:
    program = OneProgram(folder)
    assert program.begin(Wish())
    program.listen()
    yield program
    program.end()


def test_the_second_process_hands_over_what_it_is_asked_for(qtbot: QtBot, folder: Path) -> None:
    with holder(folder, "listen") as first:
        assert not OneProgram(folder).begin(Wish(source=ADDRESS))
        assert first.stdout is not None
        assert first.stdout.read() == f"{ADDRESS}\n"
    assert first.returncode == 0


def test_a_crashed_program_stops_nobody(qtbot: QtBot, folder: Path) -> None:
    with holder(folder, "listen") as first:
        first.send_signal(signal.SIGKILL)
    if sys.platform != "win32":
        assert Path(meeting_place(folder)[1]).exists()
    second = OneProgram(folder)
    assert second.begin(Wish())
    second.listen()
    assert not _speak(qtbot, second.address, b'{"source": ""}\n').endswith(b"refused\n")
    second.end()


def test_one_that_does_not_answer_is_told_of_in_a_sentence(qtbot: QtBot, folder: Path) -> None:
    with holder(folder, "be silent") as first:
        with pytest.raises(RunningAlready, match="does not answer"):
            OneProgram(folder).begin(Wish(), seconds=0.2)
        first.kill()


def test_after_its_end_another_one_may_run(qtbot: QtBot, running: OneProgram, folder: Path) -> None:
    running.end()
    again = OneProgram(folder)
    assert again.begin(Wish())
    again.end()


@pytest.mark.parametrize(
    "said",
    [
        b"hello\n",
        b'{"source": "relative/path"}\n',
        b'{"source": "/a.pdf", "run": "rm"}\n',
        b'{"source": ["/a.pdf"]}\n',
        b"\xff\xfe\n",
        b"[" * 20_000 + b"\n",
    ],
)
def test_what_is_no_wish_is_refused(qtbot: QtBot, running: OneProgram, said: bytes) -> None:
    with qtbot.assertNotEmitted(running.asked):
        assert _speak(qtbot, running.address, said) == b"refused\n"


def test_somebody_who_never_ends_the_line_is_hung_up_on(qtbot: QtBot, running: OneProgram) -> None:
    with qtbot.assertNotEmitted(running.asked):
        assert _speak(qtbot, running.address, b"x" * 2 * LONGEST_WISH) == b""


def test_a_wish_is_told(qtbot: QtBot, running: OneProgram) -> None:
    with qtbot.waitSignal(running.asked) as asked:
        assert _speak(qtbot, running.address, Wish(source="/books/a.pdf").model_dump_json().encode() + b"\n") == (
            b"taken\n"
        )
    assert asked.args == [Wish(source="/books/a.pdf")]
    assert asked.args[0].document == Path("/books/a.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
def test_what_somebody_asked_for_who_has_given_up_is_not_done(qtbot: QtBot, running: OneProgram) -> None:
    wishes: list[Wish] = []
    running.asked.connect(wishes.append)
    for source in ("/books/given up.pdf", "/books/again.pdf"):
        asking = socket.socket(socket.AF_UNIX)
        asking.connect(running.address)
        asking.sendall(Wish(source=source).model_dump_json().encode() + b"\n")
        if "given up" in source:
            asking.close()
    qtbot.waitUntil(lambda: bool(wishes))
    assert asking.recv(100) == b"taken\n"
    asking.close()
    assert [wish.source for wish in wishes] == ["/books/again.pdf"]


def test_who_hears_no_more_runs_still(qtbot: QtBot, running: OneProgram, folder: Path) -> None:
    running.hear_no_more()
    with pytest.raises(RunningAlready):
        OneProgram(folder).begin(Wish(), seconds=0.05)


def test_the_runtime_folder_is_used_where_there_is_one(
    qtbot: QtBot, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    lock, _ = meeting_place(folder)
    assert lock.parent == tmp_path / "run"
    assert meeting_place(tmp_path / "other data") != meeting_place(folder)


def test_a_folder_that_cannot_be_written_costs_only_that(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    program = OneProgram(tmp_path / "file" / "data")
    assert program.begin(Wish())
    program.listen()
    program.end()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes without a mode")
def test_nobody_else_may_connect(running: OneProgram) -> None:
    assert Path(running.address).stat().st_mode & 0o077 == 0


def _speak(qtbot: QtBot, address: str, said: bytes) -> bytes:
    """Says something to the socket and returns all that comes back."""
    asking = QLocalSocket()
    asking.connectToServer(address)
    assert asking.waitForConnected(1000)
    asking.write(said)
    qtbot.waitUntil(lambda: asking.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    return bytes(asking.readAll().data())
