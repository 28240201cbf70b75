"""A text as Kokoro's phonemes: by dictionaries, by rules, or by what espeak-ng says how it sounds.

Source of the conventions: misaki, with which Kokoro was trained.
"""

import re
from functools import cache
from typing import Any

from voiceassistant.local.synthesis import espeak, japanese, korean
from voiceassistant.local.synthesis.voices import Speaker

_SPOKEN_MARKS = re.compile(r'([;:,.!?…—–"“”«»()¡¿]+(?=\s|$)|[¡¿«»“”"()]+)')
_AS_KOKORO_HAS_THEM = str.maketrans({"«": "“", "»": "”", "–": "—", "¡": None, "¿": None, '"': None})

# Kokoro has one letter for these.
_TIED = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "ɔ^ɪ": "Y",
    "d^ʒ": "ʤ",
    "t^ʃ": "ʧ",
    "d^z": "ʣ",
    "t^s": "ʦ",
    "d^ʑ": "ʥ",
    "t^ɕ": "ʨ",
}
_LANGUAGE_SWITCH = re.compile(r"\([a-z-]+\)")


def phonemes(text: str, speaker: Speaker) -> str:
    """Raises ApiError: the language needs espeak-ng, and it is missing."""
    match speaker.language:
        case "en":
            return str(_english(speaker.is_british)(text))
        case "ja":
            return japanese.phonemes(text)
        case "ko":
            return korean.phonemes(text)
        case language:
            return _by_espeak(text, language)


def _by_espeak(text: str, language: str) -> str:
    """espeak-ng drops punctuation, which tells Kokoro where to pause and to raise the voice: it is kept here."""
    sounds = ""
    for index, part in enumerate(_SPOKEN_MARKS.split(text)):
        if index % 2:
            sounds = f"{sounds.rstrip()}{part.translate(_AS_KOKORO_HAS_THEM)} "
        elif part.strip():
            sounds += from_ipa(espeak.ipa(part, language)) + " "
    return sounds.strip()


def from_ipa(ipa: str) -> str:
    """espeak-ng's IPA with Kokoro's letters."""
    sounds = _LANGUAGE_SWITCH.sub("", ipa)
    for tied, letter in _TIED.items():
        sounds = sounds.replace(tied, letter)
    return sounds.replace("^", "").replace("-", "")


@cache
def _english(british: bool) -> Any:
    from hibari.g2p import G2P

    return G2P(british=british)
