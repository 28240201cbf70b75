"""`voiceassistant ask`: one question, typed or recorded, through the whole line."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from voiceassistant.app import terminal_assistant
from voiceassistant.cli.collect import Collector, check_target
from voiceassistant.cli.question import Outcome, put_question
from voiceassistant.errors import AssistantError, AudioFileError, RequestRefused
from voiceassistant.events import Asked, Event, Failed, ReplyDelta, ReplyEnded, Step, ToolEnded


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("ask", help="ask one question, typed or recorded", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", type=words, help="the question")
    what.add_argument("--audio", type=Path, metavar="FILE", help="a recording of the question")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the spoken answer here (wav, mp3, ogg, flac …)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.set_defaults(command="ask", run=run)


def words(text: str) -> str:
    """An argument that must not be blank."""
    if not text.strip():
        raise argparse.ArgumentTypeError("there are no words in it")
    return text


def run(args: argparse.Namespace) -> int:
    """Tells what went wrong, before the question was asked too, in the object and on standard error."""
    player = Collector()
    outcome = answer(args, player)
    saved = save_answer(player, args.out, outcome)
    if args.json:
        print(json.dumps(outcome.as_json(saved), indent=2, ensure_ascii=False))
    for error in outcome.errors:
        print(f"voiceassistant: {error.sentence}", file=sys.stderr)
    return 1 if outcome.errors else 0


def answer(args: argparse.Namespace, player: Collector) -> Outcome:
    told: Callable[[Event], None] = (lambda _event: None) if args.json else Screen().show
    try:
        if args.out is not None:
            check_target(args.out)
        with tempfile.TemporaryDirectory() as folder, terminal_assistant(player) as assistant:
            outcome = put_question(assistant, args.audio or args.text, Path(folder), told)
    except AssistantError as error:
        return Outcome(errors=[error])
    if not outcome.errors and not outcome.reply.strip():
        outcome.errors.append(no_reply(outcome.finish_reason))
    return outcome


def no_reply(finish_reason: str) -> AssistantError:
    withheld = finish_reason == "content_filter"
    failure = RequestRefused("The answer was withheld by the server" if withheld else "The server sent an empty answer")
    failure.advice = "Ask in other words."
    return failure


def save_answer(player: Collector, path: Path | None, outcome: Outcome) -> str | None:
    """Writes the spoken answer if a file was asked for and returns its name; a failure is added to the outcome."""
    if path is None:
        return None
    try:
        if player.answer.pcm:
            player.answer.save(path)
            return str(path)
        if not outcome.errors:  # else it is clear why
            failure = AudioFileError(f"{path.name} was not written: nothing in the answer can be read aloud")
            failure.advice = "The answer is shown as text."
            raise failure
    except AssistantError as error:
        outcome.errors.append(error)
    return None


class Screen:
    """Prints the turn as it goes."""

    def __init__(self) -> None:
        self._in_line = False

    def show(self, event: Event) -> None:
        match event:
            case Asked(spoken=True, transcript=transcript):
                print(f"Heard:  {transcript.text.strip()}")
            case ToolEnded(call=call):
                self._end_line()
                print(f"Tool:   {call.name}({call.arguments}) → {call.result}")
            case ReplyDelta(text=text):
                print(text, end="", flush=True)
                self._in_line = (self._in_line or bool(text)) and not text.endswith("\n")
            case ReplyEnded() | Failed(step=Step.CHAT):  # what goes wrong is told on a line of its own
                self._end_line()

    def _end_line(self) -> None:
        if self._in_line:
            print()
        self._in_line = False
