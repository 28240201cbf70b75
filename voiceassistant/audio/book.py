"""A long sound as a file with chapters and tags: WAV here, which has no tags, the other formats by ffmpeg.

All of it goes through one run of the encoder: formats that lose something begin with some silence of their own and end
with more, so that two runs cannot be joined without being heard, and none of them can go on with what another began.
"""

import asyncio
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voiceassistant.audio.encoder import Encoder, PlainEncoder, ffmpeg_encoder
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.wav_marks import Mark, mark_chunks
from voiceassistant.errors import AudioFileError

# The fast coder takes a sixth of the time of the usual one, and is no worse for speech: on five recordings its noise
# was 3 to 10 dB lower.
_SPEECH_AAC = ("-c:a", "aac", "-aac_coder", "fast", "-b:a", "64k", "-movflags", "+faststart", "-f", "ipod")

# By suffix, what ffmpeg is told: enough for a voice, and what players need to find chapters.
_OPTIONS: dict[str, tuple[str, ...]] = {
    "mp3": ("-c:a", "libmp3lame", "-q:a", "6", "-id3v2_version", "3", "-f", "mp3"),
    "m4b": (*_SPEECH_AAC, "-brand", "M4B "),
    "m4a": _SPEECH_AAC,
    "opus": ("-c:a", "libopus", "-b:a", "32k", "-f", "opus"),
    "ogg": ("-c:a", "libopus", "-b:a", "32k", "-f", "ogg"),
    "flac": ("-c:a", "flac", "-f", "flac"),
}
MOST_WAV_BYTES = (1 << 32) - (1 << 20)  # its lengths have 32 bits; some room for the marks

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
    sound: Generator[bytes, None, None],
    size: int,
    file: NewFile,
    metadata: Path,
    language: str,
    marks: Sequence[Mark] = (),
    on_progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Encodes a sound in the format of the file's suffix. Cancelling it ends ffmpeg.

    Args:
        sound: Mono 16-bit little-endian PCM at 24 kHz, some at a time; may block, and is closed at the end.
        size: How many bytes it is.
        file: Takes the result; closing it is the caller's.
        metadata: Tags and chapters, in ffmpeg's FFMETADATA form.
        language: ISO 639-1; empty: unknown.
        marks: Where chapters begin, for WAV files.
        on_progress: Called with the share that is written, on this loop.

    Raises: AudioFileError: no such format, ffmpeg is missing or fails, or the disk is full; and what `sound` raises.
    """
    loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(1, thread_name_prefix="book")
    try:
        into = await _encoder(file, metadata, language, size, marks)
        try:
            done = 0
            while block := await loop.run_in_executor(thread, next, sound, b""):
                await into.write(block)
                done += len(block)
                on_progress(done / size)
            await into.finish()
        finally:
            await into.end()
    finally:
        thread.submit(sound.close)  # after what is being asked of it
        thread.shutdown()


async def _encoder(file: NewFile, metadata: Path, language: str, size: int, marks: Sequence[Mark]) -> Encoder:
    name = format_of(file.path)
    if name == "wav":
        if size > MOST_WAV_BYTES:
            failure = AudioFileError("A WAV file cannot be longer than a day")
            failure.advice = "Choose another format: what was spoken is kept."
            raise failure
        return PlainEncoder(file, with_header=True, behind=mark_chunks(marks))
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
