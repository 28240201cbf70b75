import logging
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
import pytest_asyncio

from tests.fakes.api_server import ApiServer
from tests.fakes.realtime_server import SPEECH, RealtimeServer
from voiceassistant.client import Service, connect
from voiceassistant.errors import ModelMissing, RequestRefused
from voiceassistant.roles import REALTIME_MODEL, Endpoint
from voiceassistant.settings import Role
from voiceassistant.speech.realtime import RealtimeSynthesiser


def service_at(base_url: str) -> Service:
    return connect(Endpoint(Role.SPEECH, "custom", base_url, REALTIME_MODEL), base_url, "key", 5.0, 2)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[RealtimeServer]:
    async with RealtimeServer().running() as running:
        yield running


@pytest_asyncio.fixture
async def synthesiser(server: RealtimeServer) -> AsyncIterator[RealtimeSynthesiser]:
    service = service_at(server.base_url)
    made = RealtimeSynthesiser(service, "marin", 1.2)
    yield made
    await made.close()
    await service.client.close()


async def spoken(synthesiser: RealtimeSynthesiser, text: str) -> bytes:
    async with aclosing(synthesiser.synthesise(text)) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def test_two_sentences_share_a_connection(server: RealtimeServer, synthesiser: RealtimeSynthesiser) -> None:
    assert await spoken(synthesiser, "Good morning.") == SPEECH
    assert await spoken(synthesiser, "Good night.") == SPEECH
    assert server.connections == 1
    session, first, _ = server.requests
    output = {"format": {"type": "audio/pcm", "rate": 24_000}, "voice": "marin", "speed": 1.2}
    assert session["session"] == {"type": "realtime", "audio": {"output": output}}
    assert first["response"]["conversation"] == "none"
    assert "word for word" in first["response"]["instructions"]


async def test_other_words_are_told_in_the_log(
    server: RealtimeServer, synthesiser: RealtimeSynthesiser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "voiceassistant.speech.realtime"):
        server.said = "it's FINE"
        await spoken(synthesiser, "It’s fine!")
        assert not caplog.records
        server.said = "Sure, here it is."
        await spoken(synthesiser, "Read this.")
    assert "'Sure, here it is.' instead of 'Read this.'" in caplog.text


async def test_a_connection_that_ended_is_opened_anew(server: RealtimeServer, synthesiser: RealtimeSynthesiser) -> None:
    server.faults = ["close"]
    assert await spoken(synthesiser, "Hello.") == SPEECH
    assert server.connections == 2


async def test_giving_up_ends_the_connection(server: RealtimeServer, synthesiser: RealtimeSynthesiser) -> None:
    async with aclosing(synthesiser.synthesise("On and on.")) as chunks:
        await anext(chunks)
    assert await spoken(synthesiser, "Hello.") == SPEECH
    assert server.connections == 2


@pytest.mark.parametrize(("fault", "words"), [("error", "No such voice"), ("failed", "failed")])
async def test_what_the_server_refuses_is_told(
    server: RealtimeServer, synthesiser: RealtimeSynthesiser, fault: str, words: str
) -> None:
    server.faults = [fault]
    with pytest.raises(RequestRefused, match=words):
        await spoken(synthesiser, "Hello.")


async def test_a_server_without_it_is_told(api: ApiServer) -> None:
    service = service_at(api.base_url)
    with pytest.raises(ModelMissing, match="has no Realtime connection"):
        await spoken(RealtimeSynthesiser(service, "marin"), "Hello.")
    await service.client.close()
