"""Conversations that go on when a server does not: over real sockets, with the local engine's at the other end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fakes.able_server import AbleServer
from tests.fakes.api_server import Door, running_door
from tests.fakes.devices import Clock
from tests.fakes.fixtures import door
from tests.fakes.local_server import FakeLocalServer
from tests.scenarios.conftest import WAIT_SECONDS, Stage, running_stage
from voiceassistant.app import Assistant
from voiceassistant.audio.files import load
from voiceassistant.errors import CredentialsError
from voiceassistant.events import (
    Asked,
    Failed,
    FirstSound,
    Notice,
    Phase,
    PhaseChanged,
    ReplyEnded,
    Step,
    TurnEnded,
)
from voiceassistant.resource_files import resource
from voiceassistant.servers.fallback import REST_SECONDS
from voiceassistant.settings import Role

pytestmark = pytest.mark.realtime

__all__ = ["door"]

RATE = 16_000
PATIENCE_SECONDS = 60.0  # models are loaded
THEIRS, OURS = "From the server.", "From this computer."


@pytest.fixture(scope="session")
def local_door() -> Iterator[Door]:
    with running_door() as door:
        yield door


class Standing(Assistant):
    """Its local engine is a server of the test's; its clock, the test's."""

    local_url = ""
    clock = Clock()

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.services._clock = self.clock

    def _make_local_engine(self) -> Any:
        return FakeLocalServer(self.local_url)


@pytest.fixture
def server(door: Door) -> AbleServer:
    door.api = AbleServer(door.base_url, text=THEIRS)
    return door.api


@pytest.fixture
def stage(server: AbleServer, local_door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    local_door.new_api().text = OURS
    monkeypatch.setattr(Standing, "local_url", local_door.base_url)
    monkeypatch.setattr(Standing, "clock", Clock())
    monkeypatch.setattr("voiceassistant.app.local_models_are_there", lambda: True)
    with running_stage(server, tmp_path, monkeypatch, Standing) as made:
        made.assistant.settings = made.assistant.settings.with_values(**{role.value: {"attempts": 1} for role in Role})
        made.assistant.services.apply(made.assistant.settings)
        yield made


def ask_aloud(stage: Stage) -> None:
    stage.assistant.engine.press()
    stage.until(PhaseChanged, phase=Phase.LISTENING)
    stage.microphone.say(load(resource("samples/question-capital.wav"), RATE), RATE)
    assert stage.microphone.heard_all.wait(WAIT_SECONDS)
    stage.assistant.engine.release()


def test_a_conversation_goes_on_while_its_server_is_away(stage: Stage, server: AbleServer) -> None:
    name = server.base_url.removeprefix("http://").removesuffix("/v1")
    told: list[str] = []
    stage.assistant.engine.subscribe(lambda event: told.append(event.text) if isinstance(event, Notice) else None)
    stage.assistant.engine.ask("Hello?")
    assert stage.until(ReplyEnded).server == name
    assert stage.until(TurnEnded).heard.strip() == THEIRS

    server.down = True
    ask_aloud(stage)
    assert stage.until(Asked).transcript.text == OURS
    assert stage.until(ReplyEnded).server == "local engine"
    assert stage.until(TurnEnded).heard.strip() == OURS
    assert set(stage.assistant.servers().values()) == {f"local engine (instead of {name})"}
    assert list(stage.recordings.iterdir()) == []

    server.down = False
    Standing.clock.advance(REST_SECONDS)
    stage.assistant.engine.ask("And now?")
    assert stage.until(ReplyEnded).server == name
    stage.until(TurnEnded)
    assert told[-1] == f"{name} answers again."
    assert set(stage.assistant.servers().values()) == {name, f"local engine (instead of {name})"}  # it did not listen


def test_a_change_is_told_once_not_with_each_sentence(stage: Stage, server: AbleServer) -> None:
    told: list[str] = []
    stage.assistant.engine.subscribe(lambda event: told.append(event.text) if isinstance(event, Notice) else None)
    server.missing = {"speech"}
    server.text = "Here are two sentences. This is the other one."
    for number in (1, 2):
        stage.assistant.engine.ask("Say two.")
        stage.until(TurnEnded, turn=number)
    assert [text.endswith("This computer answers instead.") for text in told] == [True]
    assert len(server.bodies("speech")) <= 2  # those that were on their way together


def test_a_refused_key_is_told_and_nobody_else_asked(stage: Stage, server: AbleServer, local_door: Door) -> None:
    server.faults["chat"] = [401]
    stage.assistant.engine.ask("Hello?")
    assert isinstance(stage.until(Failed).error, CredentialsError)
    assert local_door.api.asked == []


def test_a_recording_that_nobody_understands_is_kept(stage: Stage, server: AbleServer, local_door: Door) -> None:
    server.down = True
    local_door.api.faults["transcriptions"] = [500]
    ask_aloud(stage)
    failed = stage.until(Failed)
    assert (failed.step, failed.can_retry) == (Step.TRANSCRIPTION, True)
    assert len(list(stage.recordings.glob("*.wav"))) == 1
    stage.assistant.engine.retry(failed.turn)
    assert stage.until(Asked).transcript.text == OURS
    stage.until(TurnEnded, turn=2)
    assert list(stage.recordings.iterdir()) == []


def test_silencing_the_local_engine_hangs_up_on_it(stage: Stage, server: AbleServer, local_door: Door) -> None:
    server.missing = {"speech"}
    local_door.api.endless = True  # it has no chat to do
    stage.assistant.engine.ask("Talk for ever.")
    stage.until(FirstSound)
    stage.assistant.engine.stop()
    assert stage.until(TurnEnded).interrupted
    assert local_door.api.hung_up.wait(WAIT_SECONDS)


@pytest.mark.local
def test_with_the_real_local_engine_where_a_server_only_chats(
    server: AbleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.text = "The capital is Paris."
    server.missing = {"transcriptions", "speech"}
    name = server.base_url.removeprefix("http://").removesuffix("/v1")
    with running_stage(server, tmp_path, monkeypatch) as stage:
        ask_aloud(stage)
        while not isinstance(event := stage.events.get(timeout=PATIENCE_SECONDS), TurnEnded):
            assert not isinstance(event, Failed), event.error
        who = stage.assistant.servers()
    assert event.heard.strip() == server.text
    assert "capital" in server.bodies("chat")[0]["messages"][-1]["content"].lower()
    assert who == {
        Role.TRANSCRIPTION: f"local engine (instead of {name})",
        Role.CHAT: name,
        Role.SPEECH: f"local engine (instead of {name})",
    }
    assert np.abs(stage.speaker.heard()).max() > 0.01
