"""Numbers as they are said, for commands: "twelve", "a hundred and five", "the third"; "십이", "백삼", "열두", "첫".

Every English word of what is compared is followed by a space; Korean is compared without any.
"""

import re

_ONES = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16},
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19},
}
_TENS = {
    **{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70},
    **{"eighty": 80, "ninety": 90},
}
_HEARD_AS = {"won": 1, "to": 2, "too": 2, "tree": 3, "free": 3, "for": 4, "fore": 4, "ate": 8}  # behind "page"
_ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8},
    **{"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14},
    **{"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20},
    **{"thirtieth": 30, "fortieth": 40, "fiftieth": 50},
}
_DIGIT, _TEN = "|".join(list(_ONES)[1:10]), "|".join(_TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:[- ](?:{_DIGIT}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"

ENGLISH = rf"(?:\d{{1,4}}|(?:a|{_DIGIT}) hundred(?: (?:and )?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
ENGLISH_HEARD = rf"(?:{ENGLISH}|{'|'.join(_HEARD_AS)})"
ENGLISH_ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{_TEN})[- ])?(?:{'|'.join(_ORDINALS)}))"


def english_number(words: str) -> int:
    """Of what one of the three patterns finds."""
    if words[0].isdecimal():
        return int(re.sub(r"\D", "", words))
    total = 0
    for word in re.split(r"[- ]", words):
        if word == "hundred":
            total = max(1, total) * 100
        elif word not in ("a", "and"):
            total += _ONES.get(word) or _TENS.get(word) or _ORDINALS.get(word) or _HEARD_AS.get(word, 0)
    return total


_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9, "영": 0}
_NATIVE = {
    **{"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7},
    **{"여덟": 8, "아홉": 9, "첫": 1},
}
_NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50}
_ANY_DIGIT = "[일이삼사오육륙칠팔구]"
_SINO = rf"(?:{_ANY_DIGIT}?백)?(?:{_ANY_DIGIT}?십)?{_ANY_DIGIT}?"
_NATIVE_WORD = "|".join(sorted(_NATIVE, key=len, reverse=True))
_NATIVE_TEN = "|".join(_NATIVE_TENS)

KOREAN = rf"(?:\d{{1,4}}|(?=[일이삼사오육륙칠팔구십백]){_SINO}|(?:{_NATIVE_TEN})(?:{_NATIVE_WORD})?|{_NATIVE_WORD})"


def korean_number(words: str) -> int:
    """Of what the pattern finds."""
    if words.isdecimal():
        return int(words)
    for ten, value in _NATIVE_TENS.items():
        if words.startswith(ten):
            return value + _NATIVE.get(words[len(ten) :], 0)
    if words in _NATIVE:
        return _NATIVE[words]
    total, digit = 0, 0
    for sign in words:
        if sign in "백십":
            total += max(1, digit) * (100 if sign == "백" else 10)
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
