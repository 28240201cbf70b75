"""What is said for a text that is read aloud: numbers, dates, units, signs in words; with the places they stand at.

`spoken_form` applies rules in their order; the first that takes a character has it. Each theme has a file, and each
language of it a table in there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from voiceassistant.text.spoken import (
    abbreviations,
    addresses,
    citations,
    codes,
    counters_korean,
    dates,
    emojis,
    money,
    numbers_english,
    numbers_korean,
    roman,
    symbols,
    units,
)
from voiceassistant.text.spoken.form import Piece, Spoken
from voiceassistant.text.spoken.formulas import Formulas
from voiceassistant.text.spoken.habits import HABITS
from voiceassistant.text.spoken.numbers_other import Numbers
from voiceassistant.text.spoken.pronunciations import Pronunciation, pronunciation_rules
from voiceassistant.text.spoken.rules import Rule, pieces_of
from voiceassistant.text.spoken.words import words_of

__all__ = ["Piece", "Pronunciation", "Spoken", "SpokenWishes", "spoken_form", "words_of"]


@dataclass(frozen=True, slots=True)
class SpokenWishes:
    """What a user wants to hear.

    Attributes:
        citation_numbers: Of "[12]" and raised note marks.
        citation_authors: "(Smith et al., 2020)".
        emoji: Their names; else they are left out.
        addresses: "link to example.org" and mail addresses; else they are left out.
    """

    citation_numbers: bool = False
    citation_authors: bool = True
    emoji: bool = False
    addresses: bool = True


def spoken_form(
    text: str,
    language: str,
    *,
    pronunciations: Sequence[Pronunciation] = (),
    wishes: SpokenWishes = SpokenWishes(),
) -> Spoken:
    """What is said for a sentence or a paragraph, in some tenths of a millisecond for each hundred characters.

    Args:
        text: Plain text, in one line.
        language: ISO 639-1. Of languages without rules only what cannot be said is left out.
        pronunciations: The user's; they go before all rules, the longest first.
        wishes: What else is said or not.
    """
    code = language.partition("-")[0].lower()
    own = pronunciation_rules(pronunciations, code)
    emoji = tuple(emojis.pieces(text, code, named=wishes.emoji))
    return Spoken(pieces_of(text, (*own, *_rules(code, wishes)), emoji))


@cache
def _rules(language: str, wishes: SpokenWishes) -> tuple[Rule, ...]:
    return (
        symbols.INVISIBLE,
        *addresses.rules(language, spoken=wishes.addresses),
        *citations.rules(numbers=wishes.citation_numbers, authors=wishes.citation_authors),
        *_language_rules(language),
        *symbols.rules(language),
    )


_ENGLISH_FORMULAS = Formulas("en", numbers_english.number)
_KOREAN_FORMULAS = Formulas("ko", numbers_korean.number)


def _language_rules(language: str) -> tuple[Rule, ...]:
    match language:
        case "en":
            return (
                _ENGLISH_FORMULAS.latex(),
                *codes.ENGLISH,
                *dates.ENGLISH,
                *money.ENGLISH,
                *numbers_english.ORDINALS,
                *units.ENGLISH,
                *abbreviations.ENGLISH,
                *roman.ENGLISH,
                *_ENGLISH_FORMULAS.rules(),
                *numbers_english.PLAIN,
            )
        case "ko":
            return (
                _KOREAN_FORMULAS.latex(),
                *codes.KOREAN,
                *dates.KOREAN,
                *money.KOREAN,
                *units.KOREAN,
                *numbers_korean.FRACTIONS,
                *counters_korean.COUNTERS,
                *abbreviations.KOREAN,
                *_KOREAN_FORMULAS.rules(),
                *numbers_korean.PLAIN,
            )
    if language in HABITS:
        numbers = Numbers(language)
        return (*numbers.first_rules(), *abbreviations.OTHERS[language], *numbers.last_rules())
    return ()
