"""What a transcription or a speech server can do, found out by a recording and a sentence."""

import warnings
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from openai import omit

from voiceassistant.capabilities import Ability, Capability
from voiceassistant.speech.heard_words import read_transcript
from voiceassistant.speech.realtime import RealtimeSynthesiser
from voiceassistant.speech.synthesise import NO_SOUND
from voiceassistant.transcripts import Transcript, TranscriptionWish
from voiceassistant.trial import Refused, Trial, Unknown

SENTENCE = "Hello, this is a test."
FAST, SHORTER = 1.5, 0.9  # a sentence at this speed lasts at most so much of its usual time

Found = tuple[bool | None, str]


class TranscriptionProbe:
    """Sends the recording two to four times."""

    def __init__(self, trial: Trial, recording: Path) -> None:
        self._trial, self._endpoint = trial, trial.service.endpoint
        self._name, self._sound = recording.name, recording.read_bytes()

    async def run(self) -> list[Ability]:
        heard, refusal = await self._timed()
        if heard is None:
            transcribes, confidence = await self._plain(refusal)
        else:
            transcribes = Ability(Capability.TRANSCRIBE, True)
            sure = any(word.probability is not None for word in heard.words)
            confidence = Ability(Capability.HEARD_CONFIDENCE, sure, "" if sure else "it told no probabilities")
        if not transcribes.can:
            note = "it does not transcribe" if transcribes.can is False else transcribes.note
            return [transcribes, *(Ability(capability, transcribes.can, note) for capability in REST)]
        return [
            transcribes,
            _told(Capability.WORD_TIMES, bool(heard and any(word.end for word in heard.words)), refusal),
            _told(Capability.SEGMENT_TIMES, bool(heard and any(segment.end for segment in heard.segments)), refusal),
            confidence,
            await self._trial.find_out(Capability.TRANSLATE, self._translates),
        ]

    async def _timed(self) -> tuple[Transcript | None, Refused | Unknown | None]:
        """With the times of words and segments; None and why not."""
        form = {"response_format": "verbose_json", "timestamp_granularities": ["word", "segment"]}
        try:
            return await self._hear(form), None
        except (Refused, Unknown) as reason:
            return None, reason

    async def _plain(self, refusal: Refused | Unknown | None) -> tuple[Ability, Ability]:
        """Whether it transcribes at all, and tells how sure it was, as OpenAI's models without times do."""
        sure = bool(refusal) and "gpt-" in self._endpoint.model
        confidence = _told(Capability.HEARD_CONFIDENCE, False, refusal)
        if sure:
            try:
                heard = await self._hear({"response_format": "json", "include": ["logprobs"]})
                told = bool(heard.words)
                return Ability(Capability.TRANSCRIBE, True), _told(Capability.HEARD_CONFIDENCE, told, None)
            except Refused as refused:
                confidence = Ability(Capability.HEARD_CONFIDENCE, False, refused.words)
            except Unknown as unknown:
                confidence = Ability(Capability.HEARD_CONFIDENCE, None, str(unknown))

        async def look() -> Found:
            await self._hear({"response_format": "json"})
            return True, ""

        return await self._trial.find_out(Capability.TRANSCRIBE, look), confidence

    async def _translates(self) -> Found:
        async def send() -> Any:
            with warnings.catch_warnings():  # the endpoint ends in 2027, and only at OpenAI
                warnings.simplefilter("ignore", DeprecationWarning)
                asked = self._trial.service.client.audio.translations.create(
                    model=self._endpoint.model, file=(self._name, self._sound)
                )
            return await asked

        _text_of(await self._trial.ask(send))
        return True, ""

    async def _hear(self, form: dict[str, Any]) -> Transcript:
        """Raises Refused or Unknown."""
        send = partial(
            self._trial.service.client.audio.transcriptions.create,
            model=self._endpoint.model,
            file=(self._name, self._sound),
            **form,
        )
        answer = await self._trial.ask(send)
        _text_of(answer)
        return read_transcript(answer, TranscriptionWish(words=True, segments=True))


REST = (Capability.WORD_TIMES, Capability.SEGMENT_TIMES, Capability.HEARD_CONFIDENCE, Capability.TRANSLATE)


def _told(capability: Capability, told: bool, refusal: Refused | Unknown | None) -> Ability:
    if told:
        return Ability(capability, True)
    if isinstance(refusal, Unknown):
        return Ability(capability, None, str(refusal))
    return Ability(capability, False, refusal.words if refusal else "it took the wish and told nothing")


def _text_of(answer: Any) -> str:
    """Raises Refused: some servers say with status 200 that they have no such endpoint."""
    text = answer if isinstance(answer, str) else getattr(answer, "text", None)
    if not isinstance(text, str):
        raise Refused("what it sent is no transcript")
    return text


class Speaker(Protocol):
    """Speaks the sentence at a speed: its size in bytes, and whether it came as it was made."""

    async def __call__(self, speed: float) -> tuple[int, bool]: ...


class SpeechProbe:
    """Has the sentence spoken twice.

    Args:
        trial: The server.
        voice: The voice that the settings choose.
        realtime: Makes a synthesiser for that speed, where speech comes over a Realtime connection.
    """

    def __init__(self, trial: Trial, voice: str, realtime: Callable[[float], RealtimeSynthesiser] | None) -> None:
        self._trial, self._voice, self._realtime = trial, voice, realtime

    async def run(self) -> list[Ability]:
        speak: Speaker = self._over_realtime if self._realtime else self._over_http
        size, streamed = 0, False

        async def speaks() -> Found:
            nonlocal size, streamed
            size, streamed = await self._trial.ask(lambda: speak(1.0))
            return bool(size), "" if size else "it sent no sound"

        async def faster() -> Found:
            fast, _ = await self._trial.ask(lambda: speak(FAST))
            shorter = 0 < fast < SHORTER * size
            return shorter, "" if shorter else "it took the speed and spoke no faster"

        can = await self._trial.find_out(Capability.SPEAK, speaks)
        if not can.can:
            note = "it does not speak" if can.can is False else can.note
            return [can, Ability(Capability.SPEED, can.can, note), Ability(Capability.SPEECH_STREAM, can.can, note)]
        note = "" if streamed else "its sound came in one piece"
        return [
            can,
            await self._trial.find_out(Capability.SPEED, faster),
            Ability(Capability.SPEECH_STREAM, streamed, note),
        ]

    async def _over_http(self, speed: float) -> tuple[int, bool]:
        asked = self._trial.service.client.audio.speech.with_streaming_response.create(
            model=self._trial.service.endpoint.model,
            voice=self._voice,
            input=SENTENCE,
            response_format="pcm",
            speed=omit if speed == 1.0 else speed,
        )
        async with asked as response:
            if response.headers.get("content-type", "").startswith(NO_SOUND):
                raise Refused("what it sent is no sound")
            size = 0
            async for chunk in response.iter_bytes():
                size += len(chunk)
            return size, "content-length" not in response.headers

    async def _over_realtime(self, speed: float) -> tuple[int, bool]:
        assert self._realtime is not None
        synthesiser = self._realtime(speed)
        try:
            async with aclosing(synthesiser.synthesise(SENTENCE)) as chunks:
                sizes = [len(chunk) async for chunk in chunks]
        finally:
            await synthesiser.close()
        return sum(sizes), len(sizes) > 1
