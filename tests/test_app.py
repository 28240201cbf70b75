import asyncio
import itertools
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fakes.api_server import KEY, ApiServer
from tests.fakes.audio import FakePlayer, FakeUtterance
from tests.fakes.fixtures import api, door
from tests.fakes.wallet import FakeKeyring, wallet
from voiceassistant import settings as settings_file
from voiceassistant.app import Assistant, FetchingEngine, make_tools, terminal_assistant
from voiceassistant.capabilities import Capability
from voiceassistant.cli.collect import Collector
from voiceassistant.conversation.forgetful import ForgetfulStore
from voiceassistant.errors import LocalEngineError, ModelDownloadError, NothingHeard, ServiceError, SettingsError
from voiceassistant.events import Event, ModelRetiring, Notice, ServersChanged
from voiceassistant.local.supervisor import LocalEngine, LocalEngineState
from voiceassistant.local.weights import catalogue, model_files
from voiceassistant.retirement import model_info
from voiceassistant.servers.services import sample_path
from voiceassistant.settings import Role, Settings

__all__ = ["api", "door", "wallet"]

WAIT_SECONDS = 5.0
OTHER = "http://localhost:8000/v1"


class SlowEngine(FetchingEngine):
    """A local engine that never gets up."""

    def __init__(self) -> None:
        super().__init__(lambda state: None, lambda name, percent: None)
        self.reached, self.cancelled = threading.Event(), threading.Event()

    async def start(self) -> None:
        self.reached.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise


class Stage(Assistant):
    """An assistant without devices; its events wait in `events`."""

    def __init__(self, settings: Settings) -> None:
        self.player = FakePlayer()
        super().__init__(settings, self.player, ForgetfulStore())
        self.local = SlowEngine()
        self.events: queue.Queue[Event] = queue.Queue()
        self.engine.subscribe(self.events.put)

    def notice(self) -> Notice:
        while True:
            event = self.events.get(timeout=WAIT_SECONDS)
            if isinstance(event, Notice):
                return event

    def _make_local_engine(self) -> LocalEngine:
        return self.local


@pytest.fixture
def stage_on() -> Iterator[Callable[[Settings], Stage]]:
    made: list[Stage] = []

    def make(settings: Settings) -> Stage:
        made.append(Stage(settings))
        made[-1].engine.start()
        return made[-1]

    yield make
    for stage in made:
        stage.close()


@pytest.fixture
def remote(api: ApiServer, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings by which the API server does every role."""
    for role in Role:
        monkeypatch.setenv(f"VOICEASSISTANT_{role.name}_KEY", KEY)
    return Settings().with_values(**{role.value: {"server": "custom", "base_url": api.base_url} for role in Role})


@pytest.fixture
def stage(stage_on: Callable[[Settings], Stage], remote: Settings) -> Stage:
    return stage_on(remote)


def test_settings_are_saved_and_used_from_then_on(stage: Stage, api: ApiServer) -> None:
    stage.speak("Hello.").result(WAIT_SECONDS)
    stage.apply(stage.settings.with_values(speech={**stage.settings.speech.model_dump(), "voice": "nova"}))
    stage.speak("Hello.").result(WAIT_SECONDS)
    assert [body["voice"] for body in api.bodies("speech")] == ["alloy", "nova"]
    assert settings_file.load().speech.voice == "nova"


def test_a_text_is_spoken_with_a_voice_and_a_speed_of_its_own(stage: Stage, api: ApiServer) -> None:
    stage.speak("Hello.", voice="nova", speed=1.5).result(WAIT_SECONDS)
    stage.speak("Hello.", voice="echo").result(WAIT_SECONDS)
    stage.speak("Hello.").result(WAIT_SECONDS)
    asked = [(body["voice"], body.get("speed")) for body in api.bodies("speech")]
    assert asked == [("nova", 1.5), ("echo", None), ("alloy", None)]


@pytest.mark.parametrize("speed", [0.2, 4.1, -1.0])
def test_a_speed_that_nobody_speaks_is_told(stage: Stage, api: ApiServer, tmp_path: Path, speed: float) -> None:
    for asked in (stage.speak("Hello.", speed=speed), stage.save_speech("Hello.", tmp_path / "a.mp3", speed=speed)):
        with pytest.raises(SettingsError, match="Speech cannot be"):
            asked.result(WAIT_SECONDS)
    assert api.asked == []


def test_cancelling_or_stopping_silences_a_text_and_hangs_up(stage: Stage, api: ApiServer) -> None:
    api.endless = True
    stage.player.at_once = False
    speaking = stage.speak("On and on.")
    assert api.reached.wait(WAIT_SECONDS)
    stage.engine.stop()
    speaking.result(WAIT_SECONDS)  # silenced by the user is no error
    assert api.hung_up.wait(WAIT_SECONDS)
    api.hung_up.clear()
    api.reached.clear()
    speaking = stage.speak("On and on.")
    assert api.reached.wait(WAIT_SECONDS)
    speaking.cancel()
    assert api.hung_up.wait(WAIT_SECONDS)
    assert all(playback.stopped_at is not None for playback in stage.player.playbacks)


def test_speech_is_saved_in_the_format_of_the_suffix(stage: Stage, api: ApiServer, tmp_path: Path) -> None:
    api.encoded["mp3"] = b"MP3"
    stage.save_speech("Hello.", tmp_path / "hello.mp3", voice="nova").result(WAIT_SECONDS)
    assert (tmp_path / "hello.mp3").read_bytes() == b"MP3"
    assert api.bodies("speech")[0]["voice"] == "nova"


def test_settings_that_cannot_be_saved_are_not_used(stage: Stage, private_folders: Path) -> None:
    (private_folders / "config").write_text("a file in the folder's place")
    before = stage.settings
    with pytest.raises(SettingsError, match="could not be saved"):
        stage.apply(before.with_values(theme="dark"))
    assert stage.settings == before


def test_who_does_what_is_known_once_it_was_asked(stage: Stage) -> None:
    assert stage.servers() == {}
    stage.speak("Hello.").result(WAIT_SECONDS)
    assert isinstance(stage.events.get(timeout=WAIT_SECONDS), ServersChanged)
    assert list(stage.servers()) == [Role.SPEECH]


def test_a_recording_is_transcribed(stage: Stage) -> None:
    assert stage.transcribe(FakeUtterance(sample_path())).result(WAIT_SECONDS).text == "Hello there."


def test_what_a_server_refuses_is_raised(stage: Stage, api: ApiServer) -> None:
    api.faults = {"speech": [401], "transcriptions": [401]}
    for asked in (stage.speak("Hello."), stage.transcribe(FakeUtterance(sample_path()))):
        with pytest.raises(ServiceError, match="refused the API key"):
            asked.result(WAIT_SECONDS)


def test_a_role_is_tested_with_settings_that_are_not_saved(stage: Stage, remote: Settings) -> None:
    report = stage.test_role(Role.CHAT, remote.with_values(theme="dark"), KEY).result(WAIT_SECONDS)
    assert (report.ok, report.sentence) == (True, "Answered: “Hello there.”")
    assert stage.settings.theme == "system"


def test_what_a_server_can_do_is_asked_and_remembered(stage: Stage, api: ApiServer, remote: Settings) -> None:
    other = remote.with_values(speech={**remote.speech.model_dump(), "model": "another"})
    found = stage.abilities(Role.SPEECH, other, KEY).result(WAIT_SECONDS)
    assert (found.model, found.can(Capability.SPEAK), found.can(Capability.SPEED)) == ("another", True, False)
    kept = (settings_file.data_folder() / "capabilities.json").read_text()
    assert f"{api.base_url} another speech" in json.loads(kept)
    assert KEY not in kept
    assert stage.servers() == {}  # what is tried is not yet used


def test_a_server_that_cannot_be_asked_what_it_can_do(stage: Stage) -> None:
    nowhere = Settings().with_values(chat={"server": "custom", "base_url": "nowhere"})
    with pytest.raises(SettingsError, match="no address"):
        stage.abilities(Role.CHAT, nowhere).result(WAIT_SECONDS)


def test_asking_what_a_server_can_do_ends_with_the_program(stage: Stage, api: ApiServer, remote: Settings) -> None:
    api.faults["speech"] = ["hang"]
    asked = stage.abilities(Role.SPEECH, remote)
    assert api.hanging.wait(WAIT_SECONDS)
    stage.close()
    assert asked.cancelled()
    assert api.hung_up.wait(WAIT_SECONDS)


# --- keys ---


def test_a_key_goes_to_the_keyring_and_never_to_the_file(stage: Stage, wallet: FakeKeyring) -> None:
    stage.save_key(OTHER, "sk-mine").result(WAIT_SECONDS)
    assert wallet.kept == {f"voiceassistant {OTHER}": "sk-mine"}
    assert stage.settings.servers_with_key == settings_file.load().servers_with_key == (OTHER,)
    assert "sk-mine" not in settings_file.settings_path().read_text()
    stage.save_key(OTHER, "").result(WAIT_SECONDS)
    assert wallet.kept == {}
    assert stage.settings.servers_with_key == settings_file.load().servers_with_key == ()


def test_a_saved_key_is_used_at_once(
    stage: Stage, api: ApiServer, wallet: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VOICEASSISTANT_SPEECH_KEY")
    stage.save_key(api.base_url + "/", "sk-mine").result(WAIT_SECONDS)
    stage.speak("Hello.").result(WAIT_SECONDS)
    asked = [key for (path, _), key in zip(api.asked, api.keys, strict=True) if path == "speech"]
    assert asked == ["Bearer sk-mine"]


def test_older_settings_do_not_forget_whose_keys_are_kept(stage: Stage, wallet: FakeKeyring) -> None:
    older = stage.settings
    stage.save_key(OTHER, "sk-mine").result(WAIT_SECONDS)
    stage.apply(older.with_values(theme="dark"))
    assert settings_file.load().servers_with_key == (OTHER,)


def test_a_key_that_the_keyring_does_not_take_is_told(stage: Stage, wallet: FakeKeyring) -> None:
    wallet.error = RuntimeError("sk-mine")
    with pytest.raises(SettingsError, match="cannot be used") as caught:
        stage.save_key(OTHER, "sk-mine").result(WAIT_SECONDS)
    assert "sk-mine" not in caught.value.sentence
    assert stage.settings.servers_with_key == ()


# --- ending ---


def test_it_ends_at_once_while_the_local_engine_is_starting(stage_on: Callable[[Settings], Stage]) -> None:
    stage = stage_on(Settings())
    warming, testing = stage.warm(), stage.test_role(Role.CHAT, Settings())
    assert stage.local.reached.wait(WAIT_SECONDS)
    began = time.monotonic()
    stage.close()
    assert time.monotonic() - began < WAIT_SECONDS
    assert stage.local.cancelled.is_set()
    assert warming.cancelled()
    assert testing.cancelled()


def test_it_ends_at_once_while_a_server_hangs(stage: Stage, api: ApiServer) -> None:
    api.faults = {"speech": ["hang"]}
    saying = stage.speak("Hello.")
    assert api.hanging.wait(WAIT_SECONDS)
    stage.close()
    assert saying.cancelled()
    assert api.hung_up.wait(WAIT_SECONDS)


def test_the_terminals_assistant_is_closed_when_its_work_fails() -> None:
    made: list[Assistant] = []

    def work() -> None:
        with terminal_assistant(Collector()) as assistant:
            made.append(assistant)
            raise NothingHeard("I heard nothing")

    with pytest.raises(NothingHeard):
        work()
    assert "engine" not in [thread.name for thread in threading.enumerate()]
    made[0].close()  # again, which is harmless


# --- the local engine ---


def test_a_crash_and_what_came_of_it_are_told(stage: Stage) -> None:
    for state in (
        LocalEngineState("starting"),
        LocalEngineState("running"),
        LocalEngineState("restarting", "it ended with status 9"),
        LocalEngineState("running"),
        LocalEngineState("running"),
        LocalEngineState("failed", "it ended 5 times"),
    ):
        stage.engine._loop.call_soon_threadsafe(stage._local_engine_changed, state)
    told = [stage.notice() for _ in range(3)]
    assert [notice.is_error for notice in told] == [True, False, True]
    assert "ended (it ended with status 9) and is being started again" in told[0].text
    assert "running again" in told[1].text
    assert "it ended 5 times" in told[2].text


async def test_models_are_fetched_before_the_local_engine_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []

    def ensure(model: catalogue.Model, progress: model_files.Progress) -> None:
        for done in range(0, 1001, 50):
            progress(model.name, done, 1000)
        raise ModelDownloadError("There is no network")

    monkeypatch.setattr(model_files, "ensure", ensure)
    engine = FetchingEngine(lambda state: None, lambda name, percent: told.append((name, percent)))
    with pytest.raises(LocalEngineError, match="no network"):
        await engine.start()
    assert engine.pid is None
    name = catalogue.DEFAULT_MODELS[0].name
    assert told == [(name, percent) for percent in range(0, 101, 10)]


async def test_a_download_ends_when_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    loading, ended = threading.Event(), threading.Event()

    def ensure(model: catalogue.Model, progress: model_files.Progress) -> None:
        try:
            for done in itertools.count():
                progress(model.name, done, 1_000_000)
                loading.set()
        finally:
            ended.set()

    monkeypatch.setattr(model_files, "ensure", ensure)
    engine = FetchingEngine(lambda state: None, lambda name, percent: None)
    starting = asyncio.create_task(engine.start())
    assert await asyncio.to_thread(loading.wait, WAIT_SECONDS)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert await asyncio.to_thread(ended.wait, WAIT_SECONDS)


def test_the_tools_that_come_with_it() -> None:
    names = {schema["function"]["name"] for schema in make_tools().schemas()}
    assert {"calculate"} < names
    assert len(names) >= 3


@pytest.fixture
def like_openais(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's server is taken for OpenAI's own, whose models' successors are known."""
    monkeypatch.setattr(
        "voiceassistant.servers.services.model_info",
        lambda name, told, is_openai: model_info(name, told, is_openai=True),
    )


def retiring(stage: Stage) -> ModelRetiring:
    while True:
        event = stage.events.get(timeout=WAIT_SECONDS)
        if isinstance(event, ModelRetiring):
            return event


def speaking(api: ApiServer, shutdown_date: str | None) -> Settings:
    api.listed = [{"id": "tts-1", "object": "model", "created": 0, "owned_by": "x", "shutdown_date": shutdown_date}]
    return Settings().with_values(speech={"server": "custom", "base_url": api.base_url, "model": "tts-1"})


def check_models(stage: Stage, today: date) -> None:
    stage.today = lambda: today
    stage.models(Role.SPEECH).result(WAIT_SECONDS)  # connects the role
    stage.engine.run(stage.check_models()).result(WAIT_SECONDS)


def test_a_model_that_is_shut_down_soon_is_told(stage_on: Callable[[Settings], Stage], api: ApiServer) -> None:
    stage = stage_on(speaking(api, "2027-01-06"))
    check_models(stage, date(2026, 11, 24))
    assert retiring(stage) == ModelRetiring(Role.SPEECH, "tts-1", date(2027, 1, 6), "", switched=False)


def test_a_model_without_a_date_is_not_told(stage_on: Callable[[Settings], Stage], api: ApiServer) -> None:
    stage = stage_on(speaking(api, None))
    check_models(stage, date(2028, 1, 1))
    assert not [event for event in stage.events.queue if isinstance(event, ModelRetiring)]


def test_on_the_day_the_successor_takes_over_and_the_settings_keep_it(
    stage_on: Callable[[Settings], Stage], api: ApiServer, like_openais: None
) -> None:
    stage = stage_on(speaking(api, "2027-01-06"))
    check_models(stage, date(2027, 1, 6))
    told = retiring(stage)
    assert (told.successor, told.switched) == ("gpt-realtime-2.1-mini", True)
    assert (stage.settings.speech.model, stage.settings.speech.kind) == (told.successor, "realtime")
    assert settings_file.load().speech == stage.settings.speech


def test_the_user_may_switch_before(stage_on: Callable[[Settings], Stage], api: ApiServer, like_openais: None) -> None:
    stage = stage_on(speaking(api, "2027-01-06"))
    stage.today = lambda: date(2026, 1, 1)  # long before it is told
    stage.models(Role.SPEECH).result(WAIT_SECONDS)
    assert stage.models_in_use() == {Role.SPEECH: "tts-1"}
    stage.switch_to_successor(Role.SPEECH).result(WAIT_SECONDS)
    assert stage.settings.speech.model == "gpt-realtime-2.1-mini"


def test_without_a_known_successor_there_is_nothing_to_switch_to(
    stage_on: Callable[[Settings], Stage], api: ApiServer
) -> None:
    stage = stage_on(speaking(api, "2027-01-06"))
    stage.today = lambda: date(2027, 1, 6)
    stage.switch_to_successor(Role.SPEECH).result(WAIT_SECONDS)
    assert stage.settings.speech.model == "tts-1"


def test_a_list_that_does_not_come_is_no_trouble(stage_on: Callable[[Settings], Stage], api: ApiServer) -> None:
    stage = stage_on(speaking(api, "2027-01-06"))
    check_models(stage, date(2026, 1, 1))
    api.faults["models"] = [500, 500]
    stage.engine.run(stage.check_models()).result(WAIT_SECONDS)
    assert not [event for event in stage.events.queue if isinstance(event, ModelRetiring)]
