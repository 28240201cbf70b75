"""What packs sound in tests: fast, and without ffmpeg."""

import os
import zlib
from collections.abc import Callable, Generator
from pathlib import Path

from voiceassistant.errors import AssistantError

BLOCK_BYTES = 50


class Crash(BaseException):
    """Nobody catches it, as nobody catches `kill -9`."""


class Zip:
    """`dies`: asked before and after it writes whether that is the last thing that happens."""

    def __init__(self, dies: Callable[[], bool] = lambda: False) -> None:
        self._dies = dies
        self.error: AssistantError | None = None
        self.tried = self.loses = 0  # so many bytes of what is packed

    def pack(self, pcm: Path, packed: Path) -> None:
        self.tried += 1
        if self.error is not None:
            raise self.error
        content = pcm.read_bytes()
        beside = packed.with_name(f".{packed.name}")
        whole = zlib.compress(content[: len(content) - self.loses])
        if self._dies():
            beside.write_bytes(whole[: len(whole) // 2])
            raise Crash
        beside.write_bytes(whole)
        os.replace(beside, packed)
        if self._dies():
            raise Crash

    def unpack(self, packed: Path) -> Generator[bytes, None, None]:
        try:
            content = zlib.decompress(packed.read_bytes())
        except zlib.error:
            return
        for place in range(0, len(content), BLOCK_BYTES):
            yield content[place : place + BLOCK_BYTES]
