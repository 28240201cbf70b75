"""`python -m voiceassistant.local.weights`: fetches what the local engine needs by default.

When all is there it returns at once.
"""

import logging
import sys

from voiceassistant.errors import ModelDownloadError
from voiceassistant.local.weights.model_files import ensure_default

log = logging.getLogger(__name__)


def main() -> int:
    """Fetches the default models; the exit status is 1 when one that is needed could not be had."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        for failure in ensure_default(_LoggedProgress()):
            log.warning("%s", failure)
    except ModelDownloadError as error:
        log.error("%s", error.sentence)
        return 1
    return 0


class _LoggedProgress:
    """Logs each tenth of a file."""

    def __init__(self) -> None:
        self._last = ("", -1)

    def __call__(self, name: str, done: int, total: int) -> None:
        tenth = done * 10 // max(total, 1)
        if (name, tenth) != self._last:
            self._last = (name, tenth)
            log.info("%s: %d of %d MB", name, done // 1_000_000, total // 1_000_000)


if __name__ == "__main__":
    sys.exit(main())
