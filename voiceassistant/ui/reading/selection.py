"""What another program has selected, copied, or lets fall onto the window, as something that can be opened."""

import re
import time
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

from voiceassistant.errors import AssistantError
from voiceassistant.ui.images import keep

Source = str | Path
"""A file, an address (http…), or a text of its own."""

ADDRESS = re.compile(r"https?://\S+")
STRUCTURE = re.compile(r"<(?:h[1-6]|p|li|blockquote|pre)[\s>]", re.IGNORECASE)
WORTH_STRUCTURE = 4  # so many headings, paragraphs … make a page of it


class TextNotKept(AssistantError):
    """A copied page could not be written."""

    advice = "Check the free disk space and the rights of the data folder."


def clipboard_source(folder: Path) -> Source | None:
    """What was copied; None: nothing that can be read. Raises AssistantError."""
    return source_in(QGuiApplication.clipboard().mimeData(), folder)


def selection_source(folder: Path) -> Source | None:
    """What is selected in any program; where the system doesn't tell that, what was copied. Raises AssistantError."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection():
        found = source_in(clipboard.mimeData(QClipboard.Mode.Selection), folder)
        if found is not None:
            return found
    return clipboard_source(folder)


def holds_source(data: QMimeData) -> bool:
    """Whether `source_in` would find anything; keeps nothing."""
    return data.hasUrls() or data.hasImage() or data.hasHtml() or data.hasText()


def source_in(data: QMimeData, folder: Path) -> Source | None:
    """The first file or address, or the text. A page or a picture without a file is kept in `folder`.

    Raises AssistantError.
    """
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
        if url.scheme() in ("http", "https"):
            return url.toString()
    text = data.text().strip()
    if ADDRESS.fullmatch(text):
        return text
    if data.hasHtml() and len(STRUCTURE.findall(data.html())) >= WORTH_STRUCTURE:
        return _kept_page(data.html(), folder)
    if text:
        return text
    picture = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if picture.isNull() else Path(keep(picture, folder, "copied").source)


def _kept_page(html: str, folder: Path) -> Path:
    path = folder / f"copied-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}.html"
    head = '<!DOCTYPE html><meta charset="utf-8">'
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(head + html, encoding="utf-8")
    except OSError as error:
        raise TextNotKept(f"The copied page could not be kept in {folder}: {error.strerror}") from error
    return path
