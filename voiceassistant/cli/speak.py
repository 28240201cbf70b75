"""`voiceassistant speak`: says a text, aloud or into a file."""

import argparse
from pathlib import Path

from voiceassistant.app import terminal_assistant
from voiceassistant.cli.ask import words
from voiceassistant.cli.collect import Collector, check_target
from voiceassistant.errors import AssistantError, NoSpeaker


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("speak", help="say a text, aloud or into a file", description=__doc__)
    parser.add_argument("text", type=words, help="what to say")
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write it here (wav, mp3, ogg, flac …)")
    parser.set_defaults(command="speak", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    if args.out is None:
        return _aloud(args.text)
    check_target(args.out)
    player = Collector()
    with terminal_assistant(player) as assistant:
        assistant.say(args.text).result()
    if not player.answer.pcm:
        failure = AssistantError("There is nothing in the text that can be read aloud")
        failure.advice = "Write some words."
        raise failure
    player.answer.save(args.out)
    return 0


def _aloud(text: str) -> int:
    from voiceassistant.app import speech_player

    player = speech_player("")
    try:
        player.open()
        with terminal_assistant(player) as assistant:
            assistant.say(text).result()
    except NoSpeaker as error:
        failure = NoSpeaker(str(error))
        failure.advice = "Connect one, or have a file written with -o FILE."
        raise failure from error
    finally:
        player.close()
    return 0
