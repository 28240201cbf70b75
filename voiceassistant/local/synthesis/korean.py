"""Korean text to Kokoro's phonemes: letters join and change as the standard pronunciation has it, in each word.

Kokoro was not trained with Korean; its letters for the sounds are the ones that were understood best.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise


def _paired(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, sounds.split(), strict=True))


_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_VOWEL_SOUNDS = _paired(_VOWELS, "a ɛ ja jɛ ʌ e jʌ je o wa wɛ we jo u wʌ we wi ju ɯ ɯi i")

# An end of two letters: both of them, and what is heard of it where no vowel follows.
_PAIRS = _paired("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ")
_HEARD = dict(zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㄲㅋㅍㅅㅆㅈㅊㅌㅎ", "ㄱㄴㄴㄱㅁㄹㄹㄹㅂㄹㅂㄱㄱㅂㄷㄷㄷㄷㄷㄷ", strict=True))

_BREATHED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ", "ㅅ": "ㅆ"}
_TENSE = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}

_ONSET_SOUNDS = _paired(_ONSETS.replace("ㅇ", ""), "k ʔk n t ʔt ɽ m p ʔp s s ʨ ʔʨ ʨʰ kʰ tʰ pʰ h") | {"ㅇ": ""}
_VOICED = {"ㄱ": "ɡ", "ㄷ": "d", "ㅂ": "b", "ㅈ": "ʥ"}
_CODA_SOUNDS = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ŋ", " ": ""}

_WORD = re.compile(r"[가-힣]+")
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_PLACES = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_DIGITS = "영일이삼사오육칠팔구"


@dataclass(slots=True)
class _Syllable:
    onset: str
    vowel: str
    coda: str


def phonemes(text: str) -> str:
    """What Kokoro takes for a Korean text; what is not Hangul, a number or a mark is left out by its vocabulary."""
    written_out = _NUMBER.sub(
        lambda number: _numeral(int(number[0].replace(",", ""))), unicodedata.normalize("NFKC", text)
    )
    return _WORD.sub(lambda word: _sounds(word[0]), written_out).strip()


def _sounds(word: str) -> str:
    syllables = [_parted(letter) for letter in word]
    for here, following in pairwise(syllables):
        _join(here, following)
    syllables[-1].coda = _HEARD.get(syllables[-1].coda, syllables[-1].coda)
    return "".join(_sound(before, here) for before, here in pairwise([None, *syllables]) if here)


def _parted(letter: str) -> _Syllable:
    onset, rest = divmod(ord(letter) - 0xAC00, len(_VOWELS) * len(_CODAS))
    vowel, coda = divmod(rest, len(_CODAS))
    return _Syllable(_ONSETS[onset], _VOWELS[vowel], _CODAS[coda])


def _join(here: _Syllable, following: _Syllable) -> None:
    """Changes a syllable's end and the beginning of the next one as they meet."""
    both = _PAIRS.get(here.coda, f" {here.coda}")
    first, last = both[0], both[1]
    if last == "ㅎ" and following.onset in "ㄱㄷㅈㅅ":
        here.coda, following.onset = first, _BREATHED[following.onset]
    elif last == "ㅎ" and following.onset == "ㅇ":
        here.coda, following.onset = " ", "ㅇ" if first == " " else first
    elif following.onset == "ㅇ" and here.coda not in " ㅇ":
        here.coda, following.onset = first, _carried_over(first, last, following.vowel)
    else:
        here.coda = _HEARD.get(here.coda, here.coda)
        _meet(here, following)


def _carried_over(first: str, last: str, vowel: str) -> str:
    """The consonant that an end gives to the vowel that follows: 같이 is said as 가치, 값이 as 갑씨."""
    if first == " " and vowel == "ㅣ":
        return {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}.get(last, last)
    return "ㅆ" if first != " " and last == "ㅅ" else last


def _meet(here: _Syllable, following: _Syllable) -> None:
    """The same for an end that is one of seven sounds."""
    pair = here.coda, following.onset
    if here.coda in _NASAL:
        if following.onset in "ㄴㅁㄹ":
            here.coda = _NASAL[here.coda]
            following.onset = "ㄴ" if following.onset == "ㄹ" else following.onset
        elif following.onset == "ㅎ":
            here.coda, following.onset = " ", _BREATHED[here.coda]
        else:
            following.onset = _TENSE.get(following.onset, following.onset)
    elif pair in {("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")}:
        here.coda = following.onset = "ㄹ"
    elif here.coda in "ㅁㅇ" and following.onset == "ㄹ":
        following.onset = "ㄴ"


def _sound(before: _Syllable | None, here: _Syllable) -> str:
    vowel = _VOWEL_SOUNDS[here.vowel]
    onset = _ONSET_SOUNDS[here.onset]
    if before and before.coda in " ㄴㄹㅁㅇ":
        onset = _VOICED.get(here.onset, onset)
    if before and before.coda == "ㄹ" and here.onset == "ㄹ":
        onset = "l"
    if before and before.coda in _NASAL:
        onset = onset.removeprefix("ʔ")
    if here.onset in "ㅅㅆ" and vowel[0] in "ij":
        onset = "ɕ"
    return onset + vowel + _CODA_SOUNDS[here.coda]


def _numeral(number: int) -> str:
    for place, name in _PLACES:
        if number >= place:
            head = "" if number // place == 1 and name == "만" else _numeral(number // place)
            return head + name + (_numeral(number % place) if number % place else "")
    digits = [("천", number // 1000), ("백", number // 100 % 10), ("십", number // 10 % 10), ("", number % 10)]
    words = [("" if digit == 1 and name else _DIGITS[digit]) + name for name, digit in digits if digit]
    return "".join(words).replace("십육", "심뉵").replace("백육", "뱅뉵") or _DIGITS[0]  # as they are said
