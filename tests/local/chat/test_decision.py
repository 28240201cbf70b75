import math

from tests.local.chat.test_toolcalls import CALCULATE, QUESTION, TIMER, called, request
from voiceassistant.local.chat import decision
from voiceassistant.local.chat.language_model import Token

HELLO = {"role": "user", "content": "Hello."}
TALK = {"role": "assistant", "content": "Hello! What can I do for you?"}
SHOWN, MADE_UP = request(HELLO).tools


def opening(mark: float, name: float = 1.0, text: str = "calculate") -> list[Token]:
    """A call's opening with the chances of its mark and of its name."""
    return [Token("@", math.log(mark)), Token(text, math.log(name))]


def test_a_likely_call_is_made_and_an_unlikely_one_is_not() -> None:
    assert decision.is_call(request(HELLO), opening(0.9))
    assert not decision.is_call(request(HELLO), opening(0.1))
    assert not decision.is_call(request(HELLO), [])


def test_a_model_that_is_unsure_of_the_tool_does_not_call_it() -> None:
    assert decision.is_call(request(HELLO), opening(0.6, 0.95))
    assert not decision.is_call(request(HELLO), opening(0.6, 0.1))


def test_a_tool_without_examples_needs_less() -> None:
    assert not decision.is_call(request(HELLO), opening(0.1))
    assert decision.is_call(request(HELLO), opening(0.1, text="set_timer"))


def test_a_call_that_is_certain_is_no_error() -> None:
    assert decision.is_call(request(HELLO), [Token("@", 0.0)])
    assert decision.is_call(request(HELLO), [Token("@", 1e-7)])  # rounding


def test_the_name_is_waited_for_only_where_it_matters() -> None:
    mark = opening(0.5)[:1]
    assert not decision.is_clear(request(HELLO), mark)
    assert decision.is_clear(request(HELLO), opening(0.0001)[:1])
    assert decision.is_clear(request(HELLO), opening(0.9999)[:1])
    assert decision.is_clear(request(HELLO), [*mark, Token("calc", math.log(0.0001))])


def test_it_is_open_only_where_talk_and_calls_are_allowed() -> None:
    assert decision.is_open(request(HELLO))
    assert not decision.is_open(request(HELLO, tools=[]))
    assert not decision.is_open(request(*called("391")))
    for choice in ("none", "required", {"type": "function", "function": {"name": "calculate"}}):
        assert not decision.is_open(request(HELLO, tool_choice=choice))


def test_the_lean_towards_calls_grows_with_numbers_with_talk_and_with_many_tools() -> None:
    plain = decision.lean(request(HELLO), SHOWN)
    assert decision.lean(request(HELLO), MADE_UP) > plain
    assert decision.lean(request(QUESTION), SHOWN) > plain  # 17 times 23
    assert decision.lean(request({"role": "user", "content": "seventeen times twenty-three"}), SHOWN) > plain
    once, twice = request(HELLO, TALK, HELLO), request(HELLO, TALK, HELLO, TALK, HELLO)
    assert plain < decision.lean(once, SHOWN) < decision.lean(twice, SHOWN)
    after_a_result = request(*called("17 * 23 = 391"), {"role": "assistant", "content": "It is 391."}, HELLO)
    assert decision.lean(after_a_result, SHOWN) == plain
    assert decision.lean(request(HELLO, tools=[CALCULATE, TIMER] * 3), SHOWN) > plain
