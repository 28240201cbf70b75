"""Joins documents, voices, word times and the player to a reader: for the window, the terminal and measuring."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from voiceassistant.audio.stretch import Stretch
from voiceassistant.documents.document import READ, Document, Excerpt, Kind, Source
from voiceassistant.engine.ports import Player
from voiceassistant.reading.narration import RATE, Narrator
from voiceassistant.reading.ports import Aligner
from voiceassistant.reading.pronunciations import PronunciationList
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.shelf import DocumentShelf
from voiceassistant.reading.speech_cache import SpeechCache
from voiceassistant.servers.fallback import Voice
from voiceassistant.servers.services import Services
from voiceassistant.settings import ReadingSettings, Role, Settings
from voiceassistant.text.spoken import Spoken, spoken_form

ADDRESSES = ("http://", "https://")


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
        name = settings.reading.voices.get(language) or settings.reading.voice
        endpoint = await self._services.endpoint(Role.SPEECH)
        server = "local" if endpoint.kind == "local" else endpoint.base_url  # its port is another one each time
        spoken_by = name or settings.with_persona.speech.voice
        async with self._services.voice(name, 1.0) as voice:
            yield NamedVoice(f"{server} {endpoint.model} {spoken_by}", voice)


def open_source(source: Source, password: str | None = None) -> Document:
    """Opens a file, an address or some text, in a process of its own. May block for seconds. Raises DocumentError."""
    if isinstance(source, Excerpt):
        from voiceassistant.documents.text_document import text_document

        return text_document(*source)
    from voiceassistant.documents.safe import open_safely

    if isinstance(source, str):
        from voiceassistant.documents.web import fetched

        ...
    return open_safely(source, password)


def wanted_kinds(settings: ReadingSettings) -> frozenset[Kind]:
    """What is read, as the settings have it; kinds that are not known any more are passed over."""
    return READ | {kind for kind in Kind if kind.value in settings.read_too}
