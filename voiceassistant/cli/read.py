"""`voiceassistant read`: reads a document aloud, or into a sound file with chapters."""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TextIO

from voiceassistant import settings as settings_file
from voiceassistant.cli.ask import words
from voiceassistant.cli.ending import TERMINATED, Terminated, result_of, sigterm_like_control_c
from voiceassistant.cli.progress_line import ERASE, minutes
from voiceassistant.errors import DocumentError, DocumentLocked, DocumentTooLarge, NoSpeaker, NothingToRead
from voiceassistant.settings import Settings, data_folder

if TYPE_CHECKING:  # what makes other commands' start slow
    from voiceassistant.documents.document import Kind
    from voiceassistant.errors import SettingsError
    from voiceassistant.file_reading import ExportWish
    from voiceassistant.reading.export import ExportProgress
    from voiceassistant.reading.plan import Plan, Sentence
    from voiceassistant.reading.readable import SpokenForm

SLOWEST, FASTEST = 0.5, 4.0
MOST_INPUT_BYTES = 1_000_000_000  # from the standard input, which may have no end
ADDRESSES = ("http://", "https://")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("read", help="read a document aloud, or into a file", description=__doc__)
    parser.add_argument(
        "source",
        type=words,
        metavar="FILE",
        help="PDF, EPUB, DOCX, ODT, HTML, Markdown, text or a picture; or an address; - reads the standard input",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help="write it here: mp3, m4b, wav, m4a, opus, ogg or flac"
    )
    where.add_argument("--list", action="store_true", help="print what would be read, one sentence a line")
    parser.add_argument("--subtitles", action="store_true", help="with -o: SRT and VTT beside it")
    parser.add_argument("--timings", type=Path, metavar="FILE", help="with -o: when each word is heard, as JSON")
    parser.add_argument(
        "--from", type=_number, default=1, dest="start", metavar="N", help="begin with this sentence, as --list counts"
    )
    parser.add_argument("--speed", type=_speed, metavar="X", help="0.5 to 4; 1 is usual")
    parser.add_argument("--voice", help="the voice that reads")
    parser.add_argument("--all", action="store_true", help="read notes, captions, page numbers … too")
    parser.add_argument("--password", default=None, metavar="P", help="of a document that is locked")
    parser.set_defaults(command="read", run=partial(run, wrong=parser.error))


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("sentences are counted from 1")
    return number


def _speed(text: str) -> float:
    speed = float(text)
    if not SLOWEST <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"a speed is from {SLOWEST:g} to {FASTEST:g}")
    return speed


def run(args: argparse.Namespace, wrong: Callable[[str], NoReturn]) -> int:
    """Raises AssistantError."""
    if args.out is None and (args.subtitles or args.timings is not None):
        wrong(f"{'--subtitles' if args.subtitles else '--timings'} goes with a sound file: add -o OUT")
    if args.timings is not None and args.timings.resolve() == args.out.resolve():
        wrong("--timings needs a file of its own")
    if args.out is not None:
        _check_places(args)
    try:
        with sigterm_like_control_c():
            return _read(args, chosen(settings_file.load(), args))
    except Terminated:
        return TERMINATED


def _read(args: argparse.Namespace, settings: Settings) -> int:
    with _opened(args, settings) as (plan, identity):
        if args.list:
            return _list(plan, args.start)
        if args.out is None:
            return _read_aloud(plan, args, settings)
        return _export(plan, args, settings, identity)


def chosen(settings: Settings, args: argparse.Namespace) -> Settings:
    """The settings with what the command line says instead. Raises SettingsError."""
    given: dict[str, Any] = {"voice": args.voice, "speed": args.speed}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if args.voice is not None:
        changes["voices"] = {}  # it reads every language
    return settings.with_values(reading={**settings.reading.model_dump(), **changes})


def _check_places(args: argparse.Namespace) -> None:
    """Before a document is opened. Raises AudioFileError."""
    from voiceassistant.audio.book import format_of
    from voiceassistant.cli.collect import check_place

    format_of(args.out)
    for path in _wish(args, 1.0).files:
        check_place(path)


def _wish(args: argparse.Namespace, speed: float) -> "ExportWish":
    from voiceassistant.file_reading import ExportWish

    return ExportWish(args.out, speed, subtitles=args.subtitles, timings=args.timings, start=args.start)


# --- the document -----------------------------------------------------------------------------------------------------


@contextmanager
def _opened(args: argparse.Namespace, settings: Settings) -> "Iterator[tuple[Plan, str]]":
    """What is to be read, and what tells the document from others. Raises DocumentError."""
    from voiceassistant.reading.plan import Plan
    from voiceassistant.reading_room import DocumentDoor

    door = DocumentDoor()
    try:
        with tempfile.TemporaryDirectory(prefix="read-") as folder:
            source: str | Path = args.source
            identity = args.source
            if args.source == "-":
                source, identity = _from_standard_input(Path(folder), sys.stdin.buffer)
            elif not args.source.lower().startswith(ADDRESSES):
                source = Path(args.source)
                if "://" in args.source and not source.exists():
                    raise _no_address(args.source)
                identity = str(source.resolve())
            try:
                document = door.open(source, args.password)
            except DocumentLocked as error:
                error.advice = "Check the password." if args.password else "Give its password with --password."
                raise
            try:
                yield Plan(document, _kinds(settings, everything=args.all)), identity
            finally:
                document.close()
    finally:
        door.close()


def _no_address(address: str) -> DocumentError:
    failure = DocumentError(f"{address} is no address that is read")
    failure.advice = "Those of web pages begin with https:// or http://."
    return failure


def _from_standard_input(folder: Path, given: BinaryIO) -> tuple[Path, str]:
    """A file of what was given, and what tells it from others. Raises DocumentError."""
    path, digest, size = folder / "standard input", hashlib.sha256(), 0
    with path.open("wb") as file:
        while block := given.read(1 << 20):
            size += len(block)
            if size > MOST_INPUT_BYTES:
                raise DocumentTooLarge("There is more on the standard input than a document holds")
            digest.update(block)
            file.write(block)
    if not size:
        failure = NothingToRead("There is nothing on the standard input")
        failure.advice = "Give a file, or pipe a text."
        raise failure
    return path, digest.hexdigest()


def _kinds(settings: Settings, *, everything: bool) -> "frozenset[Kind]":
    from voiceassistant.documents.document import Kind
    from voiceassistant.reading_room import wanted_kinds

    return frozenset(Kind) if everything else wanted_kinds(settings.reading)


# --- what is done with it ---------------------------------------------------------------------------------------------


def _list(plan: "Plan", start: int) -> int:
    from voiceassistant.reading.readable import nothing_to_read, readable

    found = False
    try:
        for one in readable(plan, _spoken_form(), start):
            print(" ".join(one.sentence.text.split()))
            found = True
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered still goes somewhere
        return 0
    if not found:
        raise nothing_to_read(plan, start)
    _tell_missing(plan.take_failures())
    return 0


def _export(plan: "Plan", args: argparse.Namespace, settings: Settings, identity: str) -> int:
    from voiceassistant.app import terminal_assistant_with
    from voiceassistant.cli.collect import Collector

    wish = _wish(args, settings.reading.speed)
    with terminal_assistant_with(settings, Collector()) as assistant, _progress_line(sys.stderr) as tell:
        work = assistant.export_document(plan, _spoken_form(), wish, identity, tell)
        try:
            exported = result_of(work)
        except KeyboardInterrupt:
            work.cancel()
            print("\nStopped. The same command goes on after the last sentence that was spoken.", file=sys.stderr)
            raise
    _tell_missing(exported.missing)
    return 0


def _read_aloud(plan: "Plan", args: argparse.Namespace, settings: Settings) -> int:
    from voiceassistant.app import speech_player, terminal_assistant_with

    number = args.start - 1

    def begun(sentence: "Sentence") -> None:
        nonlocal number
        number += 1
        print(" ".join(sentence.text.split()), flush=True)

    player = speech_player(settings.speaker)
    try:
        player.open()
        with terminal_assistant_with(settings, player) as assistant:
            work = assistant.read_aloud(plan, _spoken_form(), args.start, begun)
            try:
                result_of(work)
            except KeyboardInterrupt:
                work.cancel()
                print(f"\nStopped. It goes on there with --from {max(args.start, number)}.", file=sys.stderr)
                raise
    except NoSpeaker as error:
        failure = NoSpeaker(str(error))
        failure.advice = "Connect one, or have a file written with -o FILE."
        raise failure from error
    finally:
        player.close()
    _tell_missing(plan.take_failures())
    return 0


def _spoken_form() -> "SpokenForm":
    """With the user's own pronunciations."""
    from voiceassistant.reading_room import Pronouncing

    def tell(problem: "SettingsError") -> None:
        print(f"voiceassistant: {problem.sentence}", file=sys.stderr)

    return Pronouncing(data_folder() / "reading" / "pronunciations.json", tell).spoken


def _tell_missing(missing: Iterable[DocumentError]) -> None:
    for failure in missing:
        print(f"voiceassistant: {failure.sentence}", file=sys.stderr)


@contextmanager
def _progress_line(out: TextIO) -> "Iterator[Callable[[ExportProgress], None]]":
    """What tells how far an export is: on a terminal, in one line that is gone at the end of the block."""
    changes, began = out.isatty(), time.monotonic()
    first: float | None = None  # where it goes on

    def tell(progress: "ExportProgress") -> None:
        nonlocal first
        first = progress.share if first is None else first
        if changes:
            left = _seconds_left(first, progress.share, time.monotonic() - began)
            print(f"{ERASE}{_how_far(progress, left)}", end="", file=out, flush=True)

    try:
        yield tell
    finally:
        if changes:
            print(ERASE, end="", file=out, flush=True)


def _how_far(progress: "ExportProgress", seconds_left: float | None) -> str:
    if progress.writing:
        return f"writing {minutes(progress.seconds)}: {progress.share:.0%}"
    left = "" if seconds_left is None else f", about {minutes(seconds_left)} left"
    return f"{progress.sentences} sentences, {minutes(progress.seconds)}, {progress.share:.0%}{left}"


def _seconds_left(first: float, share: float, seconds: float) -> float | None:
    """By how fast it was since it began, or went on; None while that tells nothing."""
    done = share - first
    return (1.0 - share) * seconds / done if done > 0.01 else None
