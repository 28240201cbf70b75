import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.fakes.able_server import AbleServer
from tests.fakes.api_server import KEY, Door
from tests.fakes.fixtures import door
from tests.fakes.local_engine import RunningEngine, local_engine
from tests.fakes.realtime_server import RealtimeServer
from voiceassistant.capabilities import OF_ROLE, Abilities, Capability
from voiceassistant.client import Service, connect
from voiceassistant.credentials import Secret
from voiceassistant.roles import Endpoint
from voiceassistant.servers.probe import probe
from voiceassistant.settings import Role, Settings
from voiceassistant.trial import NOTE_LENGTH

__all__ = ["door", "local_engine"]

CHAT, HEAR, SPEAK = Role.CHAT, Role.TRANSCRIPTION, Role.SPEECH
ROLES = pytest.mark.parametrize("role", Role)
PATHS = {HEAR: "transcriptions", CHAT: "chat", SPEAK: "speech"}
Probe = Callable[..., "asyncio.Future[Abilities]"]


@pytest.fixture
def server(door: Door) -> AbleServer:
    door.api = AbleServer(door.base_url)
    return door.api


@pytest.fixture
async def ask(server: AbleServer) -> AsyncIterator[Callable[..., object]]:
    """Probes the server for a role."""
    made: list[Service] = []

    async def ask(role: Role, model: str = "a-model", kind: str = "custom", seconds: float = 5.0) -> Abilities:
        endpoint = Endpoint(role, kind, server.base_url, model, Secret(KEY))  # type: ignore[arg-type]
        made.append(connect(endpoint, server.base_url, KEY, seconds, 1))
        return await probe(made[-1], Settings())

    yield ask
    for service in made:
        await service.client.close()


def table(found: Abilities) -> dict[Capability, bool | None]:
    return {ability.capability: ability.can for ability in found.abilities}


def note(found: Abilities, capability: Capability) -> str:
    return next(ability.note for ability in found.abilities if ability.capability is capability)


@ROLES
async def test_a_server_that_can_everything(ask: Probe, server: AbleServer, role: Role) -> None:
    found = await ask(role)
    unsure = {Capability.HEARD_CONFIDENCE}  # whose times have no probabilities
    assert table(found) == {capability: capability not in unsure for capability in OF_ROLE[role]}
    assert (found.role, found.model, found.server) == (role, "a-model", server.base_url[7:-3])
    requests = {HEAR: ["transcriptions", "translations"], CHAT: ["chat"] * 5, SPEAK: ["speech"] * 2}
    assert [path for path, _ in server.asked] == requests[role]


@ROLES
@pytest.mark.parametrize("status", [400, 404, 405, 415, 422, 501])
async def test_a_server_that_refuses_everything(ask: Probe, server: AbleServer, role: Role, status: int) -> None:
    server.missing, server.missing_status = {*PATHS.values(), "translations"}, status
    found = await ask(role)
    assert set(table(found).values()) == {False}
    assert note(found, OF_ROLE[role][0]) == "Unexpected endpoint or method."


@ROLES
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_what_fails_otherwise_is_unknown(ask: Probe, server: AbleServer, role: Role, status: int) -> None:
    server.faults[PATHS[role]] = [status] * 9
    found = await ask(role)
    assert set(table(found).values()) == {None}
    assert KEY not in repr(found)


@ROLES
async def test_a_server_that_hangs_is_asked_once(ask: Probe, server: AbleServer, role: Role) -> None:
    server.faults[PATHS[role]] = ["hang"]
    found = await ask(role, seconds=1.0)
    assert set(table(found).values()) == {None}
    assert "did not answer" in note(found, OF_ROLE[role][-1])
    assert len(server.asked) == 1
    assert await asyncio.to_thread(server.hung_up.wait, 5)


@ROLES
async def test_it_can_be_cancelled(ask: Probe, server: AbleServer, role: Role) -> None:
    server.faults[PATHS[role]] = ["hang"]
    asking = asyncio.ensure_future(ask(role))
    await asyncio.to_thread(server.hanging.wait, 5)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await asyncio.to_thread(server.hung_up.wait, 5)


async def test_a_server_words_are_short_and_without_the_key(ask: Probe, server: AbleServer) -> None:
    server.faults["speech"] = [400]  # it says the key in its words
    said = note(await ask(SPEAK), Capability.SPEAK)
    assert said == "fault 400, and your key is …"
    assert len(said) <= NOTE_LENGTH


# --- chat ---


@pytest.mark.parametrize(
    ("refuses", "capability"),
    [
        ("logprobs", Capability.LOGPROBS),
        ("stream_options", Capability.USAGE),
        ("tools", Capability.TOOLS),
        ("json_object", Capability.JSON),
        ("json_schema", Capability.JSON_SCHEMA),
        ("images", Capability.IMAGES),
    ],
)
async def test_what_a_model_refuses_it_cannot(
    ask: Probe, server: AbleServer, refuses: str, capability: Capability
) -> None:
    server.refuses = {refuses}
    found = await ask(CHAT)
    assert table(found) == {each: each is not capability for each in OF_ROLE[CHAT]}
    assert note(found, capability)


@pytest.mark.parametrize(
    "refuses", [{"max_tokens"}, {"max_completion_tokens"}, {"max_tokens", "max_completion_tokens"}]
)
async def test_the_limit_is_worded_as_the_server_takes_it(ask: Probe, server: AbleServer, refuses: set[str]) -> None:
    server.refuses = refuses
    assert set(table(await ask(CHAT)).values()) == {True}
    last = server.bodies("chat")[-1]
    assert {"max_tokens", "max_completion_tokens"} & set(last) == (
        {"max_tokens", "max_completion_tokens"} - refuses
        if "max_completion_tokens" in refuses
        else {"max_completion_tokens"}
    )


async def test_openais_models_are_told_not_to_think(ask: Probe, server: AbleServer) -> None:
    server.refuses = {"effort_with_tools"}
    assert set(table(await ask(CHAT, "gpt-6-luna", "openai")).values()) == {True}
    assert {body["reasoning_effort"] for body in server.bodies("chat")} == {"none"}


async def test_a_model_that_does_not_reason_is_asked_without(ask: Probe, server: AbleServer) -> None:
    server.refuses = {"reasoning_effort"}
    assert set(table(await ask(CHAT, "gpt-4.1", "openai")).values()) == {True}
    assert "reasoning_effort" not in server.bodies("chat")[-1]


async def test_a_picture_that_nobody_looked_at(ask: Probe, server: AbleServer) -> None:
    server.is_blind = True
    found = await ask(CHAT)
    assert found.can(Capability.IMAGES) is False
    assert note(found, Capability.IMAGES) == "it did not see that a picture is red"


# --- transcription and speech ---


async def test_whispers_successors_tell_how_sure_they_are_and_no_times(ask: Probe, server: AbleServer) -> None:
    server.tells_times = False
    server.missing = {"translations"}
    found = await ask(HEAR, "gpt-transcribe")
    assert table(found) == {
        Capability.TRANSCRIBE: True,
        Capability.WORD_TIMES: False,
        Capability.SEGMENT_TIMES: False,
        Capability.HEARD_CONFIDENCE: True,
        Capability.TRANSLATE: False,
    }
    assert "verbose_json" in note(found, Capability.WORD_TIMES)


async def test_others_are_not_asked_how_sure_they_are(ask: Probe, server: AbleServer) -> None:
    server.tells_times = False
    found = await ask(HEAR)
    assert (found.can(Capability.TRANSCRIBE), found.can(Capability.HEARD_CONFIDENCE)) == (True, False)
    assert not any("include[]" in body for body in server.bodies("transcriptions"))


async def test_an_answer_that_is_no_sound(ask: Probe, server: AbleServer) -> None:
    server.faults["speech"] = ["garbage"]
    found = await ask(SPEAK)
    assert (found.can(Capability.SPEAK), note(found, Capability.SPEAK)) == (False, "what it sent is no sound")


async def test_speech_over_a_realtime_connection() -> None:
    async with RealtimeServer().running() as server:
        endpoint = Endpoint(SPEAK, "custom", server.base_url, "gpt-realtime-2.1-mini", None)
        service = connect(endpoint, server.base_url, "", 5.0, 1)
        found = await probe(service, Settings().with_values(speech={"kind": "realtime"}))
        await service.client.close()
    assert found.can(Capability.SPEAK)
    assert server.connections == 2  # one a speed
    assert found.can(Capability.SPEED) is False  # this one always speaks as fast


@pytest.mark.local
async def test_the_local_engine(local_engine: RunningEngine, tmp_path: Path) -> None:
    found = {}
    for role, model in ((HEAR, "whisper-base"), (CHAT, "qwen2.5-coder-0.5b-instruct"), (SPEAK, "hibari")):
        service = connect(Endpoint(role, "local", "", model), local_engine.base_url, local_engine.token, 120.0, 1)
        found |= table(await probe(service, Settings()))
        await service.client.close()
    cannot = {capability for capability, can in found.items() if not can}
    assert Capability.IMAGES in cannot
    assert cannot <= {Capability.IMAGES, Capability.TRANSLATE, Capability.HEARD_CONFIDENCE}
