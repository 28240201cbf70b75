"""What goes between the window's process and the one that parses: frames of JSON, with raw bytes behind it.

Never pickle: what comes from the child may be made by a hostile document.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any

from voiceassistant.documents.document import Block, Box, Chapter, Kind, Picture, Place, Run

HEAD = struct.Struct(">II")  # bytes of JSON, bytes that follow it as they are
MOST_JSON = 64_000_000
MOST_TEXT = 15_000_000  # characters, of four bytes at most
MOST_RAW = 64_000_000  # a picture of 16 million pixels has 48


def frame(message: Any, raw: bytes = b"") -> bytes:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HEAD.pack(len(body), len(raw)) + body + raw


def sizes(head: bytes) -> tuple[int, int]:
    """Raises ValueError: more than a frame may hold."""
    body, raw = HEAD.unpack(head)
    if body > MOST_JSON or raw > MOST_RAW:
        raise ValueError("a frame is too large")
    return body, raw


def told_blocks(blocks: Sequence[Block]) -> list[Any]:
    return [[block.kind, block.text, block.level, block.runs] for block in blocks]


def blocks(told: Any) -> list[Block]:
    """Raises ValueError or TypeError, as all below, if the child told nonsense."""
    return [
        Block(Kind(kind), _text(text), int(level), tuple(Run(*map(int, run)) for run in runs))
        for kind, text, level, runs in told
    ]


def chapters(told: Any) -> list[Chapter]:
    return [Chapter(_text(title), int(level), Place(*map(int, place))) for title, level, place in told if title]


def told_chapters(outline: Sequence[Chapter]) -> list[Any]:
    return [[chapter.title, chapter.level, chapter.place] for chapter in outline]


def boxes(told: Any) -> list[Box]:
    return [Box(*map(float, box)) for box in told]


def picture(told: Any, rgb: bytes) -> Picture:
    width, height = map(int, told)
    if width < 1 or height < 1 or width * height * 3 != len(rgb):
        raise ValueError("a picture is not as large as it says")
    return Picture(width, height, rgb)


def _text(told: Any) -> str:
    if not isinstance(told, str) or not told:
        raise TypeError("no text")
    return told
