"""Audio files of every usual format, in and out. The only user of pydub, which asks ffmpeg for all but WAV."""

import io
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from voiceassistant.audio.resample import resample
from voiceassistant.audio.ring import Samples
from voiceassistant.audio.wav import header, to_int16
from voiceassistant.errors import AudioFileError

SPEECH_RATE = 16_000  # what transcription wants

# By file name: ffmpeg's format and codec.
FFMPEG_FORMATS: dict[str, tuple[str, str | None]] = {
    "mp3": ("mp3", None),
    "ogg": ("ogg", "libvorbis"),
    "opus": ("opus", "libopus"),
    "flac": ("flac", None),
    "m4a": ("ipod", "aac"),
    "aac": ("adts", "aac"),
}
FORMATS = ("wav", *FFMPEG_FORMATS)


def load(path: Path, rate: int = SPEECH_RATE) -> Samples:
    """Reads a sound file of any format that ffmpeg knows; WAV needs no ffmpeg.

    Returns: Mono float32, full scale ±1, shape (n,), at `rate`.
    Raises: AudioFileError: it is missing, empty or no sound, or ffmpeg is missing.
    """
    path = Path(path)
    check(path)
    segment = _decode(path)
    samples = np.array(segment.get_array_of_samples(), np.float32).reshape(-1, segment.channels)
    mono = samples.mean(axis=1) / np.float32(1 << (8 * segment.sample_width - 1))
    if not len(mono):
        raise AudioFileError(f"{path.name} holds no sound")
    return resample(np.ascontiguousarray(mono, np.float32), segment.frame_rate, rate)


def check(path: Path) -> None:
    """Raises AudioFileError where there is no file or nothing in it."""
    try:
        if path.stat().st_size == 0:
            raise AudioFileError(f"{path.name} is empty")
    except FileNotFoundError as error:
        raise AudioFileError(f"{path.name} does not exist") from error
    except OSError as error:
        raise AudioFileError(f"{path.name} cannot be read: {error.strerror}") from error


def save(path: Path, sound: Samples | bytes, rate: int) -> None:
    """Writes a sound file in the format its name ends with: wav, mp3, ogg, opus, flac, m4a or aac.

    Args:
        path: Its folder has to exist.
        sound: Mono, float32 samples at full scale ±1 or 16-bit little-endian PCM.
        rate: In Hz.

    Raises: AudioFileError: no such format, ffmpeg is missing, or the file cannot be written.
    """
    path = Path(path)
    encoded = encode(sound, rate, path.suffix.removeprefix("."))
    try:
        path.write_bytes(encoded)
    except OSError as error:
        failure = AudioFileError(f"{path.name} cannot be written: {error.strerror}")
        failure.advice = "Choose another place."
        raise failure from error


def wav_bytes(sound: Samples | bytes, rate: int) -> bytes:
    """A whole WAV file: mono, 16 bit. `sound` as in `save`."""
    pcm = _pcm(sound)
    return header(rate, len(pcm)) + pcm


def encode(sound: Samples | bytes, rate: int, name: str) -> bytes:
    """A whole file of the format called `name` (one of FORMATS, any case). `sound` and errors as in `save`."""
    name = name.lower()
    if name == "wav":
        return wav_bytes(sound, rate)
    if name not in FFMPEG_FORMATS:
        failure = AudioFileError(f"Sound cannot be written as {name or 'a file without a format'}")
        failure.advice = f"Choose one of {', '.join(FORMATS)}."
        raise failure
    format_name, codec = FFMPEG_FORMATS[name]
    pydub = _pydub()
    segment = pydub.AudioSegment(_pcm(sound), sample_width=2, frame_rate=rate, channels=1)
    out = io.BytesIO()
    try:
        segment.export(out, format=format_name, codec=codec)
    except FileNotFoundError as error:
        raise ffmpeg_missing(name) from error
    except pydub.exceptions.CouldntEncodeError as error:
        raise AudioFileError(f"ffmpeg could not write {name}") from error
    return out.getvalue()


def _decode(path: Path) -> Any:
    pydub, kind = _pydub(), path.suffix.removeprefix(".") or "this file"
    try:
        with path.open("rb") as file:
            if file.read(4) == b"RIFF":
                file.seek(0)
                return _quietly(lambda: pydub.AudioSegment.from_file(file, format="wav"))
        if not has_ffmpeg():
            raise ffmpeg_missing(kind)
        return pydub.AudioSegment.from_file(str(path.resolve()))  # absolute: never taken for an option or an address
    except FileNotFoundError as error:  # ffmpeg, for an unusual WAV; the file itself has been seen
        raise ffmpeg_missing(kind) from error
    except (pydub.exceptions.CouldntDecodeError, IndexError, KeyError, ValueError, EOFError) as error:
        raise AudioFileError(f"{path.name} is not a sound file, or it is damaged") from error
    except OSError as error:
        raise AudioFileError(f"{path.name} cannot be read: {error.strerror}") from error


def _pydub() -> Any:
    def load_package() -> Any:
        import pydub
        import pydub.exceptions

        return pydub

    return _quietly(load_package)


def _quietly(work: Callable[[], Any]) -> Any:
    """pydub warns of a missing ffmpeg, of which we tell when it is needed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return work()


def has_ffmpeg() -> bool:
    """Whether ffmpeg is installed, with ffprobe, which comes with it."""
    return shutil.which("ffmpeg") is not None and shutil.which("ffprobe") is not None


def ffmpeg_missing(name: str) -> AudioFileError:
    """What is told where something, such as "mp3", needs ffmpeg."""
    failure = AudioFileError(f"ffmpeg, which is needed for {name}, is not installed")
    failure.advice = "Install ffmpeg, or use a WAV file."
    return failure


def _pcm(sound: Samples | bytes) -> bytes:
    return sound if isinstance(sound, bytes) else to_int16(sound)
