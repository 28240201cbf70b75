"""An answer's Markdown as lightly formatted text, with the place of every written character in what is shown. No Qt.

Only what a spoken answer is likely to hold: headings, lists, bold, italic, code, links. Everything else is shown as it
was written.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import islice

_LINE = re.compile(r"(?P<heading>#{1,6}[ \t]+)|(?P<bullet>[ \t]*[-*+][ \t]+)")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<link>[^\]\n]+)\]\((?P<address>[^)\s]+)\)"
    r"|(?P<mark>\*\*|__)(?=\S)(?P<bold>[^\n]+?)(?<=\S)(?P=mark)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*\n]+?)(?<=\S)\*(?![\w*])"
)

# Chinese and Japanese write no spaces: there each letter counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u4e00-\u9fff]+")
_ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)")  # of a link
WORDS_AHEAD = 12  # how many more may be written than are spoken


class Style(Enum):
    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    style: Style = Style.PLAIN
    address: str = ""  # of a link


@dataclass(frozen=True, slots=True)
class MarkedText:
    """`offsets[i]` is where code point i of the source begins in the shown text, counted in UTF-16 units as Qt does.

    It has one entry more than the source has code points; characters that are not shown have the next one's place.
    """

    runs: tuple[Run, ...]
    offsets: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the source to UTF-16 units of the shown text; beyond the end is the end."""
        last = len(self.offsets) - 1
        return self.offsets[min(max(start, 0), last)], self.offsets[min(max(end, 0), last)]


class _Writer:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.offsets: list[int] = []
        self._units = 0

    def show(self, text: str, style: Style = Style.PLAIN, address: str = "") -> None:
        for character in text:
            self.offsets.append(self._units)
            self._units += 2 if ord(character) > 0xFFFF else 1
        self._append(text, style, address)

    def hide(self, length: int) -> None:
        self.offsets.extend([self._units] * length)

    def replace(self, length: int, shown: str) -> None:
        self.hide(length)
        self._units += len(shown)
        self._append(shown, Style.PLAIN, "")

    def done(self) -> MarkedText:
        return MarkedText(tuple(self.runs), (*self.offsets, self._units))

    def _append(self, text: str, style: Style, address: str) -> None:
        if not text:
            return
        last = self.runs[-1] if self.runs else None
        if last and last.style is style and last.address == address:
            self.runs[-1] = Run(last.text + text, style, address)
        else:
            self.runs.append(Run(text, style, address))


def marked_text(source: str) -> MarkedText:
    writer, in_code = _Writer(), False
    for line in source.splitlines(keepends=True):
        if line.lstrip().startswith("```"):
            in_code = not in_code
            writer.hide(len(line))
        elif in_code:
            writer.show(line, Style.CODE)
        else:
            _write_line(writer, line)
    return writer.done()


def _write_line(writer: _Writer, line: str) -> None:
    start, base = 0, Style.PLAIN
    if opening := _LINE.match(line):
        start = opening.end()
        if opening["heading"]:
            writer.hide(start)
            base = Style.BOLD
        else:
            writer.replace(start, "• ")
    for match in _INLINE.finditer(line, start):
        writer.show(line[start : match.start()], base)
        _write_marked(writer, match)
        start = match.end()
    writer.show(line[start:], base)


def _write_marked(writer: _Writer, match: "re.Match[str]") -> None:
    name = next(name for name in ("code", "link", "bold", "italic") if match[name] is not None)
    writer.hide(match.start(name) - match.start())
    writer.show(match[name], Style(name), match["address"] or "")
    writer.hide(match.end() - match.end(name))


def heard_end(reply: str, heard: str) -> int:
    """Where in `reply`, in code points, `heard` ends: its last sentence may be written as it was spoken.

    Spoken are no Markdown and no addresses, but words that are written nowhere, such as "link to".
    """
    if reply.startswith(heard):
        return len(heard)
    same = _common_words(reply, heard)
    spoken = [match[0].casefold() for match in _WORD.finditer(heard, same)]
    ahead = _ADDRESS.sub(lambda match: " " * len(match[0]), reply)
    written = list(islice(_WORD.finditer(ahead, same), 2 * len(spoken) + WORDS_AHEAD))
    matcher = SequenceMatcher(None, spoken, [match[0].casefold() for match in written], autojunk=False)
    *_, last, _end = (None, *matcher.get_matching_blocks())
    return written[last.b + last.size - 1].end() if last else same


def _common_words(reply: str, heard: str) -> int:
    """How much both begin with, in whole words."""
    same = next((i for i, (a, b) in enumerate(zip(reply, heard, strict=False)) if a != b), min(len(reply), len(heard)))
    while 0 < same < len(reply) and reply[same - 1].isalnum() and reply[same].isalnum():
        same -= 1
    return same
