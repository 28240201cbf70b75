import subprocess
from pathlib import Path

import jiwer
import pytest
from PIL import Image, ImageDraw, ImageFont

from voiceassistant.vision.ocr import CannotReadText, read_text

pytestmark = pytest.mark.slow

ENGLISH = "The library opens at nine\nand closes at half past six."
KOREAN = "도서관은 매일 아침에 문을 열고\n저녁에는 조용히 문을 닫습니다."


def font_of(language: str) -> str:
    """A font file of this system that has the language's letters; "" where there is none."""
    try:
        asked = ["fc-match", "--format=%{file}|%{lang}", f"sans:lang={language}"]
        file, _, languages = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition("|")
    except FileNotFoundError:
        return ""
    return file if language in languages.split("|") else ""


def drawn(path: Path, text: str, font: str, size: int) -> Path:
    picture = Image.new("RGB", (520, 110), "white")
    ImageDraw.Draw(picture).multiline_text((12, 12), text, "black", ImageFont.truetype(font, size), spacing=10)
    picture.save(path)
    return path


def error_rate(text: str, read: str) -> float:
    return jiwer.cer("".join(text.split()), "".join(read.split()))


@pytest.mark.parametrize(("language", "text", "size"), [("en", ENGLISH, 16), ("ko", KOREAN, 16)])
async def test_text_is_read(tmp_path: Path, language: str, text: str, size: int) -> None:
    if not (font := font_of(language)):
        pytest.skip(f"no font for {language}")
    read = await read_text(drawn(tmp_path / "text.png", text, font, size))
    assert error_rate(text, read) < 0.05
    assert len(read.splitlines()) == 2


async def test_a_picture_without_text_says_so(tmp_path: Path) -> None:
    Image.new("RGBA", (200, 80), (0, 0, 0, 0)).save(tmp_path / "empty.png")
    with pytest.raises(CannotReadText, match=r"empty.png holds no text"):
        await read_text(tmp_path / "empty.png")


async def test_what_is_no_picture_here_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("not a picture")
    with pytest.raises(CannotReadText, match="cannot be read as a picture"):
        await read_text(tmp_path / "notes.png")
    with pytest.raises(CannotReadText, match="does not exist"):
        await read_text(tmp_path / "gone.png")
    with pytest.raises(CannotReadText, match="not in one on the web"):
        await read_text(Path("https://example.org/page.png"))


async def test_a_missing_language_names_its_package(tmp_path: Path) -> None:
    Image.new("L", (100, 40), 255).save(tmp_path / "a.png")
    with pytest.raises(CannotReadText) as failure:
        await read_text(tmp_path / "a.png", ("eng", "xyz"))
    assert "apt-get install tesseract-ocr-xyz" in failure.value.sentence


async def test_a_missing_program_names_both_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (100, 40), 255).save(tmp_path / "a.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotReadText) as failure:
        await read_text(tmp_path / "a.png")
    assert "apt-get install tesseract-ocr tesseract-ocr-kor" in failure.value.sentence
