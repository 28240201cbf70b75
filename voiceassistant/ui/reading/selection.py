"""What another program has selected, copied, or lets fall onto the window, as something that can be opened."""

import re
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication, QImage

from voiceassistant.documents.document import Excerpt, Source
from voiceassistant.ui.images import keep

DOCUMENT_SUFFIXES = (".pdf", ".epub", ".docx", ".odt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt")
ADDRESS = re.compile(r"https?://\S+")


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


def documents_in(data: QMimeData) -> list[Path]:
    """The documents on this computer that were dropped or pasted, by their names; pictures are none."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in DOCUMENT_SUFFIXES]


def holds_source(data: QMimeData) -> bool:
    """Whether `source_in` would find anything; keeps nothing."""
    return data.hasUrls() or data.hasImage() or data.hasHtml() or data.hasText()


def source_in(data: QMimeData | None, folder: Path) -> Source | None:
    """The first file or address, or the text. A picture without a file is kept in `folder`. Raises AssistantError."""
    # Another program may have stopped answering: Qt waits five seconds for it, and would again for each kind.
    if data is None or not data.formats():  # None for an empty clipboard, whatever Qt's stubs say
        return None
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
        if url.scheme() in ("http", "https"):
            return url.toString()
    text = data.text().strip()
    if ADDRESS.fullmatch(text):
        return text
    if text:
        return Excerpt(text, data.html() if data.hasHtml() else "")
    picture = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if picture.isNull() else Path(keep(picture, folder, "copied").source)
