"""Fixtures that several rooms' tests share: import those you name, and `door` with `api`."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.fakes.api_server import KEY, ApiServer, Door, running_door
from voiceassistant.client import Service, connect
from voiceassistant.credentials import Secret
from voiceassistant.roles import Endpoint
from voiceassistant.settings import Role


@pytest.fixture(scope="session")
def door() -> Iterator[Door]:
    with running_door() as door:
        yield door


@pytest.fixture
def api(door: Door) -> ApiServer:
    return door.new_api()


@pytest.fixture
async def service_of(api: ApiServer) -> AsyncIterator[Callable[..., Service]]:
    """Connects a role to the API server."""
    made: list[Service] = []

    def make(role: Role, model: str = "whisper-1", timeout_seconds: float = 5.0, attempts: int = 2) -> Service:
        endpoint = Endpoint(role, "custom", api.base_url, model, Secret(KEY))
        made.append(connect(endpoint, api.base_url, KEY, timeout_seconds, attempts))
        return made[-1]

    yield make
    for service in made:
        await service.client.close()
