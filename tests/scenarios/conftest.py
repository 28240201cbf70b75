"""The whole assistant as the window has it, but with simulated devices, against a real server of the test's."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.fixtures import api, door
from voiceassistant.app import Assistant
from voiceassistant.audio.listener import Listener
from voiceassistant.audio.player import SpeechPlayer
from voiceassistant.audio.simulated import SimulatedMicrophone, SimulatedSpeaker
from voiceassistant.conversation.forgetful import ForgetfulStore
from voiceassistant.events import Event
from voiceassistant.settings import Settings

__all__ = ["api", "door"]

E = TypeVar("E")
WAIT_SECONDS = 10.0


@dataclass
class Stage:
    assistant: Assistant
    microphone: SimulatedMicrophone
    speaker: SimulatedSpeaker
    recordings: Path
    events: "queue.Queue[Event]" = field(default_factory=queue.Queue)

    def until(self, kind: type[E], **values: Any) -> E:
        """Waits for an event of this kind with these values."""
        while True:
            event = self.events.get(timeout=WAIT_SECONDS)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in values.items()):
                return event


@pytest.fixture
def stage(api: ApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with running_stage(api, tmp_path, monkeypatch) as made:
        yield made


@contextmanager
def running_stage(
    api: ApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Assistant] = Assistant
) -> Iterator[Stage]:
    """An assistant of that kind, whose roles are the server's."""
    for role in ("TRANSCRIPTION", "CHAT", "SPEECH"):
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_URL", api.base_url)
        monkeypatch.setenv(f"VOICEASSISTANT_{role}_KEY", KEY)
    microphone, speaker = SimulatedMicrophone(), SimulatedSpeaker()
    lost: list[Exception] = []
    listener = Listener(
        microphone,
        tmp_path,
        on_lost=lost.append,
        tell=lambda event: assistant.engine.hear(event),  # noqa: PLW0108 - made below
    )
    player = SpeechPlayer(speaker, on_lost=lost.append)
    assistant = kind(Settings(), player, ForgetfulStore(), listener)
    made = Stage(assistant, microphone, speaker, tmp_path)
    assistant.engine.subscribe(made.events.put)
    assistant.engine.start()
    try:
        listener.open()
        player.open()
        yield made
    finally:
        assistant.close()
        listener.close()
        player.close()
    assert lost == []
