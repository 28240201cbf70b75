"""Places in a WAV file that have names, as audio editors and some players show them: a `cue ` chunk and its labels."""

import struct
from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    sample: int
    name: str


def mark_chunks(marks: Sequence[Mark]) -> bytes:
    """What stands behind the samples; names are in UTF-8. Empty without marks."""
    if not marks:
        return b""
    points, labels = struct.pack("<I", len(marks)), b"adtl"
    for number, mark in enumerate(marks, 1):
        points += struct.pack("<II4sIII", number, mark.sample, b"data", 0, 0, mark.sample)
        labels += _chunk(b"labl", struct.pack("<I", number) + mark.name.encode() + b"\0")
    return _chunk(b"cue ", points) + _chunk(b"LIST", labels)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2)
