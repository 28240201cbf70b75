"""Speech to English text: by the server where it can, by a chat model from the transcript where it cannot."""

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, BinaryIO

import openai
from openai import omit

from voiceassistant.client import Service
from voiceassistant.speech.heard_words import read_transcript
from voiceassistant.speech.transcribe import ApiTranscriber, Recording, sound_seconds
from voiceassistant.transcripts import Transcript, TranscriptionWish

NO_TRANSLATIONS = (400, 404, 405, 422, 501)  # how servers say that they have no such endpoint, or not for this model


class Translator:
    """Listens as ApiTranscriber does, and answers in English.

    Args:
        transcriber: Hears what the server does not translate.
        service: The transcription role's server.
        to_english: Has a chat model translate a text. Raises ServiceError.
        is_english: Whether a text is.
    """

    def __init__(
        self,
        transcriber: ApiTranscriber,
        service: Service,
        to_english: Callable[[str], Awaitable[str]],
        is_english: Callable[[str], bool],
    ) -> None:
        self._transcriber, self._service = transcriber, service
        self._to_english, self._is_english = to_english, is_english

    async def transcribe(self, utterance: Recording, wish: TranscriptionWish) -> Transcript:
        """`Transcript.translated` says who did it. Raises ServiceError."""
        heard = await self._by_server(utterance, wish)
        if heard is not None and self._is_english(heard.text):
            return replace(heard, language="en")
        heard = await self._transcriber.transcribe(utterance, wish)
        known = heard.language or wish.language
        if known == "en" or (not known and self._is_english(heard.text)) or not heard.text.strip():
            return heard
        return await self._by_chat(heard)

    async def _by_server(self, utterance: Recording, wish: TranscriptionWish) -> Transcript | None:
        if "whisper" not in self._service.endpoint.model.lower():
            return None  # Whisper's successors have no such endpoint
        patience = self._service.timeout_seconds + await asyncio.to_thread(sound_seconds, utterance)

        async def send() -> Transcript | None:
            try:
                with utterance.path.open("rb") as sound:
                    answer = await self._send((utterance.path.name, sound), wish, patience)
            except openai.APIStatusError as error:
                if error.status_code in NO_TRANSLATIONS:
                    return None
                raise
            by_chat = getattr(answer, "translated_by", "") == "chat model"  # the local engine tells
            try:
                heard = read_transcript(answer, wish)
            except ValueError:  # so do some servers say, with status 200, that they have no such endpoint
                return None
            return replace(heard, translated="chat" if by_chat else "server")

        return await replace(self._service, timeout_seconds=patience).attempt(send)

    async def _send(self, file: tuple[str, BinaryIO], wish: TranscriptionWish, patience: float) -> Any:
        with warnings.catch_warnings():  # the endpoint ends in 2027, and only at OpenAI
            warnings.simplefilter("ignore", DeprecationWarning)
            asked = self._service.client.audio.translations.create(
                model=self._service.endpoint.model,
                file=file,
                prompt=wish.prompt or omit,
                response_format="verbose_json",
                timeout=patience,
            )
        return await asked

    async def _by_chat(self, heard: Transcript) -> Transcript:
        """Segment by segment where those are wished for, so that each keeps its time. Words have none any more."""
        if heard.segments:
            segments = [replace(part, text=await self._in_one_line(part.text)) for part in heard.segments]
            text = " ".join(part.text for part in segments)
        else:
            segments, text = [], await self._to_english(heard.text)
        return replace(
            heard, text=text.strip(), words=(), segments=tuple(segments), translated="chat", original=heard.text
        )

    async def _in_one_line(self, text: str) -> str:
        """A chat model may answer in several; in subtitles an empty one would end the phrase."""
        return " ".join((await self._to_english(text)).split())
