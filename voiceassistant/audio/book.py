"""A long sound as a file with chapters and tags: WAV here, which has none, the other formats by ffmpeg."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from voiceassistant.audio.encoder import Encoder, PlainEncoder, ffmpeg_encoder
from voiceassistant.audio.new_file import NewFile
from voiceassistant.errors import AudioFileError

BLOCK_BYTES = 1 << 20

_SPEECH_AAC = ("-c:a", "aac", "-b:a", "64k", "-movflags", "+faststart", "-f", "ipod")

# By suffix, what ffmpeg is told: enough for a voice, and what players need to find chapters.
_OPTIONS: dict[str, tuple[str, ...]] = {
    "mp3": ("-c:a", "libmp3lame", "-q:a", "6", "-id3v2_version", "3", "-f", "mp3"),
    "m4b": (*_SPEECH_AAC, "-brand", "M4B "),
    "m4a": _SPEECH_AAC,
    "opus": ("-c:a", "libopus", "-b:a", "32k", "-f", "opus"),
    "ogg": ("-c:a", "libopus", "-b:a", "32k", "-f", "ogg"),
    "flac": ("-c:a", "flac", "-f", "flac"),
}
VORBIS_COMMENTS = ("opus", "ogg", "flac")  # have their chapters among their tags
FORMATS = ("mp3", "m4b", "wav", "m4a", "opus", "ogg", "flac")


def format_of(path: Path) -> str:
    """Raises AudioFileError: the suffix is that of no format that books are written in."""
    name = path.suffix.removeprefix(".").lower()
    if name not in FORMATS:
        failure = AudioFileError(f"{path.name} does not end like a sound file")
        failure.advice = f"Choose one of {', '.join(FORMATS)}."
        raise failure
    return name


async def write_book(
    sound: Path,
    file: NewFile,
    metadata: Path,
    language: str,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Encodes a sound in the format of the file's suffix. Cancelling it ends ffmpeg.

    Args:
        sound: Mono 16-bit little-endian PCM at 24 kHz.
        file: Takes the result; closing it is the caller's.
        metadata: Tags and chapters, in ffmpeg's FFMETADATA form.
        language: ISO 639-1; empty: unknown.
        on_progress: Called with the share that is written, on this loop.

    Raises: AudioFileError: no such format, ffmpeg is missing or fails, or the disk is full.
    """
    into = await _encoder(file, metadata, language)
    try:
        with sound.open("rb") as samples:
            size, done = sound.stat().st_size, 0
            while block := await asyncio.to_thread(samples.read, BLOCK_BYTES):
                await into.write(block)
                done += len(block)
                on_progress(done / size)
        await into.finish()
    finally:
        await into.end()


async def _encoder(file: NewFile, metadata: Path, language: str) -> Encoder:
    name = format_of(file.path)
    if name == "wav":
        return PlainEncoder(file, with_header=True)
    tags = (
        "-f",
        "ffmetadata",
        "-i",
        str(metadata.resolve()),
        "-map",
        "0:a",
        "-map_metadata",
        "1",
        "-map_chapters",
        "1",
    )
    spoken_in = ("-metadata:s:a:0", f"language={three_letters(language)}") if language else ()
    return await ffmpeg_encoder(file, name, (*tags, *spoken_in, *_OPTIONS[name]))


_THREE_LETTERS = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn",
    "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "th": "tha",
    "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip


def three_letters(language: str) -> str:
    """ISO 639-2 of an ISO 639-1 code, as MP4 files name languages; "und" of one that is not known here."""
    return _THREE_LETTERS.get(language[:2].lower(), "und")
