"""The text in a picture, read on this computer by the tesseract program."""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageOps

from voiceassistant.vision import tesseract
from voiceassistant.vision.recognition import recognition
from voiceassistant.vision.tesseract import CannotReadText as CannotReadText  # whoever reads text meets it
from voiceassistant.vision.tesseract import Question, Word

LANGUAGES = ("kor", "eng")


async def read_text(path: Path, languages: Sequence[str] = LANGUAGES) -> str:
    """Reads the text in a picture, lines as they stand and an empty line between paragraphs.

    Args:
        path: A picture on this computer.
        languages: tesseract's names for them; without "kor" the first one reads alone.

    Raises CannotReadText: no picture, no text in it, or tesseract or a language is missing. Cancelling
    ends the program.
    """
    picture = await asyncio.to_thread(_prepared, path)
    installed = await asyncio.to_thread(tesseract.installed_languages)
    if not installed:
        added = [name for name in languages if name != "eng"]  # English comes with the program
        raise tesseract.missing("Tesseract, which reads text in pictures,", added, program=True)
    if lacking := [name for name in languages if name not in installed]:
        raise tesseract.missing(f"Tesseract's data for {' and '.join(lacking)}", lacking, program=False)
    asking = recognition(picture, languages)
    try:
        question = next(asking)
        while True:
            question = asking.send(await _ask(question))
    except StopIteration as done:
        text = _text(done.value)
    if not any(character.isalnum() for character in text):
        raise CannotReadText(f"{path.name} holds no text that can be read")
    return text


def _prepared(path: Path) -> Image.Image:
    """The picture upright, grey on white."""
    if str(path).startswith(("http:/", "https:/")):
        failure = CannotReadText("Text is read only in pictures on this computer, not in one on the web")
        failure.advice = "Save the picture, then attach the file."
        raise failure
    try:
        with Image.open(path) as opened:
            picture = ImageOps.exif_transpose(opened)
            if picture.has_transparency_data:
                ground = Image.new("RGBA", picture.size, "white")
                picture = Image.alpha_composite(ground, picture.convert("RGBA"))
            return picture.convert("L")
    except FileNotFoundError as error:
        raise CannotReadText(f"{path.name} does not exist") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotReadText(f"{path.name} cannot be read as a picture") from error


async def _ask(question: Question) -> tuple[Word, ...]:
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *question.command, stdin=pipe, stdout=pipe, stderr=pipe, env=tesseract.environment()
        )
    except OSError as error:
        raise CannotReadText("Tesseract could not be started") from error
    try:
        png = await asyncio.to_thread(lambda: question.png)
        table, said = await asyncio.wait_for(process.communicate(png), tesseract.SECONDS)
    except TimeoutError as error:
        raise tesseract.too_slow() from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return question.answer(table, said, process.returncode or 0)


def _text(words: Sequence[Word]) -> str:
    """Lines, with an empty one between paragraphs."""
    paragraphs = groupby(words, key=lambda word: word.line[:2])
    return "\n\n".join(
        "\n".join(_line(list(line)) for _, line in groupby(paragraph, key=lambda word: word.line))
        for _, paragraph in paragraphs
    )


def _line(words: Sequence[Word]) -> str:
    return "".join(("" if word.joined else " ") + word.text for word in words).strip()
