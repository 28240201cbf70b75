import wave
from pathlib import Path

import numpy as np
import pytest

from tests.audio.sounds import tone
from voiceassistant.audio.wav import HEADER_BYTES, SAVE_EVERY_SECONDS, WavWriter, repair_wav
from voiceassistant.errors import AudioFileError

RATE = 16_000


def seconds_in(path: Path) -> float:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return file.getnframes() / RATE


def test_a_growing_file_can_be_read_all_the_time(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "growing.wav"
    writer = WavWriter(path, RATE)
    assert seconds_in(path) == 0.0
    for blocks in range(1, 101):
        writer.append(tone(0.02, RATE))
        assert blocks * 0.02 - seconds_in(path) <= SAVE_EVERY_SECONDS + 0.001
    writer.close()
    assert seconds_in(path) == pytest.approx(2.0)


def test_samples_beyond_full_scale_are_clipped_not_wrapped(tmp_path: Path) -> None:
    writer = WavWriter(tmp_path / "loud.wav", RATE)
    writer.append(np.array([2.0, -2.0, 0.0], np.float32))
    writer.close()
    with wave.open(str(writer.path)) as file:
        assert list(np.frombuffer(file.readframes(3), "<i2")) == [32767, -32767, 0]


def test_a_recording_cut_short_is_repaired(tmp_path: Path) -> None:
    whole = tmp_path / "whole.wav"
    writer = WavWriter(whole, RATE)
    writer.append(tone(1.0, RATE))
    writer.close()
    cut = tmp_path / "cut.wav"
    stale_header = whole.read_bytes()[:4] + bytes(4) + whole.read_bytes()[8:40] + bytes(4)
    cut.write_bytes(stale_header + whole.read_bytes()[HEADER_BYTES:] + b"\x01")  # half a sample at the end
    assert repair_wav(cut) == 1.0
    assert cut.read_bytes() == whole.read_bytes()


def test_what_is_no_recording_is_not_repaired(tmp_path: Path) -> None:
    path = tmp_path / "notes.wav"
    path.write_bytes(b"not a recording" * 9)
    with pytest.raises(AudioFileError, match="not a recording"):
        repair_wav(path)
    assert path.read_bytes() == b"not a recording" * 9
    with pytest.raises(AudioFileError):
        repair_wav(tmp_path / "missing.wav")


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AudioFileError) as caught:
        WavWriter(tmp_path / "file" / "recording.wav", RATE)
    assert "disk space" in caught.value.sentence


def test_discard_leaves_nothing(tmp_path: Path) -> None:
    writer = WavWriter(tmp_path / "gone.wav", RATE)
    writer.append(tone(0.1, RATE))
    writer.discard()
    assert not list(tmp_path.iterdir())
