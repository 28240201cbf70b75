"""Sound to text over the audio API."""

from pathlib import Path
from typing import Protocol

from openai import omit

from voiceassistant.client import Service
from voiceassistant.transcripts import Transcript


class Recording(Protocol):
    @property
    def path(self) -> Path: ...


class ApiTranscriber:
    """Asks the transcription role's server.

    Args:
        service: The role's server.
        language: ISO 639-1 code of what is spoken, "" to let the server find out.
    """

    def __init__(self, service: Service, language: str = "") -> None:
        self._service, self._language = service, language

    async def transcribe(self, utterance: Recording) -> Transcript:
        """Sends the whole recording. Raises ServiceError; cancelling it hangs up."""
        # Read at once: the files are short (32 kB a second) and the loop would wait for the upload anyway.
        sound = utterance.path.read_bytes()
        return await self._service.attempt(lambda: self._send(utterance.path.name, sound))

    async def _send(self, name: str, sound: bytes) -> Transcript:
        model = self._service.endpoint.model
        # Only whisper models know verbose_json, which tells the language; their successors refuse it.
        verbose = "whisper" in model
        answer = await self._service.client.audio.transcriptions.create(
            model=model,
            file=(name, sound),
            language=self._language or omit,
            response_format="verbose_json" if verbose else "json",
        )
        language = getattr(answer, "language", "") or self._language
        return Transcript(answer if isinstance(answer, str) else answer.text, _language_code(language))


def _language_code(name: str) -> str:
    """OpenAI's server says "english", others "en"."""
    return _CODES.get(name.lower(), name.lower() if len(name) == 2 else "")


_CODES = {
    "english": "en",
    "korean": "ko",
    "japanese": "ja",
    "chinese": "zh",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "polish": "pl",
    "turkish": "tr",
    "arabic": "ar",
    "hindi": "hi",
    "vietnamese": "vi",
    "ukrainian": "uk",
    "swedish": "sv",
    "czech": "cs",
    "indonesian": "id",
}
