"""Pages: the main text is read, the rest can be."""

from pathlib import Path

import pytest

from voiceassistant.documents.document import READ, Kind
from voiceassistant.documents.html import excerpt, open_html, page
from voiceassistant.errors import DocumentTooLarge, NothingToRead

TALK = "The heron stood in the shallow water and waited for a long time before it moved at all. "
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Herons</title></head><body>
<header><h1>Birdwatch</h1><nav><a href="/">Home</a> <a href="/all">All birds</a></nav></header>
<div class="side"><p>Subscribe to our letter</p><a href="/x">Read about owls</a></div>
<article><h1>Herons</h1><p>{TALK * 3}</p><h2>Food<a class="headerlink" href="#food">#</a></h2>
<p>{TALK * 2}<sup><a href="#r1">[1]</a></sup></p><pre>heron --wait</pre><p>Short.</p><p>{TALK * 4}</p>
<h2>References</h2><ol><li>A book about herons, in which they wait.</li></ol></article>
<footer><p>© 2026 Birdwatch. All rights reserved.</p></footer></body></html>"""


def test_the_main_text_is_read_and_the_rest_can_be() -> None:
    document = page(PAGE, "file", "file.html")
    assert (document.title, document.language, document.sections) == ("Herons", "en", 1)
    blocks = document.section(0)
    read = [block.text for block in blocks if block.kind in READ]
    assert read == ["Herons", (TALK * 3).strip(), "Food", (TALK * 2).strip(), "Short.", (TALK * 4).strip()]
    others = {block.text: block.kind for block in blocks if block.kind not in READ}
    assert others["heron --wait"] is Kind.CODE
    assert others["A book about herons, in which they wait."] is Kind.REFERENCES
    assert others["Subscribe to our letter"] is Kind.NAVIGATION
    assert others["© 2026 Birdwatch. All rights reserved."] is Kind.NAVIGATION


def test_a_page_of_a_few_words_is_read() -> None:
    (block,) = page("<p>Hello there.</p>", "file", "file.html").section(0)
    assert (block.kind, block.text) == (Kind.PARAGRAPH, "Hello there.")


def test_a_page_as_long_as_a_book_is_read_without_a_search_for_its_main_text() -> None:
    body = "".join(f"<p>Paragraph {number}. {TALK}</p>" for number in range(12_000))
    document = page(f"<body><nav>Menu</nav>{body}</body>", "file", "file.html")
    assert document.sections == 61
    assert document.section(0)[1].text.startswith("Paragraph 0.")


def test_all_of_an_excerpt_is_read() -> None:
    blocks = excerpt("<p>One.</p><ul><li>Two.</li></ul>", "Clipboard").section(0)
    assert [(block.kind, block.text) for block in blocks] == [(Kind.PARAGRAPH, "One."), (Kind.ITEM, "Two.")]


@pytest.mark.parametrize("charset", ["euc-kr", "EUC-KR"])
def test_the_server_tells_the_charset(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<p>안녕하세요.</p>".encode("euc-kr"))
    assert open_html(path, charset).section(0)[0].text == "안녕하세요."


def test_a_page_of_scripts_is_nothing_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>document.write('words')</script></body></html>")
    with pytest.raises(NothingToRead):
        open_html(path)


def test_a_giant_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(DocumentTooLarge):
        open_html(path)
