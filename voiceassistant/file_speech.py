"""A text's speech as a file: joins the speech role, the text's sentences and `audio/encoder.py`."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from voiceassistant.audio.encoder import encoder
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.wav import repair_length
from voiceassistant.engine.recital import sentences_of
from voiceassistant.errors import AudioFileError, ServiceUnavailable
from voiceassistant.servers.fallback import Voice
from voiceassistant.speech.synthesise import Format

# By suffix: what the API calls the format; what it does not have is encoded here.
FORMATS: dict[str, Format | None] = {
    "mp3": "mp3",
    "opus": "opus",
    "ogg": "opus",
    "aac": "aac",
    "m4a": None,
    "flac": "flac",
    "wav": "wav",
    "pcm": "pcm",
}
# A request takes 4,096 characters, newer models only 2,000 tokens: counted in bytes, a text in any script fits both.
LONGEST_BYTES = 4096


def format_of(path: Path, name: str = "") -> str:
    """The format called `name`, else that of the suffix. Raises AudioFileError."""
    found = name or path.suffix.removeprefix(".").lower()
    if found not in FORMATS:
        failure = AudioFileError(f"{path.name} does not end like a sound file")
        failure.advice = f"Choose one of {', '.join(FORMATS)}."
        raise failure
    return found


async def save_speech(text: str, path: Path, voice: Voice, name: str = "") -> None:
    """Writes the file once all of it is there; until then, and after a failure, the place is as it was.

    Args:
        text: May hold Markdown, and be of any length.
        path: Where to.
        voice: Asked for the format itself where it has that and the text fits one request.
        name: The format's; empty: that of the suffix.

    Raises: ServiceError, AudioFileError; AssistantError: there is nothing to say in it.
    """
    chosen = format_of(path, name)
    sentences, asked = [sentence.speech for sentence in sentences_of(text)], FORMATS[chosen]
    # What speaks in one format only is asked sentence by sentence: a model that talks strays from longer texts.
    pieces = grouped(sentences) if len(voice.formats) > 1 else sentences
    file = NewFile(path)
    try:
        if len(pieces) == 1 and asked is not None and asked in voice.formats:
            await _as_it_comes(file, voice.synthesise(pieces[0], asked))
            if asked == "wav":
                repair_length(file.beside)
        else:
            await _encoded(file, chosen, _spoken(pieces, voice))
        file.close()
    finally:
        file.discard()


def grouped(sentences: Sequence[str]) -> list[str]:
    """As few texts as requests take: many sentences in one sound better than each by itself."""
    groups = [sentences[0]]
    for sentence in sentences[1:]:
        longer = f"{groups[-1]} {sentence}"
        if len(longer.encode()) <= LONGEST_BYTES:
            groups[-1] = longer
        else:
            groups.append(sentence)
    return groups


async def _spoken(pieces: Sequence[str], voice: Voice) -> AsyncGenerator[bytes, None]:
    for piece in pieces:
        async with aclosing(voice.synthesise(piece)) as chunks:
            async for chunk in chunks:
                yield chunk


async def _as_it_comes(file: NewFile, chunks: AsyncGenerator[bytes, None]) -> None:
    size = 0
    async with aclosing(chunks):
        async for chunk in chunks:
            file.write(chunk)
            size += len(chunk)
    _check(size)


async def _encoded(file: NewFile, name: str, chunks: AsyncGenerator[bytes, None]) -> None:
    size = 0
    into = await encoder(file, name)
    try:
        async with aclosing(chunks):
            async for chunk in chunks:
                await into.write(chunk)
                size += len(chunk)
        _check(size)
        await into.finish()
    finally:
        await into.end()


def _check(size: int) -> None:
    if not size:
        raise ServiceUnavailable("The speech server sent no sound")
