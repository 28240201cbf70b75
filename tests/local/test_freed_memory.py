import os
import platform

import pytest

from voiceassistant.cli.memory_watch import resident_bytes
from voiceassistant.local.freed_memory import given_back

BLOCK = 4 << 20
COUNT = 20


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries do so by themselves, or cannot")
def test_what_is_freed_between_other_things_is_given_back() -> None:
    with given_back():
        blocks = [bytearray(b"x") * BLOCK for _ in range(COUNT)]
        full = resident_bytes(os.getpid())
        del blocks[::2]
        assert (
            full - resident_bytes(os.getpid()) > 0.5 * COUNT / 2 * BLOCK
        )  # other threads of the tests take some meanwhile
