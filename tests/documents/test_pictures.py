import shutil
from pathlib import Path

import pytest
from PIL import Image

from voiceassistant.documents.document import Kind
from voiceassistant.documents.pictures import open_picture
from voiceassistant.errors import DocumentError, NothingToRead

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent / "samples"
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


@needs_tesseract
def test_words_are_read_where_they_stand() -> None:
    document = open_picture(SAMPLES / "page-picture.png")
    assert (document.title, document.sections, document.pages) == ("page-picture", 1, True)
    block = next(block for block in document.section(0) if "preauthenticated" in block.text)
    assert block.kind is Kind.PARAGRAPH
    start = block.text.index("preauthenticated")
    (run,) = block.origins(start, start + len("preauthenticated"))
    (box,) = document.boxes(run)
    width, height = document.page_size(0)
    assert 0 < box.left < box.right < width / 2
    assert 0.8 * height < box.top < box.bottom < height
    assert document.character_at(0, box.left + 1, box.bottom - 1) == run.origin
    picture = document.picture(0, 100)
    assert picture.width == 100
    assert len(picture.rgb) == picture.width * picture.height * 3
    document.close()


@needs_tesseract
def test_a_picture_without_text_says_so(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "white").save(tmp_path / "white.png")
    with pytest.raises(NothingToRead, match=r"white.png holds no text"):
        open_picture(tmp_path / "white.png")


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.png").write_text("not a picture")
    with pytest.raises(DocumentError, match=r"note.png cannot be read as a picture"):
        open_picture(tmp_path / "note.png")
    with pytest.raises(DocumentError, match="does not exist"):
        open_picture(tmp_path / "none.png")
