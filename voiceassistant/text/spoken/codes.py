"""Numbers that are read digit by digit or part by part: telephones, ISBNs, versions, addresses of computers."""

import re

from voiceassistant.text.spoken import numbers_english as english
from voiceassistant.text.spoken import numbers_korean as korean
from voiceassistant.text.spoken.rules import Said, by_groups, rule

TELEPHONE = (
    r"(?<![\w.,-])(?:\+\d{1,3}[-. ]?)?(?:\(\d{2,4}\)[-. ]?|\d{2,4}[-. ])\d{3,4}[-. ]\d{4}(?![\w-]|[.,]\d)"
    r"|(?<![\w.,-])\+\d{1,3}(?:[-. ]?\(?\d{1,4}\)?){2,5}(?![\w-]|[.,]\d)"
    r"|(?<![\w.,-])1[568]\d\d-\d{4}(?![\w-])"
    r"|(?<![\w.,-])\d{3}-\d{4}(?![\w-]|[.,]\d)"
)
_ISBN = r"(?<=ISBN)([- ]?1[03])?:?\s?((?:97[89][- ]?)?\d[\d -]{7,13}[\dX])(?![\d-])"
_VERSION = r"(?<![\w.])([vV])(?:er)?\.?\s?(\d+(?:\.\d+)*)(?![\w.]*\w)"
_NAMED_VERSION = r"(?<=[Vv]ersion )(\d+(?:\.\d+)+)|(?<=Python )(\d+(?:\.\d+)+)|(?<=버전 )(\d+(?:\.\d+)+)"
_SECTION = r"^(\d{1,3}(?:\.\d{1,3})+)\.?(?=\s+(?:[A-Z][a-z]{2}|[가-힣“\"]))"  # the number of a heading
_PARTS = r"(?<![\w.])(?!\d\d?\.\d\d?\.\d{4}\b|\d{4}\.\d\d?\.\d\d?\b)(\d+)\.(\d+)\.(\d+)(?:\.(\d+))?(?![\w.]*\w)"


def _groups(written: str) -> list[str]:
    return re.findall(r"\d+|X", written)


def _english_telephone(match: re.Match[str]) -> Said:
    plus = "plus " if match[0].startswith("+") else ""
    return plus + ", ".join(english.digits(group) for group in _groups(match[0]))


def _english_isbn(match: re.Match[str]) -> Said:
    said = ", ".join("X" if group == "X" else english.digits(group) for group in _groups(match[2]))
    return f" {said}" + (" X" if match[2].endswith("X") and not said.endswith("X") else "")


def _dotted(written: str) -> str:
    return " point ".join(english.number(part) for part in written.split("."))


def _english_parts(match: re.Match[str]) -> Said:
    parts = match[0].split(".")
    if len(parts) == 4:
        return " dot ".join(map(english.digits, parts))
    return _dotted(match[0])


ENGLISH = (
    rule(_SECTION, lambda m: by_groups(m, {1: _dotted(m[1])})),
    rule(_ISBN, _english_isbn),
    rule(TELEPHONE, _english_telephone),
    rule(_VERSION, lambda m: f"version {_dotted(m[2])}"),
    rule(_NAMED_VERSION, lambda m: _dotted(m[0])),
    rule(_PARTS, _english_parts),
)


def _korean_telephone(match: re.Match[str]) -> Said:
    plus = "플러스 " if match[0].startswith("+") else ""
    return plus + " ".join(korean.digits(group) for group in _groups(match[0]))


def _korean_isbn(match: re.Match[str]) -> Said:
    return " " + " ".join("엑스" if group == "X" else korean.digits(group) for group in _groups(match[2]))


def _korean_dotted(written: str) -> str:
    return " 점 ".join(korean.number(part) for part in written.split("."))


KOREAN = (
    rule(_SECTION, lambda m: by_groups(m, {1: _korean_dotted(m[1])})),
    rule(_ISBN, _korean_isbn),
    rule(TELEPHONE, _korean_telephone),
    rule(_VERSION, lambda m: f"버전 {_korean_dotted(m[2])}"),
    rule(_NAMED_VERSION, lambda m: _korean_dotted(m[0])),
    rule(_PARTS, lambda m: _korean_dotted(m[0])),
)
