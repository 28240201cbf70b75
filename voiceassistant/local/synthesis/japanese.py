"""Japanese text to Kokoro's phonemes: Janome says how the words are read, the kana table how the syllables sound.

Source of the phonemes: misaki, the conventions that Kokoro was trained with.
"""

import re
import unicodedata
from functools import cache
from typing import Any


def _paired(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, sounds.split(), strict=True))


_ROWS = {
    "アイウエオ": "a i ɯ e o",
    "カキクケコ": "ka ki kɯ ke ko",
    "ガギグゲゴ": "ɡa ɡi ɡɯ ɡe ɡo",
    "サシスセソ": "sa ɕi sɨ se so",
    "ザジズゼゾ": "za ʥi zɨ ze zo",
    "タチツテト": "ta ʨi ʦɨ te to",
    "ダヂヅデド": "da ʥi zɨ de do",
    "ナニヌネノ": "na ɲi nɯ ne no",
    "ハヒフヘホ": "ha çi ɸɯ he ho",
    "バビブベボ": "ba bi bɯ be bo",
    "パピプペポ": "pa pi pɯ pe po",
    "マミムメモ": "ma mi mɯ me mo",
    "ヤユヨ": "ja jɯ jo",
    "ラリルレロ": "ɽa ɽi ɽɯ ɽe ɽo",
    "ワヰヱヲヴ": "βa i e o vɯ",
    "ァィゥェォ": "a i ɯ e o",
    "ャュョヮ": "ja jɯ jo βa",
    "ンッー": "ɴ ʔ ː",
}
_KANA = {kana: sound for row, sounds in _ROWS.items() for kana, sound in _paired(row, sounds).items()}

# A kana before a small one gives only its consonant: キ (ki) and ャ (ja) are kʲa.
_BEFORE_Y = _paired("キギシジチヂニヒビピミリフヴテデ", "kʲ ɡʲ ɕ ʥ ʨ ʥ ɲ ç bʲ pʲ mʲ ɽʲ ɸʲ vʲ tʲ dʲ")
_BEFORE_VOWEL = _paired("ウクグスズツテトデドフヴシジチニヒキリ", "β kᵝ ɡᵝ s z ʦ t t d d ɸ v ɕ ʥ ʨ ɲ ç kʲ ɽʲ")
for _small, _vowel in zip("ャュョ", "aɨo", strict=True):
    _KANA |= {kana + _small: consonant + _vowel for kana, consonant in _BEFORE_Y.items()}
for _small, _vowel in zip("ァィゥェォ", "aiɯeo", strict=True):
    _KANA |= {kana + _small: consonant + _vowel for kana, consonant in _BEFORE_VOWEL.items()}
_SYLLABLE = re.compile("|".join(sorted(_KANA, key=len, reverse=True)))

# The syllable ン takes the place of the consonant that follows.
_NASALS = {sound: re.compile(f"ɴ(?= ?[{before}])") for sound, before in _paired("mŋɲn", "mpb kɡ ɲʨʥ ntdɽzsʦ").items()}

_MARKS = {"、": ",", "。": ".", "！": "!", "？": "?", "：": ":", "；": ";", "・": " ", "「": "“", "」": "”"}
_MARKS |= {mark: mark for mark in ",.!?:;…"}
_ATTACHED = re.compile(r"助動詞|助詞,接続助詞|動詞,接尾|動詞,非自立")
_PLACES = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))
_DIGITS = "零一二三四五六七八九"
_NUMBER = re.compile(r"\d+(?:,\d{3})*")


def phonemes(text: str) -> str:
    """What Kokoro takes for a Japanese text; what nobody can read, as emoji, is left out."""
    sounds = ""
    for token in _tokenizer().tokenize(_with_numbers_written_out(text)):
        if token.surface in _MARKS:
            sounds = sounds.rstrip() + _MARKS[token.surface]
            continue
        reading = token.surface if token.phonetic == "*" else token.phonetic
        sounds += _sounds(reading) if _ATTACHED.match(token.part_of_speech) else f" {_sounds(reading)}"
    for nasal, pattern in _NASALS.items():
        sounds = pattern.sub(nasal, sounds)
    return re.sub(r"\s+", " ", sounds).strip()


def _sounds(reading: str) -> str:
    """The phonemes of a word in kana."""
    katakana = "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in reading)
    return "".join(_KANA[syllable] for syllable in _SYLLABLE.findall(katakana))


def _with_numbers_written_out(text: str) -> str:
    """2026年 becomes 二千二十六年; the dictionary reads only such numbers."""
    return _NUMBER.sub(lambda number: _numeral(int(number[0].replace(",", ""))), unicodedata.normalize("NFKC", text))


def _numeral(number: int) -> str:
    for place, name in _PLACES:
        if number >= place:
            return _numeral(number // place) + name + (_numeral(number % place) if number % place else "")
    digits = [("千", number // 1000), ("百", number // 100 % 10), ("十", number // 10 % 10), ("", number % 10)]
    words = [("" if digit == 1 and name else _DIGITS[digit]) + name for name, digit in digits if digit]
    return "".join(words) or _DIGITS[0]


@cache
def _tokenizer() -> Any:
    from janome.tokenizer import Tokenizer

    return Tokenizer()
