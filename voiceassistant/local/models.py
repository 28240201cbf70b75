"""The models that the server runs: each is loaded on its own thread when it is first needed."""

import logging
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from voiceassistant.errors import ModelDownloadError
from voiceassistant.local.chat.language_model import LanguageModel
from voiceassistant.local.protocol.wire import ApiError, unknown_model
from voiceassistant.local.recognition.recogniser import Recogniser
from voiceassistant.local.synthesis.hibari_voice import HibariVoice
from voiceassistant.local.synthesis.kokoro import Kokoro
from voiceassistant.local.synthesis.speaking import Speech
from voiceassistant.local.weights import catalogue, model_files
from voiceassistant.local.workers import Worker

log = logging.getLogger(__name__)

Loaded = TypeVar("Loaded")


class OnDemand(Generic[Loaded]):
    """A model that is loaded by the first request; one that could not be loaded is tried again by the next."""

    def __init__(self, name: str, load: Callable[[], Loaded]) -> None:
        self.name = name
        self._load = load
        self._loaded: Loaded | None = None

    def get(self) -> Loaded:
        """Called on the model's thread. Raises ApiError 503."""
        if self._loaded is None:
            started = time.monotonic()
            try:
                self._loaded = self._load()
            except (ModelDownloadError, OSError, RuntimeError, ValueError, ImportError) as error:
                log.exception("%s could not be loaded", self.name)
                words = error.sentence if isinstance(error, ModelDownloadError) else f"{self.name}: {error}"
                raise ApiError(503, words, kind="server_error", code="model_not_loaded") from error
            log.info("%s loaded in %.1f s", self.name, time.monotonic() - started)
        return self._loaded


class Models:
    """What a request's model name stands for, and the threads that the models work on."""

    def __init__(self) -> None:
        self.recognition = Worker("recognition")
        self.chat = Worker("chat")  # for all chat models: one works at a time
        self.voice = Worker("voice")
        self.recogniser = OnDemand(catalogue.WHISPER_BASE.name, _load_recogniser)
        self.hibari = OnDemand("hibari", HibariVoice)
        self.kokoro = OnDemand(catalogue.KOKORO.name, _load_kokoro)
        self.speaking = Speech(self.hibari.get, self.kokoro.get)
        self._language = {
            model.name: OnDemand(model.name, _language_loader(model))
            for model in catalogue.MODELS
            if model.role == "chat"
        }

    @property
    def names(self) -> list[str]:
        """What GET /v1/models lists."""
        return [self.recogniser.name, *self._language, self.hibari.name]

    def knows(self, name: str) -> bool:
        return name in self.names or name in TRANSCRIPTION_ALIASES or name in SPEECH_ALIASES

    def transcription(self, name: str) -> OnDemand[Recogniser]:
        """Raises ApiError 404."""
        return _known(name, self.recogniser, TRANSCRIPTION_ALIASES)

    def speech(self, name: str) -> Speech:
        """All voices; which one speaks is up to the request's voice. Raises ApiError 404."""
        _known(name, self.hibari, SPEECH_ALIASES)
        return self.speaking

    def language(self, name: str) -> OnDemand[LanguageModel]:
        """Raises ApiError 404."""
        if name not in self._language:
            raise unknown_model(name)
        return self._language[name]

    @property
    def translator(self) -> OnDemand[LanguageModel]:
        """The chat model that translates best, of those that are on the disk."""
        larger = catalogue.QWEN_CODER_LARGER
        model = larger if model_files.is_there(larger) else catalogue.QWEN_CODER_SMALL
        return self._language[model.name]

    def close(self) -> None:
        """Ends the threads; the server has ended their work before."""
        for worker in (self.recognition, self.chat, self.voice):
            worker.close()


TRANSCRIPTION_ALIASES = frozenset({"whisper-1"})
SPEECH_ALIASES = frozenset({"tts-1", "tts-1-hd"})


def _known(name: str, model: OnDemand[Loaded], aliases: frozenset[str]) -> OnDemand[Loaded]:
    if name != model.name and name not in aliases:
        raise unknown_model(name)
    return model


def _load_recogniser() -> Recogniser:
    return Recogniser(model_files.ensure(catalogue.WHISPER_BASE))


def _load_kokoro() -> Kokoro:
    return Kokoro(model_files.ensure(catalogue.KOKORO))


def _language_loader(model: catalogue.Model) -> Callable[[], LanguageModel]:
    return lambda: LanguageModel(model_files.ensure(model) / model.files[0].name)
