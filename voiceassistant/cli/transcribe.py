"""`voiceassistant transcribe`: what a recording says."""

import argparse
import tempfile
from pathlib import Path

from voiceassistant.app import terminal_assistant
from voiceassistant.cli.collect import Collector
from voiceassistant.cli.question import utterance_from
from voiceassistant.errors import NothingHeard


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("transcribe", help="print what a recording says", description=__doc__)
    parser.add_argument("file", type=Path, help="an audio file of any usual format")
    parser.set_defaults(command="transcribe", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises AssistantError."""
    with tempfile.TemporaryDirectory() as folder, terminal_assistant(Collector()) as assistant:
        utterance = utterance_from(args.file, Path(folder))
        if not utterance.speech_seconds:
            raise NothingHeard("There is no speech in the recording")
        print(assistant.transcribe(utterance).result().text.strip())
    return 0
