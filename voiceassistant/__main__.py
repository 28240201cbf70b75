"""`python -m voiceassistant` and the `voiceassistant` command."""

import sys
import time

STARTED_AT = time.monotonic()  # as early as can be: --exit-after-first-paint counts from here


def main() -> int:
    from voiceassistant.cli.main import run

    return run(sys.argv[1:], STARTED_AT)


if __name__ == "__main__":
    sys.exit(main())
