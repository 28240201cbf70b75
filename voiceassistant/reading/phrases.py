"""Patterns of phrases that people can read: "go back [by] {count} {unit}"."""

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"\{\w+\}|[()\[\]|]|[^\s()\[\]|{}]+")
_MARKS = {"(": "(?:", "[": "(?:", "]": ")?", ")": ")"}


def phrase_patterns(text: str, places: Mapping[str, str], after_word: str = "") -> list[str]:
    """The patterns of the phrases of `text`, which stand in lines or between bars.

    Args:
        text: (a | b) is one of them, [a] may be missing, {name} stands for a pattern of `places`.
        places: Patterns by name; one with a named group can be used once in a phrase.
        after_word: What follows each word of what is compared: a space, or nothing.
    """
    return [pattern for line in text.splitlines() for pattern in _phrases(line, places, after_word) if pattern]


def _phrases(line: str, places: Mapping[str, str], after_word: str) -> Iterator[str]:
    pattern, depth = "", 0
    for token in _TOKEN.findall(line):
        depth += (token in "([") - (token in ")]")
        if token == "|" and not depth:
            yield pattern
            pattern = ""
        elif token == "|":
            pattern += token
        elif token[0] == "{":
            pattern += places[token[1:-1]]
        else:
            pattern += _MARKS.get(token) or re.escape(token) + after_word
    yield pattern
