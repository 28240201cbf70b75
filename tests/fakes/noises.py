"""Sounds of a room that are no questions, made from nothing but seeds: mono float32, 16 kHz, full scale ±1."""

from collections.abc import Sequence

import numpy as np

from voiceassistant.audio.ring import Samples

RATE = 16_000


def at_level(sound: Samples, level_dbfs: float) -> Samples:
    """The same with this RMS level over the parts that are not nearly silent."""
    loud = np.abs(sound) > 0.02 * np.abs(sound).max()
    power = float(np.mean(sound[loud] ** 2)) if loud.any() else 1.0
    return np.asarray(sound * (10.0 ** (level_dbfs / 20.0) / np.sqrt(power)), np.float32)


def pink_noise(seconds: float, level_dbfs: float = -50.0, seed: int = 0) -> Samples:
    """A room, a fan: as much power in each octave."""
    return at_level(_coloured(seconds, seed, lambda hertz: 1.0 / np.sqrt(np.maximum(hertz, 20.0))), level_dbfs)


def mains_hum(seconds: float, level_dbfs: float = -50.0) -> Samples:
    """50 Hz and its harmonics."""
    times = _times(seconds)
    tones = [np.sin(2 * np.pi * 50.0 * n * times + n) / n for n in (1, 2, 3, 4, 5, 6, 7, 9)]
    return at_level(np.sum(tones, axis=0), level_dbfs)


def babble(voices: Sequence[Samples], seconds: float, level_dbfs: float = -50.0, seed: int = 0) -> Samples:
    """Many people at once, far away: the voices over and over each other, from anywhere in them, smeared by a hall."""
    random, count = np.random.default_rng(seed), round(seconds * RATE)
    crowd = np.zeros(count)
    for number in range(12):
        voice = voices[number % len(voices)]
        crowd += np.roll(np.resize(voice / np.sqrt(np.mean(voice**2)), count), random.integers(count))
    hall = random.standard_normal(RATE // 2) * np.exp(-np.arange(RATE // 2) / (0.12 * RATE))
    size = count + len(hall)
    return at_level(np.fft.irfft(np.fft.rfft(crowd, size) * np.fft.rfft(hall, size), size)[:count], level_dbfs)


def door_slam(level_dbfs: float = -25.0, seed: int = 0) -> Samples:
    """A blow, the wood's resonances, and the room after it: 0.5 s."""
    random, times = np.random.default_rng(seed), _times(0.5)
    blow = random.standard_normal(len(times)) * np.exp(-times / 0.012)
    wood = sum(
        np.sin(2 * np.pi * hertz * times + phase) * np.exp(-times / decay)
        for hertz, phase, decay in ((72.0, 0.3, 0.09), (118.0, 1.1, 0.07), (187.0, 2.0, 0.05), (331.0, 0.7, 0.03))
    )
    room = _coloured(0.5, seed + 1, lambda hertz: 1.0 / (1.0 + hertz / 400.0)) * np.exp(-times / 0.08)
    return at_level((1.2 * blow + wood + 3.0 * room * (times > 0.004)).astype(np.float32), level_dbfs)


def cough(level_dbfs: float = -25.0, seed: int = 0) -> Samples:
    """The burst as the throat opens, the breath after it, a hoarse end: 0.35 s."""
    random, times = np.random.default_rng(seed), _times(0.35)
    burst = np.exp(-((times - 0.015) ** 2) / 0.012**2)
    breath = 0.35 * np.exp(-((times - 0.1) ** 2) / 0.06**2)
    hoarse = 0.25 * np.exp(-((times - 0.25) ** 2) / 0.035**2)
    noise = _resonant(random.standard_normal(len(times)), ((650.0, 220.0), (1_500.0, 300.0), (2_700.0, 500.0)))
    voice = _resonant(
        _glottis(times, 135.0 + 40.0 * random.standard_normal() * 0.2, 0.12, random), ((600.0, 200.0), (1_400.0, 300.0))
    )
    return at_level(((burst + breath) * noise + hoarse * (0.5 * noise + 2.0 * voice)).astype(np.float32), level_dbfs)


def assent(level_dbfs: float = -28.0, seed: int = 0) -> Samples:
    """ "Mm-hm": two hums through the nose, the second higher, with a breath between: 0.55 s."""
    random, times = np.random.default_rng(seed), _times(0.55)
    pitch = np.where(times < 0.25, 118.0 - 30.0 * times, 128.0 + 60.0 * (times - 0.25)) * (1.0 + 0.5 * (seed % 2))
    loud = _hump(times, 0.02, 0.22) + 1.1 * _hump(times, 0.29, 0.53)
    hum = _resonant(_glottis(times, pitch, 0.02, random), ((250.0, 80.0), (1_000.0, 400.0)), (1.0, 0.02))
    breath = 0.02 * _hump(times, 0.2, 0.31) * random.standard_normal(len(times))
    return at_level((loud * hum / np.abs(hum).max() + breath).astype(np.float32), level_dbfs)


def keyboard(seconds: float, level_dbfs: float = -35.0, seed: int = 0) -> Samples:
    """Typing: a click as each key goes down and a softer one as it comes up, some eight keys a second."""
    random, sound = np.random.default_rng(seed), np.zeros(round(seconds * RATE))
    click = random.standard_normal(480) * np.exp(-np.arange(480) / 60.0)
    click += 0.7 * np.sin(2 * np.pi * 420.0 * np.arange(480) / RATE) * np.exp(-np.arange(480) / 90.0)
    at = 0.05
    while at < seconds - 0.2:
        for later, strength in ((0.0, 1.0), (random.uniform(0.06, 0.1), 0.35)):
            start = round((at + later) * RATE)
            sound[start : start + len(click)] += strength * random.uniform(0.6, 1.0) * click
        at += random.uniform(0.07, 0.2)
    return at_level(sound.astype(np.float32), level_dbfs)


def _times(seconds: float) -> "np.typing.NDArray[np.float64]":
    return np.arange(round(seconds * RATE)) / RATE


def _hump(times, start: float, end: float):  # type: ignore[no-untyped-def]
    rise = np.clip((times - start) / 0.04, 0.0, 1.0) * np.clip((end - times) / 0.06, 0.0, 1.0)
    return np.sin(rise * np.pi / 2) ** 2


def _coloured(seconds: float, seed: int, gain):  # type: ignore[no-untyped-def]
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(count, 1 / RATE)), count)


def _glottis(times, pitch, jitter: float, random):  # type: ignore[no-untyped-def]
    """A train of pulses that fall by 12 dB an octave, as the vocal folds make it."""
    phase = np.cumsum((pitch + np.zeros_like(times)) * (1.0 + jitter * random.standard_normal(len(times)))) / RATE
    return sum(np.sin(2 * np.pi * n * phase) / n**1.5 for n in range(1, 30))


def _resonant(sound, formants, strengths=None):  # type: ignore[no-untyped-def]
    """The sound through resonances, given as (hertz, bandwidth), in parallel."""
    hertz = np.fft.rfftfreq(2 * len(sound), 1 / RATE)
    gain = sum(
        strength / np.sqrt((1.0 - (hertz / centre) ** 2) ** 2 + (width * hertz / centre**2) ** 2)
        for strength, (centre, width) in zip(strengths or (1.0,) * len(formants), formants, strict=True)
    )
    return np.fft.irfft(np.fft.rfft(sound, 2 * len(sound)) * gain)[: len(sound)]
