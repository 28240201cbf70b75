"""What a latency bench writes down: one JSON object a line, each with its time on the machine's monotonic clock."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

BUSY_FIELDS = (1, 2, 3, 6, 7, 8)  # of /proc/stat's first line: user, nice, system, irq, softirq, steal


class Rows:
    """Kept in memory and written once, so that no disk is in the way while it is measured."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []

    def add(self, event: str, at: float | None = None, **details: Any) -> float:
        """Notes an event, now or at `at`; returns its time."""
        at = time.monotonic() if at is None else at
        self._rows.append({"t": at, "ev": event, **details})
        return at

    def save(self, path: Path) -> None:
        """In the order of time. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(row) for row in sorted(self._rows, key=lambda row: row["t"]))
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


class Work:
    """What this process and the whole machine have done since it was made."""

    def __init__(self) -> None:
        self._own, self._machine, self._began = time.process_time(), _machine_seconds(), time.monotonic()

    def figures(self) -> dict[str, float]:
        """CPU and wall seconds, and the share of the machine that others used, where the system tells."""
        cpu, wall = time.process_time() - self._own, time.monotonic() - self._began
        found = {"cpu_s": cpu, "wall_s": wall}
        if self._machine:
            found["foreign"] = max(0.0, (_machine_seconds() - self._machine - cpu) / wall / (os.cpu_count() or 1))
        return found


def _machine_seconds() -> float:
    """CPU seconds that all processors have spent so far; 0 where it is not known."""
    if sys.platform != "linux":
        return 0.0
    counts = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()
    return sum(int(counts[place]) for place in BUSY_FIELDS) / os.sysconf("SC_CLK_TCK")
