"""Emoji are left out, or called by their names."""

from collections.abc import Iterator

import emoji

from voiceassistant.text.spoken.form import Piece

_PICTURES = "\u2600"  # what comes before, such as © and ↔, is a sign of writing (see `symbols`)
_NAMED_IN = ("en", "ko", "de", "fr", "es", "it", "ja", "pt", "ru", "zh", "ar", "fa", "id", "tr")


def pieces(text: str, language: str, *, named: bool) -> Iterator[Piece]:
    """One for each emoji; the space before one that is left out goes with it."""
    for found in emoji.emoji_list(text):
        start, end, sign = found["match_start"], found["match_end"], found["emoji"]
        if len(sign) == 1 and sign < _PICTURES:
            continue
        if named:
            yield Piece(start, end, _name(sign, language if language in _NAMED_IN else "en"))
        else:
            yield Piece(start - (start > 0 and text[start - 1] == " "), end, "")


def _name(sign: str, language: str) -> str:
    return emoji.demojize(sign, language=language, delimiters=("", "")).replace("_", " ")
