"""Sound to text over the audio API."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Protocol
from weakref import WeakSet

import openai
from openai import omit

from voiceassistant.client import Service
from voiceassistant.speech.heard_words import read_transcript
from voiceassistant.transcripts import Transcript, TranscriptionWish

BYTES_PER_SECOND = 32_000  # of the recordings that we send

# Servers that refused more than plain json. A client lives as long as its role stays with a server: so does this.
_plain_only: WeakSet[openai.AsyncOpenAI] = WeakSet()


class Recording(Protocol):
    @property
    def path(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class _Form:
    """How the answer is to look. The default is what every server knows."""

    response_format: Literal["json", "verbose_json"] = "json"
    times: tuple[Literal["word", "segment"], ...] = ()
    logprobs: bool = False


PLAIN = _Form()


class ApiTranscriber:
    """Asks the transcription role's server.

    Args:
        service: The role's server.
        language: ISO 639-1 code of what is spoken, "" to let the server find out.
        prompt: Names and words that may occur.
        confidence: Words and how sure the model was of them, even where nobody wishes for words.
    """

    def __init__(self, service: Service, language: str = "", prompt: str = "", *, confidence: bool = False) -> None:
        self._service, self._language, self._prompt, self._confidence = service, language, prompt, confidence

    async def transcribe(self, utterance: Recording, wish: TranscriptionWish | None = None) -> Transcript:
        """Sends the whole recording; `wish.translate` is not for this class. Raises ServiceError; cancelling hangs up.

        With a wish the server gets as much more time as the recording lasts. What a server refuses to tell is left out.
        """
        seconds = await asyncio.to_thread(sound_seconds, utterance)
        patience = self._service.timeout_seconds + (seconds if wish else 0.0)
        service = replace(self._service, timeout_seconds=patience)
        wish = wish or TranscriptionWish(words=self._confidence)
        wish = replace(wish, language=wish.language or self._language, prompt=wish.prompt or self._prompt)
        return await service.attempt(lambda: self._ask(utterance.path, wish, patience))

    async def _ask(self, path: Path, wish: TranscriptionWish, patience: float) -> Transcript:
        client = self._service.client
        form = PLAIN if client in _plain_only else best_form(self._service.endpoint.model, wish)
        try:
            answer = await self._send(path, wish, form, patience)
        except (openai.BadRequestError, openai.UnprocessableEntityError):
            if form == PLAIN:
                raise
            answer = await self._send(path, wish, PLAIN, patience)
            _plain_only.add(client)  # only now: the recording itself may have been what it refused
        try:
            return read_transcript(answer, wish)
        except ValueError as error:
            raise self._service.no_answer() from error

    async def _send(self, path: Path, wish: TranscriptionWish, form: _Form, patience: float) -> Any:
        with path.open("rb") as sound:  # sent block by block: as bytes, the way to the socket would copy it three times
            return await self._service.client.audio.transcriptions.create(
                model=self._service.endpoint.model,
                file=(path.name, sound),
                language=wish.language or omit,
                prompt=wish.prompt or omit,
                response_format=form.response_format,
                timestamp_granularities=list(form.times) or omit,
                include=["logprobs"] if form.logprobs else omit,
                timeout=patience,
            )


def sound_seconds(recording: Recording) -> float:
    """How long a recording of ours lasts, by its size."""
    return recording.path.stat().st_size / BYTES_PER_SECOND


def best_form(model: str, wish: TranscriptionWish) -> _Form:
    """Whisper tells times, its successors at OpenAI only how sure they were; others are asked and may refuse."""
    if "gpt-" in model:
        return _Form(logprobs=wish.words)
    times: list[Literal["word", "segment"]] = []
    if wish.words:
        times.append("word")
    if wish.segments or wish.words:
        times.append("segment")  # a server that is asked for words alone leaves the segments out
    if times or "whisper" in model:
        return _Form("verbose_json", tuple(times))
    return PLAIN
