"""Who speaks: the API's name of a voice and the text's language make a speaker."""

from dataclasses import dataclass
from typing import Literal

RATE = 24_000
"""Samples a second of all speech: mono."""

DEFAULT_VOICE = "alloy"

_SAME_AS = {
    "heart": "alloy",
    "hibari": "alloy",
    "ash": "echo",
    "ballad": "fable",
    "cedar": "onyx",
    "coral": "nova",
    "marin": "shimmer",
    "sage": "nova",
    "verse": "echo",
}
_MEN = frozenset({"echo", "fable", "onyx"})

# Alloy is hibari, which is ten times as fast as the others.
_ENGLISH = {"echo": "am_echo", "fable": "bm_fable", "onyx": "am_onyx", "nova": "af_nova", "shimmer": "af_sky"}

VOICES = frozenset({DEFAULT_VOICE, *_ENGLISH, *_SAME_AS})
"""Names that requests may use: six voices, hibari's own names for the first, and the API's later names."""

# Kokoro's speakers of each language, a woman and a man. It has none of German and Korean: of all its speakers and
# espeak-ng, the recogniser understood these best (by how many words or syllables it got wrong: German 18 and 22 %,
# espeak-ng 38 %; Korean 26 %, espeak-ng 80 %).
_KOKORO = {
    "de": ("if_sara", "im_nicola"),
    "es": ("ef_dora", "em_alex"),
    "fr": ("ff_siwis", "ff_siwis"),
    "it": ("if_sara", "im_nicola"),
    "ja": ("jf_alpha", "jm_kumo"),
    "ko": ("jf_alpha", "jm_kumo"),
}

LANGUAGES = frozenset({"en", *_KOKORO})
"""Those that Kokoro and hibari speak."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` is Kokoro's for a speaker, or espeak-ng's variant, "+f3"."""

    engine: Literal["hibari", "kokoro", "espeak"]
    language: str
    name: str = ""

    @property
    def is_british(self) -> bool:
        return self.name.startswith("b")


def speaker(voice: str, language: str) -> Speaker:
    """Who speaks a text of that language (ISO 639-1) when `voice`, one of VOICES, is asked for."""
    voice = _SAME_AS.get(voice, voice)
    if language == "en":
        return Speaker("hibari", "en") if voice == DEFAULT_VOICE else Speaker("kokoro", "en", _ENGLISH[voice])
    man = voice in _MEN
    if language in _KOKORO:
        return Speaker("kokoro", language, _KOKORO[language][man])
    return Speaker("espeak", language, "" if man else "+f3")
