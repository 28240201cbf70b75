"""Memory that goes back to the system as soon as it is freed.

glibc keeps large blocks that were freed, thread by thread, and raises the size from which on it does not with each of
them; sounds and conversations leave holes behind them there. Blocks that are mapped by themselves leave nothing.
"""

import ctypes
import sys
from collections.abc import Callable
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # as malloc.h names them
LARGE = 128 << 10  # bytes; where glibc begins, before it raises it


def map_beyond(size: int) -> None:
    """Has the whole process map larger blocks by themselves, for good. Does nothing where there is no glibc."""
    set_option = _mallopt()
    set_option(MMAP_THRESHOLD, size)
    set_option(TRIM_THRESHOLD, 2 * size)  # of what is free at a heap's end; as glibc relates the two


@cache
def _mallopt() -> Callable[[int, int], int]:
    def missing(_option: int, _value: int) -> int:
        return 0

    return getattr(ctypes.CDLL(None), "mallopt", missing) if sys.platform == "linux" else missing
