"""Sums of money: "$1,234.50", "€5 million", "₩12,000"."""

import re

from voiceassistant.text.spoken import numbers_english as english
from voiceassistant.text.spoken import numbers_korean as korean
from voiceassistant.text.spoken.rules import Said, alternatives, describes, rule, table

# One, several, a hundredth, several hundredths; without hundredths the decimals are read as such.
_ENGLISH = {
    **dict.fromkeys(("$", "US$", "USD"), ("dollar", "dollars", "cent", "cents")),
    **dict.fromkeys(("€", "EUR"), ("euro", "euros", "cent", "cents")),
    **dict.fromkeys(("£", "GBP"), ("pound", "pounds", "penny", "pence")),
    **dict.fromkeys(("¥", "JPY"), ("yen", "yen", "", "")),
    **dict.fromkeys(("₩", "KRW"), ("won", "won", "", "")),
    **dict.fromkeys(("CHF",), ("franc", "francs", "", "")),
    **dict.fromkeys(("A$", "AU$"), ("Australian dollar", "Australian dollars", "cent", "cents")),
    **dict.fromkeys(("C$", "CA$"), ("Canadian dollar", "Canadian dollars", "cent", "cents")),
    **dict.fromkeys(("HK$",), ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents")),
    "₹": ("rupee", "rupees", "", ""),
    "₽": ("ruble", "rubles", "", ""),
    "₿": ("bitcoin", "bitcoins", "", ""),
    "¢": ("cent", "cents", "", ""),
}
_SCALES = {
    **{"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "bn": "billion"},
    **{"b": "billion", "B": "billion", "tn": "trillion", "T": "trillion"},
    **{word: word for word in ("hundred", "thousand", "million", "billion", "trillion")},
}
_AMOUNT = rf"({english.NUMBER})"
_WORD = alternatives(word for word in _SCALES if len(word) > 2)
_LETTER = alternatives(word for word in _SCALES if len(word) <= 2)
_SCALE = rf"(?:[ -]?({_WORD}|[bmt]n)|({_LETTER}))?(?![A-Za-z])"
_BEFORE = alternatives(sign for sign in _ENGLISH if sign != "¢")
_AFTER = alternatives(sign for sign in _ENGLISH if not sign.endswith("$") or sign == "$")


def sum_of(amount: str, sign: str, scale: str = "", *, one_of_it: bool = False) -> str:
    """ "one thousand two hundred thirty-four dollars and fifty cents"; `one_of_it`: "five dollar"."""
    one, several, part, parts = _ENGLISH[sign]
    several = one if one_of_it else several
    if scale:
        return f"{english.number(amount)} {_SCALES[scale]} {several}"
    whole, _, hundredths = amount.replace(",", "").partition(".")
    if hundredths and not (part and len(hundredths) == 2):
        return f"{english.number(amount)} {several}"
    dollars, cents = int(whole), int(hundredths or 0)
    said = [f"{english.number(whole)} {one if dollars == 1 else several}"] if dollars or not cents else []
    if cents:
        said.append(f"{english.cardinal(cents)} {part if cents == 1 else parts}")
    return " and ".join(said)


def _minus(match: re.Match[str]) -> str:
    return "minus " if match[1] else ""


def _sign_first(match: re.Match[str]) -> Said:
    minus, sign, amount, last, word, letter = match.groups()
    scale = word or letter or ""
    if not last:
        return f"{'minus ' if minus else ''}{sum_of(amount, sign, scale, one_of_it=describes(match))}"
    return f"{english.number(amount)} to {sum_of(last, sign, scale, one_of_it=describes(match))}"


def _sign_last(match: re.Match[str]) -> Said:
    amount, word, letter, sign = match.groups()
    return sum_of(amount, sign, word or letter or "", one_of_it=describes(match))


ENGLISH = (
    rule(
        rf"(?<![\w.,])([-−–])?({_BEFORE})\s?{_AMOUNT}(?:\s?[-–—]\s?(?:{_BEFORE})?({english.NUMBER}))?{english.AFTER}{_SCALE}",
        _sign_first,
    ),
    rule(rf"{english.BEFORE}{_AMOUNT}{_SCALE}\s?({_AFTER})(?!\w|\d)", _sign_last),
)

_KOREAN = table(
    """
    $: 달러; US$: 달러; USD: 달러; €: 유로; EUR: 유로; £: 파운드; GBP: 파운드; ¥: 엔; JPY: 엔; ₩: 원
    KRW: 원; ￦: 원; 元: 위안
    """
)


def _korean_scaled(amount: str, scale: str) -> str:
    said = "" if amount == "1" and scale.startswith("만") else korean.number(amount)
    return f"{said} {scale}".strip() if scale in ("million", "billion") else f"{said}{scale}"


def _korean(amount: str, scale: str, sign: str) -> str:
    whole, _, hundredths = amount.replace(",", "").partition(".")
    if sign in ("$", "US$", "USD") and len(hundredths) == 2 and not scale and int(hundredths):
        cents = f"{korean.sino(int(hundredths))} 센트"
        return f"{korean.number(whole)} 달러 {cents}" if int(whole) else cents
    if not int(hundredths or 0):
        amount = whole
    return f"{_korean_scaled(amount, scale)} {_KOREAN[sign]}"


def _korean_first(match: re.Match[str]) -> Said:
    return _korean(match[2], match[3] or "", match[1])


KOREAN = (
    rule(
        rf"(?<![\w.,])({alternatives(_KOREAN)})\s?({korean.NUMBER}){korean.AFTER}\s?([천백]?[만억조])?", _korean_first
    ),
    rule(
        rf"{korean.BEFORE}({korean.NUMBER})\s?([천백]?[만억조])?\s?({alternatives(_KOREAN)})(?![A-Za-z\d])",
        lambda m: _korean(m[1], m[2] or "", m[3]),
    ),
)
