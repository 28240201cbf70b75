"""The command line: one file a command; without one, the window."""

import argparse
import importlib
import logging
import logging.handlers
import sys
from collections.abc import Sequence

from voiceassistant.errors import AssistantError
from voiceassistant.settings import log_folder

COMMANDS = ("ask", "transcribe", "speak", "read", "serve", "doctor", "bench")
INTERRUPTED = 130  # as shells report Ctrl+C

log = logging.getLogger(__name__)


def run(arguments: Sequence[str], started_at: float) -> int:
    """Runs one command and returns its exit status: 0 only if all of it worked."""
    parser = make_parser()
    args = parser.parse_args(arguments)
    args.started_at = started_at
    _log_to_file(args.verbose)
    try:
        if args.command is None:
            from voiceassistant.cli.window import run_window

            return run_window(started_at, exit_after_first_paint=args.exit_after_first_paint)
        status: int = args.run(args)
    except AssistantError as error:
        log.warning("the command failed: %s", error)  # not its cause: a server's own words may hold the key
        print(f"voiceassistant: {error.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="voiceassistant", description="Ask aloud, hear the answer. Without a command the window opens."
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version and end")
    parser.add_argument("--verbose", action="store_true", help="log to standard error as well")
    parser.add_argument(
        "--exit-after-first-paint", action="store_true", help="print how long the window took to appear, and end"
    )
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"voiceassistant.cli.{name}")
        module.add_parser(commands)
    return parser


class ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: that takes a while, and the window waits."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import importlib.metadata

        print(f"{parser.prog} {importlib.metadata.version('voiceassistant')}")
        parser.exit()


def _log_to_file(verbose: bool) -> None:
    """Keeps the last few logs; they hold no keys, and of what was said only what errors name."""
    handlers: list[logging.Handler] = []
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                log_folder() / "voiceassistant.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
            )
        )
    except OSError as error:  # a read-only home: the program works without a log
        print(f"voiceassistant: there will be no log: {error}", file=sys.stderr)
        handlers.append(logging.NullHandler())  # without any, warnings would go to the terminal
    if verbose:
        handlers.append(logging.StreamHandler())
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s", handlers=handlers
    )
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it logs every request
