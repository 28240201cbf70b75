"""Sound and video files that are dropped, pasted or chosen."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QMimeDatabase, QMimeType

DATABASE = QMimeDatabase()


def holds_media(data: QMimeData) -> bool:
    """Whether `media_in` would find any; opens no file."""
    return bool(media_in(data))


def media_in(data: QMimeData) -> list[Path]:
    """The sound and video files on this computer that were dropped or pasted."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if is_media(path)]


def is_media(path: Path) -> bool:
    """By its name; a list of songs is none."""
    return _is_sound(DATABASE.mimeTypeForFile(str(path), QMimeDatabase.MatchMode.MatchExtension))


def file_patterns() -> str:
    """For a dialog that asks for such a file: "*.aac *.avi …"."""
    patterns = {pattern for kind in DATABASE.allMimeTypes() if _is_sound(kind) for pattern in kind.globPatterns()}
    return " ".join(sorted(patterns))


def _is_sound(kind: QMimeType) -> bool:
    sounds = kind.name().startswith(("audio/", "video/")) or kind.name() == "application/ogg"
    return sounds and not kind.inherits("text/plain")
