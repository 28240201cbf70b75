"""`voiceassistant transcribe`: what a recording or a video says."""

import argparse
import sys
from pathlib import Path

from voiceassistant.app import terminal_assistant
from voiceassistant.cli.collect import Collector, check_place
from voiceassistant.cli.ending import result_of
from voiceassistant.cli.progress_line import progress_line
from voiceassistant.errors import AudioFileError, NothingHeard
from voiceassistant.text.subtitles import FORMATS, rendered
from voiceassistant.transcripts import Transcript, TranscriptionWish


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("transcribe", help="print what a recording says", description=__doc__)
    parser.add_argument("file", type=Path, help="an audio or video file of any usual format and length")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how it is written (text)")
    parser.add_argument("--words", action="store_true", help="with each word's time, in verbose_json")
    parser.add_argument("--segments", action="store_true", help="with each phrase's time, in verbose_json")
    parser.add_argument("--translate", action="store_true", help="into English")
    parser.add_argument("--language", default="", metavar="xx", help="what is spoken, such as en or ko")
    parser.add_argument("--prompt", default="", help="names and words that may occur")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there")
    parser.set_defaults(command="transcribe", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    plain_verbose = args.format == "verbose_json" and not args.words
    if args.output is not None:
        check_place(args.output)  # before hours of work, not after them
    segments = args.segments or args.format in ("srt", "vtt") or plain_verbose
    wish = TranscriptionWish(args.language, args.prompt, args.translate, args.words, segments)
    with terminal_assistant(Collector()) as assistant, progress_line(sys.stderr) as tell:
        work = assistant.transcribe_file(args.file, wish, tell)
        try:
            transcript = result_of(work)
        except KeyboardInterrupt:
            work.cancel()
            print("\nStopped. The same command goes on after the last part that was finished.", file=sys.stderr)
            raise
    if not transcript.text.strip():
        raise NothingHeard("There is no speech in the recording")
    if transcript.translated == "chat":
        print("The English is a chat model's translation of what was heard.", file=sys.stderr)
    _write(transcript, args.format, args.output)
    return 0


def _write(transcript: Transcript, form: str, output: Path | None) -> None:
    text = rendered(transcript, form)
    if output is None:
        print(text, end="")
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        print(text, end="")  # what was heard in hours is not lost with it
        failure = AudioFileError(f"{output} cannot be written: {error.strerror}")
        failure.advice = "Choose another place."
        raise failure from error
