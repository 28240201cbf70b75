"""The command line: one file a command; without one, the window."""

import argparse
import importlib
import logging
import logging.handlers
import sys
from collections.abc import Sequence

from voiceassistant.errors import AssistantError
from voiceassistant.settings import log_folder

COMMANDS = ("ask", "transcribe", "speak", "read", "associate", "serve", "doctor", "bench")
INTERRUPTED = 130  # as shells report Ctrl+C

DESCRIPTION = "Ask aloud, hear the answer. Without a command the window opens, and reads a document if one is given."

log = logging.getLogger(__name__)


def run(arguments: Sequence[str], started_at: float) -> int:
    """Runs one command and returns its exit status: 0 only if all of it worked."""
    args = (make_window_parser() if _asks_for_window(arguments) else make_parser()).parse_args(arguments)
    args.started_at = started_at
    _log_to_file(args.verbose)
    try:
        if args.command is None:
            return _run_window(args)
        status: int = args.run(args)
    except AssistantError as error:
        log.warning("the command failed: %s", error)  # not its cause: a server's own words may hold the key
        print(f"voiceassistant: {error.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def make_parser() -> argparse.ArgumentParser:
    parser = _parser(usage="%(prog)s [options] [FILE|URL]\n       %(prog)s [options] COMMAND ...")
    commands = parser.add_subparsers(metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"voiceassistant.cli.{name}")
        module.add_parser(commands)
    return parser


def make_window_parser() -> argparse.ArgumentParser:
    """Of a command line without a command: apart, because argparse takes the first word to be one."""
    parser = _parser()
    parser.add_argument("source", nargs="?", default="", metavar="FILE|URL", help="what is to be read aloud there")
    return parser


def _parser(usage: str | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="voiceassistant", description=DESCRIPTION, usage=usage)
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version and end")
    parser.add_argument("--verbose", action="store_true", help="log to standard error as well")
    parser.add_argument(
        "--read-selection", action="store_true", help="read aloud what is selected in any program; for a key of yours"
    )
    parser.add_argument(
        "--exit-after-first-paint", action="store_true", help="print how long the window took to appear, and end"
    )
    parser.set_defaults(command=None, source="")
    return parser


def _asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether the first word, if there is one, is a document and no command."""
    from voiceassistant.cli.window import looks_like_source

    word = next((word for word in arguments if word == "--" or not word.startswith("-")), "")
    return word == "--" or (bool(word) and word not in COMMANDS and looks_like_source(word))


def _run_window(args: argparse.Namespace) -> int:
    from voiceassistant.cli.window import measure_first_paint, run_window

    if args.exit_after_first_paint:
        return measure_first_paint(args.started_at)
    return run_window(args.started_at, source=args.source, selection=args.read_selection)


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
