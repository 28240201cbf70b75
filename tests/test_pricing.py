import pytest

from voiceassistant.messages import Usage
from voiceassistant.pricing import LOCAL, cost
from voiceassistant.roles import Endpoint
from voiceassistant.settings import ChatSettings, Role

USAGE = Usage(2_000_000, 500_000, 1_000)


@pytest.mark.parametrize(
    ("server", "prices", "dollars"),
    [
        (LOCAL, {"price_in": 1.0}, 0.0),
        ("OpenAI", {}, None),
        ("OpenAI", {"price_in": 0.25, "price_out": 2.0}, 1.5),
        ("OpenAI", {"price_out": 2.0}, 1.0),
    ],
)
def test_an_answer_costs_what_the_settings_say(server: str, prices: dict[str, float], dollars: float | None) -> None:
    assert cost(USAGE, server, ChatSettings(**prices)) == dollars


def test_the_local_engine_is_known_by_its_title() -> None:
    assert Endpoint(Role.CHAT, "local", "", "m").title == LOCAL
