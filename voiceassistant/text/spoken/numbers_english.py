"""English numbers: how they are said, and the rules for those that nothing else has taken."""

import re

from voiceassistant.text.spoken.rules import Said, by_groups, rule, words

_ONES = words(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """
)
_TENS = words("- ten twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion"]
_LONGEST = 18  # digits; longer ones are read digit by digit
_IRREGULAR = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth"},
    **{"eight": "eighth", "nine": "ninth", "twelve": "twelfth"},
}
YEARS = range(1100, 2100)  # four digits without a comma, of which people say two and two

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BEFORE = r"(?<![^\W_])(?<!\d[.,])"  # neither within a word nor within a number
AFTER = r"(?!\d)(?![.,]\d)"
RANGE = r"[-–—−~]"


def cardinal(number: int) -> str:
    """Without "and", as in American English: "one hundred five"."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    groups = []
    for scale in _SCALES:
        number, rest = divmod(number, 1000)
        if rest:
            groups.append(f"{_below_thousand(rest)} {scale}".strip())
    return " ".join(reversed(groups)) or "zero"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def ordinal(number: int) -> str:
    words = cardinal(number)
    last = re.split(r"[ -]", words)[-1]
    before = words[: len(words) - len(last)]
    if last in _IRREGULAR:
        return before + _IRREGULAR[last]
    return before + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(number: int) -> str:
    """ "nineteen eighty-four", "two thousand five", "nineteen oh one", "nineteen hundred"."""
    century, rest = divmod(number, 100)
    if not 1100 <= number < 10000 or number % 1000 < 10:
        return cardinal(number)
    if not rest:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} {'oh ' if rest < 10 else ''}{_below_hundred(rest)}"


def digits(written: str) -> str:
    """One by one; whatever else is in it is left out."""
    return " ".join(_ONES[int(digit)] for digit in written if digit.isdecimal())


def number(written: str) -> str:
    """A number as it is written: "1,234.50", "007", "2048"; never as a year."""
    whole, _, fraction = written.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
        words = digits(whole)
    else:
        words = cardinal(int(whole or "0"))
    return f"{words} point {digits(fraction)}" if fraction else words


def number_or_year(written: str) -> str:
    if len(written) == 4 and written.isdecimal() and int(written) in YEARS:
        return year(int(written))
    return number(written)


def plural(words: str) -> str:
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def fraction(upper: int, lower: int) -> str:
    """ "three quarters"; "seventeen over thirty-two" where nobody has a word for the parts."""
    if not 2 <= lower <= 20 and lower not in (100, 1000):
        return f"{cardinal(upper)} over {cardinal(lower)}"
    part = {2: "half", 4: "quarter"}.get(lower) or ordinal(lower)
    parts = part if upper == 1 else "halves" if lower == 2 else plural(part)
    return f"{cardinal(upper)} {parts}"


_VULGAR = {
    **{"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5)},
    **{"⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)},
}


def _vulgar(match: re.Match[str]) -> Said:
    upper, lower = _VULGAR[match[2]]
    if not match[1]:
        return fraction(upper, lower)
    part = "a" + fraction(upper, lower).removeprefix("one") if upper == 1 else fraction(upper, lower)
    return f"{number(match[1])} and {part}"


def _slashed(match: re.Match[str]) -> Said:
    whole, upper, lower = match[1], int(match[2]), int(match[3])
    if not lower or (whole and upper >= lower):
        return None
    if (upper, lower) in ((24, 7), (9, 11)):
        return f"{cardinal(upper)} {cardinal(lower)}"
    said = fraction(upper, lower)
    return f"{cardinal(int(whole))} and {'a' + said[3:] if upper == 1 else said}" if whole else said


def _decade(match: re.Match[str]) -> Said:
    century, tens = match[1], int(match[2])
    if tens % 10 or (not tens and not century):
        return None
    if not tens:
        return f"{cardinal(int(century) // 10)} thousands" if century == "20" else f"{cardinal(int(century))} hundreds"
    decade = plural(_below_hundred(tens))
    return f"{cardinal(int(century))} {decade}" if century else decade


def _plain(match: re.Match[str]) -> Said:
    touches = re.match(r"[A-Za-z](?!\d)", match.string[match.end() :])  # 3D
    return number_or_year(match[0]) + (" " if touches else "")


ORDINALS = (
    rule(
        rf"{BEFORE}(\d{{1,3}}(?:,\d{{3}})+|\d+)(?:st|nd|rd|th|ST|ND|RD|TH|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)\b",
        lambda m: ordinal(int(m[1].replace(",", "")[:18])),
    ),
    rule(rf"{BEFORE}(1[1-9]|20)(\d0)['’]?s\b", _decade),
    rule(r"['’]?(?<![\w.,])()([2-9]0)['’]?s\b", _decade),
    rule(r"(?:(?<![\d.,/])(\d{1,4})\s?)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])", _vulgar),
    rule(rf"{BEFORE}(?<![/\d])(?:(\d{{1,3}})[\s-])?(\d{{1,2}})[/⁄](\d{{1,4}})(?![/\d⁄])(?!\.\d)", _slashed),
)
PLAIN = (
    rule(rf"(?<![\w\d)\]])[-−–](?=\d|\.\d)(?!\d+{RANGE}\d)", "minus "),
    rule(rf"(?<=\d)\s?{RANGE}\s?(?=[$€£]?\d)", " to "),
    rule(r"(?<![\w.])\.(\d+)\b(?!\.\d)", lambda m: f"point {digits(m[1])}"),
    rule(r"(?<=\d)\s?[x×]\s?(?=\d)", " by "),
    rule(r"(?<![\w:])\d{1,3}(:)\d{1,3}(?![\w:])", lambda m: by_groups(m, {1: " to "})),  # 3:1
    rule(
        rf"{BEFORE}(\d+)\s?(x)(?=\s[a-z]{{3}})", lambda m: by_groups(m, {1: cardinal(int(m[1][:_LONGEST])), 2: "times"})
    ),
    rule(rf"(?:(?<![^\W_])(?<![\dA-Z]\.)|(?<=\dx))(?:{NUMBER})(?!\d)(?!\.\d)(?!(?!x\d)[A-Za-z]+\d)", _plain),
)
