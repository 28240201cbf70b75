"""Child processes that log to a file and never outlive the test that started them."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

READY_SECONDS = 20.0  # a loaded machine takes a second for what takes 50 ms otherwise
END_SECONDS = 5.0


def wait_for(
    predicate: Callable[[], T],
    what: str | Callable[[], str],
    seconds: float = READY_SECONDS,
    every_seconds: float = 0.02,
) -> T:
    """Asks `predicate` until its answer is true, and returns that answer.

    Raises:
        AssertionError: It was not within `seconds`; the message names `what`, called for its words only then.
    """
    deadline = time.monotonic() + seconds
    while not (answer := predicate()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s in vain for {what if isinstance(what, str) else what()}")
        time.sleep(every_seconds)
    return answer


class Daemons:
    """Processes of one session, ended in reverse order; their logs lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._running: list[subprocess.Popen[bytes]] = []

    def start(
        self, name: str, command: Sequence[str], env: Mapping[str, str], pass_fds: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """Starts `command`; its output goes to `<name>.log`. The kernel ends it should this thread die."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(env),
                pass_fds=pass_fds,
            )
        self._running.append(process)
        return process

    def start_announcing(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> str:
        """Starts a daemon that writes a line to the descriptor `{fd}` of its command once it is ready.

        Returns:
            That line.
        """
        reading, writing = os.pipe()
        try:
            process = self.start(name, [word.format(fd=writing) for word in command], env, pass_fds=(writing,))
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            ready, _, _ = select.select([pipe], [], [], READY_SECONDS)
            line = pipe.readline().decode().strip() if ready else ""
        if not line:
            raise AssertionError(f"{name} did not come up (exit status {process.poll()}):\n{self.log(name)}")
        return line

    def log(self, name: str) -> str:
        """The last 4,000 characters that a process wrote."""
        return (self.folder / f"{name}.log").read_text(errors="replace")[-4000:]

    def logs(self) -> dict[str, str]:
        """What each process wrote, by name; those that wrote nothing are left out."""
        found = {path.stem: self.log(path.stem) for path in sorted(self.folder.glob("*.log"))}
        return {name: text for name, text in found.items() if text.strip()}

    def end(self) -> None:
        """Ends every process, the youngest first."""
        for process in reversed(self._running):
            end(process)
        self._running.clear()


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> int:
    """Asks a process to end, kills it if it does not, and returns its exit status."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()
