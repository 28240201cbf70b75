"""Formulas that stand on a line of their own."""

import re

from voiceassistant.documents.pdf.columns import Column
from voiceassistant.documents.pdf.lines import Line

SET_IN = 1.0  # em: how far they stand from the column's left

_SIGNS = re.compile(r"[=<>≤≥≠≈≡∑∏∫√∂∞→⇒∈∀∃±×÷·+−/|^∥⟨⟩{}λμσπθαβγδεφψω]")
_NUMBER = re.compile(r"\s*\(?[A-Z]?\d+(?:\.\d+)*[a-z]?\)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTIONS = frozenset({"lim", "sin", "cos", "tan", "log", "exp", "max", "min", "arg", "sup", "inf", "det", "mod"})


def is_formula(line: Line, column: Column) -> bool:
    """True if a line that is set in holds signs and hardly a word."""
    if line.left < column.left + SET_IN * line.size or line.fixed:
        return False
    text = _NUMBER.sub("", line.text)
    words = [word for word in _WORD.findall(text) if word.casefold() not in _FUNCTIONS]
    signs = len(_SIGNS.findall(text))
    if not words:
        return signs > 0 or (text != line.text and line.right > column.right - 2 * line.size)
    return signs >= 2 * len(words) and len(words) <= 3
