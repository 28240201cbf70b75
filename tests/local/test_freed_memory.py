import multiprocessing
import os
import platform
from concurrent.futures import ProcessPoolExecutor

import pytest

from voiceassistant.cli.memory_watch import resident_bytes
from voiceassistant.local.freed_memory import given_back

BLOCK = 4 << 20
COUNT = 20


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries do so by themselves, or cannot")
def test_what_is_freed_between_other_things_is_given_back() -> None:
    # Here the blocks might find room where other tests left some, and would not be mapped: a new process has none.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as new:
        assert new.submit(_bytes_given_back).result() > 0.9 * COUNT / 2 * BLOCK


def _bytes_given_back() -> int:
    large = bytearray(b"x") * (6 * BLOCK)
    del large  # from now on glibc keeps blocks of this size
    with given_back():
        blocks = [bytearray(b"x") * BLOCK for _ in range(COUNT)]
        full = resident_bytes(os.getpid())
        del blocks[::2]
        return full - resident_bytes(os.getpid())
