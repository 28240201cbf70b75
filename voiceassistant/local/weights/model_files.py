"""Brings a model's files into the cache folder and makes sure that they are the ones we know."""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import platformdirs

from voiceassistant.errors import ModelDownloadError
from voiceassistant.local.weights import packages, sources
from voiceassistant.local.weights.catalogue import DEFAULT_MODELS, Model, WeightFile
from voiceassistant.local.weights.lock import locked

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are there, and its size."""

SPARE_BYTES = 200_000_000
"""Left free on the disk beside the model and the largest package that is being unpacked."""


def models_folder() -> Path:
    """Where models lie; the environment's VOICEASSISTANT_MODELS comes first."""
    chosen = os.environ.get("VOICEASSISTANT_MODELS")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("voiceassistant")) / "models"


def ensure(model: Model, progress: Progress | None = None) -> Path:
    """Returns the folder that holds the model's files, after fetching the ones that are missing.

    Blocks, for minutes when it has to download. Two processes never fetch the same model at once.

    Raises:
        ModelDownloadError: The files could not be had, are not the ones we know, or the disk is full.
    """
    folder = models_folder() / model.name
    if _all_verified(folder, model.files):
        return folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(models_folder() / f"{model.name}.lock"), packages.shelf(folder) as shelf:
            known = sources.Sources(shelf)
            for file in model.files:
                if not _is_verified(folder / file.name, file):
                    _fetch(file, folder, known, progress or _no_progress)
    except OSError as error:
        raise ModelDownloadError(f"The model {model.name} could not be stored: {error}") from error
    return folder


def is_there(model: Model) -> bool:
    """Whether the model's files are there in full, at a glance: by their sizes, not their digests."""
    folder = models_folder() / model.name
    return all(_size(folder / file.name) == file.size_bytes for file in model.files)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _no_progress(name: str, done: int, total: int) -> None:
    """For callers that do not ask."""


def _all_verified(folder: Path, files: Iterable[WeightFile]) -> bool:
    return all(_is_verified(folder / file.name, file) for file in files)


def _is_verified(path: Path, file: WeightFile) -> bool:
    """True for the file we know. Hashes it only when it is not as it was when it was last found right."""
    if not path.is_file():
        return False
    if _read_marker(path) == _state(path, file):
        return True
    if path.stat().st_size != file.size_bytes or digest(path) != file.sha256:
        log.warning("%s is not the file we know and is fetched again", path.name)
        return False
    _write_marker(path, file)
    return True


def _marker(path: Path) -> Path:
    return path.with_name(path.name + ".verified")


def _state(path: Path, file: WeightFile) -> dict[str, object]:
    status = path.stat()
    return {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": file.sha256}


def _read_marker(path: Path) -> object:
    try:
        return json.loads(_marker(path).read_text("utf-8"))
    except (OSError, ValueError):
        return None  # never verified, or half written: the file is hashed again


def _write_marker(path: Path, file: WeightFile) -> None:
    try:
        _marker(path).write_text(json.dumps(_state(path, file)), "utf-8")
    except OSError as error:
        log.info("Each start will verify %s again: %s", path.name, error)  # a folder shared read-only


def digest(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fetch(file: WeightFile, folder: Path, known: sources.Sources, progress: Progress) -> None:
    """Tries the file's sources in turn, into a temporary name; the right bytes get the real one."""
    _check_disk(file, folder)
    partial = folder / f"{file.name}.partial"
    failures = []
    for source in known.of(file):
        try:
            source.fetch(file, partial, progress)
            _verify(partial, file)
        except (sources.SourceError, packages.PackageError, OSError) as error:
            log.info("%s: %s", source.title, error)
            failures.append(f"{source.title} ({error})")
            partial.unlink(missing_ok=True)
        else:
            partial.replace(folder / file.name)
            _write_marker(folder / file.name, file)
            return
    tried = "; ".join(failures) or "it has no source"
    raise ModelDownloadError(f"The model file {file.name} could not be fetched; tried: {tried}")


def _verify(partial: Path, file: WeightFile) -> None:
    found = digest(partial)
    if found != file.sha256:
        raise sources.SourceError(f"its SHA-256 is {found[:12]}…, not the known {file.sha256[:12]}…")


def _check_disk(file: WeightFile, folder: Path) -> None:
    needed = file.size_bytes + SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelDownloadError(
            f"{file.name} needs {needed / 1e6:.0f} MB on the disk of {folder}, {free / 1e6:.0f} MB are free"
        )


def ensure_default(progress: Progress, *, hurried: bool = False) -> list[str]:
    """Fetches what is there by default.

    Args:
        progress: Told of each block.
        hurried: Once all that is needed is there, do not look for the rest again: a start should not wait for it.
    Returns:
        Why models that can be done without could not be had, and how it is without them; for the log.
    Raises:
        ModelDownloadError: One that it needs could not be had.
    """
    needed = [model for model in DEFAULT_MODELS if model.needed]
    enough = hurried and all(map(is_there, needed))
    failures = []
    for model in needed if enough else DEFAULT_MODELS:
        try:
            log.info("%s: %s", model.name, ensure(model, progress))
        except ModelDownloadError as error:
            if model.needed:
                raise
            failures.append(f"{error.sentence} {model.without}")
    return failures
