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
    set_option = _glibc("mallopt")
    set_option(MMAP_THRESHOLD, size)
    set_option(TRIM_THRESHOLD, 2 * size)  # of what is free at a heap's end; as glibc relates the two


def give_back() -> None:
    """Returns the pages that are free between blocks in use. Takes milliseconds, without the interpreter's lock."""
    _glibc("malloc_trim")(0)


@cache
def _glibc(name: str) -> Callable[..., int]:
    def missing(*_values: int) -> int:
        return 0

    return getattr(ctypes.CDLL(None), name, missing) if sys.platform == "linux" else missing
