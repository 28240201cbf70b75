import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from tests.fakes.able_server import AbleServer
from tests.fakes.api_server import Door
from tests.fakes.fixtures import door
from tests.fakes.local_server import FakeLocalServer
from voiceassistant.app import make_tools
from voiceassistant.capabilities import Capability
from voiceassistant.events import Phase, PhaseChanged, ServersChanged
from voiceassistant.servers import ability_watch
from voiceassistant.servers.ability_watch import AbilityWatch
from voiceassistant.servers.services import Services
from voiceassistant.settings import Role, Settings

__all__ = ["door"]

WAIT_SECONDS = 5.0


class Stage:
    """Services whose changes the watch is told of, as the engine does."""

    def __init__(self, server: AbleServer) -> None:
        self.server = server
        self.services = Services(self.settings(), lambda: FakeLocalServer(server.base_url), make_tools(), self._changed)
        self.watch = AbilityWatch(self.services, self.settings)

    def settings(self, **chat: str) -> Settings:
        return Settings().with_values(chat={"server": "custom", "base_url": self.server.base_url, **chat})

    async def known(self, capability: Capability) -> None:
        """Waits until it is known of the chat server."""
        await until(lambda: self._can(capability) is not None)

    def _can(self, capability: Capability) -> bool | None:
        endpoint = self.services.endpoints().get(Role.CHAT)
        return self.services.known.can(endpoint, capability) if endpoint else None

    def _changed(self) -> None:
        self.watch.on_event(ServersChanged())


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture
async def stage(door: Door, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(ability_watch, "PAUSE_SECONDS", 0.0)
    door.api = server = AbleServer(door.base_url)
    stage = Stage(server)
    yield stage
    await stage.watch.close()
    await stage.services.close()


async def test_a_server_is_asked_when_it_is_connected_and_only_once(stage: Stage) -> None:
    await stage.services.chat()
    await stage.known(Capability.IMAGES)
    assert len(stage.server.asked) == 5
    stage.services.apply(stage.settings())
    await stage.services.chat()
    await until(lambda: stage.watch._task is not None and stage.watch._task.done())
    assert len(stage.server.asked) == 5


async def test_another_model_is_asked(stage: Stage) -> None:
    await stage.services.chat()
    await stage.known(Capability.IMAGES)
    stage.services.apply(stage.settings(model="another"))
    await stage.services.chat()
    await stage.known(Capability.IMAGES)
    assert {body["model"] for body in stage.server.bodies("chat")} == {"gpt-6-luna", "another"}
    assert len(stage.server.asked) == 10


async def test_the_local_engine_is_not_asked(stage: Stage) -> None:
    await stage.services.synthesiser()
    await until(lambda: stage.watch._task is not None and stage.watch._task.done())
    assert stage.server.asked == []


async def test_it_waits_until_no_answer_is_running(stage: Stage) -> None:
    stage.watch.on_event(PhaseChanged(1, Phase.THINKING))
    await stage.services.chat()
    await until(lambda: bool(stage.watch._quiet._waiters))
    assert stage.server.asked == []
    stage.watch.on_event(PhaseChanged(1, Phase.READY))
    await stage.known(Capability.IMAGES)


async def test_an_answer_that_begins_meanwhile_lets_no_request_follow(stage: Stage) -> None:
    stage.server.faults["chat"] = ["late"]
    await stage.services.chat()
    await until(lambda: not stage.server.faults["chat"])  # the first one is on its way
    stage.watch.on_event(PhaseChanged(1, Phase.LISTENING))
    stage.server.may_go_on.set()
    await until(lambda: bool(stage.watch._quiet._waiters))
    assert len(stage.server.asked) == 1
    stage.watch.on_event(PhaseChanged(1, Phase.READY))
    await stage.known(Capability.IMAGES)
    assert len(stage.server.asked) == 5


async def test_closing_it_hangs_up(stage: Stage) -> None:
    stage.server.faults["chat"] = ["hang"]
    await stage.services.chat()
    assert await asyncio.to_thread(stage.server.hanging.wait, WAIT_SECONDS)
    await stage.watch.close()
    assert await asyncio.to_thread(stage.server.hung_up.wait, WAIT_SECONDS)
    assert "abilities" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_what_fails_is_not_remembered_and_disturbs_nobody(stage: Stage) -> None:
    stage.server.down = True
    await stage.services.chat()
    await until(lambda: stage.watch._task is not None and stage.watch._task.done())
    endpoint = stage.services.endpoints()[Role.CHAT]
    assert stage.services.known.of(endpoint) is None


async def test_a_failure_of_its_own_is_only_logged(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the roof is on fire")

    monkeypatch.setattr(ability_watch, "probe", broken)
    await stage.services.chat()
    await until(lambda: stage.watch._task is not None and stage.watch._task.done())
    assert "was not found out" in caplog.text
