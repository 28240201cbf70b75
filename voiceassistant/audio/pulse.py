"""PulseAudio's and PipeWire's devices, which PortAudio shows as the one device "pulse". The only user of pulsectl."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from voiceassistant.audio.library import LIBRARY_LOCK

HOST = "PulseAudio"
CLIENT = "voiceassistant"
NOT_A_SPEAKER = "auto_null"  # where a server without any device sends its sound


@dataclass(frozen=True, slots=True)
class Port:
    """A source or sink of the sound server."""

    name: str  # the server's, stable across restarts
    description: str  # a person's
    channels: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class Ports:
    sources: tuple[Port, ...]  # without monitors, which hear what a speaker plays
    sinks: tuple[Port, ...]
    server: int = 0  # another one for each start of the server


def list_ports() -> Ports | None:
    """What the sound server offers (about 2 ms); None where no server answers."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import pulsectl
    except (ImportError, OSError):
        return None  # the system has no libpulse
    try:
        client = pulsectl.Pulse(CLIENT, connect=False)
        try:
            client.connect(autospawn=False)
            server = client.server_info()
            sources, sinks = client.source_list(), client.sink_list()
        finally:
            client.close()
    except pulsectl.PulseError:
        return None
    return Ports(
        tuple(
            _port(source, server.default_source_name)
            for source in sources
            if source.monitor_of_sink_name is None and not source.name.endswith(".monitor")
        ),
        tuple(_port(sink, server.default_sink_name) for sink in sinks if sink.name != NOT_A_SPEAKER),
        int(server.cookie),
    )


def _port(entry: object, default_name: str) -> Port:
    name = entry.name  # type: ignore[attr-defined]
    description = entry.description or name  # type: ignore[attr-defined]
    channels = entry.channel_count  # type: ignore[attr-defined]
    return Port(name, description, int(channels), name == default_name)


@contextmanager
def routed(variable: str, port_name: str) -> Iterator[None]:
    """While it lasts, ALSA's "pulse" device opens on that source (PULSE_SOURCE) or sink (PULSE_SINK).

    An empty name leaves the choice to the server, which then also moves the stream when its default changes.
    """
    if not port_name:
        yield
        return
    with LIBRARY_LOCK:
        before = os.environ.get(variable)
        os.environ[variable] = port_name
        try:
            yield
        finally:
            if before is None:
                del os.environ[variable]
            else:
                os.environ[variable] = before
