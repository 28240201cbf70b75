"""Addresses of pages and of people: "link to docs.python.org"."""

import re
from urllib.parse import urlsplit

from voiceassistant.text.spoken.rules import Rule, Said, rule

_LINK = {
    **{"en": "link to {}", "ko": "{} 링크", "de": "Link zu {}", "fr": "lien vers {}", "es": "enlace a {}"},
    **{"it": "link a {}", "ja": "{} へのリンク"},
}
_DOT = {"ko": " 점 ", "de": " Punkt ", "fr": " point ", "es": " punto ", "it": " punto ", "ja": "ドット", "en": " dot "}
_AT = {
    "ko": " 골뱅이 ",
    "de": " at ",
    "fr": " arobase ",
    "es": " arroba ",
    "it": " chiocciola ",
    "ja": "アット",
    "en": " at ",
}
_URL = r"(?:https?://|ftp://|www\.)[^\s<>\"“”‘’«»()\[\]{}가-힣ぁ-ヿ一-鿿]+(?:\([^\s()]*\)[^\s<>\"()\[\]]*)?"
_MAIL = r"(?:mailto:)?\b[\w.+-]+@(?:[A-Za-z\d-]+\.)+[A-Za-z]{2,}"
_DOI = r"\b(?:doi|DOI):\s?10\.\d{4,}/[^\s)\]]+"
_DOMAIN = r"com|org|net|edu|gov|io|dev|info|co\.uk|co\.kr|or\.kr|go\.kr|kr|de|fr"
_HOST = rf"(?<![\w.@/])(?:[a-z\d-]+\.)+(?:{_DOMAIN})(?:/[^\s)\]]*)?(?!\w)"
_END = ".,;:!?*_~'”’…"


def rules(language: str, *, spoken: bool = True) -> tuple[Rule, ...]:
    """`spoken`: False drops them."""
    link = _LINK.get(language, "{}")

    def page(match: re.Match[str]) -> Said:
        address = match[0].rstrip(_END)
        url = address if "://" in address else f"https://{address}"
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:  # "https://[" and the like
            host = ""
        said = link.format(_dotted(host.removeprefix("www."), language)) if spoken else ""
        return said + match[0][len(address) :]

    def doi(match: re.Match[str]) -> Said:
        address = match[0].rstrip(_END)
        return (link.format("DOI") if spoken else "") + match[0][len(address) :]

    def mail(match: re.Match[str]) -> Said:
        name, _, host = match[0].removeprefix("mailto:").partition("@")
        at = _AT.get(language, " @ ")
        return f"{_dotted(name, language)}{at}{_dotted(host, language)}" if spoken else ""

    def bare_host(match: re.Match[str]) -> Said:
        host, slash, _ = match[0].partition("/")
        return link.format(_dotted(host, language)) if slash else _dotted(host, language)

    return (
        rule(_URL, page, re.IGNORECASE),
        rule(_DOI, doi),
        rule(_MAIL, mail),
        rule(_HOST, bare_host),
    )


def _dotted(host: str, language: str) -> str:
    """ "docs dot python dot org": a stop would end the sentence for some synthesisers."""
    return host.replace(".", _DOT.get(language, "."))
