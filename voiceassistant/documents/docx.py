"""DOCX: its document.xml is read as it is, without headers, footers, pictures and what was deleted.

mammoth, which makes HTML of it, takes 3 s and 190 MB for a thousand pages, before the first word is known.
"""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from voiceassistant.documents.archive import Archive, resolved
from voiceassistant.documents.blocks import has_words, language_of, tidy
from voiceassistant.documents.document import Block, Kind
from voiceassistant.documents.flow import FlowDocument, table_rows
from voiceassistant.documents.markup import Element
from voiceassistant.errors import DocumentError

_KINDS = {
    "quote": Kind.QUOTE, "intense quote": Kind.QUOTE, "block text": Kind.QUOTE,
    "caption": Kind.CAPTION, "image caption": Kind.CAPTION, "table caption": Kind.CAPTION,
    "html preformatted": Kind.CODE, "source code": Kind.CODE, "preformatted text": Kind.CODE, "macro text": Kind.CODE,
    "toc heading": Kind.NAVIGATION, "contents heading": Kind.NAVIGATION, "table of figures": Kind.NAVIGATION,
    "footnote text": Kind.FOOTNOTE, "endnote text": Kind.FOOTNOTE, "bibliography": Kind.REFERENCES,
    "header": Kind.FURNITURE, "footer": Kind.FURNITURE,
}  # fmt: skip
_DROPPED = frozenset({
    "pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "sdtPr", "rt", "tbl",
    "txbxContent",
})  # fmt: skip
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"})  # boxes
MOST_STYLES_DEPTH = 10


@dataclass(frozen=True, slots=True)
class _Style:
    kind: Kind = Kind.PARAGRAPH
    level: int = 0


def open_docx(path: Path, content: bytes | None = None) -> FlowDocument:
    """`content` is the archive of a file that was locked.

    Raises DocumentError: it is broken, encrypted, too large or empty.
    """
    archive = Archive(path, content)
    try:
        main = _main_part(archive)
        root = archive.xml(main)
        body = _child(root, "body")
        if body is None:
            raise DocumentError(f"{path.name} is broken: it has no text body")
        reader = _Reader(archive, main)
        elements = list(_paragraphs_and_tables(body))
        title = _title(archive) or path.stem
        return FlowDocument(title, reader.language(elements[:50]), elements, reader, archive)
    except BaseException:
        archive.close()
        raise


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return resolved("", (relation.get("Target") or "").lstrip("/"))
    return "word/document.xml"


def _title(archive: Archive) -> str:
    if "docProps/core.xml" not in archive:
        return ""
    told = archive.xml("docProps/core.xml").xpath("//*[local-name()='title']/text()")
    return tidy(str(told[0])) if told else ""


def _paragraphs_and_tables(holder: Element) -> Iterator[Element]:
    """Whatever stands in the body, with the boxes around it taken away."""
    pending = [holder]
    while pending:
        element = pending.pop()
        if _tag(element) in _HOLDERS and not _is_contents(element):
            pending.extend(reversed(element))
        elif _tag(element) in ("p", "tbl", "sdt"):
            yield element


def _is_contents(element: Element) -> bool:
    """A table of contents that Word keeps up to date."""
    gallery = element.find("{*}sdtPr/{*}docPartObj/{*}docPartGallery") if _tag(element) == "sdt" else None
    return gallery is not None and _value(gallery) == "Table of Contents"


class _Reader:
    def __init__(self, archive: Archive, main: str) -> None:
        self._archive, self._folder = archive, posixpath.dirname(main)
        self._styles = self._entry("styles.xml")
        self._known: dict[str, _Style] = {}

    def _entry(self, name: str) -> Element | None:
        path = posixpath.join(self._folder, name)
        return self._archive.xml(path) if path in self._archive else None

    @cached_property
    def _by_id(self) -> dict[str, Element]:
        if self._styles is None:
            return {}
        return {_attribute(style, "styleId"): style for style in self._styles if _tag(style) == "style"}

    @cached_property
    def _notes(self) -> dict[tuple[str, str], Element]:
        found = {}
        for name, tag in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
            notes = self._entry(name)
            if notes is not None:
                found.update({(tag, _attribute(note, "id")): note for note in notes})
        return found

    def language(self, elements: Sequence[Element]) -> str:
        """Word tells one for western and one for eastern letters: the text says which is meant."""
        told = self._styles.find("{*}docDefaults//{*}lang") if self._styles is not None else None
        if told is None:
            return ""
        letters = [letter for element in elements for letter in self.words(element) if letter.isalpha()]
        eastern = sum(letter >= "\u1100" for letter in letters) > len(letters) * 0.3
        return language_of(_attribute(told, "eastAsia" if eastern else "val"))

    def level(self, element: Element) -> int:
        style = self._style(element) if _tag(element) == "p" else _Style()
        return style.level if style.kind is Kind.HEADING else 0

    def words(self, element: Element) -> str:
        return tidy(_words(element)[0])

    def blocks(self, element: Element) -> Iterator[Block]:
        match _tag(element):
            case "p":
                yield from self._paragraph(element)
            case "sdt":  # a table of contents
                for paragraph in element.iter("{*}p"):
                    if has_words(text := self.words(paragraph)):
                        yield Block(Kind.NAVIGATION, text)
            case "tbl":
                yield from self._table(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        raw, notes = _words(paragraph)
        style = self._style(paragraph)
        text = raw.strip("\n") if style.kind is Kind.CODE else tidy(raw)
        if has_words(text):
            yield Block(style.kind, text, style.level)
        for box in paragraph.iter("{*}txbxContent"):
            if not any(_tag(outer) in ("Fallback", "txbxContent") for outer in box.iterancestors()):
                for inner in box.iter("{*}p"):
                    yield from self._paragraph(inner)
        for note in notes:
            told = self._notes.get(note)
            text = " ".join(self.words(inner) for inner in told.iter("{*}p")) if told is not None else ""
            if has_words(text):
                yield Block(Kind.FOOTNOTE, tidy(text))

    def _table(self, table: Element) -> Iterator[Block]:
        cells = [[list(cell.iter("{*}p")) for cell in row.findall("{*}tc")] for row in table.iter("{*}tr")]
        nested = table.find(".//{*}tbl") is not None
        rows = (
            None if nested else table_rows([[tidy(" ".join(map(self.words, cell))) for cell in row] for row in cells])
        )
        if rows is None:
            for paragraph in table.iter("{*}p"):
                yield from self._paragraph(paragraph)
        else:
            yield from (Block(Kind.TABLE, row) for row in rows)

    def _style(self, paragraph: Element) -> _Style:
        told = paragraph.find("{*}pPr")
        if told is None:
            return self._named("")
        name = told.find("{*}pStyle")
        style = self._named(_value(name) if name is not None else "")
        outline, numbered = told.find("{*}outlineLvl"), told.find("{*}numPr/{*}numId")
        if outline is not None and _value(outline).isdigit() and int(_value(outline)) < 9:
            return _Style(Kind.HEADING, min(6, int(_value(outline)) + 1))
        if numbered is not None and _value(numbered) != "0" and style.kind is Kind.PARAGRAPH:
            return _Style(Kind.ITEM)
        return style

    def _named(self, style_id: str) -> _Style:
        if style_id not in self._known:
            self._known[style_id] = self._meaning(style_id)
        return self._known[style_id]

    def _meaning(self, style_id: str) -> _Style:
        """By its name, its outline level or its list, or by the style that it is based on."""
        for _ in range(MOST_STYLES_DEPTH):
            style = self._by_id.get(style_id)
            if style is None:
                break
            name = style.find("{*}name")
            if (found := _called(_value(name) if name is not None else style_id)) is not None:
                return found
            outline = style.find("{*}pPr/{*}outlineLvl")
            if outline is not None and _value(outline).isdigit() and int(_value(outline)) < 9:
                return _Style(Kind.HEADING, min(6, int(_value(outline)) + 1))
            if style.find("{*}pPr/{*}numPr/{*}numId") is not None:
                return _Style(Kind.ITEM)
            base = style.find("{*}basedOn")
            style_id = _value(base) if base is not None else ""
        return _called(style_id) or _Style()


def _called(name: str) -> _Style | None:
    name = name.lower()
    if name in _KINDS:
        return _Style(_KINDS[name])
    if name.startswith(("heading ", "heading")) and name.removeprefix("heading").strip().isdigit():
        return _Style(Kind.HEADING, max(1, min(6, int(name.removeprefix("heading")))))
    if name in ("title", "subtitle"):
        return _Style(Kind.HEADING, 1 if name == "title" else 2)
    if name.startswith("toc "):
        return _Style(Kind.NAVIGATION)
    return _Style(Kind.ITEM) if name.startswith(("list bullet", "list number")) else None


def _words(element: Element) -> tuple[str, list[tuple[str, str]]]:
    """The text of a paragraph, and the notes that it refers to, as ("footnote", "2")."""
    pieces: list[str] = []
    notes = []
    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        match _tag(inner):
            case "t":
                pieces.append(inner.text or "")
            case "noBreakHyphen":
                pieces.append("-")
            case "footnoteReference" | "endnoteReference" as reference:
                notes.append((reference.removesuffix("Reference"), _attribute(inner, "id")))
            case "r" if inner.find("{*}rPr/{*}vanish") is not None and inner is not element:
                walk.skip_subtree()  # hidden
            case tag if tag in _SPACES:
                pieces.append("\n" if tag == "br" else " ")
            case tag if tag in _DROPPED and inner is not element:
                walk.skip_subtree()
    return "".join(pieces), notes


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _tag(child) == name), None)


def _attribute(element: Element, name: str) -> str:
    """Word's two dialects have their attributes in different namespaces."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _value(element: Element) -> str:
    return _attribute(element, "val")
