"""The supervisor, over small programs that stand in for the engine."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from voiceassistant.errors import LocalEngineError
from voiceassistant.local import supervisor
from voiceassistant.local.supervisor import LocalEngine, LocalEngineState

pytestmark = pytest.mark.slow

WELL_BEHAVED = """
import json, os, sys
port = int(sys.argv[sys.argv.index("--port") + 1]) or 4321
assert os.environ["VOICEASSISTANT_TOKEN"] not in sys.argv
print(json.dumps({"port": port}), flush=True)
sys.stdin.read()
"""
CRASHING = "import sys; print('ERROR: no memory', file=sys.stderr); sys.exit(7)"
DEAF = """
import json, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(json.dumps({"port": 1}), flush=True)
while True: time.sleep(60)
"""
TAKEN_ONCE = """
import json, sys
port = int(sys.argv[sys.argv.index("--port") + 1])
if port == 1: sys.exit(3)
print(json.dumps({"port": port or 1}), flush=True)
sys.exit(0)
"""


class Watched:
    """An engine, its states so far, and a way to wait for the next ones."""

    def __init__(self, program: str) -> None:
        self.states: list[LocalEngineState] = []
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self.engine = LocalEngine(self._happened, [sys.executable, "-c", program])

    def _happened(self, state: LocalEngineState) -> None:
        self.states.append(state)
        task = asyncio.create_task(self._wake())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, *phases: str) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: tuple(state.phase for state in self.states[-len(phases) :]) == phases)


@asynccontextmanager
async def watched(program: str) -> AsyncIterator[Watched]:
    watching = Watched(program)
    yield watching
    await watching.engine.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.2)


async def test_it_starts_and_leaves_nothing_behind() -> None:
    async with watched(WELL_BEHAVED) as it:
        await it.engine.start()
        assert it.engine.base_url == "http://127.0.0.1:4321/v1"
        assert it.engine.state == LocalEngineState("running")
        pid = it.engine.pid
    assert [state.phase for state in it.states] == ["starting", "running", "stopped"]
    assert pid is not None
    assert not alive(pid)


async def test_a_crash_is_told_and_the_same_address_comes_back() -> None:
    async with watched(WELL_BEHAVED) as it:
        await it.engine.start()
        before = (it.engine.base_url, it.engine.token)
        assert it.engine.pid is not None
        os.kill(it.engine.pid, signal.SIGKILL)
        await it.until("running", "restarting", "running")
        assert (it.engine.base_url, it.engine.token) == before
        assert "-9" in it.states[-2].reason
        await it.engine.ready(1)


async def test_it_gives_up_after_repeated_crashes() -> None:
    async with watched(CRASHING) as it:
        with pytest.raises(LocalEngineError, match=r"ended 5 times: .*status 7 \(ERROR: no memory\)"):
            await it.engine.start()
        assert [state.phase for state in it.states][-2:] == ["failed", "stopped"]


async def test_a_program_that_is_not_there() -> None:
    engine = LocalEngine(command=["/nowhere/to/be/found"])
    with pytest.raises(LocalEngineError, match="could not be started"):
        await engine.start()


async def test_one_that_does_not_listen_to_reason_is_killed() -> None:
    async with watched(DEAF) as it:
        await it.engine.start()
        pid = it.engine.pid
    assert pid is not None
    assert not alive(pid)


async def test_a_cancelled_start_leaves_nothing_behind() -> None:
    async with watched("import time; time.sleep(60)") as it:
        starting = asyncio.create_task(it.engine.start())
        await it.until("starting")
        while it.engine.pid is None:
            await asyncio.sleep(0.001)
        pid = it.engine.pid
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert not alive(pid)


async def test_a_port_that_was_taken_meanwhile_is_given_up() -> None:
    async with watched(TAKEN_ONCE) as it:
        await it.engine.start()
        await it.until("running", "restarting", "restarting", "running")
        assert "status 3" in it.states[-2].reason


async def test_ready_before_start_is_an_error() -> None:
    with pytest.raises(LocalEngineError, match="not started"):
        await LocalEngine().ready(1)


@pytest.mark.skipif(os.name != "posix", reason="kills a process the POSIX way")
def test_when_the_parent_is_killed_the_engine_ends() -> None:
    parent = """
import asyncio, sys
from voiceassistant.local.supervisor import LocalEngine
async def main():
    engine = LocalEngine()
    await engine.start()
    print(engine.pid, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", parent], cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        engine = int(process.stdout.readline())
        process.kill()
    # The test run has a time limit; the engine takes a fraction of a second.
    while alive(engine):
        time.sleep(0.02)
