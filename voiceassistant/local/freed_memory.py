"""Memory that goes back to the system as soon as it is freed, while long recordings are heard.

glibc keeps large blocks that were freed, thread by thread, and in an hour's recording their remains grew the process
from 363 to 427 MB. Blocks that are mapped by themselves leave nothing behind, 293 to 300 MB, but cost a question of
some seconds a quarter more processor time: hence only then.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from voiceassistant.freed_memory import map_beyond

SMALL = 1 << 20  # bytes; larger blocks are mapped
USUAL = 32 << 20  # where glibc's own, which rises with what is freed, ends


@contextmanager
def given_back() -> Iterator[None]:
    """For the whole process, whatever its other threads do. Does nothing where there is no glibc."""
    map_beyond(SMALL)
    try:
        yield
    finally:
        map_beyond(USUAL)
