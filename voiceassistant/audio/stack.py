"""A stack nobody has used before, for the thread that PortAudio starts."""

import ctypes
import itertools
import mmap
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ATTRIBUTES_BYTES = 256  # a pthread_attr_t takes 64 at most

_lock = threading.Lock()
_pages = itertools.count(1)  # more than usual


@contextmanager
def unused_stack() -> Iterator[None]:
    """While it lasts, a thread that C starts gets new memory for its stack, all zeros.

    When the sound server goes away before a stream's first block, PortAudio's ALSA thread looks at a variable it has
    not set yet. Unless that is 0, the thread repeats an error for ever: 80 MB a second on stderr, no word of the loss,
    and whoever closes the stream waits for the thread (mended in PortAudio's 87e35e7 of 2025; 19.7 does not have it).
    glibc hands on the stack of a thread that has ended, as it is, to the next one that needs no more than that. So
    each asks for a page more than the last one.
    """
    libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    if libc is None or not hasattr(libc, "pthread_setattr_default_np"):  # musl has none, and hands on no stack
        yield
        return
    with _lock:
        usual, ours = (ctypes.create_string_buffer(ATTRIBUTES_BYTES) for _ in range(2))
        size = ctypes.c_size_t()
        libc.pthread_getattr_default_np(usual)
        libc.pthread_getattr_default_np(ours)
        libc.pthread_attr_getstacksize(ours, ctypes.byref(size))
        libc.pthread_attr_setstacksize(ours, ctypes.c_size_t(size.value + next(_pages) * mmap.PAGESIZE))
        libc.pthread_setattr_default_np(ours)
        try:
            yield
        finally:
            libc.pthread_setattr_default_np(usual)
