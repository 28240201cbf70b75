"""The tesseract program: what it is asked about a picture, and what it answers."""

import csv
import io
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from voiceassistant.errors import AssistantError

SECONDS = 120.0  # a full page takes about 3 s on one slow core
LEAST_SURE = 10.0  # of 100; below it are specks and ornaments
WORD_ROW = "5"  # tesseract's level of a table row that is a word


class CannotReadText(AssistantError):
    """The text in a picture could not be had."""

    advice = "Choose a PNG, JPEG, WebP or GIF file with sharp, upright text."


@dataclass(frozen=True, slots=True)
class Word:
    """Pixels of the picture as it was given."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: tuple[int, int, int]  # block, paragraph, line: words of one line have the same
    sure: float = 100.0  # that it was read right, 0 to 100
    joined: bool = False  # to the one before it, without a space


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted of the program.

    Args:
        picture: Grey.
        language: One of tesseract's names.
        layout: Of the picture: 3 looks for columns, 6 takes all as one block of lines.
    """

    picture: Image.Image
    language: str
    layout: int = 3

    @property
    def command(self) -> tuple[str, ...]:
        return ("tesseract", "stdin", "stdout", "-l", self.language, "--psm", str(self.layout), "tsv")

    @property
    def png(self) -> bytes:
        with io.BytesIO() as file:
            self.picture.save(file, "PNG", compress_level=1)
            return file.getvalue()

    def answer(self, table: bytes, said: bytes, status: int) -> tuple[Word, ...]:
        """The words in the order in which they are read. Raises CannotReadText: the program failed."""
        if status:
            lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
            raise CannotReadText(f"Tesseract could not read the picture: {lines[-1] if lines else 'it gave no reason'}")
        rows = csv.DictReader(io.StringIO(table.decode(errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_word(row) for row in rows if _is_word(row))


def ask(question: Question) -> tuple[Word, ...]:
    """Raises CannotReadText."""
    try:
        done = subprocess.run(
            question.command,
            input=question.png,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow() from error
    except OSError as error:
        raise CannotReadText("Tesseract could not be started") from error
    return question.answer(done.stdout, done.stderr, done.returncode)


def installed_languages() -> frozenset[str]:
    """Empty where tesseract is missing."""
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=10, check=False, env=environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.stdout.splitlines()[1:])


def environment() -> dict[str, str]:
    """One thread: on a computer with few cores its threads only wait for each other."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def too_slow() -> CannotReadText:
    return CannotReadText(f"Tesseract did not read the picture within {SECONDS:g} seconds")


def missing(what: str, languages: Iterable[str], *, program: bool) -> CannotReadText:
    """`what` is not installed; the advice names the packages that bring it."""
    packages = [f"tesseract-ocr-{name.replace('_', '-')}" for name in languages]
    packages = ["tesseract-ocr", *packages] if program else packages
    failure = CannotReadText(f"{what} is not installed")
    failure.advice = f"Install {' and '.join(packages)}: sudo apt-get install {' '.join(packages)}"
    return failure


def _is_word(row: dict[str, str]) -> bool:
    return row["level"] == WORD_ROW and bool((row["text"] or "").strip()) and float(row["conf"]) >= 0


def _word(row: dict[str, str]) -> Word:
    left, top = float(row["left"]), float(row["top"])
    return Word(
        row["text"].strip(),
        left,
        top,
        left + float(row["width"]),
        top + float(row["height"]),
        (int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
        float(row["conf"]),
    )
