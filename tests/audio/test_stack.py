"""Each thread that starts while `unused_stack` lasts gets a larger stack than all before it."""

import ctypes
import sys
import threading
from contextlib import nullcontext

import pytest

from voiceassistant.audio.stack import ATTRIBUTES_BYTES, unused_stack

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's")


def stack_size(*, unused: bool) -> int:
    """Of a new thread, in bytes."""
    found = ctypes.c_size_t()

    def look() -> None:
        libc, attributes = ctypes.CDLL(None), ctypes.create_string_buffer(ATTRIBUTES_BYTES)
        libc.pthread_self.restype = ctypes.c_void_p
        libc.pthread_getattr_np(ctypes.c_void_p(libc.pthread_self()), attributes)
        libc.pthread_attr_getstacksize(attributes, ctypes.byref(found))
        libc.pthread_attr_destroy(attributes)

    with unused_stack() if unused else nullcontext():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    return found.value


def test_no_stack_is_used_twice_and_other_threads_keep_the_usual_one() -> None:
    usual = stack_size(unused=False)
    first, second = stack_size(unused=True), stack_size(unused=True)
    assert usual < first < second
    assert stack_size(unused=False) < second
