"""`voiceassistant speak`: says a text, aloud or into a file."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from voiceassistant import settings as settings_file
from voiceassistant.app import terminal_assistant_with
from voiceassistant.cli.ask import words
from voiceassistant.cli.collect import Collector
from voiceassistant.cli.ending import result_of
from voiceassistant.engine.recital import sentences_of
from voiceassistant.errors import AssistantError, AudioFileError, NoSpeaker
from voiceassistant.settings import Settings

FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("speak", help="say a text, aloud or into a file", description=__doc__)
    parser.add_argument("text", type=words, help="what to say; - reads it from the standard input")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help="write it here, in the format of the suffix; - pipes it on"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="",
        help="the file's format, whatever its suffix; pcm is raw: 24 kHz, mono, 16 bits (piped without it: wav)",
    )
    parser.add_argument("--voice", help="the voice that speaks")
    parser.add_argument("--speed", type=float, help="0.25 to 4; 1 is usual")
    parser.add_argument("--model", help="the speech model")
    parser.add_argument("--realtime", action="store_true", help="over a Realtime connection")
    parser.set_defaults(command="speak", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    text = sys.stdin.read() if args.text == "-" else args.text
    settings = chosen(settings_file.load(), args)
    if args.format and args.out is None:
        failure = AssistantError("--format says how a file is written")
        failure.advice = "Add -o FILE, or -o - for a pipe."
        raise failure
    sentences_of(text)  # whether there is any, before a server is started
    if args.out is None:
        _say_aloud(text, settings)
    elif str(args.out) == "-":
        _pass_on(text, settings, args.format or "wav")
    else:
        _save(text, settings, args.out, args.format)
    return 0


def _save(text: str, settings: Settings, path: Path, format_name: str) -> None:
    with terminal_assistant_with(settings, Collector()) as assistant:
        result_of(assistant.save_speech(text, path, format_name=format_name))


def _pass_on(text: str, settings: Settings, format_name: str) -> None:
    """Writes to the standard output what would be in the file, once that is whole."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech"
        _save(text, settings, path, format_name)
        try:
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered still goes somewhere
            raise AudioFileError(f"The sound cannot be written to the standard output: {error.strerror}") from error


def chosen(settings: Settings, args: argparse.Namespace) -> Settings:
    """The settings with what the command line says instead. Raises SettingsError."""
    settings = settings.with_persona.with_values(persona="")
    given: dict[str, Any] = {"voice": args.voice, "speed": args.speed, "model": args.model}
    changes = {name: value for name, value in given.items() if value is not None}
    if args.realtime:
        changes["kind"] = "realtime"
    return settings.with_values(speech={**settings.speech.model_dump(), **changes})


def _say_aloud(text: str, settings: Settings) -> None:
    from voiceassistant.app import speech_player

    player = speech_player("")
    try:
        player.open()
        with terminal_assistant_with(settings, player) as assistant:
            result_of(assistant.speak(text))
    except NoSpeaker as error:
        failure = NoSpeaker(str(error))
        failure.advice = "Connect one, or have a file written with -o FILE."
        raise failure from error
    finally:
        player.close()
