"""HTML elements to blocks."""

import pytest

from voiceassistant.documents.document import Kind
from voiceassistant.documents.markup import blocks_in, decoded, parsed


def read(markup: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks_in(parsed(f"<body>{markup}</body>"))]


def test_elements_are_what_they_say() -> None:
    markup = """<h2>Head</h2><p>One <b>bold</b><br>line.</p><ul><li>a thing<ul><li>below it</li></ul></li></ul>
    <blockquote><p>said</p></blockquote><pre>x = 1\n  y</pre>
    <figure><img alt="no"><figcaption>shown</figcaption></figure>"""
    assert read(markup) == [
        ("heading", "Head"),
        ("paragraph", "One bold line."),
        ("item", "a thing"),
        ("item", "below it"),
        ("quote", "said"),
        ("code", "x = 1\n  y"),
        ("caption", "shown"),
    ]


def test_text_between_elements_is_not_lost() -> None:
    assert read("before<div>within<p>a</p>after</div>at last") == [
        ("paragraph", text) for text in ("before", "within", "a", "after", "at last")
    ]


@pytest.mark.parametrize(
    "mark",
    [
        '<sup><a href="#n1">1</a></sup>',
        '<a href="#n1"><sup>1</sup></a>',
        '<a epub:type="noteref" href="n.xhtml#1">*</a>',
        '<a role="doc-noteref" href="#n">2</a>',
        '<sup class="reference"><a href="#cite">[12]</a></sup>',
        '<sup class="reference">: 228</sup>',
        '<a href="#cite_note-3">[3]</a>',
        '<span class="mw-editsection">[edit]</span>',
        '<span hidden="">no</span>',
        '<span style="display: none">no</span>',
        "<script>x()</script>",
        "<button>Copy</button>",
    ],
)
def test_note_marks_and_what_is_hidden_are_gone(mark: str) -> None:
    assert read(f"<p>Words{mark}, and more.</p>") == [("paragraph", "Words, and more.")]


@pytest.mark.parametrize(
    "words", ["E = mc<sup>2</sup>", 'see <a href="#two">2</a>', "x<sub>1</sub>", "[citation] kept"]
)
def test_numbers_that_are_words_stay(words: str) -> None:
    ((_, text),) = read(f"<p>{words}</p>")
    assert text in ("E = mc2", "see 2", "x1", "[citation] kept")


def test_the_sign_beside_a_heading_is_gone() -> None:
    assert read('<h2>Use<a class="x" href="#use">¶</a></h2><h3><a href="#a">#</a> Next</h3>') == [
        ("heading", "Use"),
        ("heading", "Next"),
    ]


def test_what_is_not_read_through_is_told_apart() -> None:
    markup = """<nav><ol><li>One</li></ol></nav><p>Words.</p><aside epub:type="footnote"><p>A note.</p></aside>
    <section role="doc-endnotes"><ol><li>Another. <a role="doc-backlink" href="#r">back</a></li></ol></section>
    <svg><text>drawn</text></svg>"""
    assert read(markup) == [
        ("navigation", "One"),
        ("paragraph", "Words."),
        ("footnote", "A note."),
        ("footnote", "Another."),
        ("figure", "drawn"),
    ]


def test_a_table_of_data_is_rows_and_one_for_layout_is_text() -> None:
    rows = (
        "<table><caption>Prices</caption><tr><th>What</th><th>How much</th></tr><tr><td>Tea</td><td>2</td></tr></table>"
    )
    assert read(rows) == [("caption", "Prices"), ("table", "What, How much"), ("table", "Tea, 2")]
    layout = f"<table><tr><td>Menu</td><td><p>{'Many words. ' * 40}</p></td></tr></table>"
    assert [kind for kind, _ in read(layout)] == ["paragraph", "paragraph"]


def test_ruby_is_read_once() -> None:
    assert read("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>") == [("paragraph", "漢字")]


def test_deep_nesting_ends_somewhere() -> None:
    assert len(blocks_in(parsed("<body><p>Words.</p>" + "<div>" * 100_000 + "deep"))) <= 2


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<meta charset="euc-kr">안녕'.encode("euc-kr"), "안녕"),
        ("안녕".encode(), "안녕"),
        ("\ufeff안녕".encode("utf-16"), "안녕"),
        (b"caf\xe9", "café"),
        (b'<meta charset="nonsense">caf\xe9', "caf"),
    ],
)
def test_encodings(content: bytes, text: str) -> None:
    assert text in decoded(content)


def test_levels() -> None:
    (first, second) = blocks_in(parsed("<h1>A</h1><h6>B</h6>"))
    assert (first.kind, first.level, second.level) == (Kind.HEADING, 1, 6)
