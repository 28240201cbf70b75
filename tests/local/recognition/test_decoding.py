import io
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from voiceassistant.local.protocol.api_error import ApiError
from voiceassistant.local.recognition import decoding

KOREAN = Path(__file__).parents[1] / "recordings" / "korean.flac"


def wav(samples: npt.NDArray[np.int16], rate: int, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((channels, 2, rate, 0, "NONE", ""))
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def go_on() -> None:
    """Nobody hangs up."""


def tone(rate: int, seconds: float) -> npt.NDArray[np.int16]:
    return (16_384 * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)).astype("<i2")


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (48_000, 1)])
def test_any_rate_becomes_16_khz_mono_at_its_level(rate: int, channels: int) -> None:
    samples = decoding.decode(wav(np.repeat(tone(rate, 1.0), channels), rate, channels), go_on)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(16_000, abs=40)
    assert np.abs(samples[1000:-1000]).max() == pytest.approx(0.5, abs=0.02)


def test_flac_is_read_to_its_end() -> None:
    assert len(decoding.decode(KOREAN.read_bytes(), go_on)) == pytest.approx(3.05 * 16_000, abs=40)


def test_damage_within_is_left_out() -> None:
    sound = bytearray(KOREAN.read_bytes())
    sound[20_000:20_500] = bytes(500)
    assert 16_000 < len(decoding.decode(bytes(sound), go_on)) <= 3.1 * 16_000


@pytest.mark.parametrize("sound", [b"", b"no sound", KOREAN.read_bytes()[:100]])
def test_what_is_no_sound_is_refused(sound: bytes) -> None:
    with pytest.raises(ApiError, match="corrupted"):
        decoding.decode(sound, go_on)


def test_what_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LONGEST_SECONDS", 2)
    with pytest.raises(ApiError, match="Maximum audio length is 2 seconds"):
        decoding.decode(wav(tone(16_000, 2.2), 16_000), go_on)


def test_nobody_waits_for_it_any_more() -> None:
    class HungUp(Exception):
        pass

    def hang_up() -> None:
        raise HungUp

    with pytest.raises(HungUp):
        decoding.decode(KOREAN.read_bytes(), hang_up)
