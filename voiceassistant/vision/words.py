"""The words in a picture and where each stands, read on this computer by the tesseract program."""

import csv
import io
import os
import subprocess
from dataclasses import dataclass
from functools import cache

from PIL import Image

from voiceassistant.vision.ocr import LARGEST_SIDE, SECONDS, SMALL_SIDE
from voiceassistant.vision.ocr import CannotReadText as CannotReadText  # whoever reads words meets it

WANTED = ("kor", "eng")  # Korean first: after English, its letters are torn apart
LEAST_SURE = 10.0  # of 100; below it are specks and ornaments
WORD_ROW = "5"  # tesseract's level of a table row that is a word


@dataclass(frozen=True, slots=True)
class Word:
    """Pixels of the picture as it was given."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[int, int, int]  # block, paragraph, line: words of one line have the same


def can_recognise() -> bool:
    """True if tesseract is there, with a language that is read."""
    return bool(_languages())


def words(picture: Image.Image) -> tuple[Word, ...]:
    """In the order in which tesseract reads them, which knows columns; empty for a picture without text.

    Raises CannotReadText: tesseract is missing, failed, or took too long.
    """
    languages = _languages()
    if not languages:
        failure = CannotReadText("Tesseract, which reads text in pictures, is not installed")
        failure.advice = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-kor"
        raise failure
    grey = picture.convert("L")
    scale = _scale(grey.size)
    if scale != 1:
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return _parsed(_tesseract(grey, "+".join(languages)), scale)


def _scale(size: tuple[int, int]) -> float:
    """Twice as large for small pictures, whose letters tesseract cannot see; huge ones smaller."""
    longest = max(size)
    if longest <= SMALL_SIDE:
        return 2.0
    return min(1.0, LARGEST_SIDE / longest)


def _tesseract(picture: Image.Image, languages: str) -> str:
    with io.BytesIO() as file:
        picture.save(file, "PNG", compress_level=1)
        png = file.getvalue()
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", languages, "--psm", "3", "tsv"],
            input=png,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise CannotReadText(f"Tesseract did not read the picture within {SECONDS:g} seconds") from error
    except OSError as error:
        raise CannotReadText("Tesseract could not be started") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotReadText(f"Tesseract could not read the picture: {said[-1] if said else 'it gave no reason'}")
    return done.stdout.decode(errors="replace")


def _parsed(table: str, scale: float) -> tuple[Word, ...]:
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != WORD_ROW or not text or float(row["conf"]) < LEAST_SURE:
            continue
        left, top = float(row["left"]) / scale, float(row["top"]) / scale
        right, bottom = left + float(row["width"]) / scale, top + float(row["height"]) / scale
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        found.append(Word(text, left, top, right, bottom, line))
    return tuple(found)


@cache
def _languages() -> tuple[str, ...]:
    """Those of the wanted ones that are installed."""
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=10, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    installed = set(listed.stdout.split())
    return tuple(language for language in WANTED if language in installed)


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads only wait for each other
