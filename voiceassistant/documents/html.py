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
MOST_OF_IT = 0.8
SHORT = 40  # characters: such a line may stand in the main text by chance
LEAST_MAIN_TEXT = 200  # characters; with less, trafilatura has found nothing

_BESIDE = frozenset({"nav", "aside", "form", "dialog"})
_BESIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"})
_WITHIN_A_LINE = frozenset({"a", "b", "i", "em", "strong", "span", "code", "q", "u", "font", "small"})
_BLANKS = re.compile(r"\s+|\[\d+\]|\[(?:edit|편집)\]")


_Found = tuple[Block, Element]


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
    listed = with_references([block for block, _ in found])
    blocks = [
        block if keep or not (block.kind in READ or _beside(element)) else replace(block, kind=Kind.NAVIGATION)
        for block, (_, element), keep in zip(listed, found, kept, strict=True)
    ]
    return ParsedDocument(title, language_of(_language(root)), sections_of(blocks))


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


def _within_main(found: Sequence[_Found], main: str) -> list[bool]:
    """For each block whether it is of the main text; empty if nothing is.

    trafilatura drops some headings, short paragraphs and whole parts at the end: those beside what it kept, and
    all prose in the element that holds most of it, are kept, too, and so is the heading that is the page's own.
    Short lines elsewhere, whose words happen to stand in the text, are of a menu.
    """
    beside = [_beside(element) for _, element in found]
    held = [not aside and _holds(main, block.text) for (block, _), aside in zip(found, beside, strict=True)]
    sure = [place for place, holds in enumerate(held) if holds and _weight(found[place][0].text) > SHORT]
    if not main or not sure:
        return []
    homes = {_home(found[place][1]) for place in sure}
    container = _container([found[place] for place in sure])
    first, last = _own_heading(found, beside, sure), sure[-1]
    kept = []
    for place, (block, element) in enumerate(found):
        home, long = _home(element), _weight(block.text) > SHORT
        near = home in homes or (home.getparent() in homes and (held[place] or first <= place <= last))
        prose = first <= place and container in element.iterancestors() and _is_prose(block, element)
        kept.append(not beside[place] and ((held[place] and long) or (near and first <= place) or prose))
    text = [place for place, keep in enumerate(kept) if keep and _weight(found[place][0].text) > SHORT]
    for place, (block, _) in enumerate(found):
        if block.kind is Kind.HEADING:
            leads = _leads(found, text, place) or (held[place] and place < last)
            kept[place] = first <= place and leads and not beside[place]
    return kept


def _container(found: Sequence[_Found]) -> Element:
    """The innermost element that holds most of some blocks' text; None if that is the whole page."""
    weights: dict[Element, int] = {}
    depths: dict[Element, int] = {}
    for block, element in found:
        outer = list(element.iterancestors())
        for depth, holder in enumerate(reversed(outer)):
            weights[holder] = weights.get(holder, 0) + len(block.text)
            depths[holder] = depth
    most = sum(len(block.text) for block, _ in found) * MOST_OF_IT
    holders = [holder for holder, weight in weights.items() if weight >= most and holder.tag not in ("html", "body")]
    return max(holders, key=lambda holder: depths[holder], default=None)


def _is_prose(block: Block, element: Element) -> bool:
    """Sentences, which are no links."""
    if block.kind is Kind.HEADING or _weight(block.text) < 2 * SHORT:
        return False
    while element.tag in _WITHIN_A_LINE and element.getparent() is not None:
        element = element.getparent()
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return linked < len(block.text) / 2 and element.tag != "a"


def _weight(text: str) -> int:
    """Characters, those of Chinese, Japanese and Korean twice: they say as much."""
    return len(text) + sum(letter >= "\u1100" for letter in text)


def _own_heading(found: Sequence[_Found], beside: Sequence[bool], sure: Sequence[int]) -> int:
    """Where the page's own heading is, or the first of its text."""
    for place in range(sure[0], -1, -1):
        block = found[place][0]
        if block.kind is Kind.HEADING and block.level == 1 and not beside[place]:
            return place
    return sure[0]


def _leads(found: Sequence[_Found], sure: Sequence[int], place: int) -> bool:
    """True if there is main text below a heading, before the next one of its level."""
    after = bisect_right(sure, place)
    if after == len(sure):
        return False
    between = (found[inner][0] for inner in range(place + 1, sure[after]))
    return not any(block.kind is Kind.HEADING and block.level <= found[place][0].level for block in between)


def _holds(main: str, text: str) -> bool:
    bare = _bare(text)
    return bare in main or (len(bare) > 80 and bare[:40] in main and bare[-40:] in main)


def _home(element: Element) -> Element:
    """The element that the block's own element stands in, the list if it is of an item."""
    while element.tag in _WITHIN_A_LINE and element.getparent() is not None:
        element = element.getparent()
    parent = element.getparent()
    if parent is not None and parent.tag in ("li", "dd", "dt") and parent.getparent() is not None:
        parent = parent.getparent()
    return element if parent is None else parent


def _beside(element: Element) -> bool:
    """By the page's own word: within its menus, its header, its footer."""
    framed = False
    for outer in (element, *element.iterancestors()):
        if outer.tag in ("article", "main"):
            return False  # its header is of the text
        framed = framed or outer.tag in ("header", "footer")
        if outer.tag in _BESIDE or _BESIDE_ROLES & set((outer.get("role") or "").split()):
            return True
    return framed
