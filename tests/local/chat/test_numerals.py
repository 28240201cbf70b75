import pytest

from voiceassistant.local.chat.numerals import with_digits


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("What is seventeen times twenty-three?", "What is 17 times 23?"),
        ("two hundred and fifty divided by four", "250 divided by 4"),
        ("a hundred and forty-four minus fifty-nine", "144 minus 59"),
        ("Add twelve, thirty and seven.", "Add 12, 30 and 7."),
        ("One thousand two hundred and five plus two million", "1205 plus 2000000"),
        ("seven hundred thousand", "700000"),
        ("Which one is nine times twelve?", "Which one is 9 times 12?"),
        ("two thousand and twenty six", "2026"),
    ],
)
def test_number_words_become_digits(said: str, written: str) -> None:
    assert with_digits(said) == written


@pytest.mark.parametrize(
    "text", ["No one knows someone.", "I have one question.", "nineteen eighty-four", "one two three", "Often."]
)
def test_what_is_no_single_number_stays(text: str) -> None:
    assert with_digits(text) == text
