"""What Whisper's encoder, and models made from it, hear of a sound: the logarithm of its energy in 80 bands."""

from functools import cache

import numpy as np
import numpy.typing as npt

from voiceassistant.audio.ring import Samples

RATE = 16_000
BANDS = 80
HOP = 160  # samples from one frame to the next: 10 ms
_WINDOW = 400
_QUIETEST = 1e-10
_RANGE = 8.0  # what is more than 80 dB below the loudest is as quiet as that

# Slaney's mel scale: even steps up to 1 kHz, then steps of an equal ratio.
_HERTZ_A_MEL = 200 / 3
_BREAK_HERTZ, _BREAK_MEL = 1000.0, 15.0
_LOG_STEP = np.log(6.4) / 27


def log_mel(samples: Samples) -> npt.NDArray[np.float32]:
    """The features that Whisper takes, without its padding.

    Args:
        samples: Mono float32, 16 kHz, shape (n,), n a multiple of HOP and at least 400.
    Returns:
        Shape (80, n / 160); 0.25 is ten decibels, and nothing is more than 2 below the loudest.
    Source: Radford et al., Robust Speech Recognition via Large-Scale Weak Supervision, 2022; the bands are those of
        Slaney's Auditory Toolbox.
    """
    padded = np.pad(samples, _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][: len(samples) // HOP]
    window, bands = _tables()
    spectrum = np.fft.rfft(frames * window)
    energy = bands @ (spectrum.real**2 + spectrum.imag**2).T
    loudness = np.log10(np.maximum(energy, _QUIETEST))
    features: npt.NDArray[np.float32] = (np.maximum(loudness, loudness.max() - _RANGE) + 4.0) / 4.0
    return features.astype(np.float32)


@cache
def _tables() -> tuple[Samples, Samples]:
    """A periodic Hann window, shape (400,), and how much each band has of each frequency, shape (80, 201)."""
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    frequencies = np.linspace(0, RATE / 2, _WINDOW // 2 + 1)
    edges = _hertz(np.linspace(0, _mel(RATE / 2), BANDS + 2))
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.minimum((frequencies - low) / (middle - low), (high - frequencies) / (high - middle))
    return window, (np.maximum(triangles, 0) * 2 / (high - low)).astype(np.float32)  # each of the same area


def _mel(hertz: float) -> float:
    """Of a frequency above the break."""
    return float(_BREAK_MEL + np.log(hertz / _BREAK_HERTZ) / _LOG_STEP)


def _hertz(mels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    above = _BREAK_HERTZ * np.exp(_LOG_STEP * (mels - _BREAK_MEL))
    return np.where(mels < _BREAK_MEL, mels * _HERTZ_A_MEL, above)
