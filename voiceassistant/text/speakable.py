"""Markdown to the words that are read aloud. The Markdown is parsed, not stripped by patterns."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

import emoji
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Indented code is off: chat models indent plain text far more often than they indent code.
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"()\[\]]+", re.IGNORECASE)
_EMOJI_MARK = "\ue000"  # private use: stands for a dropped emoji until the spaces around it are settled
_EMOJI_BEFORE_MARK = re.compile(rf"\s*{_EMOJI_MARK}[\s{_EMOJI_MARK}]*(?=[.,;:!?…]|$)")
_LEFTOVERS = re.compile(
    r"^(?:[\"'](?=\s)|[\s.,;:!?…。！？)\]}»”’」』*_~])+"
)  # closing marks of the piece before this one
_STOPPED = re.compile(r"[.!?…。！？,;:][\"'”’»」』)\]]*$")


def speakable(markdown: str) -> str:
    """Returns what of `markdown` is read aloud, as one line of plain text; "" when nothing is.

    Link texts stay and their addresses go; a bare address becomes "link to example.org", a code block
    "code block", and inline code is read as it stands. Emoji are dropped. Headings, list items and table
    rows become sentences of their own. Numbers and units stay as they are written.
    """
    blocks = [(kind, _clean(text)) for kind, text in _blocks(_MARKDOWN.parse(markdown))]
    blocks = [(kind, text) for kind, text in blocks if any(map(str.isalnum, text))]
    alone = len(blocks) == 1
    return " ".join(text if alone and kind == "paragraph" else _stopped(text) for kind, text in blocks)


def _stopped(text: str) -> str:
    return text if _STOPPED.search(text) else f"{text}."


def _clean(text: str) -> str:
    text = emoji.replace_emoji(_URL.sub(_link_words, text), _EMOJI_MARK)
    text = _EMOJI_BEFORE_MARK.sub("", text).replace(_EMOJI_MARK, " ")
    return _LEFTOVERS.sub("", " ".join(text.split()))


def _link_words(match: re.Match[str]) -> str:
    address = match[0].rstrip(".,;:!?*_'”’")
    host = urlsplit(address if "://" in address else f"https://{address}").netloc
    return f"link to {host.rpartition('@')[2].removeprefix('www.')}{match[0][len(address) :]}"


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Gives (kind, text) of each block; the kind is "paragraph" where no full stop has to be added."""
    kind, prefix, skip_to = "paragraph", "", 0
    for index, token in enumerate(tokens):
        if index < skip_to:
            continue
        match token.type:
            case "heading_open":
                kind = "heading"
            case "list_item_open":
                kind = "item"
                prefix = f"{token.info}. " if token.info else ""  # a number is read, a bullet is not
            case "list_item_close" if prefix:
                yield kind, prefix  # "391." alone is an answer, though Markdown calls it an empty item
                kind, prefix = "paragraph", ""
            case "heading_close" | "list_item_close":
                kind = "paragraph"
            case "inline":
                yield kind, prefix + "".join(_words(token.children or ()))
                prefix = ""
            case "fence":
                yield "code", "code block"
            case "html_block":
                yield kind, _html_words(token.content)
            case "table_open":
                skip_to = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                for row in _table_rows(tokens[index:skip_to]):
                    yield "row", row


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline":
                yield token.content
            case "image":
                yield token.content or "image"
            case "softbreak" | "hardbreak":
                yield " "
            case "html_inline" if token.content.lower().startswith("<br"):
                yield " "


def _table_rows(tokens: Sequence[Token]) -> Iterator[str]:
    """Reads each row with its column titles: "City: Seoul, Country: Korea". Titles alone are not read."""
    titles: list[str] = []
    row: list[str] = []
    for token in tokens:
        match token.type:
            case "tr_open":
                row = []
            case "inline":
                row.append("".join(_words(token.children or ())).strip())
            case "tr_close" if not titles:
                titles = row
            case "tr_close":
                pairs = [(title, cell) for title, cell in zip(titles, row, strict=False) if cell]
                yield ", ".join(f"{title}: {cell}" if title else cell for title, cell in pairs)


class _HtmlText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def _html_words(html: str) -> str:
    parser = _HtmlText()
    parser.feed(html)
    parser.close()
    return " ".join(parser.pieces)
