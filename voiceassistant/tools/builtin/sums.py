"""Reads a sum as people say and write it: "seventeen times 23", "15% of 80", "2 × (3 + 4)²"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voiceassistant.errors import ToolError

MOST_CHARACTERS = 200


def _words(text: str) -> list[str]:
    return text.split()


_PHRASES = {  # longest first
    "raised to the power of": "^",
    "to the power of": "^",
    "the square root of": "sqrt",
    "square root of": "sqrt",
    "the cube root of": "cbrt",
    "cube root of": "cbrt",
    "multiplied by": "*",
    "divided by": "/",
    "per cent": "%",
    "how much is": " ",
    "what's": " ",
    "what is": " ",
    "math.": " ",
    "**": "^",
    "²": "^2",
    "³": "^3",
    "√": "sqrt ",
    "π": "pi",
}
_OPERATORS = {  # said or written: (code, spoken)
    **dict.fromkeys(("+", "plus", "add", "더하기"), ("+", "plus")),
    **dict.fromkeys(("-", "−", "–", "minus", "less", "subtract", "빼기"), ("-", "minus")),
    **dict.fromkeys(("*", "×", "·", "∙", "x", "times", "곱하기"), ("*", "times")),
    **dict.fromkeys(("/", "÷", "over", "나누기"), ("/", "divided by")),
    "^": ("**", "to the power of"),
    **dict.fromkeys(("mod", "modulo"), ("%", "modulo")),
    "of": ("*", "of"),
    "off": ("*", "off"),  # after a share only; `_with_signs` sees to it
}
_AFTER = {  # stands after a number: (code, spoken)
    **dict.fromkeys(("%", "percent", "퍼센트"), ("({}/100)", "{} percent")),
    **dict.fromkeys(("degrees", "degree", "°"), ("({}*pi/180)", "{} degrees")),
    "squared": ("({}**2)", "{} squared"),
    "cubed": ("({}**3)", "{} cubed"),
    "!": ("factorial({})", "{} factorial"),
    "factorial": ("factorial({})", "{} factorial"),
}
_FUNCTIONS = {  # spoken
    "sqrt": "the square root of",
    "cbrt": "the cube root of",
    "abs": "the absolute value of",
    "sin": "the sine of",
    "cos": "the cosine of",
    "tan": "the tangent of",
    "log": "the logarithm of",
    "ln": "the natural logarithm of",
    "min": "the least of",
    "max": "the greatest of",
    "round": "the rounded value of",
    **{name: f"{name} of" for name in ("floor", "ceil", "factorial", "asin", "acos", "atan", "exp")},
}
_FRACTIONS = {"half": "0.5", "quarter": "0.25"}
_FILLERS = frozenset(_words("a an the calculate compute equals equal to is please it result ="))

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: n for n, word in enumerate(_words(f"{_ONES} seventeen eighteen nineteen"))}
_TENS = {w: n * 10 for n, w in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER_WORDS = _SMALL.keys() | _TENS.keys() | _SCALES.keys()

_TOKEN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+|[^\W\d_]+|\S")
_ORDERS = [  # said as an order, written as a sum
    (re.compile(r"\bdivide (.+) by (.+)"), r"\1 / \2"),
    (re.compile(r"\bmultiply (.+) by (.+)"), r"\1 * \2"),
    (re.compile(r"\bproduct of (.+) and (.+)"), r"\1 * \2"),
    (re.compile(r"\bsubtract (.+) from (.+)"), r"\2 - \1"),
    (re.compile(r"\bdifference (?:between|of) (.+) and (.+)"), r"\1 - \2"),
    (re.compile(r"(?<!\S)(?:add|sum of|the sum of) (.+) (?:and|to) (.+)"), r"\1 + \2"),
]
_LONE_ARGUMENT = re.compile(r" of \(([^() ]+(?: degrees)?)\)")


@dataclass(frozen=True, slots=True)
class Part:
    """A sum or a piece of one: for the evaluator and for the ear."""

    code: str
    spoken: str
    kind: str = "operator"  # number, function, open, close


def read_sum(said: str) -> Part:
    """Returns the sum as an expression of Python's and in spoken words. Raises ToolError for anything else."""
    text = said.casefold().strip(" =?.")
    for pattern, order in _ORDERS:
        text = pattern.sub(order, text)
    for phrase, sign in _PHRASES.items():
        text = text.replace(phrase, f" {sign} " if sign.isalpha() else sign)
    words = _joined_numbers(_TOKEN.findall(text))
    parts = _with_signs(list(_parts(words, said)))
    if not any(part.kind == "number" for part in parts):
        raise ToolError(f"{quoted(said)} is not a sum.")
    spoken = " ".join(part.spoken for part in parts).replace("( ", "(").replace(" )", ")").replace(" ,", ",")
    spoken = _LONE_ARGUMENT.sub(r" of \1", spoken)
    return Part(_percent_change([part.code for part in parts]), spoken[:1].upper() + spoken[1:])


def quoted(said: str) -> str:
    """What was said, short enough for an error's sentence."""
    text = " ".join(said.split())
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _joined_numbers(tokens: Sequence[str]) -> list[str]:
    """Turns number words into digits: "one hundred and five point two" is "105.2", "2 million" is "2000000"."""
    words: list[str] = []
    position = 0
    while position < len(tokens):
        run = _number_run(tokens, position)
        words.append(_number(tokens[position : position + run]) if run else tokens[position])
        position += run or 1
    return words


def _number_run(tokens: Sequence[str], start: int) -> int:
    """Counts the tokens from `start` on that are one number in words; 0 when there is none."""
    following = tokens[start + 1] if start + 1 < len(tokens) else ""
    digits_or_a = tokens[start][0].isdigit() or tokens[start] == "a"
    if tokens[start] not in _NUMBER_WORDS and not (digits_or_a and following in _SCALES):
        return 0
    end = start + 1
    while end < len(tokens):
        after = tokens[end + 1] if end + 1 < len(tokens) else ""
        hyphen = tokens[end] == "-" and tokens[end - 1] in _TENS and 0 < _SMALL.get(after, 0) < 10
        linked = (tokens[end] == "and" and tokens[end - 1] in _SCALES) or tokens[end] == "point"
        if tokens[end] not in _NUMBER_WORDS and not ((linked or hyphen) and after in _NUMBER_WORDS):
            break
        end += 1
    return end - start


def _number(words: Sequence[str]) -> str:
    whole, _, decimals = " ".join(word for word in words if word not in ("and", "-")).partition(" point ")
    total = current = 0.0
    for word in whole.split():
        if word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
            continue
        value = 1 if word == "a" else _SMALL.get(word, _TENS.get(word))
        number = float(word.replace(",", "")) if value is None else float(value)
        if current % (10 if number < 10 else 100):
            raise ToolError(f"{' '.join(words)!r} is not a number.")
        current += number
    digits = "".join(str(_SMALL[word]) for word in decimals.split() if word in _SMALL)
    return f"{total + current:.15g}" + (f".{digits}" if digits else "")


def _parts(words: Sequence[str], said: str) -> Iterator[Part]:
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else ""
        if word[0].isdigit() or (word[0] == "." and word[1:].isdigit()):
            digits = word.replace(",", "")
            digits = digits.lstrip("0") if digits.isdigit() else digits
            yield Part(digits or "0", digits or "0", "number")
        elif word == "%" and following[:1].isdigit():
            yield Part("%", "modulo")
        elif word in _AFTER and not (word == "factorial" and following == "("):
            yield Part(*_AFTER[word], "after")
        elif word in _OPERATORS:
            yield Part(*_OPERATORS[word])
        elif word in _FRACTIONS:
            yield Part(_FRACTIONS[word], word, "number")
        elif word in ("pi", "e"):
            yield Part(word, word, "number")
        elif word in _FUNCTIONS:
            yield Part(word, _FUNCTIONS[word], "function")
        elif word in "(),":
            yield Part(word, word, {"(": "open", ")": "close"}.get(word, "operator"))
        elif word not in _FILLERS:
            raise ToolError(f"{quoted(said)} is not a sum that can be calculated.")


def _with_signs(parts: list[Part]) -> list[Part]:
    """Joins what stands after a number to it and writes what people leave out: "2(3)", "sqrt 16", "4 pi"."""
    joined: list[Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if part.kind == "after":
            if before is None or before.kind not in ("number", "close"):
                raise ToolError(f"{part.spoken.format('')!r} needs a number before it.")
            start = len(joined) - 1 if before.kind == "number" else _opening(joined)
            code = part.code.format("".join(p.code for p in joined[start:]))
            spoken = part.spoken.format(" ".join(p.spoken for p in joined[start:]))
            joined[start:] = [Part(code, spoken, "number")]
            continue
        if part.spoken == "off":
            if before is None or not before.spoken.endswith(" percent"):
                raise ToolError("'off' needs a share before it, such as 25 percent.")
            joined[-1] = Part(f"(1-{before.code})", before.spoken, "number")
        elif before and before.kind in ("number", "close") and part.kind in ("number", "function", "open"):
            if part.code[0].isdigit():
                raise ToolError(f"A sign is missing before {part.spoken}.")
            joined.append(Part("*", "times"))
        joined.append(part)
    return _called(joined)


def _opening(parts: Sequence[Part]) -> int:
    """Returns where the bracket opens that the last part closes, with its function's name."""
    depth = 0
    for position in range(len(parts) - 1, -1, -1):
        depth += {"close": 1, "open": -1}.get(parts[position].kind, 0)
        if depth == 0:
            return position - (position > 0 and parts[position - 1].kind == "function")
    raise ToolError("A bracket is missing in the sum.")


def _called(parts: Sequence[Part]) -> list[Part]:
    """Gives a function without brackets the number after it."""
    called: list[Part] = []
    for part in parts:
        bare = called and called[-1].kind == "function" and part.kind == "number"
        called.append(replace(part, code=f"({part.code})") if bare else part)
    return called


def _percent_change(codes: Sequence[str]) -> str:
    """ "80 + 10%" is said of prices and means 88."""
    *left, sign, last = ["", *codes] if len(codes) > 1 else ["", "", *codes]
    share = re.fullmatch(r"\((.+)/100\)", last)
    if share and sign in ("+", "-") and any(left):
        return f"({''.join(left)})*(1{sign}({share[1]})/100)"
    return "".join(codes)
