from collections.abc import Callable

import pytest

from tests.fakes.api_server import ApiServer
from tests.fakes.fixtures import api, door, service_of
from voiceassistant.client import NotAnAnswer, Service, told
from voiceassistant.errors import CredentialsError, ServiceError, ServiceUnavailable
from voiceassistant.settings import Role

__all__ = ["api", "door", "service_of"]

ServiceOf = Callable[..., Service]


def test_what_a_server_left_out_is_none() -> None:
    answer = told('{"choices": [{"delta": {"content": "Hi"}}], "odd name": 1}')
    assert answer.choices[0].delta.content == "Hi"
    assert answer.choices[0].finish_reason is None
    assert answer.usage is None


@pytest.mark.parametrize("text", ["", "<html>", '{"cut": ', "5", "[]", b"\xff\xfe\xfd"])
def test_what_is_no_object_is_no_answer(text: str | bytes) -> None:
    with pytest.raises(NotAnAnswer):
        told(text)


async def test_connections_are_opened_side_by_side_and_only_once(api: ApiServer, service_of: ServiceOf) -> None:
    service = service_of(Role.SPEECH)
    api.delays["models"] = 0.3  # a connection that has its answer already would serve the second request, too
    await service.open_connections(2)
    assert len(set(api.ports)) == 2
    await service.open_connections(2)
    await service.open_connections(1)
    assert len(api.asked) == 2


@pytest.mark.parametrize(("fault", "error"), [(401, CredentialsError), (403, CredentialsError)])
async def test_a_refused_key_is_told_early(
    api: ApiServer, service_of: ServiceOf, fault: int, error: type[ServiceError]
) -> None:
    api.faults["models"] = [fault]
    with pytest.raises(error):
        await service_of(Role.CHAT).open_connections(1)


@pytest.mark.parametrize("fault", [404, 500, "garbage"])
async def test_a_server_that_does_not_list_its_models_is_connected_all_the_same(
    api: ApiServer, service_of: ServiceOf, fault: int | str
) -> None:
    api.faults["models"] = [fault]
    service = service_of(Role.CHAT)
    await service.open_connections(1)
    await service.open_connections(1)
    assert len(api.asked) == 1


async def test_no_server_at_all_is_told(service_of: ServiceOf) -> None:
    service = service_of(Role.CHAT)
    service.client.base_url = "http://127.0.0.1:9/v1/"  # the discard port: nobody listens
    with pytest.raises(ServiceUnavailable):
        await service.open_connections(1)


@pytest.mark.parametrize(("size", "whole"), [(9_000, True), (300_000, False)])
async def test_a_short_form_goes_out_in_one_piece(service_of: ServiceOf, size: int, whole: bool) -> None:
    http = service_of(Role.TRANSCRIPTION).http
    form = {"data": {"model": "m"}, "files": {"file": ("a.ogg", b"x" * size)}}
    request = http.build_request("POST", "http://127.0.0.1:9/v1/audio/transcriptions", **form)  # type: ignore[arg-type]
    for hook in http.event_hooks["request"]:
        await hook(request)
    pieces = [piece async for piece in request.stream]  # type: ignore[union-attr]
    assert (len(pieces) == 1) is whole
    assert sum(map(len, pieces)) == int(request.headers["content-length"])
