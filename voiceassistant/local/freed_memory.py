"""Memory that goes back to the system as soon as it is freed, while long recordings are heard.

glibc keeps large blocks that were freed, thread by thread, and in an hour's recording their remains grew the process
from 363 to 427 MB. Blocks that are mapped by themselves leave nothing behind, 293 to 300 MB, but cost a question of
some seconds a quarter more processor time: hence only then.
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # as malloc.h names them
SMALL = 1 << 20  # bytes; larger blocks are mapped
USUAL = 32 << 20  # where glibc's own, which rises with what is freed, ends


@contextmanager
def given_back() -> Iterator[None]:
    """For the whole process, whatever its other threads do. Does nothing where there is no glibc."""
    _map_beyond(SMALL)
    try:
        yield
    finally:
        _map_beyond(USUAL)


def _map_beyond(size: int) -> None:
    set_option = _mallopt()
    set_option(MMAP_THRESHOLD, size)
    set_option(TRIM_THRESHOLD, 2 * size)  # of what is free at a heap's end; as glibc relates the two


@cache
def _mallopt() -> Callable[[int, int], int]:
    def missing(_option: int, _value: int) -> int:
        return 0

    return getattr(ctypes.CDLL(None), "mallopt", missing) if sys.platform == "linux" else missing
