"""The words in a picture and where each stands, read on this computer by the tesseract program."""

from functools import cache

from PIL import Image

from voiceassistant.vision import tesseract
from voiceassistant.vision.recognition import recognition
from voiceassistant.vision.tesseract import CannotReadText as CannotReadText  # whoever reads words meets it
from voiceassistant.vision.tesseract import Word as Word

WANTED = ("kor", "eng")


def can_recognise() -> bool:
    """True if tesseract is there, with a language that is read."""
    return bool(_installed())


def words(picture: Image.Image) -> tuple[Word, ...]:
    """In the order in which they are read, which knows columns; empty for a picture without text.

    Raises CannotReadText: tesseract is missing, failed, or took too long.
    """
    languages = _installed()
    if not languages:
        raise tesseract.missing("Tesseract, which reads text in pictures,", WANTED[:1], program=True)
    asking = recognition(picture, languages)
    try:
        question = next(asking)
        while True:
            question = asking.send(tesseract.ask(question))
    except StopIteration as done:
        found: tuple[Word, ...] = done.value
        return found


@cache
def _installed() -> tuple[str, ...]:
    """Those of the wanted languages that are installed."""
    there = tesseract.installed_languages()
    return tuple(language for language in WANTED if language in there)
