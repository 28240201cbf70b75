"""Markdown: parsed by markdown-it, section by section; runs count characters of the file."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from voiceassistant.documents.blocks import (
    Text,
    has_words,
    language_of,
    nothing_in,
    tidy,
    with_references,
)
from voiceassistant.documents.document import Block, Chapter, Kind
from voiceassistant.documents.plain_text import decoded_text
from voiceassistant.errors import DocumentTooLarge

MOST_BYTES = 20_000_000
SECTION_CHARACTERS = 32_768

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_FRONT = re.compile(r"\A---\r?\n(?P<told>.*?)\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]: *\S+.*$", re.MULTILINE)
_ADMONITION = re.compile(r"(?P<indent> *)(?:!!!|\?\?\?\+?) *[\w-]*(?P<title> *\"[^\"]*\")? *")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
_NOTE = re.compile(r"\[\^[^\]\s]+\]:")


class _Part(NamedTuple):
    start: int  # characters of the file
    end: int


class MarkdownDocument:
    pages = False

    def __init__(self, path: Path) -> None:
        """Raises DocumentError: it is empty, no text, or too large."""
        if path.stat().st_size > MOST_BYTES:
            raise DocumentTooLarge(f"{path.name} is larger than a Markdown file is")
        self._text = decoded_text(path.read_bytes(), path.name)
        front = _FRONT.match(self._text)
        told = front["told"] if front else ""
        self._parts = list(_parts(self._text, front.end() if front else 0))
        # Links may be defined anywhere; each part is parsed by itself, with all of them.
        self._definitions = "\n".join(_DEFINITION.findall(self._text)) if len(self._parts) > 1 else ""
        self.language = language_of(_told(told, "lang") or _told(told, "language"))
        if not self._parts:
            raise nothing_in(path.name)
        self.title = _told(told, "title") or self._first_heading() or path.stem

    def _first_heading(self) -> str:
        first = self.section(0)
        return next((block.text for block in first if block.kind is Kind.HEADING and block.level == 1), "")

    @property
    def sections(self) -> int:
        return len(self._parts)

    def section(self, number: int) -> Sequence[Block]:
        part = self._parts[number]
        text = self._text[part.start : part.end]
        return with_references(list(_Reader(text, part.start, self._definitions).blocks()))

    def outline(self) -> Sequence[Chapter]:
        return ()

    def close(self) -> None:
        """Nothing is open."""


def _told(front: str, key: str) -> str:
    found = re.search(rf"^{key}:\s*(.+)$", front, re.MULTILINE)
    return tidy(found[1].strip().strip("\"'")) if found else ""


def _parts(text: str, start: int) -> Iterator[_Part]:
    """Some 32 KB each, cut before a heading or, late, at an empty line, never within a fence."""
    at = begin = start
    fence, blank = "", False
    for line in text[start:].splitlines(keepends=True):
        size = at - begin
        mark = _FENCE.match(line)
        outside = not fence
        cut = size >= SECTION_CHARACTERS and line.startswith("#")
        if outside and (cut or (size >= 2 * SECTION_CHARACTERS and blank and not line[:1].isspace())):
            yield _Part(begin, at)
            begin = at
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        blank = not line.strip()
        at += len(line)
    if has_words(text[begin:at]):
        yield _Part(begin, at)


class _Reader:
    """Reads the tokens of a part, with an eye on the lines that they came from."""

    def __init__(self, text: str, origin: int, definitions: str) -> None:
        self._text, self._origin = text, origin
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)  # as the parser counts them
        self._starts = [0, *accumulate(map(len, lines))]
        shown = "".join(_without_admonitions(lines))
        self._tokens = _MARKDOWN.parse(f"{shown}\n\n{definitions}")
        self._kinds: list[tuple[Kind, int]] = [(Kind.PARAGRAPH, 0)]
        self._cells: list[str] | None = None  # of the row that is being read

    def blocks(self) -> Iterator[Block]:
        for token in self._tokens:
            match token.type:
                case "heading_open":
                    self._kinds.append((Kind.HEADING, int(token.tag[1])))
                case "list_item_open":
                    self._kinds.append((Kind.ITEM, 0))
                case "blockquote_open":
                    self._kinds.append((Kind.QUOTE, 0))
                case "heading_close" | "list_item_close" | "blockquote_close":
                    self._kinds.pop()
                case "fence" | "code_block":
                    yield from _code(token.content)
                case "html_block":
                    yield from _html(token.content)
                case "tr_open":
                    self._cells = []
                case "tr_close":
                    yield from _row(self._cells or [])
                    self._cells = None
                case "inline" if self._cells is not None:
                    self._cells.append("".join(words or " " for words, _ in _pieces(token)).strip())
                case "inline":
                    yield from self._inline(token)

    def _inline(self, token: Token) -> Iterator[Block]:
        kind, level = self._kinds[-1]
        first, last = token.map or (0, 0)
        at, end = self._starts[first], self._starts[min(last, len(self._starts) - 1)]
        text = Text()
        for words, address in _pieces(token):
            if address:
                found = self._text.find(address, at, end)
                at = at if found < 0 else found + len(address)
            elif not words.strip():
                text.space()
            else:
                found = self._text.find(words, at, end)
                text.add(words, None if found < 0 else self._origin + found)
                at = at if found < 0 else found + len(words)
        return text.blocks(Kind.FOOTNOTE if _NOTE.match(token.content) else kind, level)


def _pieces(token: Token) -> Iterator[tuple[str, str]]:
    """(words, "") as they stand in the file, (blank, "") between lines, ("", address) for what is passed over."""
    hidden = 0  # open elements whose text is none of the document
    addresses: list[str] = []
    for child in token.children or ():
        match child.type:
            case "link_open":
                addresses.append(str(child.attrs.get("href", "")))
            case "link_close" if addresses:
                yield "", addresses.pop()
            case "image":
                yield "", str(child.attrs.get("src", ""))
            case "html_inline":
                hidden += _hides(child.content)
                yield ("\n", "") if child.content.lower().startswith("<br") else ("", child.content)
            case "softbreak" | "hardbreak":
                yield "\n", ""
            case _ if child.content and not hidden:
                yield from _without_note_marks(child.content)


def _hides(tag: str) -> int:
    found = re.match(r"<(/?)(?:script|style)\b", tag, re.IGNORECASE)
    return 0 if found is None else -1 if found[1] else 1


def _without_note_marks(words: str) -> Iterator[tuple[str, str]]:
    at = 0
    for mark in _NOTE_MARK.finditer(words):
        yield words[at : mark.start()], ""
        yield "", mark[0]
        at = mark.end()
    yield words[at:], ""


def _code(content: str) -> Iterator[Block]:
    text = "\n".join(map(str.rstrip, content.strip("\n").splitlines()))
    if has_words(text):
        yield Block(Kind.CODE, text)


def _html(content: str) -> Iterator[Block]:
    if has_words(re.sub(r"<!--.*?-->|<[^>]*>", "", content, flags=re.DOTALL)):
        from voiceassistant.documents.markup import blocks_in, parsed

        yield from blocks_in(parsed(content))


def _row(cells: Sequence[str]) -> Iterator[Block]:
    row = tidy(", ".join(cell for cell in cells if cell))
    if has_words(row):
        yield Block(Kind.TABLE, row)


def _without_admonitions(lines: Sequence[str]) -> Iterator[str]:
    """The same number of lines; what stands indented below "!!! note" is no code, and the title is a small heading."""
    indents: list[int] = []
    for line in lines:
        if not line.strip():
            yield line
            continue
        indent = len(line) - len(line.lstrip(" "))
        while indents and indent < indents[-1] + 4:
            indents.pop()
        found = _ADMONITION.fullmatch(line.rstrip("\r\n"))
        if found is not None:
            title = (found["title"] or "").strip(' "')
            yield f"{' ' * (indent - 4 * len(indents))}###### {title}\n"
            indents.append(indent)
        else:
            yield line[4 * len(indents) :]
