import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.devices import Clock
from tests.fakes.fixtures import api, door
from tests.fakes.local_server import FakeLocalServer
from voiceassistant.app import make_tools
from voiceassistant.errors import LocalEngineError, SettingsError
from voiceassistant.messages import Message
from voiceassistant.servers.services import CONNECTIONS, Services
from voiceassistant.settings import Role, Settings

__all__ = ["api", "door"]

HISTORY = [Message("user", "Hello"), Message("assistant", "Hi!")]


class Stage:
    def __init__(self, api: ApiServer) -> None:
        self.api = api
        self.local = FakeLocalServer(api.base_url)
        self.clock = Clock()
        self.times_made = self.changes = 0

    @asynccontextmanager
    async def services(self, settings: Settings | None = None) -> AsyncIterator[Services]:
        services = Services(settings or Settings(), self._make_local, make_tools(), self._changed, self.clock)
        try:
            yield services
        finally:
            await services.close()

    def remote(self, role: Role | None = None, **values: Any) -> Settings:
        custom = {"server": "custom", "base_url": self.api.base_url, **values}
        return Settings().with_values(**{each.value: custom for each in Role if role in (None, each)})

    def paths(self) -> list[str]:
        return [path for path, _ in self.api.asked]

    def _make_local(self) -> FakeLocalServer:
        self.times_made += 1
        return self.local

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
async def stage(api: ApiServer) -> Stage:
    return Stage(api)


async def test_a_role_is_connected_once(stage: Stage) -> None:
    async with stage.services(stage.remote()) as services:
        assert services.endpoints() == {}
        await services.transcriber()
        (first,) = services.connected()
        await services.transcriber()
        assert services.connected() == [first]
        await services.chat()
        assert set(services.endpoints()) == {Role.TRANSCRIPTION, Role.CHAT}
        assert stage.changes == 2
    assert stage.times_made == 0


async def test_other_settings_connect_anew(stage: Stage) -> None:
    async with stage.services(stage.remote()) as services:
        await services.synthesiser()
        (old,) = services.connected()
        services.apply(stage.remote(model="another"))
        assert services.endpoints() == {}
        await services.synthesiser()
        (new,) = services.connected()
        assert new.endpoint.model == "another"
        assert not new.client.is_closed()
    assert old.client.is_closed()
    assert new.client.is_closed()


async def test_an_answer_that_is_coming_survives_other_settings(stage: Stage) -> None:
    stage.api.text = "word " * 2000  # more than fits into the sockets' buffers
    async with stage.services(stage.remote()) as services:
        chat = await services.chat()
        async with aclosing(chat.reply([Message("user", "Hello?")])) as parts:
            text = str(getattr(await anext(parts), "text", ""))
            services.apply(stage.remote(model="another"))
            async for part in parts:
                text += getattr(part, "text", "")
    assert text.split() == stage.api.text.split()


async def test_three_roles_share_one_local_engine(stage: Stage) -> None:
    async with stage.services() as services:
        await asyncio.gather(services.transcriber(), services.chat(), services.synthesiser())
        assert {endpoint.kind for endpoint in services.endpoints().values()} == {"local"}
        assert (stage.times_made, stage.local.started) == (1, 1)
    assert stage.local.closed == 1


async def test_the_local_engine_is_asked_with_its_token(stage: Stage) -> None:
    async with stage.services() as services:
        async for _ in (await services.synthesiser()).synthesise("Hello."):
            pass
    assert stage.api.keys == [f"Bearer {KEY}"]


async def test_a_test_button_waits_for_a_local_engine_that_is_starting(stage: Stage) -> None:
    stage.local.may_start.clear()
    async with stage.services() as services:
        question = asyncio.create_task(services.chat())
        await stage.local.starting.wait()
        button = asyncio.create_task(services.connect(Role.SPEECH, Settings()))
        stage.local.may_start.set()
        await question
        await (await button).client.close()
    assert (stage.times_made, stage.local.started) == (1, 1)


async def test_a_local_engine_that_did_not_start_is_tried_again(stage: Stage) -> None:
    stage.local.error = LocalEngineError("The models could not be had")
    async with stage.services() as services:
        with pytest.raises(LocalEngineError, match="could not be had"):
            await services.chat()
        stage.local.error = None
        await services.chat()
        assert (stage.times_made, stage.local.started) == (2, 1)


async def test_roles_may_be_done_by_different_servers(stage: Stage) -> None:
    async with stage.services(stage.remote(Role.CHAT)) as services:
        await services.chat()
        assert stage.times_made == 0
        await services.synthesiser()
        assert {role: endpoint.kind for role, endpoint in services.endpoints().items()} == {
            Role.CHAT: "custom",
            Role.SPEECH: "local",
        }


async def test_a_server_that_cannot_be_chosen_is_told(stage: Stage) -> None:
    async with stage.services(stage.remote(base_url="nowhere")) as services:
        with pytest.raises(SettingsError, match="no address"):
            await services.chat()
        assert services.endpoints() == {}


# --- warming ---


ONCE = sum(CONNECTIONS.values())


async def test_a_remote_server_gets_the_connections_that_an_answer_needs(stage: Stage) -> None:
    async with stage.services(stage.remote()) as services:
        await services.warm(HISTORY)
        assert stage.paths() == ["models"] * ONCE
        before = set(stage.api.ports)
        assert len(before) == ONCE
        await services.warm(HISTORY)
        assert stage.paths() == ["models"] * ONCE
        async with aclosing((await services.chat()).reply([Message("user", "Hello?")])) as parts:
            async for _ in parts:
                pass
        synthesiser = await services.synthesiser()
        await asyncio.gather(whole(synthesiser.synthesise("One.")), whole(synthesiser.synthesise("Two.")))
        await services.warm(HISTORY)
        assert stage.paths() == [*["models"] * ONCE, "chat", "speech", "speech"]
        assert set(stage.api.ports) == before  # none was opened for the questions


async def test_a_connection_that_was_hung_up_is_opened_again(stage: Stage) -> None:
    async with stage.services(stage.remote()) as services:
        await services.warm(HISTORY)
        stage.api.endless = True
        async with aclosing((await services.chat()).reply([Message("user", "Hello?")])) as parts:
            await anext(parts)
        await services.warm(HISTORY)
        assert stage.paths() == [*["models"] * ONCE, "chat", *["models"] * CONNECTIONS[Role.CHAT]]


async def whole(pieces: AsyncGenerator[bytes, None]) -> bytes:
    return b"".join([piece async for piece in pieces])


async def test_a_server_that_was_just_chosen_gets_a_connection(stage: Stage) -> None:
    async with stage.services(stage.remote()) as services:
        await services.warm(())
        services.apply(stage.remote(model="another"))
        await services.warm(())
        assert stage.paths() == ["models"] * 2 * ONCE


async def test_the_local_engine_reads_the_conversation_and_is_primed_once(stage: Stage) -> None:
    async with stage.services() as services:
        await services.warm(HISTORY)
        assert stage.paths() == ["chat", "transcriptions", "speech"]
        read = stage.api.bodies("chat")[0]["messages"]
        assert [message["content"] for message in read[1:3]] == ["Hello", "Hi!"]
        await services.warm(HISTORY)
        assert stage.paths() == ["chat", "transcriptions", "speech", "chat"]
        services.local_restarted()
        await services.warm(HISTORY)
        assert stage.paths()[4:] == ["chat", "transcriptions", "speech"]


@pytest.mark.parametrize("fault", [500, 401, 404, "garbage"])
async def test_warming_never_raises(stage: Stage, fault: int | str, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("models", "chat", "transcriptions", "speech"):
        stage.api.faults[path] = [fault]
    async with stage.services() as services:
        await services.warm(HISTORY)
        assert set(stage.paths()) == {"chat", "transcriptions", "speech"}
        services.apply(stage.remote())
        await services.warm(HISTORY)
        assert stage.paths()[-ONCE:] == ["models"] * ONCE
    assert "is not warmed" in caplog.text
    assert KEY not in caplog.text


async def test_warming_without_a_local_engine_does_not_raise(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.local.error = LocalEngineError("The models could not be had")
    async with stage.services() as services:
        await services.warm(HISTORY)
        assert services.endpoints() == {}
    assert caplog.text.count("The models could not be had") == 3


async def test_what_could_not_be_primed_is_primed_later(stage: Stage) -> None:
    stage.api.faults["transcriptions"] = [500]
    async with stage.services() as services:
        await services.warm(())
        await services.warm(())
    assert len(stage.api.bodies("transcriptions")) == 2
    assert len(stage.api.bodies("speech")) == 1


async def test_realtime_speech_keeps_one_connection_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fakes.realtime_server import SPEECH, RealtimeServer

    async with RealtimeServer().running() as server:
        monkeypatch.setenv("VOICEASSISTANT_SPEECH_URL", server.base_url)
        settings = Settings().with_values(speech={"kind": "realtime"})
        services = Services(settings, lambda: pytest.fail("no local engine is needed"), make_tools(), lambda: None)
        for sentence in ("One.", "Two."):
            speech = (await services.synthesiser()).synthesise(sentence)
            assert b"".join([chunk async for chunk in speech]) == SPEECH
        assert server.connections == 1
        assert services.endpoints()[Role.SPEECH].model == "gpt-realtime-2.1-mini"
        await services.close()
