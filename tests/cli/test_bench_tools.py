"""The tool bench's judgement; the model itself is asked by `voiceassistant bench tools`."""

from types import SimpleNamespace

import pytest

from voiceassistant.cli.bench_tools import (
    HELD_OUT_SET,
    USUAL_SET,
    Called,
    Score,
    SeveralScore,
    SeveralWanted,
    Wanted,
    all_called,
    all_right,
    load_requests,
    load_several,
    score,
    several_score,
    wrong,
)

TIMER = Wanted("Set a timer for ten minutes.", "set_timer", {"minutes": [10]})
ALARM = Wanted("Wake me at seven.", "set_alarm", {"time": ["07:00", "7:00"]})
SUM = Wanted("What is 17 times 23?", "calculate", {"expression": [391]})
TALK = Wanted("Hello.", None, {})


@pytest.mark.parametrize(("name", "needing"), [(USUAL_SET, 60), (HELD_OUT_SET, 40)])
def test_a_bundled_set_is_large_enough_and_its_wishes_fit_its_tools(name: str, needing: int) -> None:
    tools, requests = load_requests(name)
    schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in tools}
    assert len(schemas) >= 10
    assert sum(request.tool is not None for request in requests) >= needing
    assert sum(request.tool is None for request in requests) >= 10
    assert {request.tool for request in requests} == {None, *schemas}
    for request in requests:
        if request.tool:
            assert set(request.arguments) <= set(schemas[request.tool]["properties"])


def test_the_held_out_set_has_other_tools_and_other_requests() -> None:
    (tools, requests), (others, other_requests) = load_requests(USUAL_SET), load_requests(HELD_OUT_SET)
    assert not {tool["function"]["name"] for tool in tools} & {tool["function"]["name"] for tool in others}
    assert not {request.said for request in requests} & {request.said for request in other_requests}


@pytest.mark.parametrize("name", [USUAL_SET, HELD_OUT_SET])
def test_no_request_is_shown_to_the_model_as_an_example(name: str) -> None:
    tools, requests = load_requests(name)
    shown = " ".join(tool["function"]["description"] for tool in tools).casefold()
    assert [request.said for request in requests if request.said.casefold() in shown] == []


@pytest.mark.parametrize(
    ("request_", "got"),
    [
        (TIMER, Called("set_timer", {"minutes": 10.0}, "")),
        (ALARM, Called("set_alarm", {"time": "7:00"}, "")),
        (SUM, Called("calculate", {"expression": "23*17"}, "")),
        (TALK, Called(None, {}, "Hello!")),
        (Wanted("x", "switch", {"device": ["fan"]}), Called("switch", {"device": "Fan."}, "")),
    ],
)
def test_what_means_the_same_is_right(request_: Wanted, got: Called) -> None:
    assert wrong(request_, got) == ""


@pytest.mark.parametrize(
    ("request_", "got"),
    [
        (TIMER, Called("set_timer", {"minutes": "ten"}, "")),
        (TIMER, Called("set_timer", {"minutes": 10, "label": "cake"}, "")),
        (TIMER, Called("set_alarm", {"minutes": 10}, "")),
        (TIMER, Called(None, {}, "Done.")),
        (SUM, Called("calculate", {"expression": "17 + 23"}, "")),
        (SUM, Called("calculate", {"expression": "import os"}, "")),
        (TALK, Called("set_timer", {"minutes": 1}, "")),
    ],
)
def test_what_means_something_else_is_wrong(request_: Wanted, got: Called) -> None:
    assert wrong(request_, got) != ""


def test_the_score_counts_arguments_where_a_tool_is_needed_and_false_calls_where_none_is() -> None:
    right = Called("set_timer", {"minutes": 10}, "")
    results = [(TIMER, right), (TIMER, Called("set_timer", {"minutes": 1}, "")), (TALK, right), (TALK, TALKED)]
    assert score(results) == Score(right_tool=0.75, right_arguments=0.5, false_calls=0.5)
    assert not score(results).good_enough
    assert score([(TIMER, right), (TALK, TALKED)]).good_enough


TALKED = Called(None, {}, "Hello!")


def test_calls_are_read_from_the_answer() -> None:
    function = SimpleNamespace(name="set_timer", arguments='{"minutes": 10}')
    other = SimpleNamespace(name="set_alarm", arguments="{")
    answer = SimpleNamespace(tool_calls=[SimpleNamespace(function=function), SimpleNamespace(function=other)])
    assert all_called(answer) == [Called("set_timer", {"minutes": 10}, ""), Called("set_alarm", {}, "")]
    assert all_called(SimpleNamespace(tool_calls=None, content="Hello!")) == [TALKED]


BOTH = SeveralWanted("Set a timer for ten minutes and wake me at seven.", (TIMER, ALARM))
TIMER_CALL, ALARM_CALL = Called("set_timer", {"minutes": 10}, ""), Called("set_alarm", {"time": "7:00"}, "")


def test_several_calls_are_right_in_any_order_if_none_is_missing_and_none_too_many() -> None:
    assert all_right(BOTH, [ALARM_CALL, TIMER_CALL])
    assert not all_right(BOTH, [TIMER_CALL])
    assert not all_right(BOTH, [TIMER_CALL, TIMER_CALL])
    assert not all_right(BOTH, [TIMER_CALL, ALARM_CALL, TIMER_CALL])
    assert all_right(SeveralWanted("Thank you, and good night.", ()), [TALKED])


def test_needless_calls_are_counted_where_one_or_none_is_wanted() -> None:
    wrong_time = Called("set_alarm", {"time": "19:00"}, "")
    one = SeveralWanted("Set a timer for ten minutes and no longer.", (TIMER,))
    results = [(BOTH, [TIMER_CALL, wrong_time]), (one, [TIMER_CALL]), (one, [TIMER_CALL, ALARM_CALL])]
    assert several_score(results) == SeveralScore(right_tools=1.0, right_arguments=0.0, needless=0.5)


@pytest.mark.parametrize("name", [USUAL_SET, HELD_OUT_SET])
def test_a_bundled_sets_requests_for_several_things_fit_its_tools(name: str) -> None:
    tools, _ = load_requests(name)
    schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in tools}
    counts = [len(several.calls) for several in load_several(name)]
    assert counts.count(2) >= 10
    assert len(counts) - counts.count(2) >= 5
    for several in load_several(name):
        for wanted in several.calls:
            assert wanted.tool is not None
            assert set(wanted.arguments) <= set(schemas[wanted.tool]["properties"])
