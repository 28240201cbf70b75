"""The text in a picture, read on this computer by the tesseract program."""

import asyncio
import io
import os
from pathlib import Path

from PIL import Image, ImageOps

from voiceassistant.errors import AssistantError

SMALL_SIDE = 2000  # pixels; a screen's letters are too small for tesseract, twice the size halves its errors
LARGEST_SIDE = 6000  # pixels; beyond it only the time grows
SECONDS = 120.0  # a full page takes about 3 s on one slow core


class CannotReadText(AssistantError):
    """The text in a picture could not be had."""

    advice = "Choose a PNG, JPEG, WebP or GIF file with sharp, upright text."


async def read_text(path: Path, languages: str = "kor+eng") -> str:
    """Reads the text in a picture, lines as they stand and an empty line between paragraphs.

    Args:
        path: A picture on this computer.
        languages: tesseract's names for them, joined by "+". Korean comes first:
            after English, its letters are torn apart.

    Raises CannotReadText: no picture, no text in it, or tesseract or a language is missing. Cancelling
    ends the program.
    """
    picture = await asyncio.to_thread(_prepared, path)
    # Looking for columns finds nothing in some pictures of two or three lines.
    text = _tidy(await _tesseract(picture, languages, "3") or await _tesseract(picture, languages, "6"))
    if not any(character.isalnum() for character in text):
        raise CannotReadText(f"{path.name} holds no text that can be read")
    return text


def _prepared(path: Path) -> bytes:
    """The picture upright, grey on white, large enough, as PNG."""
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
            picture = _scaled(picture.convert("L"))
    except FileNotFoundError as error:
        raise CannotReadText(f"{path.name} does not exist") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotReadText(f"{path.name} cannot be read as a picture") from error
    with io.BytesIO() as file:
        picture.save(file, "PNG", compress_level=1)
        return file.getvalue()


def _scaled(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if longest <= SMALL_SIDE:
        return picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
    if longest > LARGEST_SIDE:
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return picture


async def _tesseract(picture: bytes, languages: str, layout: str) -> str:
    """What the program reads, "" for nothing; `layout` 3 looks for columns, 6 takes all as one block of lines."""
    # One thread: on a computer with few cores its threads only wait for each other.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *("tesseract", "stdin", "stdout", "-l", languages, "--psm", layout),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=environment,
        )
    except OSError as error:
        added = [_package(name) for name in languages.split("+") if name != "eng"]  # English comes with the program
        raise _missing("Tesseract, which reads text in pictures,", ["tesseract-ocr", *added]) from error
    try:
        text, said = await asyncio.wait_for(process.communicate(picture), SECONDS)
    except TimeoutError as error:
        raise CannotReadText(f"Tesseract did not read the picture within {SECONDS:g} seconds") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    errors = said.decode(errors="replace")
    if lacking := [name for name in languages.split("+") if f"language '{name}'" in errors]:  # it goes on without it
        raise _missing(f"Tesseract's data for {' and '.join(lacking)}", [_package(name) for name in lacking])
    if process.returncode:
        last = next((line for line in reversed(errors.splitlines()) if line.strip()), "it gave no reason")
        raise CannotReadText(f"Tesseract could not read the picture: {last.strip()}")
    return text.decode(errors="replace").strip()


def _package(language: str) -> str:
    return f"tesseract-ocr-{language.replace('_', '-')}"


def _missing(what: str, packages: list[str]) -> CannotReadText:
    failure = CannotReadText(f"{what} is not installed")
    failure.advice = f"Install {' and '.join(packages)}: sudo apt-get install {' '.join(packages)}"
    return failure


def _tidy(text: str) -> str:
    """Without the spaces at line ends, and with one empty line at most between paragraphs."""
    lines = [line.rstrip() for line in text.replace("\f", "\n").splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()
