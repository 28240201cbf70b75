"""Sound to text over the audio API."""

import asyncio
import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol
from weakref import WeakSet

import openai
from openai import omit

from voiceassistant.client import Service, told
from voiceassistant.errors import ServiceUnavailable
from voiceassistant.speech.heard_words import read_transcript
from voiceassistant.transcripts import Transcript, TranscriptionWish

log = logging.getLogger(__name__)

BYTES_PER_SECOND = 32_000  # of the recordings that we send
REFUSED = (400, 415, 422)  # statuses of a request that a server does not take as it is
BROKE = 500  # what some servers answer to sound that they cannot decode

# Servers that refused more than plain json, or compact sound. A client lives as long as its role stays with a server:
# so does this.
_plain_only: WeakSet[openai.AsyncOpenAI] = WeakSet()
_wav_only: WeakSet[openai.AsyncOpenAI] = WeakSet()

_ABOUT_THE_ANSWER = re.compile(r"response_?format|verbose|timestamp|granularit|include|logprob", re.IGNORECASE)


class Recording(Protocol):
    """A file; one that was just spoken has its sound as Ogg Opus, too, in `compact`."""

    @property
    def path(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class _Form:
    """How the answer is to look. The default is what every server knows."""

    response_format: Literal["json", "verbose_json"] = "json"
    times: tuple[Literal["word", "segment"], ...] = ()
    logprobs: bool = False


PLAIN = _Form()


@dataclass(frozen=True, slots=True)
class _Way:
    """How a recording is sent, and what is asked back."""

    compact: bool
    form: _Form

    def after(self, refusal: Exception) -> "_Way | None":
        """What to try where this was refused; None: nothing is simpler, or it was about something else."""
        status = getattr(refusal, "status_code", None)
        if self.compact and (status == BROKE or isinstance(refusal, ServiceUnavailable)):
            return replace(self, compact=False)
        if status not in REFUSED:
            return None
        if self.compact and (self.form == PLAIN or not _ABOUT_THE_ANSWER.search(str(refusal))):
            return replace(self, compact=False)
        return None if self.form == PLAIN else replace(self, form=PLAIN)


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
        seconds = await asyncio.to_thread(sound_seconds, utterance) if wish else 0.0
        patience = self._service.timeout_seconds + seconds
        service = replace(self._service, timeout_seconds=patience)
        wish = wish or TranscriptionWish(words=self._confidence)
        wish = replace(wish, language=wish.language or self._language, prompt=wish.prompt or self._prompt)
        return await service.attempt(lambda: self._ask(utterance, wish, patience))

    async def _ask(self, utterance: Recording, wish: TranscriptionWish, patience: float) -> Transcript:
        way = first = self._best_way(utterance, wish)
        while True:
            try:
                transcript = self._read(await self._send(utterance, wish, way, patience), wish)
            except (openai.APIStatusError, ServiceUnavailable) as refusal:
                simpler = way.after(refusal)
                if simpler is None:
                    raise
                way = simpler
            else:
                self._remember(first, way)
                return transcript

    def _read(self, answer: Any, wish: TranscriptionWish) -> Transcript:
        try:
            return read_transcript(answer, wish)
        except ValueError as error:
            raise self._service.no_answer() from error

    def _best_way(self, utterance: Recording, wish: TranscriptionWish) -> _Way:
        client, endpoint = self._service.client, self._service.endpoint
        # The local engine is on this machine: there is nothing to be saved on the way.
        compact = bool(_compact(utterance)) and endpoint.kind != "local" and client not in _wav_only
        return _Way(compact, PLAIN if client in _plain_only else best_form(endpoint.model, wish))

    def _remember(self, first: _Way, taken: _Way) -> None:
        """Only what was taken in the end tells: the recording itself may have been what was refused."""
        client = self._service.client
        if taken.form != first.form:
            _plain_only.add(client)
        if taken.compact != first.compact:
            log.info("%s does not take Ogg Opus", self._service.endpoint.title)
            _wav_only.add(client)

    async def _send(self, utterance: Recording, wish: TranscriptionWish, way: _Way, patience: float) -> Any:
        if way.compact:
            return await self._upload((f"{utterance.path.stem}.ogg", _compact(utterance)), wish, way, patience)
        with utterance.path.open("rb") as file:  # sent block by block: as bytes it would be copied three times
            return await self._upload((utterance.path.name, file), wish, way, patience)

    async def _upload(
        self, sound: tuple[str, bytes | BinaryIO], wish: TranscriptionWish, way: _Way, patience: float
    ) -> Any:
        answer = await self._service.client.audio.transcriptions.with_raw_response.create(
            model=self._service.endpoint.model,
            file=sound,
            language=wish.language or omit,
            prompt=wish.prompt or omit,
            response_format=way.form.response_format,
            timestamp_granularities=list(way.form.times) or omit,
            include=["logprobs"] if way.form.logprobs else omit,
            timeout=patience,
        )
        is_json = answer.text.lstrip().startswith("{") or "json" in answer.headers.get("content-type", "")
        return told(answer.content) if is_json else answer.text


def sound_seconds(recording: Recording) -> float:
    """How long a recording of ours lasts, by its size."""
    return recording.path.stat().st_size / BYTES_PER_SECOND


def _compact(utterance: Recording) -> bytes:
    sound: bytes = getattr(utterance, "compact", b"")
    return sound


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
