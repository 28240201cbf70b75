"""Where a sentence ends in a line of Markdown that may still grow. Pure: text in, position out."""

import re
from bisect import bisect_right

import sentencex

MIN_WEIGHT = 12  # shorter pieces join the next one: a synthesiser says "Yes." better together with what follows
FIRST_WEIGHT = 16  # a clause that goes ahead of its sentence: its speech bridges the wait for what follows
MAX_CHARACTERS = 250  # longer sentences are cut at a clause: nobody should wait for the end of them
LONGEST_CHARACTERS = 1000  # nor is Markdown kept whole beyond this; no server takes more than 4,096 at once
_ENOUGH_AFTER = 3  # characters after a doubtful mark that make the decision a sound one

_MARKS = re.compile(r"(?:[.!?…]+|[。！？．｡]+)")
_CLOSERS = re.compile(r"(?:\]\([^)\s]*\)|[*_~`\"”’'»」』)\]}])*")
_CLAUSE = re.compile(r"[;:,](?=\s)|[，、；：]|(?<=\s)[–—](?=\s)")
_SPACE = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"[\s>#*+\-]*\d{1,9}\.")
_DATE = re.compile(r"\d\.\s+\d+\.$")  # 2026. 11. 23.
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+")  # J. or U.S. or e.g.
_ADDRESS = re.compile(r"://|^www\.|@|[\w-]\.[\w-]")  # a word with an inner stop: more of it may come
_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows these; a small first letter makes them other words ("He left the rep.").
_TITLES = _words("Mr Mrs Ms Mx Dr Prof St Sr Sra Gen Col Lt Sgt Capt Rev Hon Pres Gov Sen Rep Messrs Mt Ft Hr Fr")
_NEVER_LAST = _words("e.g i.e eg ie vs cf approx ca viz incl")  # the phrase always goes on
_NUMBERED = _words("no nos fig figs vol pp p ch sec eq art par")  # a number may follow
# These may end a sentence or stand inside one.
_MAYBE_LAST = _words("etc inc ltd co corp jr bros dept univ est al resp blvd rd hrs mins secs kg km cm mm lb lbs oz")
_CALENDAR = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun")

_CONSTRUCT = re.compile(r"\\.|`+|\*+|_+|~~|\]\(|[\[\](){}“”\"«»「」『』]")
_CLOSER_OF = {"[": "]", "](": ")", "(": ")", "{": "}", "“": "”", "«": "»", "「": "」", "『": "』"}
_HARD = frozenset("*_~[`]")  # cut here and Markdown would no longer be understood


def sentence_end(text: str, *, final: bool) -> int | None:
    """Returns where the first sentence of `text` ends, or None while that is not known.

    Args:
        text: The rest of a line, from where the last sentence ended; without its line break.
        final: Nothing can be added to the line any more.
    """
    waiting = _Waiting(text)
    heavy = False
    for mark in _MARKS.finditer(text):
        end = _CLOSERS.match(text, mark.end()).end()  # type: ignore[union-attr]  # it matches "" too
        if end == len(text) and final:
            return None  # the line's end ends the sentence
        heavy = heavy or weight(text[:end]) >= MIN_WEIGHT
        if heavy and not waiting.at(end) and _ends(text, mark, end):
            return end
    return None


def clause_end(text: str) -> int | None:
    """Returns where an overlong sentence is cut: after its last clause within the limit, else at a space."""
    window = text[:MAX_CHARACTERS]
    waiting = _Waiting(window)
    for pattern in (_CLAUSE, _SPACE):
        for match in reversed(list(pattern.finditer(window))):
            cut = match.end() if pattern is _CLAUSE else match.start()
            hard = any(_HARD.intersection(closer) for closer in waiting.at(cut))
            if not hard and weight(text[:cut]) >= MIN_WEIGHT:
                return cut
    return None


def first_clause_end(text: str) -> int | None:
    """Returns where the first clause that can stand alone ends."""
    waiting = _Waiting(text)
    for match in _CLAUSE.finditer(text):
        cut = match.end()
        hard = any(_HARD.intersection(closer) for closer in waiting.at(cut))
        if not hard and weight(text[:cut]) >= FIRST_WEIGHT:
            return cut
    return None


def longest_end(text: str) -> int:
    """Returns where a text beyond LONGEST_CHARACTERS is cut, whatever that does to its Markdown."""
    space = text.rfind(" ", LONGEST_CHARACTERS // 2, LONGEST_CHARACTERS)
    return space + 1 if space >= 0 else LONGEST_CHARACTERS


def weight(text: str) -> int:
    """Letters and digits, a Korean, Chinese or Japanese one counted twice, with the spaces between them."""
    words = "".join(c for c in text if c.isalnum() or c.isspace() or c in ".,!?'").strip()
    return len(words) + len(_WIDE.findall(words))


def _ends(text: str, mark: re.Match[str], end: int) -> bool:
    closed, after = end > mark.end(), text[end:]
    if mark[0][0] in "。！？．｡":
        return not (closed and _HANGUL.match(after))
    if after and not after[0].isspace():
        return False  # 3.5, example.org, "yes"라고
    word = _last_word(text[: mark.end()])
    following = after.lstrip()
    dots = mark[0] == "…" or mark[0].startswith("..")
    if not closed and mark[0] == ".":
        if _goes_on(text[: mark.end()], word[:-1], following):
            return False
        doubtful = _may_go_on(word)
    else:
        doubtful = closed or dots
    if not doubtful:
        return True
    return len(following) >= _ENOUGH_AFTER and _decided(text, end, following, word.rstrip(".…"), dots=dots)


def goes_on(before: str, following: str) -> bool:
    """Says whether the stop that `before` ends with surely ends no sentence: "Dr.", "e.g.", "Fig." before a number."""
    word = _last_word(before.rstrip())
    if not word.endswith("."):
        return False
    stem = word[:-1]
    return _goes_on(before.rstrip(), stem, following) or (stem.lower() in _NUMBERED and following[:1].isdigit())


def _goes_on(before: str, stem: str, following: str) -> bool:
    """Says whether the stop after `stem` never ends a sentence."""
    if stem in _TITLES or stem.lower() in _NEVER_LAST or _LIST_NUMBER.fullmatch(before):
        return True
    return stem.isdigit() and (following[:1].isdigit() or bool(_DATE.search(before)))


def _last_word(text: str) -> str:
    return text.split()[-1].lstrip("([{\"'“‘*_~`")


def _may_go_on(word: str) -> bool:
    stem = word[:-1]
    listed = stem in _CALENDAR or stem.lower() in _MAYBE_LAST | _NUMBERED
    return bool(listed or not stem or stem[-1].isdigit() or _DOTTED.fullmatch(word) or _ADDRESS.search(stem))


def _decided(text: str, end: int, following: str, stem: str, *, dots: bool) -> bool:
    """Decides on a doubtful mark by what follows it."""
    first = following.lstrip("*_~`\"“‘'([「『")[:1]
    if first.islower():
        return False
    if dots:
        return len(stem) > 3  # "Well... I" and "음..." go on
    if stem.lower() in _NUMBERED:
        return not first.isdigit()
    language = "ko" if _HANGUL.search(text) else "en"
    next_word = len(text) - len(following)
    boundaries = sentencex.get_sentence_boundaries(language, text)
    return any(end <= boundary["end_index"] <= next_word for boundary in boundaries)


class _Waiting:
    """The closing marks that a text waits for at each of its places: Markdown, brackets, quotes; one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[str] = []
        self._ends: list[int] = [0]
        self._states: list[tuple[str, ...]] = [()]
        for match in _CONSTRUCT.finditer(text):
            self._take(match)
            self._ends.append(match.end())
            self._states.append(tuple(self._open))

    def at(self, position: int) -> tuple[str, ...]:
        """What is open before `position`, outermost first."""
        return self._states[bisect_right(self._ends, position) - 1]

    def _take(self, match: re.Match[str]) -> None:
        token = match[0]
        if self._open and self._open[-1][0] == "`":
            if token == self._open[-1]:
                self._open.pop()
        elif token[0] == "`":
            self._open.append(token)
        elif token == "](" and "]" in self._open:
            self._close("]")
            self._open.append("])")
        elif token == ")" and "])" in self._open:
            self._close("])")
        elif token[0] in '*_~"':
            self._toggle(match)
        elif token in _CLOSER_OF:
            self._open.append(_CLOSER_OF[token])
        elif token in self._open:
            self._close(token)

    def _close(self, token: str) -> None:
        del self._open[len(self._open) - 1 - self._open[::-1].index(token) :]

    def _toggle(self, match: re.Match[str]) -> None:
        """Emphasis and straight quotes look alike at both ends: the space around them tells which end it is."""
        start, end = match.span()
        token, before, after = match[0], self._text[max(start - 1, 0) : start], self._text[end : end + 1]
        inside_word = before.isalnum() and (token[0] != "*" or len(token) == 1)
        if token in self._open and not before.isspace():
            self._close(token)
        elif after and not after.isspace() and not inside_word:
            self._open.append(token)
