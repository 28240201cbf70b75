"""Memory that was freed goes back to the system, seen by what the process uses."""

import os
import sys

import pytest

from voiceassistant.cli.memory_watch import resident_bytes
from voiceassistant.freed_memory import give_back

SMALL, COUNT = 20_000, 4_000  # bytes, and blocks of that size: 80 MB, too small each to be mapped by itself


@pytest.mark.skipif(sys.platform != "linux", reason="glibc is Linux's")
def test_holes_between_what_is_kept_go_back_to_the_system() -> None:
    blocks = [bytes(SMALL) for _ in range(COUNT)]
    kept = blocks[::100]
    del blocks  # holes of 2 MB are left
    before = resident_bytes(os.getpid())
    give_back()
    assert resident_bytes(os.getpid()) < before - SMALL * COUNT // 2
    assert len(kept) == COUNT // 100
