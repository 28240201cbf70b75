import asyncio
from collections.abc import Callable
from contextlib import aclosing

import pytest

from tests.fakes.api_server import ApiServer
from voiceassistant.client import Service
from voiceassistant.errors import CredentialsError, ServiceTimeout, ServiceUnavailable
from voiceassistant.settings import Role
from voiceassistant.speech.synthesise import ApiSynthesiser

ServiceOf = Callable[..., Service]


async def test_speech_is_streamed_as_pcm(api: ApiServer, service_of: ServiceOf) -> None:
    synthesiser = ApiSynthesiser(service_of(Role.SPEECH, "tts-1"), "nova", 1.5)
    async with aclosing(synthesiser.synthesise("Good morning.")) as chunks:
        pcm = b"".join([chunk async for chunk in chunks])
    assert pcm == api.speech
    assert api.bodies("speech") == [
        {"model": "tts-1", "voice": "nova", "input": "Good morning.", "response_format": "pcm", "speed": 1.5}
    ]


async def test_closing_it_hangs_up(api: ApiServer, service_of: ServiceOf) -> None:
    api.endless = True
    async with aclosing(ApiSynthesiser(service_of(Role.SPEECH, "tts-1"), "nova").synthesise("On and on.")) as chunks:
        await anext(chunks)
    assert await asyncio.to_thread(api.hung_up.wait, 5)


async def test_a_refused_key_is_told(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["speech"] = [401]
    with pytest.raises(CredentialsError):
        await anext(ApiSynthesiser(service_of(Role.SPEECH, "tts-1"), "nova").synthesise("Hello."))


async def test_one_failure_is_survived(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["speech"] = [500]
    async with aclosing(ApiSynthesiser(service_of(Role.SPEECH, "tts-1"), "nova").synthesise("Hello.")) as chunks:
        assert b"".join([chunk async for chunk in chunks]) == api.speech


async def test_a_server_that_hangs_is_given_up(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["speech"] = ["hang"]
    synthesiser = ApiSynthesiser(service_of(Role.SPEECH, "tts-1", timeout_seconds=0.2, attempts=1), "nova")
    with pytest.raises(ServiceTimeout):
        await anext(synthesiser.synthesise("Hello."))


async def test_words_instead_of_sound_are_no_answer(api: ApiServer, service_of: ServiceOf) -> None:
    api.faults["speech"] = ["garbage"]  # with status 200
    with pytest.raises(ServiceUnavailable, match="not an answer"):
        await anext(ApiSynthesiser(service_of(Role.SPEECH, "tts-1", attempts=1), "nova").synthesise("Hello."))
