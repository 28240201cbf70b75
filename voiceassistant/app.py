"""The composition root: settings in, running assistant out. Only here are the rooms' concrete classes named."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterator, Set
from concurrent.futures import Future
from contextlib import AsyncExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from voiceassistant import credentials
from voiceassistant import settings as settings_file
from voiceassistant.capabilities import Abilities
from voiceassistant.chat.dialect import Dialects
from voiceassistant.conversation.forgetful import ForgetfulStore
from voiceassistant.engine.engine import Engine
from voiceassistant.engine.ports import Ear, Player, Store, Synthesiser
from voiceassistant.errors import AssistantError, AudioError, LocalEngineError, ModelDownloadError, SettingsError
from voiceassistant.events import ModelRetiring, Notice, ServersChanged, Utterance
from voiceassistant.local.supervisor import LocalEngine, LocalEngineState
from voiceassistant.messages import Image
from voiceassistant.retirement import ModelInfo, Retirement, retirement, with_successor
from voiceassistant.roles import RoleReport
from voiceassistant.servers.abilities_file import KnownAbilities
from voiceassistant.servers.probe import find_abilities
from voiceassistant.servers.role_check import check_role
from voiceassistant.servers.services import Services
from voiceassistant.settings import Role, Settings, data_folder
from voiceassistant.tools.registry import Registry
from voiceassistant.transcripts import Transcript, TranscriptionProgress, TranscriptionWish

if TYPE_CHECKING:
    from voiceassistant.audio.end_of_turn import EndOfTurn
    from voiceassistant.audio.player import SpeechPlayer
    from voiceassistant.documents.document import Kind, Source
    from voiceassistant.file_reading import Exported, ExportWish
    from voiceassistant.reading.export import ExportProgress
    from voiceassistant.reading.plan import Plan, Sentence
    from voiceassistant.reading.readable import SpokenForm

log = logging.getLogger(__name__)

SLOWEST, FASTEST = 0.25, 4.0  # of speech, by the API

T = TypeVar("T")


class Assistant:
    """What the window and the terminal talk to. Every method may be called from any thread.

    Futures end on the engine's thread; they raise AssistantError.

    Args:
        settings: Which server does what.
        player: Where answers are heard.
        store: Where the conversation is kept.
        ear: The microphone's side, if there is one.
        folder: Where what is learnt of servers is kept; None: where the user's is.
        tools: What the chat model may call; None: what comes with the program.
    """

    def __init__(
        self,
        settings: Settings,
        player: Player,
        store: Store,
        ear: Ear | None = None,
        folder: Path | None = None,
        tools: Registry | None = None,
    ) -> None:
        self.settings = settings
        self.today: Callable[[], date] = date.today
        self.tools = tools or make_tools()
        folder = folder or data_folder()
        self._crashed = False
        self._unfinished: set[asyncio.Task[Any]] = set()
        self._closed = False
        self.services = Services(
            settings,
            self._make_local_engine,
            self.tools,
            self._servers_changed,
            dialects=Dialects(folder / "dialects.json"),
            on_notice=self._server_notice,
            known=KnownAbilities(folder / "capabilities.json"),
            local_is_there=local_models_are_there,
        )
        self.engine = Engine(ear, player, self.services, store)

    def start(self) -> None:
        """Starts the engine and returns at once; servers are connected and models loaded behind it."""
        self.engine.start()
        self.warm()

    def close(self) -> None:
        """Ends everything that was started, finished or not; takes up to a few seconds."""
        if not self._closed:
            self._closed = True
            self.engine.close(self._end_all())

    def warm(self) -> "Future[None]":
        """Connects servers and loads models, so that the first answer comes sooner."""
        return self._run(self.services.warm(()))

    def apply(self, settings: Settings) -> None:
        """Saves the settings and uses them from the next question on. Raises SettingsError."""
        # Which keys are kept is `save_key`'s to say: a dialog's copy of the settings may be older.
        self._use(settings.with_values(servers_with_key=self.settings.servers_with_key))

    def _use(self, settings: Settings) -> None:
        settings_file.save(settings)
        self.settings = settings
        self._run(self._reconnect(settings))

    def save_key(self, base_url: str, key: str) -> "Future[None]":
        """Keeps a server's key in the system's keyring; an empty one is removed."""
        address = base_url.rstrip("/")  # as `resolve` looks for it

        async def save() -> None:
            await asyncio.to_thread(credentials.to_keyring, address, key)
            servers = {*self.settings.servers_with_key} - {address} | ({address} if key else set())
            self._use(self.settings.with_values(servers_with_key=tuple(sorted(servers))))

        return self._run(save())

    def test_role(self, role: Role, settings: Settings, key: str | None = None) -> "Future[RoleReport]":
        """Really asks the server that `settings` choose; with a key that is not saved yet, if one is given."""
        return self._run(check_role(self.services, role, settings, self.tools, key))

    def servers(self) -> dict[Role, str]:
        """Who really does each role; one that was not connected yet is missing."""
        return self.services.titles()

    def abilities(self, role: Role, settings: Settings, key: str | None = None) -> "Future[Abilities]":
        """What the server that `settings` choose can do: asked anew, and remembered for that server and model."""
        return self._run(find_abilities(self.services, role, settings, key))

    def known_abilities(self, role: Role) -> "Future[Abilities | None]":
        """What was found out last of a role's connected server, without asking it; None: nothing yet."""

        async def look() -> Abilities | None:
            endpoint = self.services.endpoints().get(role)
            return self.services.known.of(endpoint) if endpoint else None

        return self._run(look())

    def models_in_use(self) -> dict[Role, str]:
        """The model of each role; one that was not connected yet is missing."""
        return {role: endpoint.model for role, endpoint in self.services.endpoints().items()}

    def models(self, role: Role) -> "Future[list[ModelInfo]]":
        """The models of a role's server, with the day they are shut down where that is known."""
        return self._run(self.services.models(role))

    def switch_to_successor(self, role: Role) -> "Future[None]":
        """Has a role go on with the model that comes after the one it uses now, if one is known."""

        async def switch() -> None:
            models = await self.services.models(role)
            in_use = self.models_in_use().get(role)
            if successor := next((info.successor for info in models if info.id == in_use), ""):
                self._use(with_successor(self.settings, role, successor))

        return self._run(switch())

    async def check_models(self) -> None:
        """Tells of models in use that are shut down soon; those that are already give way to their successors."""
        for role, endpoint in self.services.endpoints().items():
            if endpoint.kind == "local":
                continue
            try:
                ending = await self._retirement(role)
            except AssistantError as error:
                log.warning("%s: its models are not known: %s", role.value, error)
                continue
            if ending is None:
                continue
            switched = ending.over and bool(ending.successor)
            if switched:
                self._use(with_successor(self.settings, role, ending.successor))
            self.engine.tell(
                ModelRetiring(role, ending.model, ending.shutdown_date, ending.successor, switched=switched)
            )

    async def _retirement(self, role: Role) -> Retirement | None:
        models = await self.services.models(role)
        endpoint = self.services.endpoints().get(role)  # None: other settings were applied meanwhile
        return retirement(endpoint.model, models, self.today()) if endpoint else None

    def transcribe(self, utterance: Utterance) -> "Future[Transcript]":
        async def ask() -> Transcript:
            return await (await self.services.transcriber()).transcribe(utterance)

        return self._run(ask())

    def transcribe_file(
        self,
        path: Path,
        wish: TranscriptionWish,
        on_progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    ) -> "Future[Transcript]":
        """What a sound or video file of any length says. Cancelling it ends the work; asked again, it goes on there.

        `on_progress` is called on the engine's thread after each part of some minutes.
        """

        async def ask() -> Transcript:
            from voiceassistant.file_transcription import transcribe_file

            return await transcribe_file(self.services, path, wish, on_progress)

        return self._run(ask())

    def text_in(self, image: Image) -> "Future[str]":
        """Reads the text in a picture, on this computer."""
        from voiceassistant.vision.ocr import read_text

        return self._run(read_text(Path(image.source)))

    def speak(self, text: str, voice: str = "", speed: float = 0.0) -> "Future[None]":
        """Speaks a text; done when it was heard or silenced by `Engine.stop` or another sound.

        Cancelling it is silence. "" and 0: as the settings have them.
        """

        async def speak() -> None:
            from voiceassistant.engine.recital import recite

            _check_speed(speed)
            async with AsyncExitStack() as stack:

                async def own_voice() -> Synthesiser:
                    return await stack.enter_async_context(self.services.voice(voice, speed))

                await recite(text, own_voice if voice or speed else self.services.synthesiser, self.engine.player)

        return self._run(speak())

    def save_speech(
        self, text: str, path: Path, voice: str = "", speed: float = 0.0, format_name: str = ""
    ) -> "Future[None]":
        """Writes a text's speech into a file, in the format of its suffix unless another one is named.

        The file is there when all of it is; cancelling it leaves the place as it was.
        """

        async def save() -> None:
            from voiceassistant.file_speech import format_of, save_speech

            _check_speed(speed)
            format_of(path, format_name)  # before a server is connected
            async with self.services.voice(voice, speed) as synthesiser:
                await save_speech(text, path, synthesiser, format_name)

        return self._run(save())

    def export_document(
        self,
        plan: "Plan",
        spoken: "SpokenForm",
        wish: "ExportWish",
        identity: str,
        on_progress: "Callable[[ExportProgress], None]" = lambda _progress: None,
    ) -> "Future[Exported]":
        """A document's speech as a sound file. Cancelling it ends the work; asked again, it goes on there.

        Args:
            plan: What is read; not used by anybody else meanwhile.
            spoken: What is said for a text in a language.
            wish: Where to, and how.
            identity: Tells the document from others: its path or its address.
            on_progress: Called on the engine's thread after each sentence.
        """

        async def export() -> "Exported":
            from voiceassistant.file_reading import export_document

            folder = data_folder() / "reading"
            return await export_document(
                self.services, self.settings, folder, plan, spoken, wish, identity, on_progress
            )

        return self._run(export())

    def save_document(
        self,
        source: "Source",
        password: str | None,
        kinds: "Set[Kind]",
        wish: "ExportWish",
        on_progress: "Callable[[ExportProgress], None]" = lambda _progress: None,
    ) -> "Future[Exported]":
        """Opens a document and has it spoken into a file. Cancelling it ends the work; asked again, it goes on there.

        Args:
            source: What is opened.
            password: Its password, where it wants one.
            kinds: What is read of it.
            wish: Where to, and how.
            on_progress: Called on the engine's thread after each sentence.
        """

        async def save() -> "Exported":
            from voiceassistant.saved_reading import save_document

            folder = data_folder() / "reading"
            return await save_document(self.services, self.settings, folder, source, password, kinds, wish, on_progress)

        return self._run(save())

    def read_aloud(
        self, plan: "Plan", spoken: "SpokenForm", start: int, on_sentence: "Callable[[Sentence], None]"
    ) -> "Future[None]":
        """Reads a document from its sentence of that number on; done when all was heard. Cancelling it is silence.

        `on_sentence` is called on the engine's thread when a sentence begins to be heard.
        """

        async def read() -> None:
            from voiceassistant.file_reading import read_document_aloud

            folder = data_folder() / "reading"
            await read_document_aloud(
                self.services, self.settings, folder, plan, spoken, self.engine.player, start, on_sentence
            )

        return self._run(read())

    def level(self) -> float:
        """How loud the microphone is while listening, the answer while speaking; 0 to 1."""
        return self.engine.level()

    def _run(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Runs it on the engine's loop, for as long as the assistant lives."""

        async def run() -> T:
            task = asyncio.current_task()
            assert task is not None
            self._unfinished.add(task)
            try:
                return await work
            finally:
                self._unfinished.discard(task)

        return self.engine.run(run())

    async def _end_all(self) -> None:
        """What is unfinished first: it could begin what has been ended already."""
        for task in (unfinished := tuple(self._unfinished)):
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        await self.services.close()

    async def _reconnect(self, settings: Settings) -> None:
        self.services.apply(settings)
        await self.services.warm(())

    def _servers_changed(self) -> None:
        self.engine.tell(ServersChanged())

    def _server_notice(self, text: str) -> None:
        self.engine.tell(Notice("servers", text))

    def _make_local_engine(self) -> LocalEngine:
        return FetchingEngine(self._local_engine_changed, self._fetching)

    def _fetching(self, name: str, percent: int) -> None:
        self._notice(f"The local engine's models are being fetched: {name}, {percent} %.")

    def _local_engine_changed(self, state: LocalEngineState) -> None:
        """Tells the user of a crash, and what came of it; models are loaded again behind it."""
        match state.phase:
            case "restarting":
                self._crashed = True
                self.services.local_restarted()
                self._notice(f"The local engine ended ({state.reason}) and is being started again.", is_error=True)
            case "running" if self._crashed:
                self._crashed = False
                self._notice("The local engine is running again.")
                self.warm()
            case "failed":
                self._notice(LocalEngineError(f"The local engine does not run: {state.reason}").sentence, is_error=True)

    def _notice(self, text: str, *, is_error: bool = False) -> None:
        self.engine.tell(Notice("local-engine", text, is_error=is_error))


def local_models_are_there() -> bool:
    """Whether the local engine could run without fetching anything."""
    from voiceassistant.local.weights import catalogue, model_files

    return all(model_files.is_there(model) for model in catalogue.DEFAULT_MODELS if model.needed)


def end_of_turn_model() -> "EndOfTurn":
    """The ear's model, not loaded yet; it is fetched with the local engine's and works without that engine."""
    from voiceassistant.audio.end_of_turn import EndOfTurn
    from voiceassistant.local.weights import catalogue, model_files

    model = catalogue.SMART_TURN
    return EndOfTurn(model_files.models_folder() / model.name / model.files[0].name)


class FetchingEngine(LocalEngine):
    """A local engine whose models are fetched, and told of, before it starts."""

    def __init__(self, on_event: Callable[[LocalEngineState], None], on_progress: Callable[[str, int], None]) -> None:
        super().__init__(on_event)
        self._on_progress = on_progress
        self._last_told = ("", 0)
        self._given_up = threading.Event()

    async def start(self) -> None:
        """Raises LocalEngineError, and ModelDownloadError where the models cannot be had."""
        try:
            await asyncio.to_thread(self._fetch)
        except asyncio.CancelledError:
            self._given_up.set()  # the thread ends at its next block; the program waits for it
            raise
        await super().start()

    def _fetch(self) -> None:
        from voiceassistant.local.weights import model_files

        for failure in model_files.ensure_default(self._progress, hurried=True):
            log.warning("%s", failure)

    def _progress(self, name: str, done: int, total: int) -> None:
        if self._given_up.is_set():
            raise ModelDownloadError(f"The download of {name} was given up")
        step = (name, done * 10 // max(total, 1) * 10)
        if step != self._last_told:
            self._last_told = step
            self._on_progress(*step)


class TerminalAssistant(Assistant):
    """Answers single questions: no microphone, and the conversation is forgotten."""

    def __init__(self, settings: Settings, player: Player) -> None:
        self.forgetful = ForgetfulStore()
        super().__init__(settings, player, self.forgetful)


@contextmanager
def terminal_assistant(player: Player) -> Iterator[TerminalAssistant]:
    """A started assistant with the saved settings, closed at the end. Raises SettingsError."""
    with terminal_assistant_with(settings_file.load(), player) as assistant:
        yield assistant


@contextmanager
def terminal_assistant_with(settings: Settings, player: Player) -> Iterator[TerminalAssistant]:
    """The same with other settings."""
    assistant = TerminalAssistant(settings, player)
    assistant.engine.start()
    try:
        yield assistant
    finally:
        assistant.close()


def speech_player(speaker: str, on_lost: Callable[[AudioError], None] = lambda _error: None) -> "SpeechPlayer":
    """A player on the speaker of that name, "" for the default one; not opened yet."""
    from voiceassistant.audio.player import SpeechPlayer
    from voiceassistant.audio.portaudio import PortAudioSpeaker

    return SpeechPlayer(PortAudioSpeaker(speaker), on_lost=on_lost)


def _check_speed(speed: float) -> None:
    if speed and not SLOWEST <= speed <= FASTEST:
        failure = SettingsError(f"Speech cannot be {speed:g} times as fast")
        failure.advice = f"Choose a speed from {SLOWEST:g} to {FASTEST:g}."
        raise failure


def make_tools() -> Registry:
    """The tools that come with the program."""
    from voiceassistant.tools.builtin.calculator import calculator_tools
    from voiceassistant.tools.builtin.clock import clock_tools
    from voiceassistant.tools.builtin.weather import weather_tools

    return Registry([*clock_tools(lambda: datetime.now().astimezone()), *calculator_tools(), *weather_tools()])
