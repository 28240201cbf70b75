"""Which language a text is written in: its script decides where it can, a small model among those that share one."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

ENGLISH_PRIOR = 4.0
"""How much likelier English is than others for plain ASCII: "No problem." could be Italian, and hardly ever is."""

_DENSITY = 3  # a Korean or Japanese letter says as much as about three Latin ones

_BY_SCRIPT = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
}


def _codes(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# Not every language that the model knows: those that few write would take short sentences from their large neighbours.
_SHARING_SCRIPT = {
    "LATIN": _codes("en de es fr it pt nl sv da no pl cs tr vi id fi hu ro"),
    "CYRILLIC": _codes("ru uk bg sr be mk kk"),
    "ARABIC": _codes("ar fa ur"),
    "DEVANAGARI": _codes("hi mr ne"),
}


# Words that hardly a sentence does without, and that the others do not have.
_TELLING_WORDS = {
    "en": _codes("the and of to is was are were that it he she his her with for on as at by from not you this which"),
    "de": _codes("der das und ist nicht ein eine zu den mit von sich auf für dem auch als im er sie wird sind"),
    "fr": _codes("le les et est une dans que pour pas sur qui il elle avec sont ce du au des"),
    "es": _codes("el los las y es una que por con para del se su al como pero está"),
    "it": _codes("il di che è per un non sono della del con gli si le una nel alla"),
}
TELLING_WORDS = 2  # as many of them are enough

LANGUAGES_OF_OTHER_SCRIPTS = frozenset(_BY_SCRIPT.values()).union(
    *(codes for script, codes in _SHARING_SCRIPT.items() if script != "LATIN")
)
"""What is not written in Latin letters."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; of the one most of it is in when it has several.

    "" where it cannot be told: no letters, a single Latin one, or a script that is not known here. The first Latin,
    Cyrillic, Arabic or Hindi text loads the model, which takes about a second; each call then takes less than 1 ms.
    """
    script = script_of(text)
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script]
    if script not in _SHARING_SCRIPT:
        return ""
    return _likeliest(text, _SHARING_SCRIPT[script])


def is_plainly(text: str, language: str) -> bool:
    """Whether its common words say that a text is in a language: a tenth of what it takes to ask `language_of`.

    False says nothing.
    """
    telling = _TELLING_WORDS.get(language)
    return telling is not None and sum(word in telling for word in text.lower().split()) >= TELLING_WORDS


def is_english(text: str) -> bool:
    """True also for a text of which nothing can be said, as "42"."""
    return language_of(text) in ("en", "")


def script_of(text: str) -> str:
    """The script that most is written in, as Unicode names it: "LATIN", "HANGUL"; "" without two letters.

    Japanese is "HIRAGANA".
    """
    weights: Counter[str] = Counter()
    for letter in filter(str.isalpha, text):
        name = unicodedata.name(letter, "").replace("FULLWIDTH ", "").replace("HALFWIDTH ", "")
        script = name.replace("-", " ").partition(" ")[0]
        weights[script] += _DENSITY if script in ("HANGUL", "HIRAGANA", "KATAKANA", "CJK") else 1
    if weights["HIRAGANA"] + weights["KATAKANA"]:  # Japanese has Chinese characters too
        weights["HIRAGANA"] += weights.pop("KATAKANA", 0) + weights.pop("CJK", 0)
    (script, weight), *_ = weights.most_common(1) or [("", 0)]
    return script if weight > 1 else ""


def _likeliest(text: str, languages: frozenset[str]) -> str:
    prior = ENGLISH_PRIOR if text.isascii() else 1.0
    chances: dict[str, float] = {
        language: chance * (prior if language == "en" else 1.0)
        for language, chance in _model().rank(text)
        if language in languages
    }
    return max(chances, key=lambda language: chances[language])


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    whole.set_languages(frozenset[str]().union(*_SHARING_SCRIPT.values()))
    # Another one without the languages that nobody asks for: 21 MB less.
    return LanguageIdentifier(
        whole.nb_ptc,
        whole.nb_pc,
        whole.nb_classes,
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )
