"""`voiceassistant speak`: says a text, aloud or into a file."""

import argparse
import sys
from pathlib import Path
from typing import Any

from voiceassistant import settings as settings_file
from voiceassistant.app import terminal_assistant_with
from voiceassistant.cli.ask import words
from voiceassistant.cli.collect import Collector, check_target
from voiceassistant.errors import AssistantError, NoSpeaker
from voiceassistant.settings import Settings


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("speak", help="say a text, aloud or into a file", description=__doc__)
    parser.add_argument("text", type=words, help="what to say; - reads it from the standard input")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write it here (wav, mp3, ogg, flac …)")
    parser.add_argument("--voice", help="the voice that speaks")
    parser.add_argument("--speed", type=float, help="0.25 to 4; 1 is usual")
    parser.add_argument("--model", help="the speech model")
    parser.add_argument("--realtime", action="store_true", help="over a Realtime connection")
    parser.set_defaults(command="speak", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    text = sys.stdin.read() if args.text == "-" else args.text
    settings = chosen(settings_file.load(), args)
    if args.out is None:
        return _aloud(text, settings)
    check_target(args.out)
    player = Collector()
    with terminal_assistant_with(settings, player) as assistant:
        assistant.speak(text).result()
    if not player.answer.pcm:
        failure = AssistantError("There is nothing in the text that can be read aloud")
        failure.advice = "Write some words."
        raise failure
    player.answer.save(args.out)
    return 0


def chosen(settings: Settings, args: argparse.Namespace) -> Settings:
    """The settings with what the command line says instead. Raises SettingsError."""
    settings = settings.with_persona.with_values(persona="")
    given: dict[str, Any] = {"voice": args.voice, "speed": args.speed, "model": args.model}
    changes = {name: value for name, value in given.items() if value is not None}
    if args.realtime:
        changes["kind"] = "realtime"
    return settings.with_values(speech={**settings.speech.model_dump(), **changes})


def _aloud(text: str, settings: Settings) -> int:
    from voiceassistant.app import speech_player

    player = speech_player("")
    try:
        player.open()
        with terminal_assistant_with(settings, player) as assistant:
            assistant.speak(text).result()
    except NoSpeaker as error:
        failure = NoSpeaker(str(error))
        failure.advice = "Connect one, or have a file written with -o FILE."
        raise failure from error
    finally:
        player.close()
    return 0
