"""Roman numerals where they are surely some: after "Chapter", after a king's name."""

import re

from voiceassistant.text.spoken import numbers_english as english
from voiceassistant.text.spoken.rules import Said, alternatives, by_groups, rule, words

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WELL_FORMED = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMERAL = r"([IVXLCDM]{2,}|[VXLCDM]|I(?!['’]\w))"

_NUMBERED = (
    *words(
        """
    Chapter CHAPTER Part PART Book BOOK Volume VOLUME Vol Act ACT Scene SCENE Section SECTION Appendix Article
    Figure Table Phase Type Stage Level Class Title Canto Lesson Unit Step Episode Round Apollo Schedule Annex
    """
    ),
    *("World War", "Super Bowl", "Grand Prix"),
)
_RULERS = words(
    """
    King Queen Pope Emperor Empress Tsar Czar Kaiser Prince Princess Duke Sultan Pharaoh Saint Bishop Patriarch
    """
)
_NAMES = words(
    """
    Henry Louis Elizabeth George Edward Charles William James Richard Philip Napoleon Nicholas Alexander
    Catherine Peter Frederick Wilhelm Leopold Benedict Pius Leo Gregory Innocent Urban Clement Sixtus Julius
    Paul Ramses Ramesses Thutmose Ptolemy Cleopatra Mary Victoria Margaret Christian Gustav Carl Haakon Harald
    Olav Felipe Juan Carlos Alfonso Ferdinand Francis Joseph Otto Rudolf Mehmed Murad Selim Constantine
    Justinian Theodosius Ivan Kenneth Robert David
    """
)


def value(numeral: str) -> int:
    """0: it is none."""
    if not numeral or not _WELL_FORMED.fullmatch(numeral):
        return 0
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-here if here < after else here for here, after in zip(values, following, strict=True))


def _numbered(match: re.Match[str]) -> Said:
    first, last = value(match[1]), match[3]
    if not first:
        return None
    said = {1: english.cardinal(first)}
    if last and (second := value(last)):
        said |= {2: "to", 3: english.cardinal(second)}
    return by_groups(match, said)


def _ruler(match: re.Match[str]) -> Said:
    number = value(match[2])
    return by_groups(match, {2: f"the {english.ordinal(number)}"}) if number else None


def _heading(match: re.Match[str]) -> Said:
    number = value(match[1])
    return by_groups(match, {1: english.cardinal(number)}) if number else None


def _century(match: re.Match[str]) -> Said:
    number = value(match[1].rstrip("stndrh"))
    return by_groups(match, {1: english.ordinal(number)}) if number else None


ENGLISH = (
    rule(rf"\b(?:{alternatives(_NUMBERED)})s?\.?\s{_NUMERAL}(?:\s?([-–—])\s?{_NUMERAL})?\b", _numbered),
    rule(rf"\b(?:{alternatives(_RULERS)})\s(?:[A-Z]\w+\s){{1,2}}?(){_NUMERAL}\b", _ruler),
    rule(
        rf"\b(?:{alternatives(_NAMES)})\s()([IVX]{{2,}}|V|X|I(?=\s(?:of|was|died|ruled|reigned)\b|['’]s\b))\b", _ruler
    ),
    rule(r"\b([IVX]+(?:th|st|nd|rd)?)\s(?=[Cc]entur)", _century),
    rule(r"^([IVXL]+)\.(?=\s)", _heading),
)
