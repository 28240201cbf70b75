"""With real ffmpeg."""

import asyncio
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.audio.sounds import pcm, tone
from voiceassistant.audio.book import MOST_WAV_BYTES, format_of, three_letters, write_book
from voiceassistant.audio.files import load
from voiceassistant.audio.new_file import NewFile
from voiceassistant.errors import AudioFileError, StoreError

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")

RATE = 24_000
SOUND = pcm(tone(3.0, RATE))


class Blocks:
    """Gives a sound in uneven blocks; `closed` tells whether it knows that nobody wants more."""

    def __init__(self, error: Exception | None = None) -> None:
        self.closed, self._error = False, error

    def give(self) -> Generator[bytes, None, None]:
        try:
            for place in range(0, len(SOUND), 10_002):
                yield SOUND[place : place + 10_002]
            if self._error:
                raise self._error
        finally:
            self.closed = True


@pytest.fixture
def metadata(tmp_path: Path) -> Path:
    path = tmp_path / "tags.txt"
    path.write_text(";FFMETADATA1\ntitle=A title\n")
    return path


@needs_ffmpeg
@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.m4b", "a.opus", "a.ogg", "a.m4a"])
async def test_a_sound_becomes_a_file(tmp_path: Path, metadata: Path, name: str) -> None:
    file, blocks, shares = NewFile(tmp_path / name), Blocks(), list[float]()
    await write_book(blocks.give(), len(SOUND), file, metadata, "en", on_progress=shares.append)
    file.close()
    assert len(load(tmp_path / name, RATE)) / RATE == pytest.approx(3.0, abs=0.1)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert blocks.closed


@needs_ffmpeg
@pytest.mark.parametrize("name", ["a.wav", "a.mp3"])
async def test_what_the_sound_raises_is_passed_on(tmp_path: Path, metadata: Path, name: str) -> None:
    file, blocks = NewFile(tmp_path / name), Blocks(StoreError("It is damaged"))
    with pytest.raises(StoreError):
        await write_book(blocks.give(), len(SOUND), file, metadata, "en")
    assert blocks.closed
    file.discard()


@needs_ffmpeg
async def test_cancelled_it_wants_no_more(tmp_path: Path, metadata: Path) -> None:
    file, blocks = NewFile(tmp_path / "a.mp3"), Blocks()
    work = asyncio.create_task(
        write_book(blocks.give(), len(SOUND), file, metadata, "en", on_progress=lambda _share: work.cancel())
    )
    with pytest.raises(asyncio.CancelledError):
        await work
    assert blocks.closed
    file.discard()


@needs_ffmpeg
async def test_where_ffmpeg_cannot_write_that_is_told_with_what_helps(tmp_path: Path, metadata: Path) -> None:
    file = NewFile(tmp_path / "a.mp3")
    file.beside.unlink()
    file.beside = tmp_path / "nowhere" / "a.mp3"
    with pytest.raises(AudioFileError) as told:
        await write_book(Blocks().give(), len(SOUND), file, metadata, "en")
    assert told.value.sentence == (
        "a.mp3 cannot be written: No such file or directory. Choose another place, or make room there."
    )
    file.discard()


async def test_a_wav_file_of_more_than_a_day_is_refused_before_it_is_begun(tmp_path: Path, metadata: Path) -> None:
    file, blocks = NewFile(tmp_path / "a.wav"), Blocks()
    with pytest.raises(AudioFileError, match="longer than a day"):
        await write_book(blocks.give(), MOST_WAV_BYTES + 2, file, metadata, "en")
    file.discard()


def test_what_is_no_sound_file_is_told() -> None:
    assert format_of(Path("a.M4B")) == "m4b"
    with pytest.raises(AudioFileError, match="does not end like a sound file"):
        format_of(Path("a.docx"))


def test_languages_are_called_as_mp4_files_call_them() -> None:
    assert [three_letters(code) for code in ("en", "ko", "xx")] == ["eng", "kor", "und"]
