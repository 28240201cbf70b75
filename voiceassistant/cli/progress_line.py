"""How far a long file has come: on a terminal one line that changes, in a file a line for each part."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from voiceassistant.transcripts import TranscriptionProgress

ERASE = "\r\x1b[K"  # to the line's beginning, and away with what stands there


@contextmanager
def progress_line(out: TextIO) -> Iterator[Callable[[TranscriptionProgress], None]]:
    """What tells of each part. On a terminal the line is gone at the end of the block."""
    changes = out.isatty()
    shown = False

    def tell(progress: TranscriptionProgress) -> None:
        nonlocal shown
        if progress.seconds_left is None or progress.done >= progress.total - 1.0:
            return  # of a file in one part there is nothing to tell
        done, total = minutes(progress.done), minutes(progress.total)
        line = f"{done} of {total}, about {minutes(progress.seconds_left)} left"
        print(f"{ERASE}{line}" if changes else line, end="" if changes else "\n", file=out, flush=True)
        shown = True

    try:
        yield tell
    finally:
        if changes and shown:
            print(ERASE, end="", file=out, flush=True)


def minutes(seconds: float) -> str:
    """As clocks show it: 4:05, 1:04:05."""
    whole, seconds = divmod(int(seconds), 60)
    return f"{whole // 60}:{whole % 60:02d}:{seconds:02d}" if whole >= 60 else f"{whole}:{seconds:02d}"
