import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import jiwer
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.vision.test_ocr import font_of
from voiceassistant.vision.recognition import recognition
from voiceassistant.vision.tesseract import Question, Word, installed_languages
from voiceassistant.vision.words import words

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[1] / "documents" / "samples"
MOST_WRONG = 0.03  # of a picture's letters
MOST_WRONG_ENGLISH = 0.005

needs_korean = pytest.mark.skipif(
    not installed_languages() >= {"kor", "eng"}, reason="tesseract with Korean and English is not installed"
)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def wrong_share(picture: Image.Image, text: str) -> float:
    return float(jiwer.cer(letters(text), letters("".join(word.text for word in words(picture)))))


def scanned(page: int, dpi: int) -> tuple[Image.Image, str]:
    """A Korean page as a scanner sees it, and what it says."""
    opened = pypdfium2.PdfDocument(SAMPLES / "korean.pdf")
    try:
        picture = opened[page].render(scale=dpi / 72, grayscale=True).to_pil()
        return picture, opened[page].get_textpage().get_text_range()
    finally:
        opened.close()


def on_a_screen(size: int, columns: int = 1) -> tuple[Image.Image, str]:
    """Some Korean lines as a window of 96 dpi shows them."""
    if not (name := font_of("ko")):
        pytest.skip("no Korean font")
    font = ImageFont.truetype(name, size)
    text = " ".join(json.loads((SAMPLES / "korean.expected.json").read_text())["sentences"][10:40])
    lines = list(_wrapped(text, font, 620 / columns))
    step, each = size * 3 // 2, -(-len(lines) // columns)
    picture = Image.new("L", (700, 40 + each * step), "white")
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((20 + number // each * (660 // columns + 20), 20 + number % each * step), line, 20, font)
    return picture, text


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and font.getlength(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


@needs_korean
@pytest.mark.parametrize(("page", "dpi"), [(0, 300), (1, 150), (2, 220)])
def test_a_scanned_korean_page_is_read(page: int, dpi: int) -> None:
    assert wrong_share(*scanned(page, dpi)) <= MOST_WRONG


@needs_korean
@pytest.mark.parametrize(("size", "columns"), [(13, 1), (16, 1), (16, 2)])
def test_korean_on_a_screen_is_read(size: int, columns: int) -> None:
    assert wrong_share(*on_a_screen(size, columns)) <= MOST_WRONG


@needs_korean
def test_english_is_read_as_if_there_were_no_other_language() -> None:
    told = " ".join(json.loads((SAMPLES / "page-picture.expected.json").read_text())["sentences"])
    with Image.open(SAMPLES / "page-picture.png") as picture:
        read = "".join(word.text for word in words(picture))
    assert jiwer.cer(letters(told), letters(read)) <= MOST_WRONG_ENGLISH + _furniture(told, read)


def _furniture(told: str, read: str) -> float:
    """What else stands on the page: its header, its number."""
    return max(0, len(letters(read)) - len(letters(told))) / len(letters(told))


# --- what is asked ----------------------------------------------------------------------------------------------------


def word(text: str, left: float, right: float, sure: float = 95.0, top: float = 10.0) -> Word:
    return Word(text, left, top, right, top + 20, (1, 1, 1), sure)


def asked(picture: Image.Image, answers: Sequence[Sequence[Word]]) -> tuple[list[Question], tuple[Word, ...]]:
    """What is asked about a picture, with these answers, and the words that come of it."""
    asking = recognition(picture, ("kor", "eng"))
    questions = [next(asking)]
    try:
        for answer in answers:
            question = asking.send(tuple(answer))
            questions.append(question)
    except StopIteration as done:
        return questions, done.value
    raise AssertionError("something more is asked")


def test_what_english_is_sure_of_is_not_asked_in_korean() -> None:
    questions, read = asked(Image.new("L", (3000, 100), 255), [[word("Good", 10, 60), word("day", 70, 100)]])
    assert [question.language for question in questions] == ["eng"]
    assert [word.text for word in read] == ["Good", "day"]


def test_of_a_large_picture_a_strip_tells_the_language() -> None:
    picture = Image.new("L", (2000, 2400), 255)
    picture.paste(0, (100, 1500, 1900, 1700))
    asking = recognition(picture, ("kor", "eng"))
    strip = next(asking)
    assert strip.language == "eng"
    assert strip.picture.size == (2000, 300)
    assert asking.send((word("ASAE", 10, 60, 20),)).language == "kor"


def test_latin_letters_among_hangul_are_read_again_in_their_place() -> None:
    picture = Image.new("L", (3000, 100), 255)
    picture.paste(0, (100, 12, 160, 28))
    korean = [word("이", 60, 90), word("6800", 98, 200, 12), word("는", 170, 190), word("1984", 300, 360, 90)]
    latin = [word("GNU", 22, 80, 96, top=30)]
    questions, read = asked(picture, [[word("GNUS", 98, 190, 10)], korean, latin])
    assert [question.language for question in questions] == ["eng", "kor", "eng"]
    assert questions[2].picture.width < 150  # without the syllable beside it
    assert [word.text for word in read] == ["이", "GNU", "는", "1984"]
    assert 95 < read[1].left < 105
    assert 8 <= read[1].top <= 30


def test_only_a_gap_parts_syllables() -> None:
    picture = Image.new("L", (3000, 100), 255)
    for left in (60, 82, 110, 134):
        picture.paste(0, (left, 10, left + 20, 30))
    korean = [word("리", 60, 75), word("눅", 85, 100), word("은", 112, 128), word(".", 134, 150)]
    _, read = asked(picture, [[word("X", 60, 150, 10)], korean])
    assert [word.joined for word in read] == [False, True, False, True]


@needs_korean
@pytest.mark.parametrize("size", [13, 16, 20])
def test_spaces_are_where_they_are_written(size: int) -> None:
    picture, text = on_a_screen(size)
    read = "".join(("" if word.joined else " ") + word.text for word in words(picture))
    assert jiwer.cer(" ".join(text.split()), " ".join(read.split())) <= 2 * MOST_WRONG
