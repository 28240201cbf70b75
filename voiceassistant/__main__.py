"""`python -m voiceassistant` and the `voiceassistant` command."""

import sys
import time

STARTED_AT = time.monotonic()  # as early as can be: --exit-after-first-paint counts from here


def main() -> int:
    try:
        from voiceassistant.cli.main import run

        return run(sys.argv[1:], STARTED_AT)
    except KeyboardInterrupt:  # while it was being imported
        return 130


if __name__ == "__main__":
    sys.exit(main())
