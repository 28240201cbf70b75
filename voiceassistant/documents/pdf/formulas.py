"""Formulas that stand on a line of their own."""

import re

from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import Line
from voiceassistant.documents.pdf.marks import begins_item

SET_IN = 1.0  # em: how far they stand from the column's left

_SIGNS = re.compile(r"[=<>≤≥≠≈≡∑∏∫√∂∞→⇒∈∀∃±×÷·+−/|^∥⟨⟩{}λμσπθαβγδεφψω]")
_NUMBER = re.compile(r"\s*\(?[A-Z]?\d+(?:\.\d+)*[a-z]?\)$")
_WORD = re.compile(r"[^\W\d_]{3,}|[가-힣一-鿿ぁ-ヿ]+")
_FUNCTIONS = frozenset({"lim", "sin", "cos", "tan", "log", "exp", "max", "min", "arg", "sup", "inf", "det", "mod"})


def is_formula(line: Line, column: Column) -> bool:
    """True if a line that is set in holds signs and hardly a word."""
    if line.left < column.left + SET_IN * line.size or line.fixed or begins_item(line.text):
        return False
    text = _NUMBER.sub("", line.text)
    words = [word for word in _WORD.findall(text) if word.casefold() not in _FUNCTIONS]
    signs = len(_SIGNS.findall(text))
    if not words:
        return signs > 0 or _stands_alone(text) or (text != line.text and line.right > column.right - 2 * line.size)
    return signs >= 3 * len(words) and len(words) <= 2


def _stands_alone(text: str) -> bool:
    """True for letters and digits of which no two stand together."""
    return all(sum(character.isalnum() for character in part) <= 1 for part in text.split())
