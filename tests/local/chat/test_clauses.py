import pytest

from voiceassistant.local.chat.clauses import by_itself, clauses, conjuncts

TOOL_WORDS = {"translate", "wake"}


def texts(said: str) -> list[str]:
    return [clause.text for clause in clauses(said, TOOL_WORDS)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "What's the weather in Paris and what time is it in Tokyo?",
            ["What's the weather in Paris", "what time is it in Tokyo?"],
        ),
        ("Play some jazz, then turn the lamp off.", ["Play some jazz", "turn the lamp off."]),
        ("Is it late and is there a shop?", ["Is it late", "is there a shop?"]),
        ("What time is it? And will it rain?", ["What time is it?", "And will it rain?"]),
        ("Put on a song, and wake me at six.", ["Put on a song", "wake me at six."]),  # a word of the tools'
        ("파리 날씨를 알려 주고 도쿄는 지금 몇 시야?", ["파리 날씨를 알려 주고", "도쿄는 지금 몇 시야?"]),
        ("런던은 지금 몇 시야? 그리고 비가 와?", ["런던은 지금 몇 시야?", "그리고 비가 와?"]),
        ("10분 타이머 설정하고 재즈 틀어 줘.", ["10분 타이머 설정하고", "재즈 틀어 줘."]),
    ],
)
def test_requests_that_follow_each_other_are_told_apart(said: str, wanted: list[str]) -> None:
    assert texts(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "Add 48 and 77, please.",
        "Tell Ben that I am late and that he should wait.",
        "I have potatoes and leeks, what can I cook?",
        "We are out of rice, so go and put it on the list.",  # "it" is the rice
        "Find a recipe and send it to Anna.",
        "What time is it in Berlin and will it rain there tomorrow?",
        "광고 좀 꺼 줘.",  # an advertisement, no verb
        "늦는다고 전해 줘.",
    ],
)
def test_one_request_stays_whole(said: str) -> None:
    assert texts(said) == [said]


def test_nothing_of_a_text_is_lost() -> None:
    said = "Hi there, and what time is it? Then play some jazz."
    found = clauses(said, TOOL_WORDS)
    assert "".join(clause.link + clause.text for clause in found) == said
    assert len(found) == 3


def test_a_clause_by_itself_is_written_as_a_sentence() -> None:
    assert by_itself("then also play some jazz") == "Play some jazz."
    assert by_itself("what's the weather in Paris") == "What's the weather in Paris?"
    assert by_itself("Is it late?") == "Is it late?"
    assert by_itself("파리 날씨를 알려 주고") == "파리 날씨를 알려 줘."


def test_and_joins_things_within_a_request() -> None:
    assert conjuncts("Buy eggs, milk and rice, please.") == ["Buy eggs", "milk", "rice, please."]
    assert conjuncts("파리와 런던 날씨") == ["파리", "런던 날씨"]
    for whole in ("Wake me, please.", "A timer for an hour and a half.", "사과 두 개"):
        assert conjuncts(whole) == [whole]
