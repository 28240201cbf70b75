"""A message bus of a test's own, and another program on it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.daemons import Daemons


@pytest.fixture
def session_bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemons]:
    """A real session bus, which everybody in this process takes for the session's; what is started ends with it."""
    daemons = Daemons(tmp_path_factory.mktemp("bus"))
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemons.start_announcing("dbus", command, {}))
    yield daemons
    daemons.end()


def ask(qtbot: QtBot, folder: Path, *command: str) -> str:
    """What a command prints, while this process answers it. Raises AssertionError: it failed."""
    with (folder / "asked").open("w+b") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
        said.seek(0)
        answer = said.read().decode().strip()
    assert process.returncode == 0, answer
    return answer
