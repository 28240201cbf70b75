"""How long a sound or video file is, before it is played."""

import asyncio
import json
import math
from pathlib import Path
from typing import Any

from voiceassistant.audio.decoding import NO_WINDOW, SoundFile
from voiceassistant.audio.files import check, ffmpeg_missing, has_ffmpeg
from voiceassistant.audio.wav_layout import wav_layout
from voiceassistant.errors import AudioFileError

PATIENCE_SECONDS = 60.0  # a file without a table of contents is read once to its end
_GUESSED = b"Estimating duration"  # what ffprobe says of an MP3 or AAC file without a header: it may be far off


async def examine(path: Path) -> SoundFile:
    """Raises AudioFileError: it is missing, empty or no sound, or ffmpeg is missing. Cancelling it ends the work."""
    await asyncio.to_thread(check, path)
    try:
        layout = await asyncio.to_thread(wav_layout, path)
    except OSError as error:
        raise AudioFileError(f"{path.name} cannot be read: {error.strerror}") from error
    seconds = layout.seconds if layout is not None else await _length(path)
    if not seconds:
        raise AudioFileError(f"{path.name} holds no sound")
    return SoundFile(path, seconds, layout)


async def _length(path: Path) -> float:
    if not has_ffmpeg():
        raise ffmpeg_missing(path.suffix.removeprefix(".") or "this file")
    told = await _told_length(path)
    return await _measured_length(path) if told is None else told


async def _told_length(path: Path) -> float | None:
    """What the file says of its sound's length; None where it does not, or where ffprobe guesses."""
    entries = "stream=start_time,duration:stream_tags=DURATION:format=start_time"
    options = ("-v", "warning", "-select_streams", "a:0", "-show_entries", entries, "-of", "json")
    status, told, said = await _ask(path, "ffprobe", *options, str(path.resolve()))
    if status:
        raise AudioFileError(f"{path.name} is not a sound file, or it is damaged")
    found: dict[str, Any] = json.loads(told)
    if not found.get("streams"):
        raise AudioFileError(f"{path.name} holds no sound")
    if _GUESSED in said:
        return None
    stream, whole = found["streams"][0], found.get("format", {})
    late = max(0.0, _seconds(stream.get("start_time")) - _seconds(whole.get("start_time")))
    length = _seconds(stream.get("duration"))
    return late + length if length else _seconds(stream.get("tags", {}).get("DURATION")) or None


async def _measured_length(path: Path) -> float:
    """Reads the file to its end without decoding it: some 50 MB in half a second."""
    source = ("-nostdin", "-v", "quiet", "-i", str(path.resolve()), "-vn", "-map", "0:a:0", "-c", "copy")
    progress = ("-f", "null", "-progress", "pipe:1", "-stats_period", "600", "-")
    _, told, _ = await _ask(path, "ffmpeg", *source, *progress)
    times = [line.partition("=")[2] for line in told.decode().splitlines() if line.startswith("out_time=")]
    return _seconds(times[-1]) if times else 0.0


def _seconds(told: str | None) -> float:
    """From "12.5" or "00:00:12.5"; 0 for anything else."""
    try:
        seconds = sum(float(part) * 60**power for power, part in enumerate(reversed((told or "").split(":"))))
    except ValueError:  # "N/A"
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0


async def _ask(path: Path, program: str, *options: str) -> tuple[int, bytes, bytes]:
    """Its exit status, what it wrote and what it said. Raises AudioFileError: it takes too long."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        program, *options, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, creationflags=NO_WINDOW
    )
    try:
        told, said = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    except TimeoutError as error:
        raise AudioFileError(f"{path.name} was not read within {PATIENCE_SECONDS:g} seconds") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return process.returncode, told, said
