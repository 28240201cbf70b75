"""`voiceassistant associate`: the file manager offers the program for documents, or does so no longer."""

import argparse

from voiceassistant import desktop_entry


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("associate", help="be offered for documents in the file manager", description=__doc__)
    parser.add_argument("--remove", action="store_true", help="not any more")
    parser.set_defaults(command="associate", run=run)


def run(args: argparse.Namespace) -> int:
    """Raises DesktopError."""
    if args.remove:
        desktop_entry.remove()
        print("Voice Assistant is not offered for documents any more.")
    else:
        print(f"Voice Assistant is offered for documents: {desktop_entry.install()}")
    return 0
