"""Who answers when a server cannot, over real sockets: one is the server's, the other the local engine's."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.able_server import AbleServer
from tests.fakes.api_server import ApiServer, Door, delta, running_door, tool_call
from tests.fakes.devices import Clock
from tests.fakes.fixtures import door
from tests.fakes.local_server import FakeLocalServer
from voiceassistant.app import make_tools
from voiceassistant.capabilities import WHOLE, Abilities, Ability, Capability
from voiceassistant.errors import (
    AssistantError,
    CredentialsError,
    LocalEngineError,
    RequestRefused,
    ServiceTimeout,
    ServiceUnavailable,
)
from voiceassistant.messages import Image, Message, ReplyFinished, TextDelta
from voiceassistant.servers.abilities_file import KnownAbilities
from voiceassistant.servers.fallback import REST_SECONDS
from voiceassistant.servers.probe import find_abilities
from voiceassistant.servers.services import SampleRecording, Services, sample_path
from voiceassistant.settings import Role, Settings
from voiceassistant.transcripts import Transcript, TranscriptionWish

pytestmark = pytest.mark.realtime

__all__ = ["door"]

HEAR, CHAT, SPEAK = Role.TRANSCRIPTION, Role.CHAT, Role.SPEECH
ROLES = pytest.mark.parametrize("role", Role)
PATHS = {HEAR: "transcriptions", CHAT: "chat", SPEAK: "speech"}
THEIRS, OURS = "From the server.", "From this computer."
THEIR_PCM, OUR_PCM = b"\x01\x00" * 4800, b"\x02\x00" * 4800
QUESTION = [Message("user", "Hello?")]


@pytest.fixture(scope="session")
def local_door() -> Iterator[Door]:
    with running_door() as door:
        yield door


@dataclass
class Stage:
    server: AbleServer
    local: ApiServer
    clock: Clock = field(default_factory=Clock)
    notices: list[str] = field(default_factory=list)
    changes: int = 0
    models_are_there: bool = True
    engine: FakeLocalServer = field(init=False)
    services: Services = field(init=False)

    def settings(self, **values: Any) -> Settings:
        chosen = {"server": "custom", "base_url": self.server.base_url, "attempts": 1, **values.pop("roles", {})}
        return Settings().with_values(**{role.value: chosen for role in Role}, **values)

    @asynccontextmanager
    async def running(self, settings: Settings | None = None) -> AsyncIterator[Services]:
        self.engine = FakeLocalServer(self.local.base_url)
        self.services = Services(
            settings or self.settings(),
            lambda: self.engine,
            make_tools(),
            self._changed,
            self.clock,
            on_notice=self.notices.append,
            known=KnownAbilities(),
            local_is_there=lambda: self.models_are_there,
        )
        try:
            yield self.services
        finally:
            await self.services.close()

    async def use(self, role: Role) -> str:
        """Has the role do something, and returns who did it: "server" or "local"."""
        match role:
            case Role.TRANSCRIPTION:
                heard = await (await self.services.transcriber()).transcribe(SampleRecording(sample_path()))
                return who(heard.text)
            case Role.CHAT:
                return who(await self.chat(QUESTION))
            case Role.SPEECH:
                return "local" if await self.speak() == OUR_PCM else "server"

    async def chat(self, history: list[Message]) -> str:
        text = ""
        async with aclosing((await self.services.chat()).reply(history)) as parts:
            async for part in parts:
                text += part.text if isinstance(part, TextDelta) else ""
        return text.strip()

    async def speak(self) -> bytes:
        pcm = b""
        async with aclosing((await self.services.synthesiser()).synthesise("Hello.")) as chunks:
            async for chunk in chunks:
                pcm += chunk
        return pcm

    def knows(self, role: Role, **found: bool) -> None:
        """What was found out of the role's server, by the capabilities' names; the others it can."""
        endpoint = self.services.endpoints()[role]
        abilities = tuple(Ability(c, found.get(c.name, True)) for c in Capability)
        self.services.known.remember(endpoint, Abilities(role, endpoint.title, endpoint.model, abilities))

    @property
    def name(self) -> str:
        return self.server.base_url.removeprefix("http://").removesuffix("/v1")

    def asked(self, role: Role) -> int:
        return len(self.server.bodies(PATHS[role]))

    def _changed(self) -> None:
        self.changes += 1


def who(text: str) -> str:
    return {THEIRS: "server", OURS: "local"}[text]


@pytest.fixture
def stage(door: Door, local_door: Door) -> Stage:
    door.api = server = AbleServer(door.base_url, text=THEIRS)
    local = local_door.new_api()
    local.text, local.speech = OURS, OUR_PCM
    return Stage(server, local)


# --- a server that fails ---


@ROLES
@pytest.mark.parametrize("fault", [500, 503, 429, 404, 405, 501, "garbage"])
async def test_the_local_engine_answers_for_a_server_that_fails(stage: Stage, role: Role, fault: int | str) -> None:
    async with stage.running() as services:
        stage.server.faults[PATHS[role]] = [fault]
        assert await stage.use(role) == "local"
        assert services.titles()[role] == f"local engine (instead of {stage.name})"
        assert services.endpoints()[role].kind == "custom"
    assert len(stage.notices) == 1
    assert stage.notices[0].endswith("This computer answers instead.")


@ROLES
async def test_a_server_that_hangs_is_waited_for_only_once_a_minute(stage: Stage, role: Role) -> None:
    async with stage.running(stage.settings(roles={"timeout_seconds": 1.0})):
        stage.server.faults[PATHS[role]] = ["hang"]
        assert [await stage.use(role) for _ in range(3)] == ["local"] * 3
        assert stage.asked(role) == 1
        assert await asyncio.to_thread(stage.server.hung_up.wait, 5)
    assert stage.notices == [
        f"{stage.name} did not answer within 1 seconds ({role.value}). This computer answers instead."
    ]


@ROLES
async def test_a_server_that_goes_down_and_comes_back(stage: Stage, role: Role) -> None:
    async with stage.running() as services:
        assert await stage.use(role) == "server"
        stage.server.down = True
        assert await stage.use(role) == "local"
        stage.clock.advance(REST_SECONDS - 1)
        stage.server.down = False
        assert await stage.use(role) == "local"  # it is not asked yet
        stage.clock.advance(1)
        assert await stage.use(role) == "server"
        assert services.titles()[role] == stage.name
    assert stage.asked(role) == 3
    assert stage.notices == [
        f"{stage.name} failed with status 503 ({role.value}). This computer answers instead.",
        f"{stage.name} answers again.",
    ]
    assert stage.changes == 3  # connected, replaced, back


@ROLES
async def test_a_server_that_stays_down_is_told_once(stage: Stage, role: Role) -> None:
    stage.server.down = True
    async with stage.running():
        for _ in range(3):
            assert await stage.use(role) == "local"
            stage.clock.advance(REST_SECONDS)
    assert stage.asked(role) == 3
    assert len(stage.notices) == 1


async def test_a_server_that_is_not_there_at_all(stage: Stage) -> None:
    async with stage.running(stage.settings(roles={"base_url": "http://nobody.invalid/v1"})):
        assert [await stage.use(role) for role in Role] == ["local"] * 3
    assert len(stage.notices) == 3


async def test_other_settings_ask_the_server_anew(stage: Stage) -> None:
    stage.server.down = True
    async with stage.running() as services:
        assert await stage.use(CHAT) == "local"
        stage.server.down = False
        services.apply(stage.settings())
        assert await stage.use(CHAT) == "server"


# --- what is told instead ---


@ROLES
@pytest.mark.parametrize(("fault", "error"), [(401, CredentialsError), (403, CredentialsError), (400, RequestRefused)])
async def test_a_refused_key_or_request_is_told(
    stage: Stage, role: Role, fault: int, error: type[AssistantError]
) -> None:
    async with stage.running():
        stage.server.faults[PATHS[role]] = [fault] * 2
        with pytest.raises(error):
            await stage.use(role)
    assert (stage.notices, stage.local.asked) == ([], [])


@ROLES
@pytest.mark.parametrize("why", ["the user does not want it", "the models are not there"])
async def test_without_the_local_engine_the_error_is_told(stage: Stage, role: Role, why: str) -> None:
    stage.models_are_there = why != "the models are not there"
    stage.server.down = True
    async with stage.running(stage.settings(fall_back=not stage.models_are_there)):
        for _ in range(2):
            with pytest.raises(ServiceUnavailable, match="503"):
                await stage.use(role)
        assert stage.engine.started == 0
    assert (stage.asked(role), stage.notices, stage.local.asked) == (2, [], [])


@ROLES
async def test_a_local_engine_that_does_not_start_leaves_the_servers_error(stage: Stage, role: Role) -> None:
    stage.server.down = True
    async with stage.running() as services:
        stage.engine.error = LocalEngineError("It crashed")
        for _ in range(2):
            with pytest.raises(ServiceUnavailable, match="503"):
                await stage.use(role)
        assert services.titles()[role] == stage.name
        stage.server.down = False
        assert await stage.use(role) == "server"


# --- chat ---


async def test_an_answer_that_breaks_off_stays_the_servers(stage: Stage) -> None:
    async with stage.running():
        stage.server.faults["chat"] = ["break"]
        with pytest.raises(ServiceUnavailable, match="broke off"):
            await stage.use(CHAT)
    assert stage.local.asked == []


async def test_nobody_else_is_asked_once_a_tool_was_called(stage: Stage) -> None:
    calls = tool_call(0, "calculate", '{"expression": "1+1"}')
    stage.server.rounds = [[*calls, delta({}, "tool_calls")], []]  # and then nothing more
    async with stage.running():
        with pytest.raises(ServiceUnavailable):
            await stage.use(CHAT)
    assert stage.local.asked == []


async def test_the_answer_names_who_gave_it(stage: Stage) -> None:
    stage.server.down = True
    async with stage.running() as services, aclosing((await services.chat()).reply(QUESTION)) as parts:
        (*_, last) = [part async for part in parts]
    assert isinstance(last, ReplyFinished)
    assert last.server == "local engine"


async def test_a_question_with_pictures_is_for_the_server_alone(stage: Stage) -> None:
    async with stage.running():
        stage.server.faults["chat"] = [503, 503]
        with pytest.raises(ServiceUnavailable):
            await stage.chat([Message("user", "What is it?", images=(Image("https://example.invalid/a.png"),))])
        assert await stage.use(CHAT) == "local"
        stage.server.faults.clear()
        seen = await stage.chat([Message("user", "What is it?", images=(Image("https://example.invalid/a.png"),))])
    assert seen == "Red."  # even while it rests


# --- speech ---


async def test_one_answer_is_spoken_by_one_voice_once_the_local_engine_has_begun(stage: Stage) -> None:
    async with stage.running():
        voice = await stage.services.synthesiser()
        spoken = []
        for fault in ([], [503], []):
            stage.server.faults["speech"] = list(fault)
            async with aclosing(voice.synthesise("A sentence.")) as chunks:
                spoken.append(b"".join([chunk async for chunk in chunks]))
            stage.clock.advance(REST_SECONDS)  # the server would be asked again
        assert spoken == [THEIR_PCM, OUR_PCM, OUR_PCM]
        assert await stage.speak() == THEIR_PCM  # the next answer


async def test_a_sentence_that_was_on_its_way_is_the_local_engines_too(stage: Stage) -> None:
    stage.server.faults["speech"] = [503, "late"]
    async with stage.running():
        voice = await stage.services.synthesiser()

        async def speak() -> bytes:
            async with aclosing(voice.synthesise("A sentence.")) as chunks:
                return b"".join([chunk async for chunk in chunks])

        first = asyncio.create_task(speak())
        assert await asyncio.to_thread(stage.server.reached.wait, 5)
        second = asyncio.create_task(speak())
        assert await first == OUR_PCM
        stage.server.may_go_on.set()
        assert await second == OUR_PCM
    assert len(stage.notices) == 1  # and no word of the server's being back


async def test_a_sentence_that_breaks_off_is_not_spoken_twice(stage: Stage) -> None:
    stage.server.faults["speech"] = ["stall"]
    async with stage.running(stage.settings(roles={"timeout_seconds": 0.2})):
        async with aclosing((await stage.services.synthesiser()).synthesise("Hello.")) as chunks:
            assert await anext(chunks)
            with pytest.raises(ServiceTimeout):
                _ = [chunk async for chunk in chunks]
        assert await asyncio.to_thread(stage.server.hung_up.wait, 5)
    assert stage.local.asked == []


# --- cancelling ---


@ROLES
@pytest.mark.parametrize("whose", ["server", "local"])
async def test_cancelling_hangs_up_on_whoever_is_asked(stage: Stage, role: Role, whose: str) -> None:
    asked = stage.server if whose == "server" else stage.local
    stage.server.down = whose == "local"
    asked.faults[PATHS[role]] = ["hang"]
    async with stage.running():
        using = asyncio.create_task(stage.use(role))
        assert await asyncio.to_thread(asked.hanging.wait, 5)
        using.cancel()
        with pytest.raises(asyncio.CancelledError):
            await using
        assert await asyncio.to_thread(asked.hung_up.wait, 5)


async def test_the_local_engine_is_warmed_while_it_stands_in(stage: Stage) -> None:
    stage.server.down = True
    async with stage.running() as services:
        for role in Role:
            assert await stage.use(role) == "local"
        stage.local.asked.clear()
        await services.warm(QUESTION)
    assert [path for path, _ in stage.local.asked] == ["chat", "transcriptions", "speech"]
    assert stage.server.bodies("models") == []


# --- what a server is known not to do ---


@ROLES
async def test_what_a_server_cannot_do_at_all_it_is_not_asked(stage: Stage, role: Role) -> None:
    async with stage.running() as services:
        await stage.use(role)
        stage.knows(role, **{WHOLE[role].name: False})
        stage.server.asked.clear()
        for _ in range(2):
            assert await stage.use(role) == "local"
            stage.clock.advance(10 * REST_SECONDS)
        assert stage.server.asked == []
        assert services.titles()[role] == f"local engine (instead of {stage.name})"
        stage.knows(role)
        assert await stage.use(role) == "server"
        assert services.titles()[role] == stage.name
    what = WHOLE[role].value
    assert stage.notices == [
        f"{stage.name} cannot do this: {what}. This computer answers instead.",
        f"{stage.name} answers again.",
    ]


async def test_a_server_that_only_chats(stage: Stage) -> None:
    stage.server.missing = {"transcriptions", "translations", "speech"}
    settings = stage.settings()
    async with stage.running(settings) as services:
        for role in Role:
            await find_abilities(services, role, settings)
        stage.server.asked.clear()
        assert [await stage.use(role) for role in Role] == ["local", "server", "local"]
        assert {path for path, _ in stage.server.asked} == {"chat"}
        assert [services.titles()[role] for role in Role] == [
            f"local engine (instead of {stage.name})",
            stage.name,
            f"local engine (instead of {stage.name})",
        ]


async def hear(stage: Stage, wish: TranscriptionWish) -> Transcript:
    return await (await stage.services.file_listener(wish)).transcribe(SampleRecording(sample_path()), wish)


@pytest.mark.parametrize(
    ("wish", "lacking", "by"),
    [
        (TranscriptionWish(words=True), "WORD_TIMES", "local"),
        (TranscriptionWish(segments=True), "SEGMENT_TIMES", "local"),
        (TranscriptionWish(words=True), "SEGMENT_TIMES", "server"),
        (TranscriptionWish(), "WORD_TIMES", "server"),
    ],
)
async def test_times_that_a_server_does_not_tell(stage: Stage, wish: TranscriptionWish, lacking: str, by: str) -> None:
    async with stage.running() as services:
        await stage.use(HEAR)
        stage.knows(HEAR, **{lacking: False})
        assert [who((await hear(stage, wish)).text) for _ in range(2)] == [by, by]
        assert services.titles()[HEAR] == stage.name  # which goes on with what is said into the microphone
        assert await stage.use(HEAR) == "server"
    assert len(stage.notices) == (by == "local")


@pytest.mark.parametrize(("chat", "by"), [("custom", "server"), ("local", "local")])
async def test_a_translation_that_a_server_does_not_make(stage: Stage, chat: str, by: str) -> None:
    """A chat server translates what was heard better than the local engine translates what it hears."""
    stage.local.translation = OURS
    settings = stage.settings().with_values(
        transcription={"server": "custom", "base_url": stage.server.base_url, "model": "whisper-1"},
        chat={"server": chat, "base_url": stage.server.base_url},
    )
    async with stage.running(settings):
        await stage.use(HEAR)
        stage.knows(HEAR, TRANSLATE=False)
        stage.server.missing = {"translations"}
        heard = await hear(stage, TranscriptionWish(translate=True))
    assert heard.text == {"server": THEIRS, "local": OURS}[by]


async def test_a_file_goes_on_with_the_local_engine(stage: Stage, tmp_path: Path) -> None:
    wish = TranscriptionWish(language="en")
    async with stage.running() as services:
        listener = await services.file_listener(wish)
        recording = SampleRecording(sample_path())
        parts = [who((await listener.transcribe(recording, wish)).text)]
        stage.server.down = True
        parts += [who((await listener.transcribe(recording, wish)).text) for _ in range(2)]
        stage.server.down = False
        stage.clock.advance(REST_SECONDS)
        parts.append(who((await listener.transcribe(recording, wish)).text))
    assert parts == ["server", "local", "local", "server"]


async def test_a_translation_by_chat_is_the_local_engines_when_that_server_fails(stage: Stage) -> None:
    stage.server.text, stage.server.spoken = "안녕하세요, 만나서 반갑습니다.", "korean"
    stage.server.missing = {"translations", "chat"}
    async with stage.running():
        heard = await hear(stage, TranscriptionWish(translate=True))
    assert (heard.text, heard.translated) == (OURS, "chat")


async def test_a_time_out_is_one_of_the_clients(stage: Stage) -> None:
    """Without the local engine, as it was."""
    stage.server.faults["chat"] = ["hang"]
    async with stage.running(stage.settings(fall_back=False, roles={"timeout_seconds": 0.1})):
        with pytest.raises(ServiceTimeout):
            await stage.use(CHAT)
