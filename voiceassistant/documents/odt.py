"""ODT: its content.xml is read as it is; notes, lists and headings are elements of their own there."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from voiceassistant.documents.archive import Archive, encrypted
from voiceassistant.documents.blocks import has_words, language_of, tidy
from voiceassistant.documents.document import Block, Kind
from voiceassistant.documents.flow import FlowDocument, table_rows
from voiceassistant.documents.markup import Element
from voiceassistant.errors import DocumentError

_HOLDERS = frozenset({
    "body", "text", "section", "page-sequence", "numbered-paragraph", "index-body", "list", "list-item", "list-header",
})  # fmt: skip
_INDEXES = frozenset({
    "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
})  # fmt: skip
_DROPPED = frozenset({
    "note", "annotation", "tracked-changes", "bookmark-ref", "ruby-text", "forms", "sequence-decls", "table", "frame",
    "custom-shape", "text-box", "script", "title", "desc",
})  # fmt: skip
_KINDS = (
    ("quotation", Kind.QUOTE), ("block_20_text", Kind.QUOTE),
    ("preformatted", Kind.CODE), ("source_20_code", Kind.CODE),
    ("caption", Kind.CAPTION), ("illustration", Kind.CAPTION), ("footnote", Kind.FOOTNOTE), ("endnote", Kind.FOOTNOTE),
    ("bibliography", Kind.REFERENCES), ("contents_20_", Kind.NAVIGATION), ("header", Kind.FURNITURE),
    ("footer", Kind.FURNITURE),
)  # fmt: skip


def open_odt(path: Path) -> FlowDocument:
    """Raises DocumentError: it is broken, encrypted, too large or empty."""
    archive = Archive(path)
    try:
        _refuse_encryption(archive, path.name)
        root = archive.xml("content.xml")
        text = root.find("{*}body/{*}text")
        if text is None:
            raise DocumentError(f"{path.name} holds no text document")
        title, language = _told(archive)
        return FlowDocument(title or path.stem, language, list(_elements(text)), _Reader(root), archive)
    except BaseException:
        archive.close()
        raise


def _refuse_encryption(archive: Archive, name: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive and archive.xml(manifest).find(".//{*}encryption-data") is not None:
        raise encrypted(name)


def _told(archive: Archive) -> tuple[str, str]:
    """Title and language, as the document tells them, or empty."""
    title = language = ""
    if "meta.xml" in archive:
        meta = archive.xml("meta.xml")
        title = tidy(meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "")
        language = language_of(meta.findtext(".//{http://purl.org/dc/elements/1.1/}language"))
    if not language and "styles.xml" in archive:
        said = archive.xml("styles.xml").xpath("//*[local-name()='default-style']//@*[local-name()='language']")
        language = language_of(str(said[0])) if said else ""
    return title, language


def _elements(text: Element) -> Iterator[Element]:
    """Paragraphs, headings, tables and indexes, with the sections and lists around them taken away."""
    pending = [text]
    while pending:
        element = pending.pop()
        tag = _tag(element)
        if tag in _HOLDERS:
            pending.extend(reversed(element))
        elif tag in ("p", "h", "table", "bibliography") or tag in _INDEXES or tag in ("frame", "custom-shape"):
            yield element


class _Reader:
    def __init__(self, root: Element) -> None:
        self._parents = {
            _attribute(style, "name"): _attribute(style, "parent-style-name")
            for style in root.iterfind("{*}automatic-styles/{*}style")
        }

    def level(self, element: Element) -> int:
        if _tag(element) == "h":
            told = _attribute(element, "outline-level")
            return max(1, min(6, int(told))) if told.isdigit() else 1
        if _tag(element) != "p":
            return 0
        return {"title": 1, "subtitle": 2}.get(self._style(element), 0)

    def words(self, element: Element) -> str:
        return tidy(_words(element))

    def blocks(self, element: Element) -> Iterator[Block]:
        tag = _tag(element)
        if tag == "table":
            yield from self._table(element)
        elif tag in _INDEXES or tag == "bibliography":
            kind = Kind.REFERENCES if tag == "bibliography" else Kind.NAVIGATION
            for paragraph in element.iterfind("{*}index-body//{*}p"):
                if has_words(text := self.words(paragraph)):
                    yield Block(kind, text)
        elif tag in ("p", "h"):
            yield from self._paragraph(element)
        else:
            yield from self._frames(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        kind, level, raw = self._kind(paragraph), self.level(paragraph), _words(paragraph)
        text = raw.strip("\n") if kind is Kind.CODE else tidy(raw)
        if has_words(text):
            yield Block(kind, text, level)
        yield from self._frames(paragraph)
        for note in paragraph.iter("{*}note"):
            text = tidy(" ".join(self.words(inner) for inner in note.iterfind("{*}note-body//{*}p")))
            if has_words(text):
                yield Block(Kind.FOOTNOTE, text)

    def _frames(self, within: Element) -> Iterator[Block]:
        """What stands in boxes: around a picture it is the picture's caption."""
        for box in within.iter("{*}text-box"):
            if any(_tag(outer) == "text-box" for outer in box.iterancestors()):
                continue
            pictured = box.find(".//{*}image") is not None
            for paragraph in box.iterfind("{*}p"):
                if has_words(text := self.words(paragraph)):
                    yield Block(Kind.CAPTION if pictured else self._kind(paragraph), text)

    def _table(self, table: Element) -> Iterator[Block]:
        cells = [
            [tidy(" ".join(map(self.words, cell.iter("{*}p", "{*}h")))) for cell in row.iterfind("{*}table-cell")]
            for row in table.iter("{*}table-row")
        ]
        nested = table.find(".//{*}table") is not None
        rows = None if nested else table_rows(cells)
        if rows is None:
            for paragraph in table.iter("{*}p", "{*}h"):
                yield from self._paragraph(paragraph)
        else:
            yield from (Block(Kind.TABLE, row) for row in rows)

    def _kind(self, paragraph: Element) -> Kind:
        if self.level(paragraph):
            return Kind.HEADING
        style = self._style(paragraph)
        if found := next((kind for name, kind in _KINDS if style.startswith(name)), None):
            return found
        listed = any(_tag(outer) in ("list-item", "list-header") for outer in paragraph.iterancestors())
        return Kind.ITEM if listed else Kind.PARAGRAPH

    def _style(self, paragraph: Element) -> str:
        """The name of the style that the document's author chose; "P12" are LibreOffice's own."""
        name = _attribute(paragraph, "style-name")
        return (self._parents.get(name) or name).lower()


def _words(element: Element) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        tag = _tag(inner)
        if event == "end":
            if inner is not element:
                pieces.append(inner.tail or "")
        elif (tag in _DROPPED or not tag) and inner is not element:  # no tag: an entity
            walk.skip_subtree()
        elif tag in ("s", "tab"):
            pieces.append(" ")
        elif tag == "line-break":
            pieces.append("\n")
        else:
            pieces.append(inner.text or "")
    return "".join(pieces)


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
