"""The local engine as a process: listens, says where, and ends with its parent."""

import argparse
import asyncio
import json
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from typing import IO

import uvicorn

from voiceassistant.local.server import create_app

log = logging.getLogger(__name__)

NICENESS = 5
"""Added to the priority number: models may not take the processor from the sound."""

SPIN_COUNT = "3000"
"""How long a model's thread spins while it waits for another: with busy processors, GNU OpenMP's default of some
milliseconds costs chat up to half of its speed."""

GRACE_SECONDS = 2
PORT_TAKEN = 3
"""Exit status: nothing can listen on the port that was asked for."""


def serve(arguments: argparse.Namespace) -> int:
    """Serves until SIGTERM, SIGINT or the parent's end. The port goes to standard output, as one line of JSON."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    announcement: dict[str, object] = {}
    logging.getLogger("faster_whisper").setLevel(logging.WARNING)
    token = os.environ.pop(arguments.token_env, "")
    if not token:
        token = announcement["token"] = secrets.token_urlsafe(32)
    try:
        listener = listen(arguments.port)
    except OSError as error:
        log.error("Port %d: %s", arguments.port, error)
        return PORT_TAKEN
    announcement = {"port": listener.getsockname()[1], **announcement}
    _share_processors()
    server = AnnouncingServer(_config(token), announcement)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn raises the signal again when it has ended; that is all
    if arguments.parent_pipe:
        threading.Thread(
            target=_watch_parent, args=(sys.stdin.buffer, server), name="parent-watch", daemon=True
        ).start()
    with listener:
        asyncio.run(server.serve(sockets=[listener]))
    return 0


def _config(token: str) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(token),
        log_config=None,
        access_log=False,
        timeout_keep_alive=300,  # a turn's first request should find its connection open
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def listen(port: int) -> socket.socket:
    """Bound on this machine alone; 0 is any free port. Raises OSError."""
    # The protocol has to be named: else asyncio leaves Nagle's algorithm on, and an answer on a connection that was
    # there before comes 40 ms late, because its body waits until its head is acknowledged.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows the option would let two processes share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener


def _share_processors() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    os.environ.setdefault("GOMP_SPINCOUNT", SPIN_COUNT)  # read when the first model's library is loaded


class AnnouncingServer(uvicorn.Server):
    """Says where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, announcement: dict[str, object]) -> None:
        super().__init__(config)
        self._announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(json.dumps(self._announcement) + "\n")
        sys.stdout.flush()


def _watch_parent(pipe: IO[bytes], server: uvicorn.Server) -> None:
    """The pipe ends when the parent closes it, or with the parent, however that ends."""
    while pipe.read(1):
        pass
    server.should_exit = True
    time.sleep(2 * GRACE_SECONDS)
    os._exit(1)  # a model that does not come back must not keep the process alive without anyone to end it
