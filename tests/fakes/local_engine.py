"""The real local engine as a process, for tests that are marked `local`.

Import the fixture into a conftest: `from tests.fakes.local_engine import local_engine as local_engine`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class RunningEngine:
    """`base_url` ends in /v1, as clients of the API want it."""

    base_url: str
    token: str
    pid: int


@contextmanager
def running_engine() -> Iterator[RunningEngine]:
    """Starts the engine and ends it. Models are loaded by the first request that needs them."""
    token = "a token for tests"
    process = subprocess.Popen(
        [sys.executable, "-m", "voiceassistant.local", "--token-env", "TEST_TOKEN", "--parent-pipe"],
        cwd=ROOT,
        env={**os.environ, "TEST_TOKEN": token},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        port = json.loads(process.stdout.readline())["port"]
        yield RunningEngine(f"http://127.0.0.1:{port}/v1", token, process.pid)
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.fixture(scope="session")
def local_engine() -> Iterator[RunningEngine]:
    """One engine for the whole run: loading the models takes seconds."""
    with running_engine() as engine:
        yield engine
