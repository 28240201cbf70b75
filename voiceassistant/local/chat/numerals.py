"""English number words as digits: "two hundred and fifty" becomes "250".

A small model copies digits well and converts words badly ("two hundred and fifty" became 205), so code does it.
"""

import re

_TO_NINE = "zero one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(f"{_TO_NINE} {_TEENS}".split())}
_TENS = {word: value * 10 for value, word in enumerate(_TENS_WORDS.split(), 2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join((*_TENS, *sorted(_ONES, key=len, reverse=True), "hundred", *_SCALES))
_PHRASE = re.compile(
    rf"\b(?:an?[ ](?=hundred|thousand|million|billion))?(?:{_WORD})\b(?:(?:[ -]|[ ]and[ ])(?:{_WORD})\b)*",
    re.IGNORECASE,
)

SMALLEST = 11
SMALLEST_BESIDE_OTHERS = 2
"""Words for less are left alone unless a larger number is near: "one" and "two" are often no numbers."""


def with_digits(text: str, smallest: int = SMALLEST) -> str:
    """The text with its number words as digits, where they form one number; the rest stays as it is.

    Args:
        text: As it was said.
        smallest: Words for less are left alone, unless a larger number is near.
    """
    if _PHRASE.sub(lambda match: _replaced(match, smallest), text) == text:
        return text
    return _PHRASE.sub(lambda match: _replaced(match, min(smallest, SMALLEST_BESIDE_OTHERS)), text)


def _replaced(match: re.Match[str], smallest: int) -> str:
    words = re.split(r"[ -]+", match[0].lower())
    groups = _numbers(words)
    years_and_such = len(groups) > 1 and "and" not in words  # "nineteen eighty-four", "one two three"
    if years_and_such or all(value < smallest for value in groups):
        return match[0]
    return " and ".join(str(value) for value in groups)


def _numbers(words: list[str]) -> list[int]:
    """The numbers that the words form: two for "thirty and seven", one for "two hundred and seven"."""
    found: list[int] = []
    total = group = 0
    last = ""  # what stood before: "ones", "tens", "hundred", "scale"
    pending_and = False
    for word in words:
        if word in ("a", "an"):
            continue
        if word == "and":
            pending_and = True
            continue
        kind = _kind(word)
        joins = _joins(last, kind, pending_and)
        if not joins:
            found.append(total + group)
            total = group = 0
        pending_and = False
        if kind == "hundred":
            group = max(group, 1) * 100
        elif kind == "scale":
            total, group = total + max(group, 1) * _SCALES[word], 0
        else:
            group += _ONES.get(word, 0) + _TENS.get(word, 0)
        last = kind
    return [*found, total + group]


def _kind(word: str) -> str:
    if word in _TENS:
        return "tens"
    if word in _ONES:
        return "ones" if 0 < _ONES[word] < 10 else "teens"
    return "hundred" if word == "hundred" else "scale"


def _joins(last: str, kind: str, after_and: bool) -> bool:
    """Whether the word goes on with the number that `last` belongs to."""
    if not last:
        return True
    if kind in ("hundred", "scale"):
        return not after_and and last != "hundred" if kind == "hundred" else not after_and
    if last in ("hundred", "scale"):
        return True
    return last == "tens" and kind == "ones" and not after_and
