"""Checks what a small model makes of a tool's result: it likes to say another number than the one it was given."""

import json
import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
SHORT_RESULT = 120


def first_sentence(text: str) -> str | None:
    """The first sentence, once what follows shows that it is over; None until then."""
    match = re.search(r"[.!?…](?=\s)", text)
    return text[: match.end()] if match else None


def faithful(said: str, results: Sequence[str], question: str) -> bool:
    """True when every number said was in a result or in the question, and a short result's own number was said."""
    known = _numbers(" ".join([*results, question]))
    spoken = _numbers(said)
    if not spoken <= known:
        return False
    wanted = [_numbers(result.rpartition("=")[2]) for result in results if len(result) <= SHORT_RESULT]
    return all(numbers & spoken for numbers in wanted if numbers)


def plainly(results: Sequence[str]) -> str:
    """The results as they are, in words as far as they can be, for when the model's own words cannot be trusted."""
    return " ".join(_one(result.strip()) for result in results)


def _one(result: str) -> str:
    try:
        value = json.loads(result)
    except ValueError:
        value = result
    if isinstance(value, dict):
        words = ", ".join(f"{str(name).replace('_', ' ')}: {item}" for name, item in value.items())
    else:
        words = f"The result is {value}" if _NUMBER.fullmatch(str(value)) else str(value)
    return words if _SENTENCE_END.search(words[-1:]) else f"{words}."


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}
