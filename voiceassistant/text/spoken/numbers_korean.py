"""Korean numbers, Sino-Korean and native ones, and the rules for those that nothing else has taken."""

import re

from voiceassistant.text.spoken.rules import Said, by_groups, rule

_DIGITS = "영일이삼사오육칠팔구"
_SAID_DIGITS = "공일이삼사오육칠팔구"  # one by one: numbers of telephones and rooms
_PLACES = ("", "십", "백", "천")
_SCALES = ("", "만", "억", "조", "경")
_LONGEST = 20  # digits
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_BEFORE_COUNTERS = {"하나": "한", "둘": "두", "셋": "세", "넷": "네", "스물": "스무"}

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BEFORE = r"(?<![A-Za-z\d_])(?<!\d[.,])"
AFTER = r"(?!\d)(?![.,]\d)"
RANGE = r"[-–—~∼〜～]"

_MONTHS = {6: "유월", 10: "시월"}


def sino(number: int) -> str:
    """ "이천이십육", "백이십삼만 사천오백"."""
    if not number:
        return _DIGITS[0]
    groups = []
    for scale in _SCALES:
        number, rest = divmod(number, 10000)
        if rest:
            ten_thousand_alone = scale == "만" and rest == 1 and not number
            groups.append(("" if ten_thousand_alone else _below_ten_thousand(rest)) + scale)
    return " ".join(reversed(groups))


def _below_ten_thousand(number: int) -> str:
    words = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("" if digit == 1 and place else _DIGITS[digit]) + _PLACES[place]
    return words


def native(number: int, *, counting: bool = True) -> str:
    """ "스물한" before a counter, "스물하나" without one; from a hundred on only what is beyond it, as people do."""
    hundreds, rest = number - number % 100, number % 100
    if not rest >= 1 or (hundreds and rest > 9):
        return sino(number)
    tens, ones = _NATIVE_TENS[rest // 10], _NATIVE_ONES[rest % 10]
    last = ones or tens
    words = (tens if ones else "") + (_BEFORE_COUNTERS.get(last, last) if counting else last)
    return sino(hundreds) + words if hundreds else words


def digits(written: str, separator: str = "") -> str:
    """One by one: "공일공"."""
    return separator.join(_SAID_DIGITS[int(digit)] for digit in written if digit.isdecimal())


def number(written: str) -> str:
    """A number as it is written, Sino-Korean: "천이백삼십사 점 오"."""
    whole, _, fraction = written.replace(",", "").partition(".")
    alone = len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0")
    words = digits(whole) if alone else sino(int(whole or "0"))
    return (
        f"{words} 점 {''.join(_DIGITS[int(digit)] for digit in fraction if digit.isdecimal())}" if fraction else words
    )


def month(number: int) -> str:
    return _MONTHS.get(number) or f"{sino(number)}월"


def hour(number: int) -> str:
    """Up to twelve in native numbers."""
    return native(number) if 1 <= number <= 12 else sino(number)


def _fraction(match: re.Match[str]) -> Said:
    return f"{number(match[2])}분의 {number(match[1])}"


_VULGAR = {"½": "이분의 일", "⅓": "삼분의 일", "⅔": "삼분의 이", "¼": "사분의 일", "¾": "사분의 삼", "⅛": "팔분의 일"}


def _plain(match: re.Match[str]) -> Said:
    space = " " if match.string[match.end() :][:1].isascii() and match.string[match.end() :][:1].isalpha() else ""
    return number(match[0]) + space


def _event(match: re.Match[str]) -> Said:
    """6·25: a day by which something is known."""
    day = match[2]
    return sino(int(match[1])) + (sino(int(day)) if day in ("10", "11", "12") else digits(day))


def _range(match: re.Match[str]) -> Said:
    """1914-1918, and 3-1, the first of the third."""
    part = match[2] == "-" and int(match[1]) >= int(match[3])
    return by_groups(match, {2: " 다시 " if part else "에서 "})


FRACTIONS = (
    rule(rf"{BEFORE}(\d{{1,4}})[/⁄](\d{{1,4}})(?![/\d])", _fraction),
    rule("|".join(_VULGAR), lambda m: _VULGAR[m[0]]),
)
PLAIN = (
    rule(rf"(?<![\w\d)\]])[-−–](?=\d)(?!\d+{RANGE}\d)", "마이너스 "),
    rule(r"(?<![\d.])(\d{1,2})[·.](\d{1,2})(?=\s?(?:전쟁|광복|혁명|운동|사태|항쟁|민주|군사|참변|사변|독립))", _event),
    rule(r"(?<![\d.])(\d{1,2})·(\d{1,2})(?![\d.·])", _event),
    rule(rf"(?<!\d)(\d+)\s?({RANGE})\s?(?=[$€£₩]?(\d+))", _range),
    rule(rf"{BEFORE}(?:{NUMBER}){AFTER}(?![A-Za-z]+\d)", _plain),
)
