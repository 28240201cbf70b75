"""Sound in files of a third of its size, from which it comes back bit by bit: FLAC, by ffmpeg."""

import subprocess
from collections.abc import Generator
from pathlib import Path

from voiceassistant.audio.decoding import NO_WINDOW
from voiceassistant.audio.files import ffmpeg_missing
from voiceassistant.audio.new_file import NewFile
from voiceassistant.audio.pcm import SCALE_RATE
from voiceassistant.errors import AudioFileError

BLOCK_BYTES = 1 << 18
LONGEST_SECONDS = 120.0  # some hundred times what it takes

_FFMPEG = ("ffmpeg", "-nostdin", "-v", "error")
_PCM = ("-f", "s16le", "-ar", str(SCALE_RATE), "-ac", "1")


class FlacPacker:
    """For mono 16-bit little-endian PCM at 24 kHz. Its methods block."""

    def pack(self, pcm: Path, packed: Path) -> None:
        """Makes a file of another.

        Raises AudioFileError: ffmpeg is missing, fails or hangs, or the disk is full; then the file is not there.
        """
        file = NewFile(packed)
        try:
            done = subprocess.run(
                (*_FFMPEG, *_PCM, "-i", str(pcm.resolve()), "-c:a", "flac", "-y", str(file.beside.resolve())),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                timeout=LONGEST_SECONDS, check=False, creationflags=NO_WINDOW,
            )  # fmt: skip
            if done.returncode or done.stderr:  # on a full disk it complains, but ends with 0
                raise AudioFileError(f"{packed.name} cannot be written: {_last_words(done.stderr)}")
            file.close()
        except FileNotFoundError as error:
            raise ffmpeg_missing("FLAC") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AudioFileError(f"{packed.name} cannot be written: {error}") from error
        finally:
            file.discard()

    def unpack(self, packed: Path) -> Generator[bytes, None, None]:
        """The samples, some at a time; where the file is damaged they end, or some are missing.

        Raises AudioFileError: ffmpeg is missing.
        """
        try:
            process = subprocess.Popen(
                (*_FFMPEG, "-xerror", "-err_detect", "crccheck+explode", "-i", str(packed.resolve()), *_PCM, "pipe:1"),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=NO_WINDOW,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise ffmpeg_missing("FLAC") from error
        except OSError as error:
            raise AudioFileError(f"{packed.name} cannot be read: {error.strerror}") from error
        assert process.stdout is not None
        try:
            while block := process.stdout.read(BLOCK_BYTES):
                yield block
        finally:
            process.kill()
            process.stdout.close()
            process.wait()


def _last_words(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines() or ["ffmpeg failed"]
    return lines[-1].rpartition(": ")[2]
