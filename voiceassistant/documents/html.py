"""HTML pages: trafilatura tells what the main text is, the page itself tells headings, lists, code and order.

What trafilatura leaves out is Kind.NAVIGATION, so that it can be switched on.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from voiceassistant.documents.blocks import ParsedDocument, language_of, sections_of, tidy, with_references
from voiceassistant.documents.document import READ, Block, Kind
from voiceassistant.documents.markup import Element, decoded, elements_and_blocks, parsed
from voiceassistant.errors import DocumentTooLarge

MOST_BYTES = 50_000_000
MOST_FOR_MAIN_TEXT = 1_000_000  # characters; beyond it a page is a book, and finding its main text takes seconds
LEAST_MAIN_TEXT = 200  # characters; with less, trafilatura has found nothing

_BESIDE = frozenset({"nav", "header", "footer", "aside", "form", "dialog"})
_BESIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"})
_BLANKS = re.compile(r"\s+|\[\d+\]|\[(?:edit|편집)\]")


def open_html(path: Path, charset: str = "") -> ParsedDocument:
    """A page in a file. `charset` is what its server told. Raises DocumentError."""
    if path.stat().st_size > MOST_BYTES:
        raise DocumentTooLarge(f"{path.name} is larger than a page is")
    return page(_text(path.read_bytes(), charset), path.stem, path.name)


def _text(content: bytes, charset: str) -> str:
    if charset:
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)


def page(markup: str, title: str, name: str) -> ParsedDocument:
    """A whole page: its main text is read, what stands around it can be."""
    root = parsed(markup, name)
    said = root.find("head/title")
    title = (tidy("".join(said.itertext())) if said is not None else "") or title
    found = list(elements_and_blocks(root))
    kept = _within_main(found, _main_text(root, markup)) or [not _beside(element) for _, element in found]
    blocks = [
        block if keep or block.kind not in READ else replace(block, kind=Kind.NAVIGATION)
        for (block, _), keep in zip(found, kept, strict=True)
    ]
    return ParsedDocument(title, language_of(_language(root)), sections_of(with_references(blocks)))


def excerpt(markup: str, title: str) -> ParsedDocument:
    """A part of a page that somebody chose: all of it is read."""
    root = parsed(markup, title)
    blocks = [block for block, _ in elements_and_blocks(root)]
    return ParsedDocument(title, language_of(_language(root)), sections_of(blocks))


def _language(root: Element) -> str:
    return root.get("lang") or root.get("xml:lang") or ""


def _main_text(root: Element, markup: str) -> str:
    """What trafilatura takes for the main text, without spaces; "" if it finds none."""
    if len(markup) > MOST_FOR_MAIN_TEXT:
        return ""
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(root), include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    text = _bare(str(getattr(found, "text", "") or ""))
    return text if len(text) >= LEAST_MAIN_TEXT else ""


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def _within_main(found: Sequence[tuple[Block, Element]], main: str) -> list[bool]:
    """For each block whether it is of the main text; empty if nothing is.

    trafilatura drops some headings and short paragraphs: those between what it kept, beside it in the same
    element, are kept, too, and so is the heading that is the page's own.
    """
    if not main:
        return []
    kept = [_holds(main, block.text) and not _beside(element) for block, element in found]
    places = [place for place, keep in enumerate(kept) if keep and len(found[place][0].text) > 40]
    if not places:
        return []
    homes = {_home(found[place][1]) for place in places}
    for place, (block, element) in enumerate(found):
        if kept[place] or _beside(element):
            continue
        within = places[0] < place < places[-1]
        if block.kind is Kind.HEADING:
            after = bisect_right(places, place)
            leads = after < len(places) and not any(
                found[between][0].kind is Kind.HEADING and found[between][0].level <= block.level
                for between in range(place + 1, places[after])
            )
            kept[place] = leads and (within or block.level == 1)
        else:
            kept[place] = within and _home(element) in homes
    for place in range(places[0]):
        # A short line far before the text, whose words happen to stand in it, is of a menu.
        kept[place] = kept[place] and (found[place][0].kind is Kind.HEADING or len(found[place][0].text) > 40)
    return kept


def _holds(main: str, text: str) -> bool:
    bare = _bare(text)
    return bare in main or (len(bare) > 80 and bare[:40] in main and bare[-40:] in main)


def _home(element: Element) -> Element:
    """The element that the block's own element stands in."""
    while element.getparent() is not None and element.tag in ("a", "b", "i", "em", "strong", "span", "code", "q", "u"):
        element = element.getparent()
    parent = element.getparent()
    return element if parent is None else parent


def _beside(element: Element) -> bool:
    """By the page's own word: within its menus, its header, its footer."""
    for outer in (element, *element.iterancestors()):
        if outer.tag in ("article", "main"):
            return False  # the header of an article is the article's
        if outer.tag in _BESIDE or _BESIDE_ROLES & set((outer.get("role") or "").split()):
            return True
    return False
