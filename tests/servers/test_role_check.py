import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from tests.fakes.api_server import KEY, ApiServer, delta, text_chunks, tool_call
from tests.fakes.fixtures import api, door
from voiceassistant.app import make_tools
from voiceassistant.errors import LocalEngineError
from voiceassistant.roles import RoleReport
from voiceassistant.servers.connections import LocalServer
from voiceassistant.servers.role_check import check_role
from voiceassistant.servers.services import Services
from voiceassistant.settings import Role, Settings

__all__ = ["api", "door"]

ROLES = pytest.mark.parametrize("role", Role)
PATHS = {Role.TRANSCRIPTION: "transcriptions", Role.CHAT: "chat", Role.SPEECH: "speech"}


def no_local_engine() -> LocalServer:
    raise LocalEngineError("There is no local engine")


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    services = Services(Settings(), no_local_engine, make_tools(), lambda: None)
    yield services
    await services.close()


def on(api: ApiServer, role: Role, **values: object) -> Settings:
    server = {"server": "custom", "base_url": api.base_url, "model": "a-model", **values}
    return Settings().with_values(**{role.value: server})


async def check(services: Services, role: Role, settings: Settings, key: str | None = None) -> RoleReport:
    return await check_role(services, role, settings, make_tools(), key)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.TRANSCRIPTION, "Heard: “Hello there.”"),
        (Role.CHAT, "Answered: “Hello there.”"),
        (Role.SPEECH, "Spoke for 0.2 seconds"),
    ],
)
async def test_a_server_that_works(api: ApiServer, services: Services, role: Role, sentence: str) -> None:
    report = await check(services, role, on(api, role), KEY)
    assert (report.role, report.ok, report.sentence) == (role, True, sentence)
    assert report.server == api.base_url.removeprefix("http://").removesuffix("/v1")
    assert report.model == "a-model"
    assert report.seconds > 0
    assert [path for path, _ in api.asked] == [PATHS[role]]
    assert services.endpoints() == {}  # what is tried is not yet used


async def test_a_chat_model_may_call_tools(api: ApiServer, services: Services) -> None:
    calls = tool_call(0, "calculate", '{"expression": "1+1"}')
    api.rounds = [[*calls, delta({}, "tool_calls")], text_chunks("Two.")]
    report = await check(services, Role.CHAT, on(api, Role.CHAT), KEY)
    assert report.sentence == "Answered: “Two.”"


async def test_a_key_that_is_not_saved_yet_is_tried(
    api: ApiServer, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICEASSISTANT_CHAT_KEY", "the-saved-one")
    settings = on(api, Role.CHAT)
    for key in (None, KEY, ""):
        assert (await check(services, Role.CHAT, settings, key)).ok
    assert api.keys == ["Bearer the-saved-one", f"Bearer {KEY}", "Bearer none"]


@ROLES
@pytest.mark.parametrize(
    ("fault", "words"),
    [(401, "refused the API key"), (404, "does not know the model a-model"), (400, "refused the request")],
)
async def test_a_server_that_refuses(
    api: ApiServer, services: Services, role: Role, fault: int, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "voiceassistant")
    api.faults[PATHS[role]] = [fault]
    report = await check(services, role, on(api, role), KEY)
    assert not report.ok
    assert words in report.sentence
    assert report.model == "a-model"
    assert KEY not in repr(report) + caplog.text


async def test_a_server_that_hangs(api: ApiServer, services: Services) -> None:
    api.faults["chat"] = ["hang"]
    report = await check(services, Role.CHAT, on(api, Role.CHAT, timeout_seconds=0.1, attempts=1), KEY)
    assert (report.ok, "did not answer within 0.1 seconds" in report.sentence) == (False, True)
    assert await asyncio.to_thread(api.hung_up.wait, 5)


@ROLES
async def test_a_role_without_a_server(api: ApiServer, services: Services, role: Role) -> None:
    report = await check(services, role, Settings().with_values(**{role.value: {"server": "local"}}))
    assert (report.ok, report.server, report.model) == (False, "", "")
    assert report.sentence.startswith("There is no local engine.")
