"""What was heard while the assistant spoke: a sign of listening, an echo of its own words, or neither. Pure."""

import re
from difflib import SequenceMatcher

# What people say to show that they listen, and what recognition makes of a cough, a breath or a click.
_SIGNS = """
    mm mmm mhm mmhm mm-hm mm-hmm mmhmm hm hmm hmmm uh uh-huh uhhuh uhuh huh ah aha oh ooh um er eh
    yeah yep yup yes ok okay k right sure cool nice great good wow really indeed exactly true fine alright you thanks
    음 응 어 아 네 예 그래 그렇구나 그렇군요 맞아 맞아요 오 와 흠 아하 좋아 그래요 네네 응응
"""
BACKCHANNELS = frozenset(_SIGNS.split())
PHRASES = frozenset(
    {
        *("i see", "got it", "all right", "of course", "go on", "makes sense", "i know", "that's right"),
        *("thank you", "thank you for watching", "thanks for watching"),
    }
)
LIKE_ENOUGH = 0.75  # of the words heard, in order, among those said
SHORTEST_ECHO = 2  # words; one alone may well be the user's, unless nothing else was said

_PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})\b")
_WORD = re.compile(r"[\w'’-]+")
_BRACKETED = re.compile(r"[\[(*♪][^\])*♪]*[\])*♪]")  # "[cough]", "(door slams)", "♪ music ♪"


def words_of(text: str) -> list[str]:
    """Lower case, without punctuation and what is no speech."""
    return [word.replace("’", "'").strip("-'") for word in _WORD.findall(_BRACKETED.sub(" ", text).lower())]


def is_backchannel(text: str) -> bool:
    """Whether it only shows that somebody listens (or is no speech at all): "mm-hm", "okay, okay", "[cough]"."""
    rest = _PHRASE.sub(" ", " ".join(words_of(text)))
    return all(word in BACKCHANNELS for word in rest.split())


def is_echo(heard: str, said: str) -> bool:
    """Whether what was heard is part of what was being said, as recognition may garble it."""
    heard_words, said_words = words_of(heard), words_of(said)
    if len(heard_words) < SHORTEST_ECHO:
        return bool(heard_words) and heard_words == said_words
    matcher = SequenceMatcher(None, heard_words, said_words, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(heard_words) >= LIKE_ENOUGH
