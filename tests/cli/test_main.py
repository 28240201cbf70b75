import importlib.metadata
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.fakes.api_server import KEY, ApiServer
from voiceassistant.cli import main
from voiceassistant.servers.services import sample_path

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "voiceassistant"]
WAIT_SECONDS = 60.0


def begin(*arguments: str | Path) -> "subprocess.Popen[str]":
    """Starts the program in a process group of its own, as a shell does."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.run(["--help"], 0.0)
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert [name for name in main.COMMANDS if f"    {name} " not in text] == []


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.run(["--version"], 0.0)
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"voiceassistant {importlib.metadata.version('voiceassistant')}\n"


def test_an_unknown_command_is_refused(cli: Cli) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("sing")
    assert ended.value.code == 2


def test_dashes_before_a_text_leave_a_command_what_it_is(cli: Cli, tmp_path: Path) -> None:
    assert "nowhere.txt" in cli("read", "--list", "--", "nowhere.txt").err
    assert "There is no file -nowhere.pdf" in cli("--", "-nowhere.pdf").err


def test_the_program_as_a_process(served: ApiServer, private_folders: Path) -> None:
    served.faults["speech"] = [401]
    with begin("--verbose", "ask", "--json", "--audio", sample_path(), "--out", "answer.wav") as process:
        out, err = process.communicate(timeout=WAIT_SECONDS)
    found = json.loads(out)
    assert (process.returncode, found["reply"]) == (1, "Hello there.")
    assert err.splitlines()[-1] == f"voiceassistant: {found['errors'][0]}"
    assert "Traceback" not in err
    logged = "".join(path.read_text() for path in private_folders.rglob("*.log"))
    assert "refused the API key" in logged
    assert KEY not in out + err + logged


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to process groups")
def test_control_c_ends_it_and_all_that_it_started(served: ApiServer) -> None:
    served.faults["chat"] = ["hang"]
    with begin("ask", "Hello?") as process:
        assert served.hanging.wait(WAIT_SECONDS)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=WAIT_SECONDS)
    assert (process.returncode, out, err) == (main.INTERRUPTED, "", "")
    assert served.hung_up.wait(WAIT_SECONDS)
    assert is_gone(process.pid)


@pytest.mark.local
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to process groups")
def test_control_c_ends_the_local_engine_too() -> None:
    with begin("--verbose", "ask", "Tell me a long story.") as process:
        assert process.stderr is not None
        assert any("Local engine: running" in line for line in process.stderr)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == main.INTERRUPTED
    assert not [line for line in err.splitlines() if line.startswith("Traceback")]  # of its own, that is
    assert is_gone(process.pid)


def test_a_home_that_cannot_be_written_only_costs_the_log(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    occupied = tmp_path / "file"
    occupied.touch()
    monkeypatch.setattr(main, "log_folder", lambda: occupied / "log")
    done = cli("ask", "Hello?")
    assert (done.status, done.out.strip()) == (0, "Hello there.")
    assert done.err.startswith("voiceassistant: there will be no log: ")
    assert len(done.err.splitlines()) == 1
