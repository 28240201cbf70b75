"""Simple formulas: "x^2", "a/b", "≤", "±", Greek letters, and LaTeX between dollars."""

import re
from collections.abc import Callable

from voiceassistant.text.spoken.rules import Rule, Said, rule, table, words

NumberWords = Callable[[str], str]
Saying = Callable[[str], str]

_WORDS_ENGLISH = table(
    """
    ±: plus or minus; ×: times; ⋅: times; ·: times; ÷: divided by; =: equals; ≠: is not equal to
    ≈: is approximately; ≃: is approximately; ≅: is congruent to; ≡: is identical to; ∝: is proportional to
    ≤: is at most; <=: is at most; >=: is at least; !=: is not equal to;
    ≥: is at least; <: is less than; >: is greater than; ≪: is much less than
    ≫: is much greater than; +: plus; −: minus; -: minus; /: over; ∞: infinity; ∂: partial; ∇: nabla
    ∑: the sum of; ∏: the product of; ∫: the integral of; ∈: in; ∉: not in; ⊂: is a subset of
    ⊆: is a subset of; ∪: union; ∩: intersection; ∅: the empty set; ∀: for all; ∃: there exists; ¬: not
    ∧: and; ∨: or; ⇒: implies; ⇔: if and only if; →: to; ←: from; ↔: to and from; ∴: therefore; ∵: because
    √: the square root of; ∛: the cube root of; !: factorial; ∥: parallel to; ⊥: perpendicular to; ∠: angle
    ′: prime
    """
)
_WORDS_KOREAN = table(
    """
    ±: 플러스마이너스; ×: 곱하기; ⋅: 곱하기; ÷: 나누기; =: 는; ≠: 같지 않다; ≈: 약; ≤: 작거나 같다
    ≥: 크거나 같다; <: 작다; >: 크다; +: 더하기; −: 빼기; -: 빼기; /: 나누기; ∞: 무한대; √: 루트; ∑: 시그마
    ∫: 인테그랄; ∈: 원소; ∴: 그러므로; ∵: 왜냐하면; →: 에서; ⇒: 이면
    """
)
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_ENGLISH_NAMES = words(
    """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu
    nu xi omicron pi rho sigma tau upsilon phi chi psi omega
    """
)
_KOREAN_NAMES = words(
    """
    알파 베타 감마 델타 엡실론 제타 에타 세타 요타 카파 람다 뮤
    뉴 크시 오미크론 파이 로 시그마 타우 입실론 피 카이 프시 오메가
    """
)
_GREEK_ENGLISH = dict(zip(_LETTERS, _ENGLISH_NAMES, strict=True))
_GREEK_KOREAN = dict(zip(_LETTERS, _KOREAN_NAMES, strict=True))
_OTHER_FORMS = {"ϵ": "ε", "ϑ": "θ", "ϕ": "φ", "ς": "σ", "µ": "μ", "Ω": "Ω", "∆": "Δ"}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿⁱ", "0123456789-+ni", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₋₊ₙᵢ", "0123456789-+ni", strict=True))
_SUPER, _SUB = "".join(_SUPERSCRIPTS), "".join(_SUBSCRIPTS)

_COMMANDS = {
    **table(
        """
    times: ×; cdot: ⋅; div: ÷; pm: ±; le: ≤; leq: ≤; ge: ≥; geq: ≥; ne: ≠; neq: ≠
    """
    ),
    **{"approx": "≈", "equiv": "≡", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏"},
    **{"int": "∫", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅"},
    **{
        "forall": "∀",
        "exists": "∃",
        "neg": "¬",
        "land": "∧",
        "lor": "∨",
        "Rightarrow": "⇒",
        "implies": "⇒",
        "iff": "⇔",
    },
    **table(
        """
    to: →; rightarrow: →; leftarrow: ←; ll: ≪; gg: ≫; lt: <; gt: >; ldots: …; dots: …
    """
    ),
    **{"cdots": "…", "prime": "′", "therefore": "∴", "because": "∵", "perp": "⊥", "angle": "∠", "sim": "≈"},
    **{"varepsilon": "ε", "vartheta": "θ", "varphi": "φ"},
    **{name: letter for letter, name in _GREEK_ENGLISH.items()},
    **{name.capitalize(): letter.upper() for letter, name in _GREEK_ENGLISH.items()},
}
_LATEX = (
    r"\$\$?(?=[^$\s])((?:[^$\\]|\\.){1,300}?)(?<=\S)\$\$?(?!\d)"
    r"|\\\(((?:[^\\]|\\[^)]){1,300}?)\\\)"
    r"|\\\[((?:[^\\]|\\[^\]]){1,300}?)\\\]"
)
_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\d+(?:[.,]\d+)*|[a-zA-Z]|\S|\s+")
_OPERAND = r"[\w)\]}°%α-ωΑ-Ω′²³¹⁰-⁹₀-₉]"
_OPERAND_AHEAD = r"[\w(\[{\\√∞∑∫α-ωΑ-Ω+−.$€£₩-]"


def _powers(language: str) -> dict[str, str]:
    if language == "ko":
        return {"2": "제곱", "3": "세제곱", "to": "의 {} 제곱", "sub": " {}", "over": "{1} 분의 {0}", "root": "루트 {}"}
    return {
        **{"2": "squared", "3": "cubed", "to": "to the power of {}", "sub": "sub {}", "over": "{0} over {1}"},
        **{"root": "the square root of {}", "nth": "to the {}"},
    }


class Formulas:
    """How a language says formulas.

    Args:
        language: "ko"; all others are said as in English.
        number: Says a number as it is written.
    """

    def __init__(self, language: str, number: NumberWords) -> None:
        self._number = number
        self._words = _WORDS_KOREAN if language == "ko" else _WORDS_ENGLISH
        self._greek = _GREEK_KOREAN if language == "ko" else _GREEK_ENGLISH
        self._forms = _powers(language)
        self._korean = language == "ko"

    def latex(self) -> Rule:
        """Before all rules that would take a dollar for money."""
        return rule(_LATEX, self._latex)

    def rules(self) -> tuple[Rule, ...]:
        """Of formulas in plain text, before those of plain numbers."""
        words = self._words
        return (
            rule(r"(?<=[\w)\]])\^(?:\{([^{}]{1,20})\}|\(([^()]{1,20})\)|(-?\w{1,6}))", self._caret),
            rule(rf"(?<=[\w)\]α-ωΑ-Ω])[{_SUPER}]+", self._raised),
            rule(rf"(?<=[A-Za-z)α-ωΑ-Ω])[{_SUB}]+", self._lowered),
            rule(r"(?<![\w_])([A-Za-zα-ω])_(?:\{(\w{1,10})\}|(\w{1,4}))(?!\w)", self._subscript),
            rule(r"√\s?(?=[\w(])", f"{words['√']} "),
            rule(r"(?<![\w/.:])([a-z])\s?/\s?([a-z])(?![\w/.])", self._quotient),
            rule(r"(?<=\d[a-z])\s-\s(?=\d|[a-z]\b)", f" {words['-']} "),
            rule(r"(?<=[\d)])\s-\s(?=[\d(](?:[^=]{0,20})=)", f" {words['-']} "),
            rule(
                r"(?<=\s[a-zA-Z])\s-\s(?=[a-zA-Z\d]\b)|(?<=^[a-zA-Z])\s-\s(?=[a-zA-Z\d]\b)|(?<=\d)\s−\s(?=\d)",
                f" {words['-']} ",
            ),
            rule(rf"(?<={_OPERAND})\s?=\s?(?={_OPERAND_AHEAD})", f" {words['=']} "),
            *(rule(rf"(?<={_OPERAND})\s[{sign}]\s(?={_OPERAND_AHEAD})", f" {words[sign]} ") for sign in "<>+"),
            rule(r"(?<=[\d)])\+(?=[\d(])", f" {words['+']} "),
            rule(r"(?<![\w<])<\s?(?=\d)", "less than " if not self._korean else "미만 "),
            rule(r"(?<![\w>=-])>\s?(?=\d)", "more than " if not self._korean else "초과 "),
            *(rule(rf"\s?{re.escape(sign)}\s?", self._operator) for sign in words if sign not in "=<>+-−/!·⋅→←↔⇒′"),
            rule(r"(?<=\w)\s?⋅\s?(?=\w)", f" {words['⋅']} "),
            rule(r"(?<![\wͰ-Ͽ])[α-ωΑ-ΩϵϑϕµΩ∆](?![Ͱ-Ͽ])", self._greek_letter),
            rule(r"(?<=[\dA-Za-z])[α-ω](?![Ͱ-Ͽ])", self._greek_letter),
        )

    def _operator(self, match: re.Match[str]) -> Said:
        word = self._words[match[0].strip()]
        before = " " if match.start() else ""
        after = " " if match.end() < len(match.string) else ""
        return f"{before}{word}{after}"

    def _caret(self, match: re.Match[str]) -> Said:
        return self._power(match[1] or match[2] or match[3])

    def _raised(self, match: re.Match[str]) -> Said:
        return self._power("".join(map(_SUPERSCRIPTS.__getitem__, match[0])))

    def _power(self, exponent: str) -> str:
        if exponent in ("2", "3"):
            return f" {self._forms[exponent]}"
        said = self._forms["to"].format(self._inner(exponent))
        return said if self._korean else f" {said}"

    def _lowered(self, match: re.Match[str]) -> Said:
        space = " " if match.string[match.end() :][:1].isalnum() else ""
        return f" {self._inner(''.join(map(_SUBSCRIPTS.__getitem__, match[0])))}{space}"

    def _subscript(self, match: re.Match[str]) -> Said:
        return f"{self._letter(match[1])} {self._forms['sub'].format(self._inner(match[2] or match[3])).strip()}"

    def _quotient(self, match: re.Match[str]) -> Said:
        if match[0] in ("n/a", "w/o", "a/c", "c/o", "b/w", "y/n", "i/o", "s/he"):
            return None
        return self._forms["over"].format(match[1], match[2])

    def _greek_letter(self, match: re.Match[str]) -> Said:
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        space = " " if after.isalnum() and not "가" <= after <= "힣" else ""
        return f"{' ' if before.isalnum() else ''}{self._letter(match[0])}{space}"

    def _letter(self, sign: str) -> str:
        sign = _OTHER_FORMS.get(sign, sign)
        name = self._greek.get(sign) or self._greek.get(sign.lower(), sign)
        return name if sign in self._greek or sign.lower() not in self._greek or self._korean else f"capital {name}"

    def _latex(self, match: re.Match[str]) -> Said:
        source = match[1] or match[2] or match[3]
        if match[1] and not re.search(r"[\\^_=+<>]|^[a-zA-Z]$", source):
            return None  # between two prices
        return self._inner(source)

    def _inner(self, source: str) -> str:
        """What a formula is in words."""
        said, tokens = [], _TOKEN.findall(source)
        place = 0
        while place < len(tokens):
            words, place = self._next(tokens, place)
            said.append(words)
        return " ".join(" ".join(said).split())

    def _next(self, tokens: list[str], place: int) -> tuple[str, int]:
        token = tokens[place]
        place += 1
        if token == "^":
            return self._argument_in(tokens, place, self._power)
        if token == "_":
            return self._argument_in(tokens, place, lambda inner: self._forms["sub"].format(self._inner(inner)))
        if token in ("\\frac", "\\dfrac", "\\tfrac"):
            upper, place = _argument(tokens, place)
            lower, place = _argument(tokens, place)
            return self._forms["over"].format(self._inner(upper), self._inner(lower)), place
        if token == "\\sqrt":
            return self._argument_in(tokens, place, lambda inner: self._forms["root"].format(self._inner(inner)))
        if token in ("\\text", "\\mathrm", "\\textbf", "\\textit", "\\operatorname"):
            return self._argument_in(tokens, place, lambda inner: inner)
        return self._word(token, tokens[place - 2] if place > 1 else ""), place

    def _argument_in(self, tokens: list[str], place: int, say: Saying) -> tuple[str, int]:
        inner, place = _argument(tokens, place)
        return say(inner), place

    def _word(self, token: str, before: str) -> str:
        if token[0] == "\\":
            sign = _COMMANDS.get(token[1:], "")
            return (self._words.get(sign) or self._letter(sign)) if sign else _UNKNOWN.get(token, token[1:])
        if token[0].isdecimal():
            return self._number(token)
        if token in "{}$&":
            return ""
        if token == "!" and not before.strip():
            return ""
        return self._words.get(token) or self._letter(token)


_UNKNOWN = dict.fromkeys(
    (
        "\\left",
        "\\right",
        "\\,",
        "\\;",
        "\\!",
        "\\ ",
        "\\quad",
        "\\limits",
        "\\displaystyle",
        "\\mathbf",
        "\\mathbb",
        "\\mathcal",
        "\\big",
        "\\Big",
        "\\\\",
        "\\{",
        "\\}",
    ),
    "",
)


def _argument(tokens: list[str], place: int) -> tuple[str, int]:
    """What stands in braces from `place` on, or the one token there; and where it ends."""
    while place < len(tokens) and tokens[place].isspace():
        place += 1
    if place >= len(tokens):
        return "", place
    if tokens[place] != "{":
        return tokens[place], place + 1
    depth, end = 1, place + 1
    while end < len(tokens) and depth:
        depth += (tokens[end] == "{") - (tokens[end] == "}")
        end += 1
    return "".join(tokens[place + 1 : end - 1 if not depth else end]), end
