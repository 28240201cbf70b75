"""HTML elements to blocks. EPUB, DOCX, ODT and pieces of Markdown come this way, too.

Only text is taken: nothing is executed and nothing that is linked is fetched.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree, html

from voiceassistant.documents.blocks import has_words, tidy
from voiceassistant.documents.document import Block, Kind
from voiceassistant.errors import DocumentError

Element = Any  # lxml has no types

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED = frozenset({
    "script", "style", "head", "template", "noscript", "audio", "video", "canvas", "object", "embed", "iframe", "map",
    "area", "input", "textarea", "select", "option", "datalist", "button", "progress", "meter", "dialog", "rt", "rp",
    "title", "desc", "metadata", "annotation", "annotation-xml",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "math", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "svg", "picture", "source", "msqrt", "mrow", "mi", "mo",
    "mn", "mfrac", "msup", "msub", "mtext", "mstyle", "semantics",
})  # fmt: skip
_KINDS = {
    "li": Kind.ITEM, "dt": Kind.ITEM, "dd": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "figure": Kind.CAPTION,
}  # fmt: skip
_ZONES = {"nav": Kind.NAVIGATION, "menu": Kind.NAVIGATION, "svg": Kind.FIGURE}
_ROLES = {
    "navigation": Kind.NAVIGATION, "doc-toc": Kind.NAVIGATION, "doc-index": Kind.NAVIGATION,
    "toc": Kind.NAVIGATION, "landmarks": Kind.NAVIGATION, "page-list": Kind.NAVIGATION, "index": Kind.NAVIGATION,
    "doc-footnote": Kind.FOOTNOTE, "doc-endnote": Kind.FOOTNOTE, "doc-endnotes": Kind.FOOTNOTE,
    "footnote": Kind.FOOTNOTE, "footnotes": Kind.FOOTNOTE, "rearnote": Kind.FOOTNOTE, "rearnotes": Kind.FOOTNOTE,
    "endnote": Kind.FOOTNOTE, "endnotes": Kind.FOOTNOTE, "note-body": Kind.FOOTNOTE,
    "doc-bibliography": Kind.REFERENCES, "bibliography": Kind.REFERENCES,
}  # fmt: skip
# Of encyclopedias and manuals.
_BESIDE = (
    "hatnote", "navbox", "toc", "catlinks", "noprint", "sidebar", "vertical-navbox", "mw-jump-link", "navheader",
    "navfooter", "breadcrumb", "breadcrumbs", "pagination",
)  # fmt: skip
_CLASSES = dict.fromkeys(_BESIDE, Kind.NAVIGATION) | {"footer": Kind.FURNITURE}
_DROPPED_ROLES = frozenset({"noteref", "doc-noteref", "pagebreak", "doc-pagebreak", "doc-backlink", "backlink"})
_DROPPED_CLASSES = frozenset({
    "mw-editsection", "headerlink", "footnote-ref", "footnote-backref", "footnote-reference", "footref", "pagenum",
    "pageno", "reference-accessdate", "sr-only", "visually-hidden",
})  # fmt: skip
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[a-z*†‡§¶]|(?:note|주|nb|n) ?\d{1,3})[\])]?", re.IGNORECASE)
_LINK_SIGN = re.compile(r"[#¶§🔗↩↑^⏎︎]+|\[(?:edit|편집|bearbeiten|modifier)\]|(?:permalink|anchor|edit)", re.IGNORECASE)
_LAYOUT_CELL = 300  # characters: so much in a cell is running text, and the table only lays it out
MOST_DEPTH = 200


def parsed(markup: str | bytes, name: str = "the document") -> Element:
    """The document's element. Raises DocumentError: there is nothing that could be parsed."""
    text = decoded(markup) if isinstance(markup, bytes) else markup
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        # As bytes: lxml would refuse some texts that name another encoding in themselves.
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(f"{name} has no text that could be parsed") from error
    return root


def decoded(markup: bytes) -> str:
    """By its mark, by what it says itself, else as UTF-8 or, failing that, cp1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if markup.startswith(mark):
            return markup[len(mark) :].decode(encoding, "replace")
    said = re.search(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", markup[:4096])
    for encoding in ("utf-8", _web_name(said[1].decode("ascii")) if said else "cp1252"):
        try:
            return markup.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return markup.decode("utf-8" if said is None else _known(_web_name(said[1].decode("ascii"))), "replace")


def _web_name(encoding: str) -> str:
    """As browsers understand it."""
    name = encoding.lower()
    if name in ("euc-kr", "ks_c_5601-1987", "ksc5601", "korean"):
        return "cp949"
    return "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def blocks_in(root: Element) -> list[Block]:
    """The blocks of all that stands in an element, without runs."""
    return [block for block, _ in elements_and_blocks(root)]


def elements_and_blocks(root: Element) -> Iterator[tuple[Block, Element]]:
    """Each block, and the element that its first words stand in."""
    builder = _Builder()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if _dropped(element):
                walk.skip_subtree()
            elif element.tag == "table" and (rows := _rows(element)) is not None:
                walk.skip_subtree()
                builder.flush()
                builder.rows(element, rows)
            else:
                builder.start(element)
        elif event == "end" and builder.open and builder.open[-1] is element:
            builder.end(element)
        if event != "start" and element is not root and element.tail:
            builder.text(element.tail, element.getparent())
        yield from builder.taken()
    builder.flush()
    yield from builder.taken()


class _Builder:
    def __init__(self) -> None:
        self.open: list[Element] = []
        self._kinds: list[tuple[Kind, int]] = [(Kind.PARAGRAPH, 0)]
        self._zones: list[Kind] = []
        self._pieces: list[str] = []
        self._first: Element = None
        self._blocks: list[tuple[Block, Element]] = []

    def start(self, element: Element) -> None:
        self.open.append(element)
        tag = element.tag
        if tag == "br":
            self.text("\n", element)
        elif tag not in _INLINE or tag == "svg":
            self.flush()
            self._kinds.append(self._kind(element))
        if (zone := _zone(element)) is not None:
            self._zones.append(zone)
        if element.text:
            self.text(element.text, element)

    def end(self, element: Element) -> None:
        self.open.pop()
        if element.tag not in ("br",) and (element.tag not in _INLINE or element.tag == "svg"):
            self.flush()
            self._kinds.pop()
        if _zone(element) is not None:
            self._zones.pop()

    def text(self, text: str, element: Element) -> None:
        if self._first is None and not text.isspace():
            self._first = element
        self._pieces.append(text)

    def flush(self) -> None:
        (kind, level), text, first = self._kinds[-1], "".join(self._pieces), self._first
        self._pieces, self._first = [], None
        text = "\n".join(map(str.rstrip, text.strip("\n").splitlines())) if kind is Kind.CODE else tidy(text)
        if has_words(text):
            kind = self._zones[-1] if self._zones else kind
            self._blocks.append((Block(kind, text, level if kind is Kind.HEADING else 0), first))

    def rows(self, table: Element, rows: list[str]) -> None:
        kind = self._zones[-1] if self._zones else Kind.TABLE
        for caption in table.iterchildren("caption"):
            self._blocks.append((Block(Kind.CAPTION, words(caption)), table)) if words(caption) else None
        self._blocks.extend((Block(kind, row), table) for row in rows)

    def taken(self) -> list[tuple[Block, Element]]:
        taken, self._blocks = self._blocks, []
        return taken

    def _kind(self, element: Element) -> tuple[Kind, int]:
        if level := HEADINGS.get(element.tag, 0):
            return Kind.HEADING, level
        if (kind := _KINDS.get(element.tag)) is not None:
            return kind, 0
        outer, level = self._kinds[-1]
        return (Kind.PARAGRAPH, 0) if outer is Kind.HEADING else (outer, level)


def words(element: Element) -> str:
    """All text in an element but what is dropped, on one line."""
    pieces, walk = [], etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if _dropped(inner):
                walk.skip_subtree()
            else:
                pieces.append(inner.text or "")
        elif inner is not element:
            pieces.append(inner.tail or "")
            if inner.tag not in _INLINE:
                pieces.append(" ")
    return tidy("".join(pieces))


def _roles(element: Element) -> set[str]:
    said = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
    return set(said.lower().split())


def _zone(element: Element) -> Kind | None:
    if element.tag in _ZONES:
        return _ZONES[element.tag]
    if not len(element.attrib) or element.tag in ("html", "body"):
        return None
    by_role = (_ROLES[role] for role in sorted(_roles(element)) if role in _ROLES)
    by_class = (_CLASSES[name] for name in (element.get("class") or "").lower().split() if name in _CLASSES)
    return next(chain(by_role, by_class), None)


def _dropped(element: Element) -> bool:
    """What is no text of the document: scripts, fields, what is hidden, note marks, signs that are links."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return True
    if len(element.attrib):
        classes = set((element.get("class") or "").lower().split())
        if classes & _DROPPED_CLASSES or _roles(element) & _DROPPED_ROLES:
            return True
        if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower():
            return True
    return (tag == "a" and _sign(element)) or (tag == "sup" and _mark(element))


def _sign(link: Element) -> bool:
    """A note's mark or the sign beside a heading, not words."""
    text = "".join(link.itertext()).strip()
    if len(text) > 12 or not text:
        return False
    if _LINK_SIGN.fullmatch(text):
        return True
    within_page = "#" in (link.get("href") or "")
    raised = text[0] in "[(" or link.find("sup") is not None or _raised(link)
    return within_page and raised and _MARK.fullmatch(text) is not None


def _raised(link: Element) -> bool:
    parent = link.getparent()
    return parent is not None and parent.tag == "sup"


def _mark(raised: Element) -> bool:
    """ "2" above the line is a square, unless it links to its note."""
    text = "".join(raised.itertext()).strip()
    if "reference" in (raised.get("class") or ""):
        return True
    links = any("#" in (link.get("href") or "") for link in raised.iter("a"))
    return (links or text[:1] in ("[", "*", "†", "‡")) and len(text) <= 24


def _rows(table: Element) -> list[str] | None:
    """The rows of a table that holds data, None for one that lays out text."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return None
    rows, widest = [], 0
    for row in table.iter("tr"):
        cells = [words(cell) for cell in row.iterchildren("td", "th")]
        if any(len(cell) > _LAYOUT_CELL for cell in cells):
            return None
        widest = max(widest, len(cells))
        rows.append(", ".join(cell for cell in cells if cell))
    return [row for row in rows if has_words(row)] if widest > 1 else None
