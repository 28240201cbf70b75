"""Markdown: parsed, and each word known where it stands in the file."""

from pathlib import Path

import pytest

from voiceassistant.documents.document import Block, Kind
from voiceassistant.documents.markdown import MarkdownDocument


def opened(tmp_path: Path, text: str) -> MarkdownDocument:
    path = tmp_path / "notes.md"
    path.write_bytes(text.encode())
    return MarkdownDocument(path)


def read(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    document = opened(tmp_path, text)
    blocks = [block for number in range(document.sections) for block in document.section(number)]
    for block in blocks:
        check_runs(block, text)
    return [(block.kind.value, block.text) for block in blocks]


def check_runs(block: Block, original: str) -> None:
    for run in block.runs:
        assert block.text[run.start : run.start + run.length] == original[run.origin : run.origin + run.length]


def test_marks_are_gone_and_words_stay(tmp_path: Path) -> None:
    text = """# The *title*

Some **bold** and `code` and a [link](https://example.org/a.b "t")
over two lines. ![a badge](https://example.org/b.svg) Escaped \\* and &amp; here.

- one
- two
  > said

```sh
run it
```

| a | b |
|---|---|
| c | `d` |

<p align="center">Centred <b>words</b></p>
<!-- nothing -->

Claim.[^1]

[^1]: The note.
"""
    assert read(tmp_path, text) == [
        ("heading", "The title"),
        ("paragraph", "Some bold and code and a link over two lines. Escaped * and & here."),
        ("item", "one"),
        ("item", "two"),
        ("quote", "said"),
        ("code", "run it"),
        ("table", "a, b"),
        ("table", "c, d"),
        ("paragraph", "Centred words"),
        ("paragraph", "Claim."),
        ("footnote", "The note."),
    ]


def test_nearly_all_words_know_where_they_stand(tmp_path: Path) -> None:
    text = "# Title\r\n\r\nFirst *line*\r\nand **second**, with [a link](http://a.b/second).\r\n"
    (_, block) = opened(tmp_path, text).section(0)
    assert block.text == "First line and second, with a link."
    assert sum(run.length for run in block.runs) >= len(block.text) - 5
    check_runs(block, text)


def test_admonitions_hold_text_and_no_code(tmp_path: Path) -> None:
    text = '!!! note "Mind this"\n    Some words.\n\n    More words.\n\n??? question\n    Why?\n\nAfter.\n'
    assert read(tmp_path, text) == [
        ("heading", "Mind this"),
        ("paragraph", "Some words."),
        ("paragraph", "More words."),
        ("paragraph", "Why?"),
        ("paragraph", "After."),
    ]


def test_front_matter_tells_and_is_not_read(tmp_path: Path) -> None:
    document = opened(tmp_path, '---\ntitle: "My notes"\nlang: ko-KR\n---\n\n본문.\n')
    assert (document.title, document.language) == ("My notes", "ko")
    assert [block.text for block in document.section(0)] == ["본문."]


@pytest.mark.parametrize(("text", "title"), [("intro\n\n# A *name*\n", "A name"), ("words\n", "notes")])
def test_the_title_is_the_first_heading_or_the_file_name(tmp_path: Path, text: str, title: str) -> None:
    assert opened(tmp_path, text).title == title


def test_a_long_file_is_read_in_parts(tmp_path: Path) -> None:
    chapter = "## Chapter {}\n\n" + "Words of [it][ref] go on and on. " * 100 + "\n\n```\n# no heading\n```\n\n"
    text = "".join(chapter.format(number) for number in range(60)) + "[ref]: https://example.org\n"
    document = opened(tmp_path, text)
    assert document.sections > 3
    last = document.section(document.sections - 1)
    assert last[0].kind is Kind.HEADING
    headings = [
        block.text
        for number in range(document.sections)
        for block in document.section(number)
        if block.kind is Kind.HEADING
    ]
    assert headings == [f"Chapter {number}" for number in range(60)]
    assert "[ref]" not in last[1].text
    check_runs(last[1], text)
