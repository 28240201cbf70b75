"""With real ffmpeg."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from voiceassistant.audio.flac import FlacPacker
from voiceassistant.errors import AudioFileError

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def noise(count: int) -> bytes:
    return np.random.default_rng(1).integers(-32768, 32767, count).astype("<i2").tobytes()


@pytest.fixture
def pcm(tmp_path: Path) -> Path:
    path = tmp_path / "a.pcm"
    path.write_bytes(noise(100_001))
    return path


@needs_ffmpeg
def test_what_is_packed_comes_back_bit_by_bit(pcm: Path, tmp_path: Path) -> None:
    FlacPacker().pack(pcm, tmp_path / "a.flac")
    blocks = list(FlacPacker().unpack(tmp_path / "a.flac"))
    assert b"".join(blocks) == pcm.read_bytes()
    assert all(len(block) % 2 == 0 for block in blocks)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.flac", "a.pcm"]


@needs_ffmpeg
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "gone"])
def test_less_comes_back_of_what_is_damaged(pcm: Path, tmp_path: Path, damage: str) -> None:
    packed = tmp_path / "a.flac"
    FlacPacker().pack(pcm, packed)
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 255
    packed.write_bytes({"cut": content[:50_000], "flipped": content}.get(damage, b""))
    if damage == "gone":
        packed.unlink()
    assert len(b"".join(FlacPacker().unpack(packed))) < pcm.stat().st_size


@needs_ffmpeg
def test_who_has_enough_of_it_ends_ffmpeg(pcm: Path, tmp_path: Path) -> None:
    pcm.write_bytes(noise(4_000_000))
    FlacPacker().pack(pcm, tmp_path / "a.flac")
    blocks = FlacPacker().unpack(tmp_path / "a.flac")
    assert next(blocks)
    blocks.close()  # returns only when it has ended


@needs_ffmpeg
def test_what_cannot_be_packed_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match=r"a\.flac cannot be written: No such file"):
        FlacPacker().pack(tmp_path / "none.pcm", tmp_path / "a.flac")
    assert list(tmp_path.iterdir()) == []


def test_without_ffmpeg_that_is_told(pcm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for FLAC, is not installed"):
        FlacPacker().pack(pcm, tmp_path / "a.flac")
    with pytest.raises(AudioFileError, match="ffmpeg, which is needed for FLAC, is not installed"):
        next(FlacPacker().unpack(tmp_path / "a.flac"))
