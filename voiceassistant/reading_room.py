"""Joins documents, voices, word times and the player to a reader: for the window, the terminal and measuring."""

import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from voiceassistant.audio.stretch import Stretch
from voiceassistant.documents.document import READ, Document, Excerpt, Kind, Source
from voiceassistant.documents.safe import DocumentOpener, SafeDocument
from voiceassistant.engine.ports import Player
from voiceassistant.errors import SettingsError
from voiceassistant.reading import pronunciations
from voiceassistant.reading.narration import RATE, Narrator
from voiceassistant.reading.ports import Narrators
from voiceassistant.reading.pronunciations import PronunciationsChanged, PronunciationsSetAside
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.second_voice import SecondVoice
from voiceassistant.reading.shelf import DocumentShelf
from voiceassistant.reading.speech_cache import SpeechCache
from voiceassistant.servers.fallback import Voice
from voiceassistant.servers.services import Services
from voiceassistant.settings import ReadingSettings, Role, Settings
from voiceassistant.text.spoken import Pronunciation, Spoken, spoken_form
from voiceassistant.text.word_times import WordTime


@dataclass(frozen=True, slots=True)
class NamedVoice:
    """A role's voice, and what tells its speech from others'."""

    identity: str
    voice: Voice

    def synthesise(self, text: str) -> AsyncGenerator[bytes, None]:
        return self.voice.synthesise(text)


class ServiceVoices:
    """The speech role as narrators: a voice for each language, at its usual pace.

    Args:
        services: Whose speech role it is.
        settings: Those that hold now.
    """

    def __init__(self, services: Services, settings: Callable[[], Settings]) -> None:
        self._services, self._settings = services, settings

    @asynccontextmanager
    async def voice(self, language: str) -> AsyncIterator[NamedVoice]:
        settings = self._settings()
        name = settings.reading.voice_for(language)
        endpoint = await self._services.endpoint(Role.SPEECH)
        server = "local" if endpoint.kind == "local" else endpoint.base_url  # its port is another one each time
        spoken_by = name or settings.with_persona.speech.voice
        async with self._services.voice(name, 1.0) as voice:
            yield NamedVoice(f"{server} {endpoint.model} {spoken_by}", voice)

    async def on_this_computer(self) -> bool:
        return (await self._services.endpoint(Role.SPEECH)).kind == "local"


class EspeakAligner:
    """Word times by a second voice that knows its own; None where espeak-ng is not installed."""

    def __init__(self) -> None:
        self._second = SecondVoice()

    def align(self, text: str, language: str, pcm: bytes) -> Sequence[WordTime] | None:
        from voiceassistant.reading.alignment import aligned

        reference = self._second.reference(text, language)
        return aligned(text, pcm, RATE, reference) if reference else None

    def close(self) -> None:
        self._second.close()


class DocumentDoor:
    """Opens whatever can be read, parsed in a process of its own; one document at a time. One thread's at a time."""

    def __init__(self) -> None:
        self._opener = DocumentOpener()
        self._document: SafeDocument | None = None
        self._fetched: tempfile.TemporaryDirectory[str] | None = None

    def warm(self) -> None:
        """Has the process ready for the next document."""
        for suffix in (".pdf", ".html"):  # whose parsers take longest to load
            self._opener.warm(suffix)

    def open(self, source: Source, password: str | None = None) -> Document:
        """May block for seconds. Raises DocumentError; what was fetched for the document before is gone."""
        self._forget_fetched()
        self._document = self._parsed(source, password)
        return self._document

    def _parsed(self, source: Source, password: str | None) -> SafeDocument:
        if isinstance(source, Excerpt):
            return self._opener.open_text(*source)
        if isinstance(source, Path):
            return self._opener.open(source, password)
        from voiceassistant.documents.web import open_address

        self._fetched = tempfile.TemporaryDirectory(prefix="page-")
        document, _ = open_address(source, Path(self._fetched.name), self._opener, password)
        return document

    @property
    def pid(self) -> int | None:
        """Of the process that parses the open document."""
        return self._document.pid if self._document else None

    def close(self) -> None:
        self._opener.close()
        self._forget_fetched()

    def _forget_fetched(self) -> None:
        if self._fetched is not None:
            self._fetched.cleanup()
            self._fetched = None


class Pronouncing:
    """What is said for a text, with the user's own pronunciations.

    Args:
        path: Of their list.
        on_problem: Called with the reason, where that cannot be read; on the thread that asked for it.
    """

    def __init__(self, path: Path, on_problem: Callable[[SettingsError], None]) -> None:
        self._path, self._on_problem = path, on_problem
        self._own: tuple[Pronunciation, ...] | None = None
        self._set_aside: PronunciationsSetAside | None = None

    def spoken(self, text: str, language: str) -> Spoken:
        return spoken_form(text, language, pronunciations=self.own())

    def own(self) -> tuple[Pronunciation, ...]:
        """The user's list; empty where it cannot be read."""
        if self._own is None:
            self._own = ()
            try:
                self.read_anew()
            except SettingsError as error:
                self._on_problem(error)
        return self._own

    def read_anew(self) -> tuple[Pronunciation, ...]:
        """The list as its file has it now; somebody may have written there.

        Raises SettingsError. That it was set aside is told until there is another list.
        """
        try:
            found = pronunciations.load(self._path)
        except PronunciationsSetAside as error:
            self._own, self._set_aside = (), error
            raise
        if self._set_aside is not None and not found:
            raise self._set_aside
        self._own = found
        return found

    def keep(self, own: Sequence[Pronunciation]) -> None:
        """Instead of the list that there is.

        Raises SettingsError: it cannot be written, or what is there cannot be read and is left as it is;
        PronunciationsChanged: that is not what `own` or `read_anew` gave.
        """
        before = self.own()
        found = pronunciations.load(self._path)
        if found != before:
            self._own = found
            raise PronunciationsChanged("The pronunciations were changed somewhere else meanwhile")
        pronunciations.save(own, self._path)
        self._own, self._set_aside = tuple(own), None


@dataclass(frozen=True)
class ReadingRoom:
    """All that reading takes, made of a folder, the roles and a player."""

    reader: Reader
    narrator: Narrator
    door: DocumentDoor
    pronouncing: Pronouncing

    async def close(self) -> None:
        """On the loop that the reader belongs to."""
        await self.reader.close()
        self.door.close()


def narrator(
    services: Services, settings: Callable[[], Settings], folder: Path, voices: Narrators | None = None
) -> Narrator:
    """Who reads, with what was spoken before kept in `folder`, and words timed; by default the speech role."""
    return Narrator(voices or ServiceVoices(services, settings), SpeechCache(folder / "speech"), EspeakAligner())


def reading_room(
    services: Services,
    settings: Callable[[], Settings],
    player: Player,
    folder: Path,
    on_problem: Callable[[SettingsError], None],
    voices: Narrators | None = None,
) -> ReadingRoom:
    """Opens nothing and starts nothing yet.

    Args:
        services: The roles; only speech is asked for.
        settings: Those that hold now.
        player: Where it is heard.
        folder: Where places, bookmarks, pronunciations and speech are kept.
        on_problem: Called with what the user should know, on a thread of its own.
        voices: Who reads; None: the speech role.
    """
    door = DocumentDoor()
    pronouncing = Pronouncing(folder / "pronunciations.json", on_problem)
    reads = narrator(services, settings, folder, voices)
    reader = Reader(
        opener=door,
        narrator=reads,
        player=player,
        shelf=DocumentShelf(folder / "documents.sqlite"),
        stretcher=lambda speed: Stretch(RATE, speed),
        spoken=pronouncing.spoken,
        wanted=wanted_kinds(settings().reading),
    )
    return ReadingRoom(reader, reads, door, pronouncing)


def wanted_kinds(settings: ReadingSettings) -> frozenset[Kind]:
    """What is read, as the settings have it; kinds that are not known any more are passed over."""
    return READ | {kind for kind in Kind if kind.value in settings.read_too}
