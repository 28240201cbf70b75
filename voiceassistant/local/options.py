"""The options of `voiceassistant serve`; apart, so that naming them imports no server."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Adds them. The token is none of them: command lines can be read by everybody."""
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument(
        "--token-env",
        default="VOICEASSISTANT_TOKEN",
        metavar="NAME",
        help="environment variable that holds the token; without one a token is made up and printed",
    )
    parser.add_argument("--parent-pipe", action="store_true", help="end when standard input is closed")
