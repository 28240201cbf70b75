import pytest

from voiceassistant.text.interruption import is_backchannel, is_echo

SAID = "It is mild in Paris today. Take a small umbrella."


@pytest.mark.parametrize(
    "heard",
    [
        *("Mm-hm.", "Mhm", "Uh-huh.", "Yeah.", "Okay, okay.", "Oh, right.", "I see.", "Got it!", "All right."),
        *("", "...", "[cough]", "(door slams)", "♪ music ♪", "Thank you.", "you", "네.", "음…", "아, 그래요."),
        *("Right, I see.", "Yeah, got it, thank you.", "Oh, that's right."),
    ],
)
def test_signs_of_listening_and_noises(heard: str) -> None:
    assert is_backchannel(heard)


@pytest.mark.parametrize(
    "heard",
    [
        *("Stop.", "Wait!", "No.", "What?", "Yes, but why?", "Okay, and tomorrow?", "Thank you, that is enough."),
        *("I see, and why?", "Right, go on to the next one."),
        *("Louder, please", "잠깐만.", "왜?", "네, 그런데 내일은?"),
    ],
)
def test_words_that_are_meant(heard: str) -> None:
    assert not is_backchannel(heard)


@pytest.mark.parametrize(
    "heard",
    [
        "in Paris today",
        "It's mild in Paris today",
        "take a small umbrella",
        "Paris to-day take a small",
        "A small umbrella.",
    ],
)
def test_an_echo_as_recognition_garbles_it(heard: str) -> None:
    assert is_echo(heard, SAID)


@pytest.mark.parametrize("heard", ["", "today", "What about London?", "Is it cold in London today?", "And in Rome?"])
def test_what_is_no_echo(heard: str) -> None:
    assert not is_echo(heard, SAID)


def test_a_word_that_was_all_that_was_said_comes_back() -> None:
    assert is_echo("London", "London.")
    assert not is_echo("London", "In London.")


def test_nothing_said_has_no_echo() -> None:
    assert not is_echo("Take a small umbrella", "")
    assert not is_echo("", "")
