import pytest

from voiceassistant.ui.marked_text import Run, Style, heard_end, marked_text


def test_plain_text_stays_as_it_is() -> None:
    text = "2 * 3 * 4 = 24; snake_case_name, a*b*c"
    assert marked_text(text).text == text


@pytest.mark.parametrize(
    ("source", "run"),
    [
        ("**bold**", Run("bold", Style.BOLD)),
        ("*leaning*", Run("leaning", Style.ITALIC)),
        ("`code`", Run("code", Style.CODE)),
        ("[here](https://example.org/a)", Run("here", Style.LINK, "https://example.org/a")),
        ("## Heading", Run("Heading", Style.BOLD)),
        ("- item", Run("• item")),
        ("```python\nx = 1\n```", Run("x = 1\n", Style.CODE)),
    ],
)
def test_marks_become_styles(source: str, run: Run) -> None:
    assert marked_text(source).runs == (run,)


def test_spans_of_the_source_are_found_in_what_is_shown() -> None:
    source = "It is **mild**. Take an *umbrella*."
    marked = marked_text(source)
    start, end = marked.span(source.index("Take"), len(source))
    assert marked.text[start:end] == "Take an umbrella."
    assert marked.span(0, 15) == (0, 11)


def test_characters_beyond_the_basic_plane_count_twice_as_in_qt() -> None:
    marked = marked_text("😀 ok")
    assert marked.span(2, 4) == (3, 5)


def test_every_code_point_has_a_place() -> None:
    source = "# T\n- **a** 😀 [b](http://c) `d`\n\n```\ne\n```\nf"
    marked = marked_text(source)
    assert len(marked.offsets) == len(source) + 1
    assert list(marked.offsets) == sorted(marked.offsets)
    assert marked.offsets[-1] == len(marked.text.encode("utf-16-le")) // 2


def test_an_open_mark_is_shown_until_it_is_closed() -> None:
    assert marked_text("It is **mi").text == "It is **mi"


@pytest.mark.parametrize(
    ("reply", "heard", "rest"),
    [
        ("One. Two. Three.", "One. Two.", " Three."),
        ("One. **Two** three.", "One. Two", "** three."),
        ("One. It is *two* or three.", "One. It is two or", " three."),
        ("\n\nOne. Two three.", "One. Two", " three."),
        ("See [a shop](https://example.org/at/a) at a mill.", "See a shop at", " a mill."),
        ("One. See https://example.org/x to learn it.", "One. See link to example.org", "/x to learn it."),
        ("One. The cat and **the** dog and the cow.", "One. The cat and the", "** dog and the cow."),
        ("1. Peel it.\n2. Cut it.", "1. Peel it.\n2. Cut", " it."),
        ("한 문장. **둘째** 문장은 길다.", "한 문장. 둘째 문장은", " 길다."),
        ("一つ。**二つ**目の文。", "一つ。二つ目", "の文。"),
        ("One. Two.", "Nothing of it", "One. Two."),
        ("One.", "", "One."),
        ("One.", "One.", ""),
    ],
)
def test_what_was_not_heard_begins_after_the_last_word_heard(reply: str, heard: str, rest: str) -> None:
    assert reply[heard_end(reply, heard) :] == rest
