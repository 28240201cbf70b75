"""EPUB: container.xml names the package, whose spine is the order of reading. Each item of it is a section."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voiceassistant.documents.archive import Archive, resolved
from voiceassistant.documents.blocks import language_of, nothing_in, placed, tidy, with_references
from voiceassistant.documents.document import Block, Chapter, Kind, Place
from voiceassistant.documents.markup import Element, blocks_in, decoded, elements_and_blocks, parsed, words
from voiceassistant.errors import DocumentError

MOST_DEPTH = 6  # of the outline
MOST_CHAPTERS = 5_000

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml", "text/xml"})
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
# Of XHTML, which the HTML parser would take for a tag that is left open.
_CLOSED_AT_ONCE = re.compile(
    r"<(?!(?:br|hr|img|meta|link|input|col|area|base|wbr|source|param|embed|track)\b)([A-Za-z][\w:.-]*+)"
    r"((?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)/>"
)
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Item:
    name: str  # of the entry
    aside: Kind | None  # what all that stands in it is, if it is not for reading through


class EpubDocument:
    pages = False

    def __init__(self, path: Path) -> None:
        """Raises DocumentError: it is broken, encrypted or empty."""
        self._name = path.name
        self._archive = Archive(path)
        try:
            self._open(path)
        except BaseException:
            self._archive.close()
            raise

    def _open(self, path: Path) -> None:
        container = self._archive.xml("META-INF/container.xml")
        packages = container.xpath("//*[local-name()='rootfile']/@full-path")
        if not packages:
            raise DocumentError(f"{self._name} is broken: it does not tell where its text is")
        self._package_name = str(packages[0])
        package = self._archive.xml(self._package_name)
        self._spine = list(self._items(package))
        if not self._spine:
            raise nothing_in(self._name)
        self._refuse_copy_protection()
        self._numbers = {item.name: number for number, item in reversed(list(enumerate(self._spine)))}
        self._anchored: dict[int, dict[str, int]] = {}
        told = package.xpath("//*[local-name()='metadata']/*[local-name()='title']/text()")
        self.title = tidy(str(told[0])) if told and tidy(str(told[0])) else path.stem
        self.language = language_of(next(iter(package.xpath("//*[local-name()='language']/text()")), ""))

    def _items(self, package: Element) -> Iterator[_Item]:
        manifest = {item.get("id"): item for item in package.xpath("//*[local-name()='manifest']/*")}
        self._nav = self._ncx = ""
        for item in manifest.values():
            if "nav" in (item.get("properties") or "").split():
                self._nav = self._entry(item)
            if item.get("media-type") == "application/x-dtbncx+xml":
                self._ncx = self._entry(item)
        for reference in package.xpath("//*[local-name()='spine']/*"):
            item = manifest.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES or self._entry(item) not in self._archive:
                continue
            name = self._entry(item)
            aside = Kind.FOOTNOTE if reference.get("linear") == "no" else None
            yield _Item(name, Kind.NAVIGATION if name == self._nav else aside)

    def _entry(self, item: Element) -> str:
        return resolved(self._package_name, item.get("href") or "")

    def _refuse_copy_protection(self) -> None:
        """Fonts may be garbled, which is of no matter here; the text may not."""
        if "META-INF/encryption.xml" not in self._archive:
            return
        told = self._archive.xml("META-INF/encryption.xml")
        for data in told.xpath("//*[local-name()='EncryptedData']"):
            methods = data.xpath("./*[local-name()='EncryptionMethod']/@Algorithm")
            if not methods or methods[0] not in _FONTS_ONLY:
                raise _protected(self._name)

    @property
    def sections(self) -> int:
        return len(self._spine)

    def section(self, number: int) -> Sequence[Block]:
        item = self._spine[number]
        blocks = blocks_in(self._page(item.name))
        if item.aside is not None:
            blocks = [replace(block, kind=item.aside) for block in blocks]
        # In the second half of a book, a chapter called "References" is what it says.
        return placed(with_references(blocks, from_the_first=number > len(self._spine) / 2))

    def _page(self, name: str) -> Element:
        content = self._archive.read(name)
        self._archive.again(content)  # a book may be read twice
        text = _CDATA.sub("", opened_tags(decoded(content)))
        root = parsed(text, self._name)
        body = root.find("body")
        return root if body is None else body

    def outline(self) -> Sequence[Chapter]:
        """From the navigation document, or from the older NCX; chapters that lead nowhere are left out."""
        found = list(self._told_by_nav() if self._nav in self._archive else self._told_by_ncx())
        return sorted(found[:MOST_CHAPTERS], key=lambda chapter: chapter.place)

    def _told_by_nav(self) -> Iterator[Chapter]:
        page = self._page(self._nav)
        contents = [nav for nav in page.iter("nav") if "toc" in (nav.get("epub:type") or nav.get("role") or "")]
        for nav in contents[:1] or list(page.iter("nav"))[:1]:
            for link in nav.iter("a"):
                level = sum(1 for outer in link.iterancestors("ol", "ul"))
                yield from self._chapter(words(link), level, self._nav, link.get("href") or "")

    def _told_by_ncx(self) -> Iterator[Chapter]:
        if self._ncx not in self._archive:
            return
        for point in self._archive.xml(self._ncx).xpath("//*[local-name()='navPoint']"):
            title = tidy(" ".join(point.xpath("./*[local-name()='navLabel']//text()")))
            target = next(iter(point.xpath("./*[local-name()='content']/@src")), "")
            level = int(point.xpath("count(ancestor-or-self::*[local-name()='navPoint'])"))
            yield from self._chapter(title, level, self._ncx, str(target))

    def _chapter(self, title: str, level: int, base: str, target: str) -> Iterator[Chapter]:
        name, fragment = resolved(base, target), target.partition("#")[2]
        number = self._numbers.get(name)
        if title and number is not None and self._spine[number].aside is not Kind.NAVIGATION:
            block = self._anchors(number).get(fragment, 0) if fragment else 0
            yield Chapter(title, max(1, min(level, MOST_DEPTH)), Place(number, block))

    def _anchors(self, number: int) -> dict[str, int]:
        if number not in self._anchored:
            self._anchored[number] = _anchors(self._page(self._spine[number].name))
        return self._anchored[number]

    def close(self) -> None:
        self._archive.close()


def opened_tags(markup: str) -> str:
    """XHTML with an end tag for each element that was closed at once."""
    return _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", markup)


def _anchors(page: Element) -> dict[str, int]:
    """The number of the block that each id of a page stands in, or before."""
    order = {element: position for position, element in enumerate(page.iter())}
    starts = [element for _, element in elements_and_blocks(page)]
    positions = [order[element] for element in starts]
    found = {}
    for element in page.xpath("//*[@id]"):
        if element not in order:
            continue  # above the body
        block = bisect_left(positions, order[element])
        if block and starts[block - 1] in element.iterancestors():
            block -= 1
        found[element.get("id")] = min(block, max(0, len(starts) - 1))
    return found


def _protected(name: str) -> DocumentError:
    failure = DocumentError(f"{name} is protected against copying (DRM), and only its seller's programs open it")
    failure.advice = "Ask the seller for an edition without protection, or read it in their program."
    return failure
