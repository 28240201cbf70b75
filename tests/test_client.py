import asyncio

import openai
import pytest

from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.fixtures import api, door, service_of
from voiceassistant.client import NotAnAnswer, told
from voiceassistant.errors import CredentialsError, ServiceError, ServiceUnavailable
from voiceassistant.settings import Role

__all__ = ["api", "door", "service_of"]


def test_what_a_server_left_out_is_none() -> None:
    answer = told('{"choices": [{"delta": {"content": "Hi"}}], "odd name": 1}')
    assert answer.choices[0].delta.content == "Hi"
    assert answer.choices[0].finish_reason is None
    assert answer.usage is None


@pytest.mark.parametrize("text", ["", "<html>", '{"cut": ', "5", "[]", b"\xff\xfe\xfd"])
def test_what_is_no_object_is_no_answer(text: str | bytes) -> None:
    with pytest.raises(NotAnAnswer):
        told(text)


async def test_a_request_carries_the_key_and_its_own_content_type(api: ApiServer, service_of) -> None:
    response = await service_of(Role.SPEECH).post("audio/speech", json={"input": "Hi", "response_format": "pcm"})
    assert await response.aread() == api.speech
    assert api.keys == [f"Bearer {KEY}"]
    assert response.request.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (404, openai.NotFoundError),
        (429, openai.RateLimitError),
        (503, openai.InternalServerError),
    ],
)
async def test_a_refusal_is_the_packages_own(
    api: ApiServer, service_of, status: int, error: type[openai.APIStatusError]
) -> None:
    api.faults["speech"] = [status]
    service = service_of(Role.SPEECH)
    with pytest.raises(error) as caught:
        await service.post("audio/speech", json={"input": "Hi", "response_format": "pcm"})
    assert caught.value.status_code == status
    assert f"fault {status}" in caught.value.message
    await service.open_connections(1)
    assert len(set(api.ports)) == 1  # the refusal was read to its end, and its connection can be used again


async def test_connections_are_opened_side_by_side_and_only_once(api: ApiServer, service_of) -> None:
    service = service_of(Role.SPEECH)
    await service.open_connections(2)
    assert len(set(api.ports)) == 2
    await service.open_connections(2)
    await service.open_connections(1)
    assert len(api.asked) == 2


@pytest.mark.parametrize(("fault", "error"), [(401, CredentialsError), (403, CredentialsError)])
async def test_a_refused_key_is_told_early(api: ApiServer, service_of, fault: int, error: type[ServiceError]) -> None:
    api.faults["models"] = [fault]
    with pytest.raises(error):
        await service_of(Role.CHAT).open_connections(1)


@pytest.mark.parametrize("fault", [404, 500, "garbage"])
async def test_a_server_that_does_not_list_its_models_is_connected_all_the_same(
    api: ApiServer, service_of, fault: int | str
) -> None:
    api.faults["models"] = [fault]
    service = service_of(Role.CHAT)
    await service.open_connections(1)
    await service.open_connections(1)
    assert len(api.asked) == 1


async def test_no_server_at_all_is_told(service_of) -> None:
    service = service_of(Role.CHAT)
    service.client.base_url = "http://127.0.0.1:9/v1/"  # the discard port: nobody listens
    with pytest.raises(ServiceUnavailable):
        await service.open_connections(1)


async def test_cancelling_a_request_hangs_up(api: ApiServer, service_of) -> None:
    api.faults["speech"] = ["hang"]
    asked = asyncio.create_task(service_of(Role.SPEECH).post("audio/speech", json={"input": "Hi"}))
    assert await asyncio.to_thread(api.reached.wait, 5)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert await asyncio.to_thread(api.hung_up.wait, 5)
