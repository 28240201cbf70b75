"""Dates and times: English, Korean, and a few forms for other languages (see `numbers_other`)."""

import re

from voiceassistant.text.spoken import numbers_english as english
from voiceassistant.text.spoken import numbers_korean as korean
from voiceassistant.text.spoken.rules import Said, alternatives, by_groups, ends_text, rule, table, words

MONTHS = words("January February March April May June July August September October November December")
_MONTH_NUMBERS = {month: number for number, month in enumerate(MONTHS, 1)} | {
    month[:3]: number for number, month in enumerate(MONTHS, 1)
}
_MONTH_NUMBERS["Sept"] = 9
_WEEKDAYS = table(
    """
    Mon: Monday; Tue: Tuesday; Tues: Tuesday; Wed: Wednesday; Thu: Thursday; Thur: Thursday; Thurs: Thursday
    Fri: Friday; Sat: Saturday; Sun: Sunday
    """
)
_MONTH = rf"\b((?:{alternatives(_MONTH_NUMBERS)})\b(?:(?<![A-Za-z]{{4}})\.|(?<=Sept)\.)?)"
_DAY = r"(\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(\d{4})(?!\d|[.,:]\d)"
_RANGE = rf"(?:\s?([-–—])\s?{_DAY})?"
_HALF_DAY = r"(?:\s?([AaPp])(?:\.\s?[Mm]\.|[Mm]\b))"


def _month(name: str) -> str:
    return MONTHS[_MONTH_NUMBERS[name.rstrip(".")] - 1]


def _day(written: str) -> int:
    return int(written.rstrip("stndrh"))


def _are_days(*written: str | None) -> bool:
    return all(1 <= _day(day) <= 31 for day in written if day)


def _month_first(match: re.Match[str]) -> Said:
    """November 25–27, 2026"""
    month, day, _, last, year = match.groups()
    if not _are_days(day, last):
        return None
    said = {1: _month(month), 2: english.ordinal(_day(day))}
    if last:
        said |= {3: "to", 4: english.ordinal(_day(last))}
    if year:
        said[5] = english.year(int(year))
    return by_groups(match, said)


def _day_first(match: re.Match[str]) -> Said:
    """the 25th of November 2026, 25–27 Nov. 2026"""
    the, day, _, last, of, month, year = match.groups()
    if not _are_days(day, last):
        return None
    before, behind = "" if the else "the ", "" if of else " of"
    said = {2: f"{before}{english.ordinal(_day(day))}{'' if last else behind}", 6: _month(month)}
    if last:
        said |= {3: "to", 4: f"the {english.ordinal(_day(last))}{behind}"}
    if year:
        said[7] = english.year(int(year))
    return by_groups(match, said)


def _month_and_year(match: re.Match[str]) -> Said:
    return by_groups(match, {1: _month(match[1]), 2: english.year(int(match[2]))})


def _short_month(match: re.Match[str]) -> Said:
    return _month(match[1]) + ("." if ends_text(match) else "")


def date(year: int, month: int, day: int) -> Said:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {english.ordinal(day)}, {english.year(year)}"


def _full_year(written: str) -> int:
    year = int(written)
    return year if len(written) > 2 else year + (2000 if year < 70 else 1900)


def _numeric(match: re.Match[str]) -> Said:
    """11/25/2026, and 25/11/2026 where it cannot be the other way round."""
    first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
    return date(year, first, second) if first <= 12 else date(year, second, first)


def time(hour: int, minute: int, half_day: str = "") -> str:
    """ "five thirty", "five oh five", "five o'clock", "seventeen hundred" never; `half_day`: " A M"."""
    if not minute:
        return english.cardinal(hour) + (
            half_day or (" o'clock" if 1 <= hour <= 12 else " hundred hours" if hour else " hundred")
        )
    between = " oh " if minute < 10 else " "
    return english.cardinal(hour) + between + english.cardinal(minute) + half_day


def half_day(a_or_p: str | None, match: re.Match[str]) -> str:
    if not a_or_p:
        return ""
    return f" {a_or_p.upper()} M" + ("." if match[0].endswith(".") and ends_text(match) else "")


def _clock(match: re.Match[str]) -> Said:
    hour, minute, second = int(match[1]), int(match[2]), match[3]
    if hour > 24 or minute > 59:
        return None
    said = time(hour, minute, "" if second else half_day(match[4], match))
    if second:
        said += f" and {english.cardinal(int(second))} seconds{half_day(match[4], match)}"
    return said


def _hour(match: re.Match[str]) -> Said:
    return english.cardinal(int(match[1])) + half_day(match[2], match) if int(match[1]) <= 24 else None


def _half_day_alone(match: re.Match[str]) -> Said:
    return half_day(match[1], match).strip()


def _iso(match: re.Match[str]) -> Said:
    said = date(int(match[1]), int(match[2]), int(match[3]))
    return f"{said}, " if isinstance(said, str) and match[0].endswith("T") else said


ENGLISH = (
    rule(
        r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?=T\d\d:|(?![\d-]|[./]\d))(?:T(?=\d\d:))?",
        _iso,
    ),
    rule(r"(?<![\d/.-])(\d{4})[./](\d{1,2})[./](\d{1,2})(?![\d/])", lambda m: date(int(m[1]), int(m[2]), int(m[3]))),
    rule(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])", _numeric),
    rule(
        r"(?<![\d/.-])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d|[.,]\d)", lambda m: date(int(m[3]), int(m[2]), int(m[1]))
    ),
    rule(rf"((?i:\bthe)\s)?(?<![\d.,:/-]){_DAY}{_RANGE}\s(of\s)?{_MONTH}(?:,?\s{_YEAR})?", _day_first),
    rule(rf"{_MONTH}\s{_DAY}{_RANGE}(?!\d|[.,:/]\d)(?:,?\s{_YEAR})?", _month_first),
    rule(rf"{_MONTH},?\s{_YEAR}", _month_and_year),
    rule(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.", _short_month),
    rule(
        rf"\b({alternatives(_WEEKDAYS)})(?:\.|(?=,\s(?:{alternatives(_MONTH_NUMBERS)}|\d)))",
        lambda m: _WEEKDAYS[m[1]] + ("." if m[0].endswith(".") and ends_text(m) else ""),
    ),
    rule(rf"(?<![\d:.,])(\d{{1,2}}):([0-5]\d)(?::([0-5]\d))?{_HALF_DAY}?(?![\d:])", _clock),
    rule(rf"(?<![\d:.,])(\d{{1,2}}){_HALF_DAY}(?!\w)", _hour),
    rule(r"\b([ap])\.\s?m\.", _half_day_alone),
)


def korean_date(year: str, month: str, day: str) -> Said:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    said_year = f"{korean.sino(int(year))}년 " if year else ""
    return f"{said_year}{korean.month(int(month))} {korean.sino(int(day))}일"


def _korean_words(match: re.Match[str]) -> Said:
    """2026년 11월 25일, or a part of it."""
    year, month, day = match[1], match[2], match[3]
    said = {}
    if year:
        said[1] = korean.sino(int(year))
    if month:
        said[2] = korean.month(int(month))[:-1]
    if day:
        said[3] = korean.sino(int(day))
    return by_groups(match, said) if not month or 1 <= int(month) <= 12 else None


def korean_time(hour: int, minute: int, *, spoken_half_day: str = "") -> str:
    said = f"{spoken_half_day}{korean.hour(hour)} 시"
    return f"{said} {korean.sino(minute)} 분" if minute else said


def _korean_clock(match: re.Match[str]) -> Said:
    hour, minute, second, half = int(match[1]), int(match[2]), match[3], match[4]
    if hour > 24 or minute > 59:
        return None
    spoken = {"a": "오전 ", "p": "오후 "}.get((half or "").lower(), "")
    said = korean_time(hour, minute, spoken_half_day=spoken)
    return f"{said} {korean.sino(int(second))} 초" if second else said


KOREAN = (
    rule(r"(?<![\d/.-])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d-])", lambda m: korean_date(m[1], m[2], m[3])),
    rule(r"(?<![\d/.-])(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})\.?(?!\d|[.,]\d)", lambda m: korean_date(m[1], m[2], m[3])),
    rule(r"['’](\d{2})\.\s?(\d{1,2})\.\s?(\d{1,2})\.?(?!\d)", lambda m: korean_date(m[1], m[2], m[3])),
    rule(r"(?<![\d.,])(\d{1,4})년\s?(\d{1,2})월(?:\s?(\d{1,2})일)?", _korean_words),
    rule(r"(?<![\d.,])()(\d{1,2})월(?:\s?(\d{1,2})일)?", _korean_words),
    rule(rf"(?<![\d:.,])(\d{{1,2}}):([0-5]\d)(?::([0-5]\d))?{_HALF_DAY}?(?![\d:])", _korean_clock),
)
