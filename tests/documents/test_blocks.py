"""The text of a block knows where it stood."""

from voiceassistant.documents.blocks import MOST_BLOCK, Text, language_of, sections_of, with_references
from voiceassistant.documents.document import Block, Kind, Run


def runs_say_where(text: Text, original: str) -> bool:
    return all(
        text.text[run.start : run.start + run.length] == original[run.origin : run.origin + run.length]
        for run in text.runs
    )


def test_one_run_as_long_as_the_text_goes_on_as_in_the_original() -> None:
    text = Text()
    text.add("  two words", 10)
    assert (text.text, text.runs) == ("two words", [Run(0, 9, 12)])


def test_blanks_become_one_space_that_is_ours() -> None:
    text = Text()
    text.add("two \n\t words", 0)
    assert text.text == "two words"
    assert text.runs == [Run(0, 3, 0), Run(4, 5, 7)]


def test_a_soft_hyphen_goes_without_a_gap() -> None:
    original = "hyphen\u00adation\u200b here"
    text = Text()
    text.add(original, 0)
    assert text.text == "hyphenation here"
    assert runs_say_where(text, original)


def test_pieces_that_touch_are_one_word() -> None:
    original = "**wo**rd next"
    text = Text()
    text.add("wo", 2)
    text.add("rd next", 6)
    assert text.text == "word next"
    assert runs_say_where(text, original)


def test_what_is_not_in_the_original_has_no_run() -> None:
    text = Text()
    text.add("a", 0)
    text.add("&")
    text.add("b", 6)
    assert (text.text, text.runs) == ("a&b", [Run(0, 1, 0), Run(2, 1, 6)])


def test_a_hyphen_that_divided_a_word_is_taken_back() -> None:
    text = Text()
    text.add("docu-", 0)
    text.drop_last()
    text.add("ment", 6)
    assert (text.text, text.runs) == ("document", [Run(0, 4, 0), Run(4, 4, 6)])


def test_an_endless_block_is_cut_after_a_sentence() -> None:
    original = "It goes on and on. " * 3000
    text = Text()
    text.add(original, 0)
    blocks = list(text.blocks(Kind.PARAGRAPH))
    assert all(len(block.text) <= MOST_BLOCK and block.text.endswith("on.") for block in blocks)
    assert " ".join(block.text for block in blocks) == original.strip()
    for block in blocks:
        (run,) = block.runs
        assert original[run.origin : run.origin + run.length] == block.text


def heading(text: str, level: int = 2) -> Block:
    return Block(Kind.HEADING, text, level)


def test_what_stands_below_references_is_of_them() -> None:
    words = Block(Kind.PARAGRAPH, "Words.")
    blocks = [heading("Title", 1), words, heading("See also"), words, heading("More", 3), words, heading("End"), words]
    assert [block.kind is Kind.REFERENCES for block in with_references(blocks)] == [
        False, False, True, True, True, True, False, False,
    ]  # fmt: skip


def test_a_text_about_references_is_no_list_of_them() -> None:
    blocks = [heading("References", 1), Block(Kind.PARAGRAPH, "In C++ they are aliases.")]
    assert with_references(blocks) == blocks
    assert with_references(blocks, from_the_first=True)[1].kind is Kind.REFERENCES


def test_sections_begin_at_headings_and_have_runs() -> None:
    blocks = [Block(Kind.PARAGRAPH, f"Number {number}.") for number in range(380)]
    blocks[170] = heading("Here")
    sections = sections_of(blocks)
    assert [len(section) for section in sections] == [170, 200, 10]
    assert sections[1][1].runs == (Run(0, len("Number 171."), len("Here") + 1),)


def test_languages() -> None:
    assert [language_of(tag) for tag in ("en-US", "KO", "", None, "english", "de_AT")] == ["en", "ko", "", "", "", "de"]
