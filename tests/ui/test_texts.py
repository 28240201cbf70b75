import pytest

from voiceassistant.messages import Usage
from voiceassistant.settings import ChatSettings
from voiceassistant.ui.texts import facts_line, server_title

PRICES = ChatSettings(price_in=0.25, price_out=2.0)


@pytest.mark.parametrize(
    ("server", "usage", "prices", "line"),
    [
        ("OpenAI", Usage(312, 100), PRICES, "OpenAI · m · 412 tokens · $0.0003"),
        ("OpenAI", Usage(312, 100), ChatSettings(), "OpenAI · m · 412 tokens"),
        ("OpenAI", Usage(12, 1), PRICES, "OpenAI · m · 13 tokens · < $0.0001"),
        ("local engine", Usage(312, 100), PRICES, "Local engine · m · 412 tokens · free"),
        ("OpenAI", Usage(), PRICES, "OpenAI · m"),
    ],
)
def test_an_answers_facts_in_one_line(server: str, usage: Usage, prices: ChatSettings, line: str) -> None:
    assert facts_line(server, "m", usage, prices) == line


def test_of_nobody_nothing_is_known() -> None:
    assert facts_line("", "", Usage(), PRICES) == ""


@pytest.mark.parametrize(
    ("server", "title"),
    [
        ("local engine", "Local engine"),
        ("OpenAI", "OpenAI"),
        ("local engine (instead of localhost:8000)", "Local engine (instead of localhost:8000)"),
    ],
)
def test_who_does_a_role_has_a_title(server: str, title: str) -> None:
    assert server_title(server) == title
