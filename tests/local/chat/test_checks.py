import pytest

from voiceassistant.chat.dialect import blamed
from voiceassistant.local.chat import checks
from voiceassistant.local.protocol import wire


@pytest.mark.parametrize(("kind", "sense"), [("image_url", "see"), ("input_audio", "hear"), ("file", "read")])
def test_what_the_model_cannot_perceive_is_refused_by_its_place(kind: str, sense: str) -> None:
    parts = [{"type": "text", "text": "What is this?"}, {"type": kind, kind: {"url": "data:"}}]
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": parts}]
    with pytest.raises(wire.ApiError, match=f"This one cannot {sense}") as caught:
        checks.check(wire.parse(wire.ChatRequest, {"model": "m", "messages": messages}))
    error = caught.value.body["error"]
    assert (error["param"], error["code"]) == ("messages.[1].content.[1].type", "unsupported_value")


def test_the_program_understands_that_pictures_were_refused() -> None:
    image = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}
    with pytest.raises(wire.ApiError) as caught:
        checks.check(wire.parse(wire.ChatRequest, {"model": "m", "messages": [image]}))
    error = caught.value.body["error"]
    assert blamed(error["param"] or "", error["message"] or "", {"images", "tools", "json_schema"}) == "images"


@pytest.mark.parametrize(
    "choice",
    [
        {"type": "function", "function": {"name": "fly"}},
        {
            "type": "allowed_tools",
            "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "fly"}}]},
        },
    ],
)
def test_a_tool_that_is_not_there_cannot_be_chosen(choice: object) -> None:
    tool = {"type": "function", "function": {"name": "walk"}}
    body = {"model": "m", "messages": [{"role": "user", "content": "Go."}], "tools": [tool], "tool_choice": choice}
    with pytest.raises(wire.ApiError, match="'fly' not found") as caught:
        checks.check(wire.parse(wire.ChatRequest, body))
    assert caught.value.body["error"]["param"] == "tool_choice"


@pytest.mark.parametrize(
    ("field", "value", "instead"),
    [("functions", [{"name": "walk"}], "tools"), ("function_call", "auto", "tool_choice")],
)
def test_the_old_form_of_tools_is_refused_with_the_new_ones_name(field: str, value: object, instead: str) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "Go."}], field: value}
    with pytest.raises(wire.ApiError, match=f"Use '{instead}' instead") as caught:
        checks.check(wire.parse(wire.ChatRequest, body))
    assert (caught.value.body["error"]["param"], caught.value.body["error"]["code"]) == (field, "unsupported_parameter")
