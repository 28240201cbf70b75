"""`voiceassistant ask`: one question, typed or recorded, through the whole line."""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from voiceassistant import settings as settings_file
from voiceassistant.app import TerminalAssistant, terminal_assistant_with
from voiceassistant.chat.json_answers import json_state
from voiceassistant.cli.collect import Collector, check_target
from voiceassistant.cli.pictures import pictures, text_in
from voiceassistant.cli.question import Outcome, put_question
from voiceassistant.errors import AssistantError, AudioFileError, CannotSee, RequestRefused, SettingsError
from voiceassistant.events import Asked, Event, Failed, ReplyDelta, ReplyEnded, Step, ToolEnded
from voiceassistant.messages import Attachment, JsonAnswer, Token
from voiceassistant.settings import Settings

UNSURE_BELOW = 0.5  # a token that was less likely than this is told


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("ask", help="ask one question, typed or recorded", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", type=words, help="the question")
    what.add_argument("--audio", type=Path, metavar="FILE", help="a recording of the question")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the spoken answer here (wav, mp3, ogg, flac …)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.add_argument("--system", type=words, metavar="TEXT", help="how to answer, in place of the settings' prompt")
    parser.add_argument("--model", type=words, metavar="NAME", help="the chat model")
    parser.add_argument("--persona", type=words, metavar="NAME", help="who answers, of the personas in the settings")
    parser.add_argument(
        "--image", action="append", default=[], metavar="FILE_OR_URL", help="a picture to look at; may be repeated"
    )
    parser.add_argument("--json-mode", action="store_true", help="have the model answer in JSON, and print only that")
    parser.add_argument("--schema", type=Path, metavar="FILE", help="with --json-mode: the JSON Schema of the answer")
    parser.add_argument("--logprobs", action="store_true", help="tell which words the model was not sure of")
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
        print(json.dumps(outcome.as_json(saved, logprobs=args.logprobs), indent=2, ensure_ascii=False))
    elif args.json_mode and outcome.reply:
        print(outcome.reply.strip())
    if args.logprobs and not args.json:
        print_unsure(outcome.tokens, sys.stderr if args.json_mode else sys.stdout)
    for error in outcome.errors:
        print(f"voiceassistant: {error.sentence}", file=sys.stderr)
    if not outcome.errors and outcome.finish_reason != "stop":
        print(f"voiceassistant: finish_reason: {outcome.finish_reason}", file=sys.stderr)
    return 1 if outcome.errors else 0


def answer(args: argparse.Namespace, player: Collector) -> Outcome:
    told: Callable[[Event], None] = (lambda _event: None) if args.json or args.json_mode else Screen().show
    try:
        if args.out is not None:
            check_target(args.out)
        images = pictures(args.image)
        chosen = chosen_settings(settings_file.load(), args)
        attachment = Attachment(images, json_answer(args))
        with tempfile.TemporaryDirectory() as folder, terminal_assistant_with(chosen, player) as assistant:
            outcome = put_question(assistant, args.audio or args.text, Path(folder), told, attachment)
            if images and any(isinstance(error, CannotSee) for error in outcome.errors):
                outcome = ask_with_text(assistant, args.text or outcome.transcript, attachment, Path(folder), told)
    except AssistantError as error:
        return Outcome(errors=[error])
    if not outcome.errors and (failure := unfinished(outcome, as_json=args.json_mode)):
        outcome.errors.append(failure)
    return outcome


def chosen_settings(saved: Settings, args: argparse.Namespace) -> Settings:
    """The saved settings with what the command line says instead. Raises SettingsError."""
    if args.persona:
        if args.persona not in {persona.name for persona in saved.personas}:
            raise SettingsError(f"There is no persona {args.persona}")
        saved = saved.with_values(persona=args.persona)
    saved = saved.with_persona.with_values(persona="")  # first: the options say more than the persona does
    chat = {"system_prompt": args.system, "model": args.model}
    chat = saved.chat.model_dump() | {name: value for name, value in chat.items() if value}
    return saved.with_values(chat=chat, show_confidence=saved.show_confidence or args.logprobs)


def json_answer(args: argparse.Namespace) -> JsonAnswer | None:
    """What --json-mode and --schema ask for. Raises RequestRefused."""
    failure = None
    if args.schema and not args.json_mode:
        failure = RequestRefused("--schema was given without --json-mode")
        failure.advice = "Give both."
    elif args.schema:
        try:
            return JsonAnswer(args.schema.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            failure = RequestRefused(f"The schema {args.schema} cannot be read: {error}")
            failure.advice = "Choose another file."
    if failure:
        raise failure
    return JsonAnswer() if args.json_mode else None


def ask_with_text(
    assistant: TerminalAssistant, question: str, attachment: Attachment, folder: Path, told: Callable[[Event], None]
) -> Outcome:
    """Asks again with the text in the pictures; a remote picture is not fetched. Raises AssistantError."""
    if any(image.is_remote for image in attachment.images):
        raise CannotSee("The chat model cannot see, and the text in a picture on the web is not read")
    text = text_in(attachment.images)
    assistant.forgetful.clear()  # of the question that failed
    print("voiceassistant: the chat model cannot see; the text in the picture was sent instead", file=sys.stderr)
    return put_question(assistant, f"{question}\n\n{text}", folder, told, replace(attachment, images=()))


def unfinished(outcome: Outcome, *, as_json: bool) -> AssistantError | None:
    """What is wrong with an answer that came without an error: empty, withheld, or JSON that is cut."""
    if not outcome.reply.strip():
        return no_reply(outcome.finish_reason)
    failure = None
    if outcome.finish_reason == "content_filter":
        failure = RequestRefused("The server withheld the rest of the answer (finish_reason: content_filter)")
        failure.advice = "Ask in other words."
    elif as_json and json_state(outcome.reply) == "broken":
        was_cut = outcome.finish_reason == "length"
        failure = RequestRefused(
            "The JSON was cut off (finish_reason: length)" if was_cut else "The answer is not whole JSON"
        )
        failure.advice = "Allow a longer answer in Settings, or ask for less." if was_cut else "Try again."
    return failure


def no_reply(finish_reason: str) -> AssistantError:
    withheld = finish_reason == "content_filter"
    failure = RequestRefused("The answer was withheld by the server" if withheld else "The server sent an empty answer")
    failure.advice = "Ask in other words."
    return failure


def print_unsure(tokens: tuple[Token, ...], file: TextIO) -> None:
    """A line for each token that was less likely than not, with what else it could have been."""
    if not tokens:
        print("The server does not say how sure the model is.", file=sys.stderr)
    for token in tokens:
        if token.text.strip() and math.exp(token.logprob) < UNSURE_BELOW:
            others = ", ".join(f"{text!r} {math.exp(logprob):.0%}" for text, logprob in token.alternatives)
            print(
                f"Unsure: {token.text!r} {math.exp(token.logprob):.0%}" + (f" (or {others})" if others else ""),
                file=file,
            )


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
