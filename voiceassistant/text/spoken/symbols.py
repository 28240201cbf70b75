"""Signs that are said as words, or not at all."""

import re

from voiceassistant.text.spoken.rules import Rule, Said, rule, table

INVISIBLE = rule(
    "[\u00ad\u200b-\u200f\ufe0e\ufe0f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f]+",
    "",
)

_WORDS = {
    "en": {
        **{
            "&": "and",
            "§§": "sections",
            "§": "section",
            "¶": "paragraph",
            "©": "copyright",
            "@": "at",
            "→": "to",
            "⟶": "to",
        },
        **{
            "->": "to",
            "=>": "to",
            "⇒": "implies",
            "←": "from",
            "<-": "from",
            "↔": "to and from",
            "~": "about",
            "#": "number",
        },
        **{"%": "percent", "°": "degrees", "№": "number", "℡": "telephone", "⁂": "", "hash": "hashtag "},
    },
    "ko": {
        **table(
            """
    &: 앤드; §§: 섹션; §: 섹션; ©: 저작권; @: 골뱅이; →: 에서; ->: 에서; ~: 약; #: 번호
    """
        ),
        **{"%": "퍼센트", "°": "도", "№": "번호", "☎": "전화", "hash": "해시태그 "},
    },
    "de": {
        **{
            "&": "und",
            "§§": "Paragrafen",
            "§": "Paragraf",
            "©": "Copyright",
            "→": "nach",
            "~": "etwa",
            "%": "Prozent",
            "#": "Nummer",
        }
    },
    "fr": {
        **{"&": "et", "§": "paragraphe", "©": "copyright", "→": "vers", "~": "environ", "%": "pour cent", "#": "numéro"}
    },
    "es": {**{"&": "y", "§": "sección", "©": "copyright", "→": "a", "~": "unos", "%": "por ciento", "#": "número"}},
    "it": {**{"&": "e", "§": "paragrafo", "©": "copyright", "→": "a", "~": "circa", "%": "per cento", "#": "numero"}},
    "ja": {
        **{
            "&": "アンド",
            "§": "セクション",
            "©": "コピーライト",
            "→": "から",
            "~": "約",
            "%": "パーセント",
            "#": "ナンバー",
        }
    },
}
_UNSAID = r"[™®℠†‡•◦▪■□●○◆◇★☆►▶✓✔❖¤¦|\\_*^`‹›]+"
_RULED = r"(?:[-=_*.·•~#]\s?){4,}"  # a line of marks
_SPACED = ["&", "->", "=>", "→", "⟶", "⇒", "←", "<-", "↔", "@"]


def rules(language: str) -> tuple[Rule, ...]:
    words = _WORDS.get(language)
    if words is None:
        return (rule(_RULED, ""), rule(_UNSAID, _space))
    return (
        rule(_RULED, ""),
        rule(r"(?<=[A-Z])&(?=[A-Z]\b)", f" {words['&']} "),
        *(rule(rf"\s?{re.escape(sign)}\s?", f" {words[sign]} ") for sign in _SPACED if sign in words),
        rule(r"§§?\s?(?=\w)", lambda match: words.get(match[0].strip(), words["§"]) + " "),
        rule(r"(?<!\w)#(?=\d)", f"{words['#']} "),
        rule(r"(?<!\w)#(?=[^\W\d])", words.get("hash", "")),
        rule(r"(?<!\w)[~∼～](?=\s?[\d$€£₩])", f"{words['~']} "),
        rule(r"©", f"{words['©']}"),
        rule(r"№\s?", f"{words['#']} "),
        rule(r"\s?[%％]", f" {words['%']}"),
        rule(rf"^\s*{_UNSAID}\s+", ""),
        rule(_UNSAID, _space),
    )


def _space(match: re.Match[str]) -> Said:
    """Nothing; a space where it stood between two words."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return " " if before.isalnum() and after.isalnum() else ""
