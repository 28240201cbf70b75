from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import likeness
from voiceassistant.audio import compact, ogg
from voiceassistant.audio.compact import CompactEncoder, compact_encoder
from voiceassistant.audio.files import load
from voiceassistant.audio.recording import Recording
from voiceassistant.audio.ring import Samples
from voiceassistant.resource_files import resource

pytestmark = pytest.mark.slow

RATE = 16_000


@pytest.fixture(scope="module")
def said() -> Samples:
    return load(resource("samples/question-capital.wav"), RATE)


def encoded(sound: Samples, piece: int = 160) -> CompactEncoder:
    encoder = CompactEncoder()
    for start in range(0, len(sound), piece):
        encoder.feed(sound[start : start + piece])
    return encoder


def decoded(data: bytes, folder: Path) -> Samples:
    path = folder / "decoded.ogg"
    path.write_bytes(data)
    return load(path, RATE)


@pytest.mark.parametrize("piece", [160, 333, 5000])
def test_what_is_decoded_is_what_was_said_to_the_sample(said: Samples, tmp_path: Path, piece: int) -> None:
    heard = decoded(encoded(said, piece).snapshot(), tmp_path)
    assert abs(len(heard) - len(said)) <= 32  # ffmpeg's resampler
    assert likeness(heard, said) > 0.95


def test_it_is_a_fraction_of_the_wav_files_size(said: Samples) -> None:
    assert len(encoded(said).snapshot()) < len(said) * 2 / 5


def test_the_encoder_goes_on_after_a_snapshot_as_if_nothing_had_been(said: Samples, tmp_path: Path) -> None:
    whole = encoded(said).snapshot()
    encoder = CompactEncoder()
    for start in range(0, len(said), 1000):
        encoder.feed(said[start : start + 1000])
        encoder.snapshot()
    assert encoder.snapshot() == whole
    half = encoded(said[: len(said) // 2]).snapshot()
    assert abs(len(decoded(half, tmp_path)) - len(said) // 2) <= 32


@pytest.mark.parametrize("samples", [1, 319, 320, 16_000, 16_001])
def test_recordings_of_any_length_are_whole_files(samples: int, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, samples).astype(np.float32)
    heard = decoded(encoded(noise).snapshot(), tmp_path)
    assert abs(len(heard) - samples) <= 32


def test_the_checksum_is_oggs() -> None:
    """By the polynomial, bit by bit, as RFC 3533 has it."""
    data = bytes(range(256)) * 3
    crc = 0
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 1 << 31 else 0)) & 0xFFFFFFFF
    assert ogg._checksum(data) == crc


def test_long_packets_take_several_segments() -> None:
    made = ogg.page(1, 5, 960, [bytes(600), bytes(255), bytes(3)])
    assert made[26] == 6
    assert made[27:33] == bytes((255, 255, 90, 255, 0, 3))


def test_a_recording_carries_what_was_recorded_so_far(said: Samples, tmp_path: Path) -> None:
    recording = Recording(tmp_path / "said.wav")
    recording.feed(said[:RATE])
    early = recording.snapshot(0.0, 1.0)
    recording.feed(said[RATE:])
    late = recording.finish(0.0, 1.0)
    assert abs(len(decoded(early.compact, tmp_path)) - RATE) <= 32
    assert abs(len(decoded(late.compact, tmp_path)) - len(said)) <= 32


def test_without_the_library_a_recording_is_as_before(
    said: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise OSError("libopus.so: cannot open shared object file")

    monkeypatch.setattr(compact, "_libopus", missing)
    assert compact_encoder() is None
    recording = Recording(tmp_path / "said.wav")
    recording.feed(said)
    utterance = recording.finish(0.0, 1.0)
    assert utterance.compact == b""
    assert len(load(utterance.path, RATE)) == len(said)
