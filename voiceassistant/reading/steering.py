"""What is said to the reading aid and means that it should do something: "go back two sentences", "더 천천히".

Only a phrase that is a command as a whole is one; everything else is a question for the chat model. A command that is
missed costs a repetition, one that was none loses the place in the book.
"""

import re

from voiceassistant.reading import steering_english, steering_korean
from voiceassistant.reading.commands import Command, Unit, Verb

__all__ = ["Command", "Unit", "Verb", "command"]

LONGEST_CHARACTERS = 80

_BRACKETED = re.compile(r"[\[(*♪][^\])*♪]*[\])*♪]")  # "[cough]", "(door slams)"
_MARKS = re.compile(r"[,.](?!\d)|(?<!\d)[,.]|(?<!\w)-|-(?!\w)|[^\w\s.,%'-]")
_HANGUL = re.compile(r"[가-힣]")


def command(words: str) -> Command | None:
    """The command that a transcript is, or None: English and Korean, with politeness and hesitation around it.

    Args:
        words: What was heard, as a recogniser writes it.
    """
    said = _plain(words)
    if not said or len(said) > LONGEST_CHARACTERS:
        return None
    return steering_korean.command(said) if _HANGUL.search(said) else steering_english.command(said)


def _plain(words: str) -> str:
    """Lower case, without marks, single spaces."""
    text = _MARKS.sub(" ", _BRACKETED.sub(" ", words.lower().replace("’", "'")))
    return " ".join(text.split())
