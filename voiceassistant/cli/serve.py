"""`voiceassistant serve`: speaks the API over HTTP with the models of this machine."""

import argparse
from typing import TYPE_CHECKING

from voiceassistant.local import options

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Adds the command and its options."""
    parser = subparsers.add_parser(
        "serve",
        help="serve speech, chat and transcription with the models on this machine",
        description="Listens on 127.0.0.1 and prints {'port': N} when it does. "
        "Point any client of the OpenAI API at http://127.0.0.1:N/v1.",
    )
    options.add(parser)


def run(args: argparse.Namespace) -> int:
    """Serves until it is told to end; returns the exit status."""
    from voiceassistant.local import process  # an HTTP server that no other command needs

    return process.serve(args)
