"""A lock between processes, held through an open file: it is free again when its holder ends, however it ends."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLL_SECONDS = 0.2

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def locked_if_free(path: Path) -> Iterator[bool]:
    """Holds the lock if no other process does; tells whether it does. The file stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        yield _try_lock(file.fileno())


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Waits until no other process holds the lock, and holds it. The file stays: removing it would race."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        while not _try_lock(file.fileno()):
            time.sleep(POLL_SECONDS)
        yield  # closing the file lets go
