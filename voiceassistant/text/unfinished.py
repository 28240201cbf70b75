"""Whether words break off in the middle: "I'd like a table for", "If it rains tomorrow", "우유하고".

It sees what hardly anybody ends with; "Buy apples" may go on as well. Who does end with such words ("What is it for?")
is waited for a little longer: a wrong yes costs less than a wrong no.
"""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# "on", "off", "up" and the like are missing: "Turn it on". So are "so", "like" and "too": "I think so".
_WANTING = _set(
    """
    a an the my your our their every no
    and or but because although though unless while whereas whether if than nor which whose
    to of for from with by in into onto at between during without until against towards upon as via
    i i'm i'll i'd i've we're we'll you're they're it's that's there's let's what's
    very quite says said how what where
    uh um uhm er erm hmm
    """
)
_VERBS = _set("is are was were am be been has have had will would shall should can could may might must does did")
_PRONOUNS = _set("i you he she it we they this that there who")
_BEFORE_A_LAST_THAT = _set("is was like do about of for with say know at want see hear mean what's who's")
_QUESTION_VERBS = _VERBS | _set("do isn't aren't don't doesn't")
_CLAUSE_OPENERS = _set("if when whenever after before unless because although while")
_MOST_WORDS_OF_A_CLAUSE = 8

_OPEN_MARKS = (",", "，", "、", "...", "…", "-", "–", "—", ":")
_WORD = re.compile(r"[\w'’]+")
_HANGUL = re.compile(r"[가-힣]")
_KOREAN_WANTING = re.compile(r"^[음어그저]$|.(고|서|면|니까|는데|지만|거나|[을를은는의와]|에게|한테|부터|까지|처럼)$")
_KOREAN_RETOLD = re.compile(r"[라다냐자]고$")


def is_unfinished(text: str) -> bool:
    """Whether a transcript's last words want more: English and Korean; of other languages only the marks are read."""
    said = text.strip()
    words = [word.replace("’", "'").strip("'").lower() for word in _WORD.findall(said)]
    if not words:
        return False
    if said.endswith(_OPEN_MARKS):
        return True
    if _HANGUL.search(words[-1]):
        return bool(_KOREAN_WANTING.search(words[-1])) and not _KOREAN_RETOLD.search(words[-1])
    return _ends_wanting(words) or _is_a_clause_alone(words, said)


def _ends_wanting(words: list[str]) -> bool:
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _VERBS:  # "what I want is", but "what time it is", "yes, I can"
        return bool(before) and (before not in _PRONOUNS or "if" in words)
    if last == "that":  # "the book that", but "what is that"
        return bool(before) and before not in _BEFORE_A_LAST_THAT
    return last in _WANTING or words == ["well"] or words == ["so"]


def _is_a_clause_alone(words: list[str], said: str) -> bool:
    """Such as "When the soup is ready": what is to happen then is still to come."""
    opened = words[0] in _CLAUSE_OPENERS and (len(words) < 2 or words[1] not in _QUESTION_VERBS)
    return opened and "," not in said and not said.endswith("?") and len(words) <= _MOST_WORDS_OF_A_CLAUSE
