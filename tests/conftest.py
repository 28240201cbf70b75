"""What holds for every test: private folders, no keys, no network, no forgotten thread, no unexpected error logged."""

import ipaddress
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

THREAD_GRACE_SECONDS = 3.0

# Threads that outlive a test by their maker's design, by the start of their name.
KNOWN_DAEMONS = (
    "AnyIO worker thread",  # idle workers of a server that a wider fixture holds
    "tqdm_monitor",  # one for the process; progress bars start it
    "pytest_timeout",
)

# Nothing of the developer's own machine may decide a test: keys, servers, proxies, the screen.
FOREIGN = re.compile(
    r"OPENAI_.*|VOICEASSISTANT_(?!MODELS).*|.*_API_KEY|(https?|all|no|ftp)_proxy"
    r"|WAYLAND_DISPLAY|DISPLAY|PULSE_.*|DBUS_SESSION_BUS_ADDRESS",
    re.IGNORECASE,
)

for _name in [name for name in os.environ if FOREIGN.fullmatch(name)]:
    del os.environ[_name]
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# What is compiled once is compiled for the next run, the other worker and every process that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


SESSION_HOME = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expected_log(pattern): the test provokes an error record whose message matches")
    config.stash[SESSION_HOME] = tempfile.TemporaryDirectory(prefix="home-")
    os.environ.update(_folders(Path(config.stash[SESSION_HOME].name)))  # for fixtures wider than a test


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[SESSION_HOME].cleanup()


@pytest.fixture(autouse=True)
def private_folders(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home for each test; only the folder of caches, where the models lie, is the user's own."""
    # Not pytest's own temporary folders: to number and to remove thousands of them takes longer than the tests.
    home = Path(tempfile.mkdtemp(dir=pytestconfig.stash[SESSION_HOME].name))
    for name, folder in _folders(home).items():
        monkeypatch.setenv(name, folder)
    yield home
    shutil.rmtree(home, ignore_errors=True)  # what a process of the test still holds goes with the session's


def _folders(home: Path) -> dict[str, str]:
    caches = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
    return {"HOME": str(home), "XDG_CACHE_HOME": caches} | own


@pytest.fixture(autouse=True)
def no_stand_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local engine of this machine stands in for no server that a test lets fail, unless it is marked `local`."""
    if request.node.get_closest_marker("local") is None:
        monkeypatch.setattr("voiceassistant.app.local_models_are_there", lambda: False)


class Collector(logging.Handler):
    """Keeps the log records of its level and above."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_errors_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test during which the package logs an error, unless it is marked `expected_log` or uses `caplog`."""
    handler = Collector(logging.ERROR)
    package = logging.getLogger("voiceassistant")
    package.addHandler(handler)
    yield
    package.removeHandler(handler)
    if "caplog" in request.fixturenames:
        return
    patterns = [mark.args[0] for mark in request.node.iter_markers("expected_log")]
    messages = [record.getMessage() for record in handler.records]
    unexpected = [text for text in messages if not any(re.search(pattern, text) for pattern in patterns)]
    assert not unexpected, f"errors were logged: {unexpected}"
    absent = [pattern for pattern in patterns if not any(re.search(pattern, text) for text in messages)]
    assert not absent, f"these errors were not logged: {absent}"


@pytest.fixture(autouse=True)
def no_thread_left_running() -> Iterator[None]:
    """Fails a test after which a thread runs that did not run before it."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_SECONDS
    for thread in _new_threads(before):
        thread.join(max(0.0, deadline - time.monotonic()))
    left = sorted(thread.name for thread in _new_threads(before))
    assert not left, f"threads left running: {left}"


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and not isinstance(thread, threading._DummyThread)  # one of C's, that once called into Python
        and not thread.name.startswith(KNOWN_DAEMONS)
    ]


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that reaches beyond this machine. A host that can't be reached is any name under ".invalid"."""
    refused: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo, refused))
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guarded_connect(getattr(socket.socket, name), refused))
    yield
    assert not refused, f"the test tried to reach {refused}"


def _guarded_lookup(lookup: Callable[..., Any], refused: list[str]) -> Callable[..., Any]:
    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is None or _is_local(name):
            return lookup(host, *arguments, **options)
        if not name.endswith(".invalid"):
            refused.append(name)
        raise socket.gaierror(socket.EAI_NONAME, f"tests do not look up {name}")

    return getaddrinfo


def _guarded_connect(connect: Callable[..., Any], refused: list[str]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            refused.append(str(address[0]))
            raise ConnectionRefusedError(f"tests do not connect to {address[0]}")
        return connect(self, address)

    return guarded


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in ("", "localhost")
