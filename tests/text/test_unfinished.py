import json

import pytest

from voiceassistant.resource_files import resource
from voiceassistant.text.unfinished import is_unfinished


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a table for.",
        "What's on my calendar for?",
        "Send an email to my boss and...",
        "Set a timer for ten minutes and",
        "What is the difference between a",
        "Please add bread,",
        "So what I wanted to ask is",
        "I was wondering if you could",
        "Do you remember the book that",
        "Can you explain how?",
        "If it rains tomorrow.",
        "when the soup is ready.",
        "Call, um",
        "Well.",
        "엄마한테 전화해서",
        "우유하고",
        "이 문장을.",
        "음",
        "Ich möchte wissen, ",
        "Je voudrais…",
    ],
)
def test_words_that_want_more(text: str) -> None:
    assert is_unfinished(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Turn it on.",
        "I think so.",
        "Yes, I do.",
        "Do you know what time it is?",
        "Who are you?",
        "What is that?",
        "What is it like?",
        "When is the next train?",
        "If it rains, stay at home.",
        "When I was young, we had no telephone at all in the house.",
        "Tell me why.",
        "지금 몇 시예요?",
        "집에 가고 싶어",
        "사과",
        "저녁에 늦는다고",
        "Wie spät ist es?",
    ],
)
def test_words_that_may_be_all(text: str) -> None:
    assert not is_unfinished(text)


def test_whole_sentences_are_hardly_ever_taken_for_parts() -> None:
    bundled = [json.loads(resource(f"bench/{name}.json").read_text("utf-8")) for name in ("tools", "tools-held-out")]
    said = [request["said"] for tools in bundled for request in tools["requests"]]
    said += resource("bench/sentences.txt").read_text("utf-8").splitlines()
    assert sum(map(is_unfinished, said)) <= 0.01 * len(said)
