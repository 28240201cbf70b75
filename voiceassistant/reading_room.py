"""Joins documents, voices, word times and the player to a reader: for the window, the terminal and measuring."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voiceassistant.audio.stretch import Stretch
from voiceassistant.documents.document import READ, Document, Kind
from voiceassistant.engine.ports import Player
from voiceassistant.reading.events import ReadingEvent
from voiceassistant.reading.narration import RATE, Narrator
from voiceassistant.reading.pronunciations import PronunciationList
from voiceassistant.reading.reader import Reader
from voiceassistant.reading.shelf import DocumentShelf
from voiceassistant.reading.speech_cache import SpeechCache
from voiceassistant.servers.services import Services
from voiceassistant.settings import ReadingSettings, Role, Settings
from voiceassistant.text.spoken import Spoken, spoken_form

if TYPE_CHECKING:
    from voiceassistant.servers.fallback import Voice
