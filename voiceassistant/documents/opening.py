"""Opens a document by what is in it; its name decides only between kinds of text.

Parses in this very process: `safe.py` has it done in another, as a document from a stranger needs.
"""

import re
import stat
from pathlib import Path

from voiceassistant.documents.document import Document
from voiceassistant.errors import DocumentError, DocumentTooLarge

READ_KINDS = "PDF, EPUB, DOCX, ODT, HTML, Markdown, plain text and pictures are read"
MOST_BYTES = 4_000_000_000

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HEAD = 4096
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 1_000_000
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def open_document(path: Path, password: str | None = None, content_type: str = "") -> Document:
    """Opens what can be read.

    Args:
        path: A regular file.
        password: For a document that wants one.
        content_type: What a server told of it, such as "text/html; charset=euc-kr".

    Raises DocumentError: broken, locked, too large, empty, or of a kind that is not read.
    """
    head = _head(path)
    if b"%PDF-" in head[:1024]:
        from voiceassistant.documents.pdf import open_pdf

        return open_pdf(path, password)
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        from voiceassistant.documents.pictures import open_picture

        return open_picture(path)
    if head.startswith(b"PK\3\4"):
        return _open_archive(path)
    if head.startswith(_COMPOUND):
        return _open_compound(path, password)
    return _open_text(path, head, content_type)


def _head(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _no_file(f"{path.name or path} is a folder", "Choose a file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise _no_file(f"{path.name} is a device, not a file", "Choose a file.")
        if found.st_size > MOST_BYTES:
            raise DocumentTooLarge(f"{path.name} is larger than a document is")
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise _no_file(f"There is no file {path.name}", "Check its name and its folder.") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path.name} cannot be opened: {getattr(error, 'strerror', '') or error}") from error
    if not head:
        raise DocumentError(f"{path.name} is empty")
    return head


def _no_file(says: str, advice: str) -> DocumentError:
    failure = DocumentError(says)
    failure.advice = advice
    return failure


def _open_archive(path: Path) -> Document:
    from voiceassistant.documents.archive import Archive

    archive = Archive(path)
    try:
        told = archive.read("mimetype").strip() if "mimetype" in archive else b""
        epub = told == b"application/epub+zip" or "META-INF/container.xml" in archive
        odt = told.startswith(b"application/vnd.oasis.opendocument.text") or (not told and "content.xml" in archive)
        docx = "[Content_Types].xml" in archive and b"wordprocessingml" in archive.read("[Content_Types].xml")
    finally:
        archive.close()
    if epub and not odt:
        from voiceassistant.documents.epub import EpubDocument

        return EpubDocument(path)
    if odt:
        from voiceassistant.documents.odt import open_odt

        return open_odt(path)
    if docx:
        from voiceassistant.documents.docx import open_docx

        return open_docx(path)
    raise _unknown(path)


def _open_compound(path: Path, password: str | None) -> Document:
    """What Office wrote before there was DOCX, and what it locks with a password."""
    if _ENCRYPTED_OFFICE not in _directory(path):
        failure = DocumentError(f"{path.name} is of Office's old kind, which is not read")
        failure.advice = "Save it as DOCX, and open that."
        raise failure
    from voiceassistant.documents.docx import open_docx
    from voiceassistant.documents.locked_office import unlocked

    return open_docx(path, unlocked(path, password))


def _open_text(path: Path, head: bytes, content_type: str) -> Document:
    suffix, told = path.suffix.lower(), content_type.partition(";")[0].strip().lower()
    if _is_binary(head):
        raise _unknown(path)
    if (
        _HTML.match(head.removeprefix(b"\xef\xbb\xbf"))
        or suffix in _HTML_SUFFIXES
        or told in ("text/html", "application/xhtml+xml")
    ):
        from voiceassistant.documents.html import open_html

        charset = re.search(r"charset=[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
        return open_html(path, charset[1] if charset else "")
    if suffix in _MARKDOWN_SUFFIXES or told == "text/markdown":
        from voiceassistant.documents.markdown import MarkdownDocument

        return MarkdownDocument(path)
    if head.startswith(b"{\\rtf"):
        raise _unknown(path)
    if not suffix and not told and looks_like_markdown(head.decode(errors="replace")):
        from voiceassistant.documents.markdown import MarkdownDocument

        return MarkdownDocument(path)
    from voiceassistant.documents.plain_text import open_plain_text

    return open_plain_text(path)


_SIGNS = (  # of Markdown, each as a whole line or in the middle of one
    re.compile(r"^#{1,6} +\S.*$", re.MULTILINE),
    re.compile(r"^ {0,3}[-*+] +\S.*\n {0,3}[-*+] +\S", re.MULTILINE),
    re.compile(r"^ {0,3}(```|~~~)[\w+-]*\n", re.MULTILINE),
    re.compile(r"(?<!\w)\[[^\]\n]+\]\((?:https?://|[\w./#-])[^)\s]*\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])"),
    re.compile(r"(?<![\w`])`[^`\n]+`(?![\w`])"),
    re.compile(r"^\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$", re.MULTILINE),
    re.compile(r"\A---\n(?:[\w-]+:.*\n)+---\n"),
)
_FEWEST_SIGNS = 2


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a name is Markdown: two different signs of it at least; one may be chance.

    A comment sign or a star at the beginning of a line is in many plain texts.
    """
    text = text.replace("\r\n", "\n")
    return not text.startswith("#!") and sum(bool(sign.search(text)) for sign in _SIGNS) >= _FEWEST_SIGNS


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16
    control = sum(byte < 9 or 13 < byte < 27 for byte in head)
    return b"\0" in head or control > len(head) / 50


def _directory(path: Path) -> bytes:
    """Of a small compound file all, of a large one both ends: its names are listed in one of them."""
    with path.open("rb") as file:
        start = file.read(_END)
        file.seek(max(file.tell(), path.stat().st_size - _END))
        return start + file.read(_END)


def _unknown(path: Path) -> DocumentError:
    failure = DocumentError(f"{path.name} is of a kind that is not read")
    failure.advice = f"{READ_KINDS}."
    return failure
