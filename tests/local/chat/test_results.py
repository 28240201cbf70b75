import pytest

from voiceassistant.local.chat import results

QUESTION = "What is 17 times 23?"


@pytest.mark.parametrize("said", ["The result is 391.", "17 times 23 is 391."])
def test_the_results_own_numbers_are_faithful(said: str) -> None:
    assert results.faithful(said, ["17 * 23 = 391"], QUESTION)


@pytest.mark.parametrize("said", ["It is 319.", "17 times 23 is a lot.", "The result is 23."])
def test_other_numbers_or_none_are_not(said: str) -> None:
    assert not results.faithful(said, ["17 * 23 = 391"], QUESTION)


def test_a_thousands_mark_changes_nothing() -> None:
    assert results.faithful("That makes 10,000.", ["1250 * 8 = 10000"], "What is 1,250 times 8?")


def test_first_sentence_waits_for_what_follows() -> None:
    assert results.first_sentence("It is 3.5 degrees") is None
    assert results.first_sentence("It is 3.5 degrees.") is None
    assert results.first_sentence("It is 3.5 degrees. Cold") == "It is 3.5 degrees."


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("391", "The result is 391."),
        ("17 * 23 = 391", "17 * 23 = 391."),
        ('{"temperature_c": 8, "sky": "grey"}', "temperature c: 8, sky: grey."),
        ("It rains.", "It rains."),
    ],
)
def test_results_are_said_plainly(result: str, said: str) -> None:
    assert results.plainly([result]) == said
