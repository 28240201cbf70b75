"""German, French, Spanish, Italian and Japanese numbers, dates, sums and units: num2words and small tables."""

import re

from num2words import num2words

from voiceassistant.text.spoken import codes, roman
from voiceassistant.text.spoken.form import Piece
from voiceassistant.text.spoken.habits import HABITS
from voiceassistant.text.spoken.rules import Rule, Said, alternatives, by_groups, rule, words

_SCALES = "|".join(
    (
        r"Million(?:en)?|Milliarden?|Mio\.|Mrd\.",
        "millions?|milliards?|mil millones|millones|millón|milion[ei]|miliard[oi]",
        "万|億|兆",
    )
)
_RULERS = alternatives(
    words(
        """
        Ludwig Karl Friedrich Heinrich Wilhelm Otto Franz Philipp Benedikt Katharina Louis Charles Henri François
        Philippe Napoléon Jean-Paul Élisabeth Luis Carlos
        Felipe Alfonso Fernando Isabel Luigi Carlo Enrico Filippo Vittorio
        Giovanni Paolo Pio
        """
    )
)
_DATIVE_BEFORE = re.compile(
    r"\b(?:am|vom|zum|dem|den|des|bis|im|beim|seit|ab|nach)\s(?:\w+,?\s|\d{1,2}\.\s?[-–]\s?)?$", re.IGNORECASE
)
_LONGEST = 15  # digits; longer ones are read digit by digit


class Numbers:
    """Says the numbers of one of the languages of HABITS."""

    def __init__(self, language: str) -> None:
        self._habits = HABITS[language]
        self._space = "" if language == "ja" else " "
        thousands, point = self._habits.thousands, re.escape(self._habits.point)
        self._number = rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?!\d)(?:{point}\d+)?|\d+(?:{point}\d+)?"
        self._before = r"(?<![A-Za-z\d_])(?<!\d[.,])"

    def cardinal(self, number: int) -> str:
        if self._habits.code == "ja" and not number:
            return "零"
        return str(num2words(number, lang=self._habits.code))

    def year(self, number: int) -> str:
        if self._habits.code == "de":
            return str(num2words(number, lang="de", to="year"))
        return self.cardinal(number)

    def number(self, written: str) -> str:
        """A number as it is written: "1.234,5" in German."""
        whole, _, fraction = re.sub(self._habits.thousands, "", written).partition(self._habits.point)
        if self._habits.thousands.startswith("[. ") and self._habits.point == "." and fraction:
            whole += fraction
        alone = len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0")
        said = self.digits(whole) if alone else self.cardinal(int(whole or 0))
        return self._space.join([said, self._habits.point_word, self.digits(fraction)]) if fraction else said

    def digits(self, written: str) -> str:
        return self._space.join(self.cardinal(int(digit)) for digit in written if digit.isdecimal())

    def first_rules(self) -> tuple[Rule, ...]:
        """Dates, times, sums: before abbreviations."""
        return (rule(codes.TELEPHONE, self._telephone), *self._dates(), *self._sums())

    def _telephone(self, match: re.Match[str]) -> Said:
        pause = "、" if self._habits.code == "ja" else ", "
        plus = match[0].startswith("+") and self._habits.code != "ja"
        return ("plus " if plus else "") + pause.join(map(self.digits, re.findall(r"\d+", match[0])))

    def last_rules(self) -> tuple[Rule, ...]:
        return (*self._ordinals(), *self._fractions(), *self._plain())

    def _dates(self) -> tuple[Rule, ...]:
        months = alternatives(self._habits.months)
        if self._habits.code == "ja":
            return (
                rule(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", lambda m: self._date(m[1], m[2], m[3])),
                rule(r"(?<!\d)(\d{1,2}):([0-5]\d)(?![\d:])", lambda m: self._clock(m[1], m[2])),
            )
        return (
            rule(r"(?<![\d.])(\d{4})-(\d{2})-(\d{2})(?![\d-])", lambda m: self._date(m[1], m[2], m[3])),
            rule(r"(?<![\d./])(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})(?!\d)", lambda m: self._date(m[4], m[3], m[1])),
            rule(
                rf"(?<![\d.,])(\d{{1,2}})(\.|er|º|°)?\s(?:de\s)?(?:{months})(?:\s(?:de\s)?(\d{{4}}))?(?!\d)",
                self._named_month,
            ),
            rule(rf"(?:{months})\s(?:de\s)?(\d{{4}})(?!\d)", lambda m: by_groups(m, {1: self.year(int(m[1]))})),
            rule(r"(?<![\d:.,])(\d{1,2})(?::|\s?[hH]\s?)([0-5]\d)(\sUhr)?(?![\d:])", lambda m: self._clock(m[1], m[2])),
        )

    def _date(self, year: str, month: str, day: str) -> Said:
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        habits = self._habits
        return habits.date.format(
            day=self._day(int(day), ""), month=habits.months[int(month) - 1], year=self.year(int(year))
        )

    def _day(self, day: int, before: str) -> str:
        if self._habits.code == "de":
            return _german_ordinal(day, before)
        return self._habits.first_of_month if day == 1 and self._habits.first_of_month else self.cardinal(day)

    def _named_month(self, match: re.Match[str]) -> Said:
        if self._habits.code == "de" and not match[2]:
            return None
        day = self._day(int(match[1]), match.string[: match.start()])
        pieces = by_groups(match, {1: day, 2: "", 3: self.year(int(match[3])) if match[3] else ""})
        return tuple(piece for piece in pieces if piece.text or piece.start == match.start(2))

    def _clock(self, hour: str, minute: str) -> Said:
        if int(hour) > 24:
            return None
        hours = self.cardinal(int(hour))
        if self._habits.code == "fr" and int(hour) < 2:
            return f"{hours.replace('un', 'une')} heure {self.cardinal(int(minute)) if int(minute) else ''}".strip()
        if self._habits.code == "de" and int(hour) == 1:
            hours = "ein"
        if not int(minute):
            return re.sub(r"\s?(?:y|e)?\s?\{minute\}分?", "", self._habits.clock).format(hour=hours)
        return self._habits.clock.format(hour=hours, minute=self.cardinal(int(minute)))

    def _sums(self) -> tuple[Rule, ...]:
        money, units = alternatives(self._habits.money), alternatives(self._habits.units)
        number, before = self._number, self._before
        scale = rf"(?:\s?({_SCALES}))?"
        return (
            rule(rf"(?<!\w)({money})\s?({number}){scale}", lambda m: self._money(m[2], m[3] or "", m[1])),
            rule(rf"{before}({number}){scale}\s?({money})(?!\w)", lambda m: self._money(m[1], m[2] or "", m[3])),
            rule(
                rf"(?:(?<!\w)([-−–]))?{before}({number})(?:\s?[-–—~〜]\s?({number}))?\s?({units})(?:/({units}))?(?![A-Za-z\d²³/])",
                self._unit,
            ),
        )

    def _money(self, amount: str, scale: str, sign: str) -> Said:
        one, several = self._habits.money[sign]
        scale = {"Mio.": "Millionen", "Mrd.": "Milliarden"}.get(scale, scale)
        whole, _, cents = amount.partition(self._habits.point)
        if scale:
            of = {"fr": " de", "es": " de", "it": " di"}.get(self._habits.code, "")
            of = (" d'" if sign in ("€", "EUR") else " de ") if self._habits.code == "fr" else f"{of}{self._space}"
            return f"{self.number(amount)}{self._space}{scale}{of}{several}"
        if len(cents) != 2 or self._habits.code == "ja":
            return f"{self._counted(amount)}{self._space}{one if amount == '1' else several}"
        said = f"{self._counted(whole)} {one if whole == '1' else several}"
        if not int(cents):
            return said
        return " ".join(filter(None, [said, self._habits.and_word, self.cardinal(int(cents)), self._habits.cents]))

    def _counted(self, amount: str) -> str:
        """As it stands before a noun: "ein Euro"."""
        if amount == "1":
            return {"de": "ein", "es": "un", "it": "un"}.get(self._habits.code, self.number(amount))
        said = self.number(amount)
        return re.sub(r"uno$", "un", said.replace("veintiuno", "veintiún")) if self._habits.code == "es" else said

    def _unit(self, match: re.Match[str]) -> Said:
        minus, amount, last, unit, per = match.groups()
        one, several = self._habits.units[unit]
        words = one if (last or amount) == "1" else several
        said = self._counted(amount) if not last else self.number(amount)
        if last:
            said = self._space.join([said, self._habits.to, self.number(last)])
        if minus:
            said = f"{self._habits.minus}{self._space}{said}"
        if per and self._habits.code == "ja":
            return f"{self._habits.per}{'時' if per == 'h' else self._habits.units[per][0]}{said}{words}"
        behind = f" {self._habits.per} {self._habits.units[per][0]}" if per else ""
        return f"{said}{self._space}{words}{behind}"

    def _ordinals(self) -> tuple[Rule, ...]:
        code = self._habits.code
        if code == "fr":
            return (
                rule(rf"{self._before}(\d{{1,4}})(er|re|ère|e|è|ème|ᵉ)(?!\w)", self._french_ordinal),
                rule(r"\b([IVX]+)(?:e|ᵉ|ème)(?=\ssiècle)", self._century),
                rule(rf"\b(?:{_RULERS})\s([IVX]+)(?:er)?\b", self._ruler),
            )
        if code == "de":
            pattern = rf"{self._before}(\d{{1,3}}){self._habits.ordinals}"
            months = alternatives(self._habits.months)
            return (
                rule(rf"{self._before}(\d{{1,2}})\.\s?[-–]\s?(?=\d{{1,2}}\.\s(?:{months}))", self._german_day_range),
                rule(rf"{self._before}(\d0)er\b", lambda m: f"{self.cardinal(int(m[1]))}er"),
                rule(pattern, lambda m: _german_ordinal(int(m[1]), m.string[: m.start()])),
                rule(rf"\b(?:{_RULERS})\s([IVX]+)\.", self._ruler),
            )
        if code in ("es", "it"):
            return (
                rule(rf"{self._before}(\d{{1,3}})({self._habits.ordinals})", self._romance_ordinal),
                rule(r"(?<=[Ss]iglo )([IVX]+)\b|\b([IVX]+)(?= secolo)", self._century),
                rule(rf"\b(?:{_RULERS})\s([IVX]+)\b", self._ruler),
            )
        return ()

    def _german_day_range(self, match: re.Match[str]) -> Said:
        return f"{_german_ordinal(int(match[1]), match.string[: match.start()])} bis "

    def _century(self, match: re.Match[str]) -> Said:
        """Spaniards say "siglo veintiuno", the others "the twenty-first"."""
        number = roman.value(next(filter(None, match.groups())))
        if not number:
            return None
        kind = "cardinal" if self._habits.code == "es" and number > 10 else "ordinal"
        return str(num2words(number, lang=self._habits.code, to=kind))

    def _ruler(self, match: re.Match[str]) -> Said:
        number, code = roman.value(match[1]), self._habits.code
        if not number:
            return None
        if code == "de":
            return (Piece(match.start(1), match.end(), f"der {num2words(number, lang=code, to='ordinal')}"),)
        if code == "fr":
            return (Piece(match.start(1), match.end(), self.cardinal(number) if number > 1 else "premier"),)
        kind = "cardinal" if code == "es" and number > 10 else "ordinal"
        return by_groups(match, {1: str(num2words(number, lang=code, to=kind))})

    def _french_ordinal(self, match: re.Match[str]) -> Said:
        if match[1] == "1":
            return "première" if match[2] in ("re", "ère") else "premier"
        return str(num2words(int(match[1]), lang="fr", to="ordinal"))

    def _romance_ordinal(self, match: re.Match[str]) -> Said:
        said = str(num2words(int(match[1]), lang=self._habits.code, to="ordinal"))
        return re.sub(r"o\b", "a", said) if match[2].endswith("ª") else said

    def _fractions(self) -> tuple[Rule, ...]:
        vulgar = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8"}
        return (
            rule(rf"{self._before}(?<!/)(\d{{1,3}})/(\d{{1,3}})(?![\d/])", lambda m: self._fraction(m[1], m[2])),
            rule("|".join(vulgar), lambda m: self._fraction(*vulgar[m[0]].split("/"))),
        )

    def _fraction(self, upper: str, lower: str) -> Said:
        if self._habits.code == "ja":
            return f"{self.number(lower)}分の{self.number(upper)}"
        named = self._habits.fractions.get(f"{upper}/{lower}")
        return named or f"{self.number(upper)} {self._habits.over} {self.number(lower)}"

    def _plain(self) -> tuple[Rule, ...]:
        to = f"{self._space}{self._habits.to}{self._space}"
        return (
            rule(r"(?<![\w).])[-−–](?=\d)(?!\d+[-–]\d)", f"{self._habits.minus}{self._space}"),
            rule(r"(?<=\d)\s?[-–—〜]\s?(?=\d)", to),
            rule(rf"{self._before}(?:{self._number})(?!\d)(?![A-Za-z]+\d)", self._any),
        )

    def _any(self, match: re.Match[str]) -> Said:
        written = match[0]
        said = self.year(int(written)) if re.fullmatch(r"1[1-9]\d\d", written) else self.number(written)
        after = match.string[match.end() :][:1]
        return f"{said} " if after.isascii() and after.isalpha() else said


def _german_ordinal(number: int, before: str) -> str:
    """ "dritte", "dritten" after "am", "dritter" at the head of a date."""
    said = str(num2words(number, lang="de", to="ordinal"))
    if _DATIVE_BEFORE.search(before):
        return f"{said}n"
    return said if re.search(r"\b(?:[Dd]er|[Dd]ie|[Dd]as)\s$", before) else f"{said}r"
