"""Starts the local engine as a process of its own, watches it, and starts it again when it crashes.

Light on purpose: the window's process imports this.
"""

import asyncio
import json
import logging
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from voiceassistant.errors import LocalEngineError

log = logging.getLogger(__name__)

TOKEN_VARIABLE = "VOICEASSISTANT_TOKEN"
COMMAND = (sys.executable, "-m", "voiceassistant.local")

START_SECONDS = 60.0
STOP_SECONDS = 0.5  # for each way of asking: a model at work cannot be interrupted, and nothing is lost with it
MOST_CRASHES = 5
CRASH_WINDOW_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
PORT_TAKEN = 3  # the engine's exit status when nothing can listen on the port


@dataclass(frozen=True, slots=True)
class LocalEngineState:
    """What the local engine does; `reason` says why it restarts or failed."""

    phase: Literal["stopped", "starting", "running", "restarting", "failed"]
    reason: str = ""


STOPPED = LocalEngineState("stopped")


class LocalEngine:
    """The local engine's process. All methods belong to one asyncio loop.

    Args:
        on_event: Called with each new state, on the loop.
        command: What to start instead of the local engine; it gets the same options.
    """

    def __init__(
        self, on_event: Callable[[LocalEngineState], None] = lambda _: None, command: Sequence[str] | None = None
    ) -> None:
        self._on_event = on_event
        self._command = tuple(command or COMMAND)
        self._port = 0
        self.pid: int | None = None
        self._supervising: asyncio.Task[None] | None = None
        self._running = asyncio.Event()
        self.token = secrets.token_urlsafe(32)
        self.state = STOPPED

    @property
    def base_url(self) -> str:
        """Stays the same over restarts. Known once the engine has started."""
        return f"http://127.0.0.1:{self._port}/v1"

    async def start(self) -> None:
        """Starts the process and waits until it listens; models are loaded later, when they are needed.

        Raises:
            LocalEngineError: It did not start.
        """
        if self._supervising is None:
            self._supervising = asyncio.create_task(self._supervise(), name="local-engine")
        try:
            await self.ready(START_SECONDS)
        except BaseException:
            await self.close()
            raise

    async def ready(self, timeout: float) -> None:
        """Waits until the engine runs, for example after a crash.

        Raises:
            LocalEngineError: It has failed for good, was never started, or takes longer than `timeout` seconds.
        """
        if self._supervising is None:
            raise LocalEngineError("The local engine was not started")
        waiting = asyncio.create_task(self._running.wait(), name="local-engine-ready")
        both = (waiting, self._supervising)
        try:
            done, _ = await asyncio.wait(both, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if waiting not in done:  # it may have ended again since: that is told like any other crash
            raise LocalEngineError(self.state.reason or f"The local engine did not start within {timeout:.0f} s")

    async def close(self) -> None:
        """Ends the process and waits for its end."""
        if self._supervising is not None:
            self._supervising.cancel()
            await asyncio.wait((self._supervising,))
            self._supervising = None
        if self.state != STOPPED:
            self._tell(STOPPED)

    def _tell(self, state: LocalEngineState) -> None:
        self.state = state
        log.info("Local engine: %s %s", state.phase, state.reason)
        self._on_event(state)

    async def _supervise(self) -> None:
        crashes: list[float] = []
        self._tell(LocalEngineState("starting"))
        while True:
            reason = await self._run_once()
            now = asyncio.get_running_loop().time()
            crashes = [*(moment for moment in crashes if now - moment < CRASH_WINDOW_SECONDS), now]
            if len(crashes) >= MOST_CRASHES:
                self._tell(LocalEngineState("failed", f"The local engine ended {MOST_CRASHES} times: {reason}"))
                return
            self._tell(LocalEngineState("restarting", reason))
            await asyncio.sleep(min(FIRST_PAUSE_SECONDS * 2 ** (len(crashes) - 1), LONGEST_PAUSE_SECONDS))

    async def _run_once(self) -> str:
        """Runs the process until it ends by itself, and returns why."""
        try:
            process = await self._spawn()
        except OSError as error:
            return f"it could not be started: {error}"
        self.pid = process.pid
        last_words: list[str] = []
        reading = asyncio.create_task(_log_lines(process, last_words), name="local-engine-log")
        try:
            if await self._announced(process):
                self._running.set()
                self._tell(LocalEngineState("running"))
            status = await process.wait()
            if status == PORT_TAKEN:
                self._port = 0  # better at a new address than not at all
            await reading  # until its last line: it may say why
            return f"it ended with status {status}" + (f" ({last_words[-1]})" if last_words else "")
        finally:
            self._running.clear()
            self.pid = None
            await _end(process)
            reading.cancel()
            await asyncio.wait((reading,))

    async def _spawn(self) -> asyncio.subprocess.Process:
        options = ("--port", str(self._port), "--token-env", TOKEN_VARIABLE, "--parent-pipe")
        return await asyncio.create_subprocess_exec(
            *self._command,
            *options,
            stdin=asyncio.subprocess.PIPE,  # its end tells the engine that we are gone, however we went
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, TOKEN_VARIABLE: self.token},
            start_new_session=True,  # Ctrl+C in the terminal is ours to answer
        )

    async def _announced(self, process: asyncio.subprocess.Process) -> bool:
        """Waits for the line that names the port. False: the process ended, or said something else, and is ended."""
        assert process.stdout is not None
        try:
            line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
            self._port = int(json.loads(line)["port"])
        except (ValueError, KeyError, TypeError, TimeoutError) as error:
            if process.returncode is None:
                log.debug("The local engine named no port: %s", error)
                await _end(process)
            return False
        return True


async def _log_lines(process: asyncio.subprocess.Process, last_words: list[str]) -> None:
    """The engine's log becomes part of ours, and its last line the reason of a crash."""
    assert process.stderr is not None
    async for line in process.stderr:
        text = line.decode("utf-8", "replace").rstrip()
        if text:
            log.info("%s", text)
            if not text.startswith(("INFO", "DEBUG")):
                last_words[:] = [text]


async def _end(process: asyncio.subprocess.Process) -> None:
    """Asks it to end by closing its input, then more firmly. Returns only when the process is gone."""
    assert process.stdin is not None
    process.stdin.close()
    for insist in (process.terminate, process.kill):
        if process.returncode is not None:
            break
        try:
            await asyncio.wait_for(asyncio.shield(process.wait()), STOP_SECONDS)
        except (TimeoutError, asyncio.CancelledError):
            with suppress(ProcessLookupError):
                insist()
    await process.wait()
