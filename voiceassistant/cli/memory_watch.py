"""How much memory this process and another one use while something long is done."""

import statistics
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from os import getpid
from pathlib import Path
from types import TracebackType

EVERY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Use:
    """In bytes: the most that was used at any moment, and what was used most of the time (the median)."""

    most: int
    usual: int


class MemoryWatch:
    """Looks at the memory of two processes until the block ends.

    Args:
        other: The other process's id, None while there is none.
    """

    def __init__(self, other: Callable[[], int | None]) -> None:
        self._other = other
        self._seen: tuple[list[int], list[int]] = ([], [])  # since the last mark, in bytes; this process, the other
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory-watch", daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def used(self) -> tuple[Use, Use]:
        """What this process and the other one used since it was asked last; 0 where unknown."""
        self._look()
        seen, self._seen = self._seen, ([], [])
        own, other = (Use(max(one), round(statistics.median(one))) for one in seen)
        return own, other

    def _watch(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        other = self._other()
        own, others = self._seen
        own.append(resident_bytes(getpid()))
        others.append(resident_bytes(other) if other else 0)


def resident_bytes(pid: int) -> int:
    """The memory that a process has for itself just now; 0 where the system does not tell."""
    if sys.platform == "linux":
        try:
            lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        except OSError:  # it has just ended
            return 0
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)
    if sys.platform == "darwin":
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
        return int(told.strip() or 0) * 1024
    return 0
