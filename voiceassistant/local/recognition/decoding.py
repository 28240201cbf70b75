"""Audio files of any format that ffmpeg's libraries read, as samples; PyAV is imported when the first one comes."""

import io
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.recognition.speech_runs import RATE

LONGEST_SECONDS = 2 * 3600
"""As samples, that is half a gigabyte; 25 MB of well compressed silence would be many times as much."""


def decode(audio: bytes, check: Callable[[], None]) -> npt.NDArray[np.float32]:
    """A file's sound, mono, 16 kHz; what of it is damaged is left out.

    Args:
        audio: The file's bytes.
        check: Called between the blocks; what it raises ends the work.
    Raises:
        ApiError: It cannot be read, or is longer than LONGEST_SECONDS.
    """
    from av.error import FFmpegError

    blocks: list[npt.NDArray[np.int16]] = []
    length = 0
    try:
        for block in _blocks(audio):
            check()
            blocks.append(block)
            length += len(block)
            if length > LONGEST_SECONDS * RATE:
                message = f"Audio file is too long. Maximum audio length is {LONGEST_SECONDS} seconds."
                raise ApiError(400, message, param="file", code="audio_too_long")
    except (FFmpegError, OSError, ValueError, IndexError, RuntimeError) as error:
        message = "Audio file might be corrupted or unsupported."
        raise ApiError(400, message, param="file", code="invalid_value") from error
    samples = np.concatenate(blocks) if blocks else np.empty(0, np.int16)
    return samples.astype(np.float32) / np.float32(32_768)


def _blocks(audio: bytes) -> Iterator[npt.NDArray[np.int16]]:
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(io.BytesIO(audio), mode="r", metadata_errors="ignore") as container:
        for frame in chain(_frames(container), [None]):  # None: the rest
            for resampled in resampler.resample(frame):
                yield resampled.to_ndarray().ravel().astype(np.int16, copy=False)


def _frames(container: Any) -> Iterator[Any]:
    from av.error import InvalidDataError

    frames = container.decode(audio=0)
    while True:
        try:
            frame = next(frames)
        except StopIteration:
            return
        except InvalidDataError:
            continue
        frame.pts = None  # a gap in the times is no gap in the sound
        yield frame
