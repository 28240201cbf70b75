"""A zip archive from a stranger: nothing is unpacked to disk, and what is read is counted."""

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from voiceassistant.documents.markup import Element
from voiceassistant.errors import DocumentError, DocumentTooLarge

MOST_ENTRIES = 10_000
MOST_DIRECTORY = 4_000_000  # bytes of the list of entries
MOST_IN_ENTRY = 50_000_000  # bytes, unpacked
MOST_IN_ALL = 200_000_000
MOST_RATIO = 200  # of an entry above 1 MB; text packs 3 to 20 times smaller
_MEDIA = frozenset({  # never read
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".tif", ".tiff", ".bmp", ".wmf", ".emf", ".mp3", ".mp4", ".m4a",
    ".ogg", ".wav", ".webm", ".ttf", ".otf", ".woff", ".woff2", ".bin", ".css", ".js", ".pdf", ".xlsx",
})  # fmt: skip


class Archive:
    """Read entry by entry, by name. Every method raises DocumentError.

    Args:
        path: Where it is.
        content: All of it, where the file holds it in another form.
    """

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self._name = path.name
        self._left = MOST_IN_ALL
        try:
            with path.open("rb") if content is None else io.BytesIO(content) as file:
                _check_directory(file, path.name)
            self._zip = zipfile.ZipFile(path if content is None else io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DocumentError(f"{path.name} is broken: its archive cannot be opened") from error
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise DocumentTooLarge(f"{self._name} holds {len(entries):,} entries")
        declared = 0
        for entry in entries:
            if posixpath.splitext(entry.filename)[1].lower() in _MEDIA:
                continue
            declared += entry.file_size
            if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
                raise DocumentTooLarge(f"{self._name} unpacks to far more than a document holds")
        if declared > MOST_IN_ALL:
            raise DocumentTooLarge(f"{self._name} would unpack to {declared // 1_000_000:,} MB")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """An entry's content. Sizes that the archive tells can lie, so what really comes is counted."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError as error:
            raise DocumentError(f"{self._name} is broken: {posixpath.basename(name)[:80]} is missing in it") from error
        if entry.flag_bits & 1:
            raise encrypted(self._name)
        most = min(MOST_IN_ENTRY, self._left)
        try:
            with self._zip.open(entry) as file:
                content = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise DocumentError(f"{self._name} is broken: a part of it cannot be unpacked") from error
        if len(content) > most:
            raise DocumentTooLarge(f"{self._name} unpacks to far more than a document holds")
        self._left -= len(content)
        return content

    def again(self, content: bytes) -> None:
        """What was read is let go: it counts no more."""
        self._left += len(content)

    def xml(self, name: str) -> Element:
        """An entry's root element; entities are left alone, and nothing is fetched."""
        return xml_of(self.read(name), self._name)

    def close(self) -> None:
        self._zip.close()


def xml_of(content: bytes, name: str) -> Element:
    """The root element of XML from a stranger. Raises DocumentError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{name} is broken: its XML cannot be parsed") from error
    return root


def resolved(base: str, reference: str) -> str:
    """The entry that a reference in the entry `base` means."""
    path = unquote(reference.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base


def encrypted(name: str) -> DocumentError:
    failure = DocumentError(f"{name} is encrypted in a way that cannot be read here")
    failure.advice = "Save it without a password, or without copy protection, and open that."
    return failure


def _check_directory(file: BinaryIO, name: str) -> None:
    """Before zipfile makes an object of each entry: a million of them would take the memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    end = file.read()
    at = end.rfind(b"PK\5\6")
    if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > MOST_DIRECTORY:
        raise DocumentTooLarge(f"{name} holds more entries than a document does")
