"""The words that are shown and lit one after the other."""

import re

from voiceassistant.text.spans import Span

_WRITES_NO_SPACES = ("ja", "zh", "th")
# Some characters that belong together: a word in Chinese characters with what it ends in, a run of katakana.
_SMALL = re.compile(
    r"[一-鿿々〇]{1,2}(?:[はがをにへとでもの]|[ぁ-ゟ]{0,2})|[ぁ-ゟ]{1,4}|[ァ-ヿｦ-ﾟー]+|[\w'’]+(?:[.,]\d+)*|[^\s\w]",
    re.UNICODE,
)
_CLOSING = re.compile(r"[^\w\s「『（([{“‘«]+")
_OPENING = re.compile(r"[「『（([{“‘«]+")


def words_of(text: str, language: str = "") -> tuple[Span, ...]:
    """Displayed words, in order; marks belong to the word they touch. A mark that stands alone is none.

    Args:
        text: As it is shown.
        language: ISO 639-1; Japanese, Chinese and Thai, which write no spaces, are cut into small pieces.
    """
    spans = (Span(*match.span()) for match in re.finditer(r"\S+", text))
    words = [span for span in spans if any(map(str.isalnum, span.of(text)))]
    if language not in _WRITES_NO_SPACES:
        return tuple(words)
    return tuple(small for word in words for small in _cut(text, word))


def _cut(text: str, word: Span) -> list[Span]:
    pieces: list[Span] = []
    opening = None
    for match in _SMALL.finditer(text, word.start, word.end):
        start, end = match.span()
        if _OPENING.fullmatch(match[0]):
            opening = start if opening is None else opening
        elif _CLOSING.fullmatch(match[0]):
            if pieces and opening is None:
                pieces[-1] = Span(pieces[-1].start, end)
        else:
            pieces.append(Span(start if opening is None else opening, end))
            opening = None
    return pieces
