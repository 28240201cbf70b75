"""The sentences of a block, each of which is spoken in one go and lit as a whole."""

import re
from collections.abc import Iterable, Iterator, Sequence

import sentencex

from voiceassistant.text import boundaries
from voiceassistant.text.boundaries import LONGEST_CHARACTERS, MAX_CHARACTERS
from voiceassistant.text.spans import Span

SHORT_LETTERS = 15  # a synthesiser says less than that better together with what follows

_ONLY_NUMBER = re.compile(r"\s*[(\[]?(?:\d+(?:\.\d+)*|\w|[IVXLivxl]+)[.)]+\s*")  # "1." or "a)" of a list
_HANGUL = re.compile(r"[가-힣]")
_CLOSED = re.compile(r"[\"'”’»」』)\]]\s*$")
_ELLIPSIS = re.compile(r"(?:^|.*[\s\"'“‘(])(\w{1,3})(?:…|\.{2,})[\"'”’)\]]*\s*$", re.DOTALL)
_PARTICLE = re.compile(r"[가-힣]|[とっ]")
_ORDINAL = re.compile(r"\b(?:[Ii]m|[Dd]e[rnm]|[Dd]ie|[Dd]as|[Aa]m|[Vv]om|[Zz]um|[Uu]nd|[Bb]is) \d{1,3}\.\s*$")


def sentences_of(text: str, language: str = "") -> tuple[Span, ...]:
    """Its sentences without the spaces around them; overlong ones are cut at a clause.

    Every character that is no space lies in exactly one of them. Takes about a tenth of a millisecond for each
    thousand characters.

    Args:
        text: Of one block.
        language: ISO 639-1; empty: it is taken for Korean if it has Hangul, for English otherwise.
    """
    code = language.partition("-")[0].lower() or ("ko" if _HANGUL.search(text) else "en")
    merged = _merged(text, code, _split(text, code))
    pieces = (piece for sentence in merged for piece in _cut(text, sentence))
    return tuple(filter(None, (_stripped(text, piece) for piece in pieces)))


def speech_pieces(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences as they are spoken: one of less than 15 letters goes with the next, the last with the one before.

    Their limits are limits of sentences, so what is lit can still be the sentence.
    """
    pieces: list[Span] = []
    for sentence in sentences:
        if pieces and _letters(text, pieces[-1]) < SHORT_LETTERS and sentence.end - pieces[-1].start <= MAX_CHARACTERS:
            pieces[-1] = Span(pieces[-1].start, sentence.end)
        else:
            pieces.append(sentence)
    if len(pieces) > 1 and _letters(text, pieces[-1]) < SHORT_LETTERS:
        last = pieces.pop()
        pieces[-1] = Span(pieces[-1].start, last.end)
    return tuple(pieces)


def _letters(text: str, span: Span) -> int:
    return boundaries.weight(span.of(text).replace(" ", ""))


def _split(text: str, language: str) -> Iterator[Span]:
    for boundary in sentencex.get_sentence_boundaries(language, text):
        yield Span(boundary["start_index"], boundary["end_index"])


def _merged(text: str, language: str, spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and _goes_on(text, language, merged[-1], span):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _goes_on(text: str, language: str, before: Span, after: Span) -> bool:
    """Whether the splitter took one sentence for two."""
    said, following = before.of(text), after.of(text).lstrip()
    if not following or not any(map(str.isalnum, said)):
        return True
    if not any(map(str.isalnum, following)):
        return True  # a closing mark that was left alone
    if _ONLY_NUMBER.fullmatch(said) or _ELLIPSIS.fullmatch(said):
        return True
    touches = not said[-1].isspace() and not text[after.start].isspace()
    if touches and _CLOSED.search(said) and _PARTICLE.match(following):
        return True  # "…"라고, 「…」と
    if language == "de" and _ORDINAL.search(said):
        return True  # im 19. Jahrhundert
    return boundaries.goes_on(said, following)


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > MAX_CHARACTERS:
        rest = text[start : sentence.end]
        length = boundaries.clause_end(rest)
        if length is None and len(rest) > LONGEST_CHARACTERS:
            length = boundaries.longest_end(rest)
        if not length:
            break
        yield Span(start, start + length)
        start += length
    yield Span(start, sentence.end)


def _stripped(text: str, span: Span) -> Span | None:
    said = span.of(text)
    if not said.strip():
        return None
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()))
