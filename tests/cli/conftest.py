"""The command line in this process, with the API server doing every role."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.api_server import KEY, ApiServer, delta, text_chunks, tool_call
from tests.fakes.fixtures import api, door
from voiceassistant.audio.files import save
from voiceassistant.cli import main

__all__ = ["api", "door"]

ROLES = ("TRANSCRIPTION", "CHAT", "SPEECH")


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


Cli = Callable[..., Done]


@pytest.fixture
def served(api: ApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ApiServer:
    """The API server, to which the environment sends every role; the working folder is the test's own."""
    for role in ROLES:
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_URL", api.base_url)
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    return api


@pytest.fixture
def cli(served: ApiServer, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Cli:
    """Runs a command line. Nothing that it says or logs may hold the key."""
    caplog.set_level("DEBUG", "voiceassistant")

    def run(*arguments: str | Path) -> Done:
        status = main.run([str(argument) for argument in arguments], time.monotonic())
        captured = capsys.readouterr()
        assert KEY not in captured.out + captured.err + caplog.text
        assert "Traceback" not in captured.err
        return Done(status, captured.out, captured.err)

    return run


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    path = tmp_path / "silence.wav"
    save(path, np.zeros(16_000, np.float32), 16_000)
    return path


def calculation(answer: str) -> list[list[dict[str, object]]]:
    """What a chat model streams that asks the calculator first."""
    calls = tool_call(0, "calculate", '{"expression": ', '"17 * 23"}')
    return [[*calls, delta({}, "tool_calls")], text_chunks(answer)]
