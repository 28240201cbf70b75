"""Noises of a room in which nobody speaks, made of sines and noise: a door, keys, a cough, music, machines."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from voiceassistant.audio.ring import Samples

RATE = 16_000
Chance = np.random.Generator
Sound = npt.NDArray[Any]


def noises(seed: int = 1) -> Mapping[str, Samples]:
    """Each noise by its name: mono float32, 16 kHz, its peak at full scale, without silence around it."""
    chance = np.random.default_rng(seed)
    made = {}
    for name, make in _NOISES.items():
        sound = make(chance)
        made[name] = (sound / np.abs(sound).max()).astype(np.float32)
    return made


def _time(seconds: float) -> Sound:
    return np.arange(round(seconds * RATE)) / RATE


def _sum(sounds: Iterable[Sound]) -> Sound:
    total: Sound = np.sum(list(sounds), axis=0)
    return total


def _sine(hertz: float, seconds: float) -> Sound:
    wave: Sound = np.sin(2 * np.pi * hertz * _time(seconds))
    return wave


def _buzz(hertz: float, seconds: float, partials: Iterable[int]) -> Sound:
    """A tone with overtones."""
    return _sum(_sine(hertz * n, seconds) / n for n in partials)


def _hiss(chance: Chance, seconds: float, low: float = 0.0, high: float = RATE / 2) -> Sound:
    """Noise between two frequencies."""
    sound = chance.standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(hertz < low) | (hertz > high)] = 0
    return np.fft.irfft(spectrum, len(sound))


def _fall(seconds: float, half_life: float) -> Sound:
    """1, and half of it after each half-life."""
    fall: Sound = np.exp2(-_time(seconds) / half_life)
    return fall


def _rise(seconds: float, attack: float) -> Sound:
    return np.minimum(_time(seconds) / attack, 1.0)


def _swell(seconds: float) -> Sound:
    return _sine(0.5 / seconds, seconds)


def _placed(sounds: list[tuple[float, Sound]]) -> Sound:
    """Sounds that begin at their seconds."""
    whole = np.zeros(max(round(at * RATE) + len(sound) for at, sound in sounds))
    for at, sound in sounds:
        begin = round(at * RATE)
        whole[begin : begin + len(sound)] += sound
    return whole


def _bell(seconds: float, hertz: tuple[float, ...], half_life: float) -> Sound:
    partials = _sum(_sine(frequency, seconds) / (number + 1) for number, frequency in enumerate(hertz))
    return partials * _fall(seconds, half_life)


def _door(chance: Chance) -> Sound:
    thud = _hiss(chance, 0.5, 30, 250) * _fall(0.5, 0.05)
    latch = _hiss(chance, 0.08, 1500, 6000) * _fall(0.08, 0.01)
    return _placed([(0.0, latch * 0.3), (0.12, thud)])


def _knocks(chance: Chance) -> Sound:
    return _placed([(at, _hiss(chance, 0.2, 80, 900) * _fall(0.2, 0.015)) for at in (0.0, 0.22, 0.45)])


def _keys(chance: Chance) -> Sound:
    strokes: list[tuple[float, Sound]] = []
    at = 0.0
    for _ in range(18):
        strokes.append((at, _hiss(chance, 0.05, 800, 7000) * _fall(0.05, 0.006) * chance.uniform(0.4, 1.0)))
        at += chance.uniform(0.08, 0.25)
    return _placed(strokes)


def _cough(chance: Chance) -> Sound:
    """A burst, then breath through a throat: noise with two formants."""

    def burst(seconds: float) -> Sound:
        throat = _hiss(chance, seconds, 350, 900) + 0.6 * _hiss(chance, seconds, 1200, 2200)
        breath = 0.3 * _hiss(chance, seconds, 2500, 6000)
        return (throat + breath) * _rise(seconds, 0.01) * _fall(seconds, 0.07)

    return _placed([(0.0, burst(0.35)), (0.45, burst(0.3) * 0.8)])


def _sneeze(chance: Chance) -> Sound:
    breath = _hiss(chance, 0.4, 500, 3000) * _rise(0.4, 0.4) * 0.2
    return _placed([(0.0, breath), (0.45, _hiss(chance, 0.5, 800, 7000) * _rise(0.5, 0.02) * _fall(0.5, 0.09))])


def _breath(chance: Chance) -> Sound:
    return _hiss(chance, 1.2, 300, 4000) * _swell(1.2)


def _hum(_chance: Chance) -> Sound:
    return _buzz(50, 3.0, (1, 2, 3, 5))


def _fan(chance: Chance) -> Sound:
    return _hiss(chance, 3.0, 40, 1800) * (1 + 0.2 * _sine(11, 3.0))


def _rain(chance: Chance) -> Sound:
    return _hiss(chance, 3.0, 1000, 8000)


def _vacuum_cleaner(chance: Chance) -> Sound:
    return _buzz(220, 3.0, range(1, 9)) * 0.3 + _hiss(chance, 3.0, 200, 6000)


def _music(chance: Chance) -> Sound:
    chords = ((220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7), (261.6, 329.6, 392.0))
    drum = _hiss(chance, 0.1, 60, 5000) * _fall(0.1, 0.015)
    notes = [(0.7 * n, _bell(0.9, (*chord, 2 * chord[0], 2 * chord[1]), 0.3)) for n, chord in enumerate(chords)]
    return _placed([*notes, *((0.35 * n, drum) for n in range(8))])


def _melody(_chance: Chance) -> Sound:
    notes = (392.0, 440.0, 493.9, 392.0, 523.3, 493.9, 440.0, 392.0)
    return _placed([(0.3 * n, _bell(0.5, (hertz, 2 * hertz, 3 * hertz), 0.15)) for n, hertz in enumerate(notes)])


def _telephone(_chance: Chance) -> Sound:
    ring = (_sine(950, 1.0) + _sine(1400, 1.0)) * (_sine(20, 1.0) > 0)
    return _placed([(0.0, ring), (1.6, ring)])


def _alarm(_chance: Chance) -> Sound:
    return _placed([(0.5 * n, _sine(2000, 0.25)) for n in range(5)])


def _glass(_chance: Chance) -> Sound:
    return _bell(1.0, (2637.0, 4186.0, 5588.0, 6900.0), 0.12)


def _chair(chance: Chance) -> Sound:
    return (_buzz(180, 0.8, range(1, 12)) * 0.5 + _hiss(chance, 0.8, 300, 3000)) * _swell(0.8)


def _paper(chance: Chance) -> Sound:
    return _hiss(chance, 1.5, 2000, 8000) * np.abs(chance.standard_normal(150)).repeat(160)


def _claps(chance: Chance) -> Sound:
    return _placed([(0.3 * n, _hiss(chance, 0.15, 600, 5000) * _fall(0.15, 0.012)) for n in range(5)])


def _steps(chance: Chance) -> Sound:
    return _placed([(0.55 * n, _hiss(chance, 0.2, 50, 600) * _fall(0.2, 0.03)) for n in range(5)])


def _dog(chance: Chance) -> Sound:
    """A bark: a voice that falls in a quarter of a second."""
    pitch = 2 * np.pi * np.cumsum(500 * _fall(0.25, 0.25)) / RATE
    voice = _sum(np.sin(n * pitch) / n for n in range(1, 8))
    bark = (voice + _hiss(chance, 0.25, 500, 2500)) * _swell(0.25)
    return _placed([(0.0, bark), (0.5, bark)])


_NOISES: dict[str, Callable[[Chance], Sound]] = {
    "door": _door,
    "knocks": _knocks,
    "keyboard": _keys,
    "cough": _cough,
    "sneeze": _sneeze,
    "breath": _breath,
    "mains hum": _hum,
    "fan": _fan,
    "rain": _rain,
    "vacuum cleaner": _vacuum_cleaner,
    "music": _music,
    "melody": _melody,
    "telephone": _telephone,
    "alarm": _alarm,
    "glass": _glass,
    "chair": _chair,
    "paper": _paper,
    "claps": _claps,
    "steps": _steps,
    "dog": _dog,
}
