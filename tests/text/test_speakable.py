import pytest

from voiceassistant.text import speakable


@pytest.mark.parametrize(
    ("markdown", "speech"),
    [
        ("It is **very** _warm_ and ~~cold~~.", "It is very warm and cold."),
        ("See [the docs](https://example.org/a_b?c=1).", "See the docs."),
        ("Go to https://www.example.org/a/b?c=1.", "Go to link to example.org."),
        ("<https://docs.example.org/x> has it", "link to docs.example.org has it"),
        ("Run `make run` first.", "Run make run first."),
        ("Do this:\n\n```sh\nmake run\n```\n", "Do this: code block."),
        ("# Weather\nSunny today", "Weather. Sunny today."),
        ("- milk\n- bread\n", "milk. bread."),
        ("1. Mix.\n2. Bake!", "1. Mix. 2. Bake!"),
        ("2024. It was a good year.", "2024. It was a good year."),
        ("    an indented line is no code", "an indented line is no code"),
        ("Great 😀! Really 👩‍👩‍👧 so 🇰🇷.", "Great! Really so."),
        ("Costs 3.5 € at 20 °C, 5 < 6 & 7 > 3", "Costs 3.5 € at 20 °C, 5 < 6 & 7 > 3"),
        ("One<br>two <b>three</b>", "One two three"),
        ("<div>In a <i>box</i></div>", "In a box"),
        ("![a cat](cat.png) sleeps", "a cat sleeps"),
        ("Two\nlines   and\tspaces", "Two lines and spaces"),
        ("| City | Land |\n|---|:-:|\n| Seoul | Korea |\n| Rome | |\n", "City: Seoul, Land: Korea. City: Rome."),
        ("391.", "391."),
        ("- Why?\n\n  Because.\n- Oh", "Why? Because. Oh."),
        ("> Quoted words", "Quoted words"),
        ('" Then she left.', "Then she left."),
        ("오늘은 **맑음**입니다 ☀️", "오늘은 맑음입니다"),
    ],
)
def test_reads_markdown_as_a_person_would(markdown: str, speech: str) -> None:
    assert speakable(markdown) == speech


@pytest.mark.parametrize("markdown", ["", "  \n", "---", "😀 🎉", "**", "[1]: https://a.example", "...", "<!-- no -->"])
def test_says_nothing_where_nothing_can_be_said(markdown: str) -> None:
    assert speakable(markdown) == ""


def test_a_closing_quote_left_over_is_dropped_and_an_opening_one_stays() -> None:
    assert speakable('"Come in," she said.') == '"Come in," she said.'
    assert speakable("! Next one") == "Next one"
