import pytest

from voiceassistant.text import Sentence, heard_text
from voiceassistant.text.word_times import WordTime, words

ANSWER = [
    Sentence("**One** two three.", 0, 18, "One two three."),
    Sentence(" Four [five](https://a.example) six.", 18, 54, "Four five six."),
    Sentence(" 今日は晴れ。", 54, 61, "今日は晴れ。"),
]
SAMPLES = [1000, 1000, 600]
RATE = 1000


def even(number: int) -> list[WordTime]:
    """Each word as long as its letters, the marks and spaces behind it included."""
    speech = ANSWER[number].speech
    seconds = SAMPLES[number] / RATE / len(speech)
    return [WordTime(start, end, start * seconds, end * seconds) for start, end in words(speech)]


@pytest.mark.parametrize(
    ("heard_samples", "heard"),
    [
        (0, ""),
        (-5, ""),
        (200, ""),
        (250, "One"),
        (920, "One two"),
        (999, "One two three."),
        (1000, "**One** two three."),
        (1100, "**One** two three."),
        (1700, "**One** two three. Four five"),
        (2000, "**One** two three. Four [five](https://a.example) six."),
        (2300, "**One** two three. Four [five](https://a.example) six. 今日は"),
        (2600, "**One** two three. Four [five](https://a.example) six. 今日は晴れ。"),
        (9999, "**One** two three. Four [five](https://a.example) six. 今日は晴れ。"),
    ],
)
def test_whole_sentences_and_the_words_of_the_broken_one(heard_samples: int, heard: str) -> None:
    assert heard_text(ANSWER, SAMPLES, heard_samples, RATE, even) == heard


def test_sentences_that_were_not_synthesised_were_not_heard() -> None:
    assert heard_text(ANSWER, [1000], 5000, RATE, even) == "**One** two three."
    assert heard_text(ANSWER, [], 5000, RATE, even) == ""
    assert heard_text([], [1000], 500, RATE, even) == ""
